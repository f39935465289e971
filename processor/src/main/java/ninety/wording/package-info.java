/** The whole sentences of alerts. Pure: no AWS, Jackson, picocli or vavr type may be named. */
@NullMarked
package ninety.wording;

import org.jspecify.annotations.NullMarked;
