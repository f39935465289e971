package ninety.stream;

import com.google.protobuf.InvalidProtocolBufferException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import ninety.ingest.Envelope;
import software.amazon.kinesis.retrieval.AggregatorUtil;
import software.amazon.kinesis.retrieval.KinesisClientRecord;
import software.amazon.kinesis.retrieval.kpl.Messages.AggregatedRecord;

/**
 * Takes apart what the Kinesis Producer Library put together: magic, a protobuf message, its MD5.
 * What does not come apart as a whole is handed on as it is, and ends as a dead letter.
 *
 * <p>The KCL's own (3.5.1) must not be used: on a message with a bad index it writes the content to
 * the log by way of a class that newer JDKs lack, which ends the consumer at every start; and it
 * drops, without a word, an aggregate without records or with a hash key outside the shard.
 */
final class Deaggregation extends AggregatorUtil {

  private static final int DIGEST = 16;

  private final Runnable handedOver;

  /**
   * @param handedOver called, in the thread of the batch, as a batch comes from the KCL
   */
  Deaggregation(Runnable handedOver) {
    this.handedOver = handedOver;
  }

  /** The hash keys do not matter: a repeat after a reshard changes nothing, a loss would. */
  @Override
  public List<KinesisClientRecord> deaggregate(
      List<KinesisClientRecord> records, BigInteger startingHashKey, BigInteger endingHashKey) {
    handedOver.run();
    return deaggregated(records);
  }

  /** The same for whoever looks at records without having them settled. */
  static List<KinesisClientRecord> deaggregated(List<KinesisClientRecord> records) {
    // The KCL removes from it what is checkpointed already.
    List<KinesisClientRecord> all = new ArrayList<>(records.size());
    for (KinesisClientRecord record : records) {
      message(record)
          .map(message -> parts(record, message))
          .ifPresentOrElse(all::addAll, () -> all.add(record));
    }
    return all;
  }

  private static Optional<AggregatedRecord> message(KinesisClientRecord record) {
    byte[] magic = AGGREGATED_RECORD_MAGIC;
    byte[] bytes = bytes(record);
    if (bytes.length <= magic.length + DIGEST
        || !Arrays.equals(bytes, 0, magic.length, magic, 0, magic.length)) {
      return Optional.empty();
    }
    byte[] message = Arrays.copyOfRange(bytes, magic.length, bytes.length - DIGEST);
    byte[] digest = Arrays.copyOfRange(bytes, bytes.length - DIGEST, bytes.length);
    if (!MessageDigest.isEqual(digest, md5(message))) {
      return Optional.empty();
    }
    try {
      return Optional.of(AggregatedRecord.parseFrom(message)).filter(Deaggregation::isWhole);
    } catch (InvalidProtocolBufferException noAggregate) {
      return Optional.empty();
    }
  }

  /** True if each of its records has a partition key; indexes are unsigned on the wire. */
  private static boolean isWhole(AggregatedRecord message) {
    int keys = message.getPartitionKeyTableCount();
    int hashes = message.getExplicitHashKeyTableCount();
    return message.getRecordsCount() > 0
        && message.getRecordsList().stream()
            .allMatch(part ->
                isIndex(part.getPartitionKeyIndex(), keys)
                    && (!part.hasExplicitHashKeyIndex()
                        || isIndex(part.getExplicitHashKeyIndex(), hashes)));
  }

  private static boolean isIndex(long index, int size) {
    return index >= 0 && index < size;
  }

  private static List<KinesisClientRecord> parts(
      KinesisClientRecord record, AggregatedRecord message) {
    List<KinesisClientRecord> parts = new ArrayList<>(message.getRecordsCount());
    for (var part : message.getRecordsList()) {
      parts.add(
          record.toBuilder()
              .data(ByteBuffer.wrap(part.getData().toByteArray()))
              .partitionKey(message.getPartitionKeyTable((int) part.getPartitionKeyIndex()))
              .aggregated(true)
              .subSequenceNumber(parts.size())
              .build());
    }
    return parts;
  }

  private static byte[] bytes(KinesisClientRecord record) {
    if (record.data() == null) {
      return new byte[0];
    }
    ByteBuffer content = record.data().duplicate();
    byte[] bytes = new byte[content.remaining()];
    content.get(bytes);
    return bytes;
  }

  private static byte[] md5(byte[] message) {
    try {
      return MessageDigest.getInstance("MD5").digest(message);
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every JDK has MD5", missing);
    }
  }

  /** A record as it is ingested. */
  static Envelope envelope(String shard, KinesisClientRecord record) {
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
