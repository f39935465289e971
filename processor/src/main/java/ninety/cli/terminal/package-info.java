/** What is printed for people and machines, and how a command ends. Decides nothing. */
@NullMarked
package ninety.cli.terminal;

import org.jspecify.annotations.NullMarked;
