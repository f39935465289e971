/** The printing for people and machines, and the end of a command. Decides nothing. */
@NullMarked
package ninety.cli.terminal;

import org.jspecify.annotations.NullMarked;
