/** The commands {@code redrive …}: what was given up comes back. Know no other command. */
@NullMarked
package ninety.cli.redrive;

import org.jspecify.annotations.NullMarked;
