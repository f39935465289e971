/** The commands {@code exempt …}: who is exempt, and who says so. Know no other command. */
@NullMarked
package ninety.cli.exempt;

import org.jspecify.annotations.NullMarked;
