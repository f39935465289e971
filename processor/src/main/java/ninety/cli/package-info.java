/**
 * Commands, settings and output; the only place where the parts are put together. Decides nothing
 * about users.
 */
@NullMarked
package ninety.cli;

import org.jspecify.annotations.NullMarked;
