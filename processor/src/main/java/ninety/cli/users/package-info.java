/** The command {@code users}: lists how users stand. Knows no other command. */
@NullMarked
package ninety.cli.users;

import org.jspecify.annotations.NullMarked;
