/**
 * From the Kinesis stream to ingest: the Kinesis Client Library, shards, checkpoints. What a record
 * means is decided elsewhere; a checkpoint never passes a record that is not settled (promise 4).
 */
@NullMarked
package ninety.stream;

import org.jspecify.annotations.NullMarked;
