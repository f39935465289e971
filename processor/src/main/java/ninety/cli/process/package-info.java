/** The command {@code process}: consumes the stream. Knows no other command. */
@NullMarked
package ninety.cli.process;

import org.jspecify.annotations.NullMarked;
