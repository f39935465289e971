/**
 * The parts, their settings and the AWS clients, put together in one place; and what has to be
 * there before work begins. Knows no command and prints nothing.
 */
@NullMarked
package ninety.app;

import org.jspecify.annotations.NullMarked;
