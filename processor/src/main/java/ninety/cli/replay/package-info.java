/** The command {@code replay}: archived records into the table. Knows no other command. */
@NullMarked
package ninety.cli.replay;

import org.jspecify.annotations.NullMarked;
