/** Options that several commands share, and how a value is read. Runs nothing. */
@NullMarked
package ninety.cli.option;

import org.jspecify.annotations.NullMarked;
