/** The command {@code verify}: whether alerts are ours. Knows no other command. */
@NullMarked
package ninety.cli.verify;

import org.jspecify.annotations.NullMarked;
