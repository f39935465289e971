/**
 * Since when, and up to when, the source was really listened to: coverage, its gaps, and the
 * horizon. Nothing here reads a clock or does I/O, and nothing knows a user: no AWS, Jackson,
 * picocli or vavr type may be named.
 */
@NullMarked
package ninety.coverage;

import org.jspecify.annotations.NullMarked;
