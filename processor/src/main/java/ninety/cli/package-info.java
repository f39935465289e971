/**
 * The command {@code ninety}: parses, logs, and ends with an exit code. Each command has a package
 * of its own, which knows no other one.
 */
@NullMarked
package ninety.cli;

import org.jspecify.annotations.NullMarked;
