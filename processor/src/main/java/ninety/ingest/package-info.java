/**
 * Many facts to few writes: batches, the writer of user records, dead letters and counts, whoever
 * brings the records. The Kinesis Client Library knows nothing of it, nor it of that library.
 */
@NullMarked
package ninety.ingest;

import org.jspecify.annotations.NullMarked;
