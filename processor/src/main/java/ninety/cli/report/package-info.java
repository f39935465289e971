/** The command {@code report}: how users stand by archived records. Knows no other command. */
@NullMarked
package ninety.cli.report;

import org.jspecify.annotations.NullMarked;
