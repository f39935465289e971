package ninety.ingest;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import software.amazon.kinesis.retrieval.KinesisClientRecord;

/**
 * Bytes as the stream delivered them, with their position.
 *
 * @param subSequence the place in a record that a producer aggregated; such share a sequence number
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares envelopes
/** The bytes of one record of the stream, with where and when they came. */
public record Envelope(
    String shard, String sequence, long subSequence, Optional<Instant> arrival, byte[] data) {

  public static Envelope of(String shard, KinesisClientRecord record) {
    ByteBuffer content = record.data() == null ? ByteBuffer.allocate(0) : record.data().duplicate();
    byte[] data = new byte[content.remaining()];
    content.get(data);
    return new Envelope(
        shard,
        record.sequenceNumber(),
        record.subSequenceNumber(),
        Optional.ofNullable(record.approximateArrivalTimestamp()),
        data);
  }
}
