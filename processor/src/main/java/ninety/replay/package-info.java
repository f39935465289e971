/**
 * The backfill: archived records into the table, on the way that the stream's take. Knows the ports
 * only; no AWS SDK, Jackson, picocli or vavr type may be named.
 */
@NullMarked
package ninety.replay;

import org.jspecify.annotations.NullMarked;
