/**
 * Facts, user records and their join. Nothing here reads a clock, does I/O or knows where facts
 * come from: no AWS, Jackson, picocli or vavr type may be named.
 */
@NullMarked
package ninety.user;

import org.jspecify.annotations.NullMarked;
