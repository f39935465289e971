/**
 * Since when, and up to when, the feed was really listened to: coverage, its gaps, attestations,
 * changes of the feed, and the horizon. Nothing here reads a clock or does I/O; the ports to the
 * far end are interfaces. No AWS, Jackson, picocli or vavr type may be named.
 */
@NullMarked
package ninety.coverage;

import org.jspecify.annotations.NullMarked;
