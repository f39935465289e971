/** The command {@code explain}: what a record comes to. Knows no other command. */
@NullMarked
package ninety.cli.explain;

import org.jspecify.annotations.NullMarked;
