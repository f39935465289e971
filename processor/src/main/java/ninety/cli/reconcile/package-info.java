/** The command {@code import}: the directory's list against the table. Knows no other command. */
@NullMarked
package ninety.cli.reconcile;

import org.jspecify.annotations.NullMarked;
