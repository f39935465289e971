/**
 * What an alert says, in whole sentences. Pure: no AWS, Jackson, picocli or vavr type may be named.
 */
@NullMarked
package ninety.wording;

import org.jspecify.annotations.NullMarked;
