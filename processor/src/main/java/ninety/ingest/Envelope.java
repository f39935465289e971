package ninety.ingest;

import java.time.Instant;
import java.util.Optional;

/**
 * The bytes of one record of the stream, with their position and when they came.
 *
 * @param subSequence the place in a record that a producer aggregated; such share a sequence number
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares envelopes
public record Envelope(
    String shard, String sequence, long subSequence, Optional<Instant> arrival, byte[] data) {}
