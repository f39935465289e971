/** The command {@code sweep}: judges who is due. Knows no other command. */
@NullMarked
package ninety.cli.sweep;

import org.jspecify.annotations.NullMarked;
