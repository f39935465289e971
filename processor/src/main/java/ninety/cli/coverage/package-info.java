/** The commands {@code coverage …}: what is known of which time. Know no other command. */
@NullMarked
package ninety.cli.coverage;

import org.jspecify.annotations.NullMarked;
