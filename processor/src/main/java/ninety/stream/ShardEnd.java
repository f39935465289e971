package ninety.stream;

import static ninety.aws.Calls.answer;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import ninety.aws.Fault;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;
import software.amazon.kinesis.retrieval.KinesisClientRecord;
import software.amazon.kinesis.retrieval.kpl.ExtendedSequenceNumber;

/**
 * The check of whether a shard is at its end where the Kinesis Client Library says so: it takes one
 * wrong "no such shard" of Kinesis for that (3.5.1), of an open shard as of a closed one with a
 * backlog. So the list of shards is asked, and where it has an end, what comes after the last
 * settled record is read.
 *
 * @param kinesis asked for a few records of the shard, in the thread of the caller
 * @param stop ends the waiting
 */
record ShardEnd(
    KnownShards shards, KinesisAsyncClient kinesis, String stream, Stop stop, Backoff backoff) {

  private static final Logger LOG = LoggerFactory.getLogger(ShardEnd.class);

  /**
   * The list may be a moment behind, or wrong once. With the pauses between, some three seconds.
   */
  private static final int LISTED = 6;

  /**
   * Reads of a time without records are empty, and many where it is long. So many of them in a row
   * that come no nearer to the tip decide nothing: with the pauses between, some minute.
   */
  private static final int READS = 200;

  /** One may be the last settled record itself. */
  private static final int AT_ONCE = 10;

  /** Between the reads, as before this retry: a shard takes five a second from all its readers. */
  private static final int BETWEEN_READS = 3;

  /**
   * That there is nothing after a position, by how the shard stands in the list: closed, and read
   * to its end, or gone by each of several answers, whose time {@link KnownShards#gone} is asked
   * about before it is believed. Empty where the process is to end before that is known.
   *
   * @param settled the last settled record, or where the reading of the shard began
   * @throws ShardGivenUp if the shard is open, has more records, or did not show its end
   * @throws SdkException if Kinesis refuses, or says that there is no such shard although it lists
   *     it
   */
  Optional<KnownShards.Listed> reached(String shard, ExtendedSequenceNumber settled) {
    boolean open = false;
    for (int asked = 1; ; asked++) {
      Optional<KnownShards.Listed> listed = answered(shard, () -> shards.listed(shard));
      if (listed.isEmpty()) {
        return listed;
      }
      if (listed.get() == KnownShards.Listed.CLOSED) {
        return listed.filter(_ -> isNothingAfter(shard, settled));
      }
      open |= listed.get() == KnownShards.Listed.OPEN;
      if (asked >= LISTED) {
        if (open) {
          throw unbelieved(shard, "Kinesis lists it as open");
        }
        return listed;
      }
      if (stop.pause(backoff.before(asked))) {
        return Optional.empty();
      }
    }
  }

  private boolean isNothingAfter(String shard, ExtendedSequenceNumber settled) {
    Optional<String> iterator =
        answered(shard, () -> answer(kinesis.getShardIterator(at(shard, settled))).shardIterator());
    long nearest = Long.MAX_VALUE;
    int left = READS;
    while (iterator.isPresent()) {
      String from = iterator.get();
      Optional<GetRecordsResponse> page =
          answered(
              shard,
              () -> answer(kinesis.getRecords(get -> get.shardIterator(from).limit(AT_ONCE))));
      if (page.isEmpty()) {
        return false;
      }
      if (page.get().records().stream().anyMatch(record -> isAfter(record, settled))) {
        throw unbelieved(shard, "Kinesis has records after " + settled.sequenceNumber());
      }
      iterator = Optional.ofNullable(page.get().nextShardIterator());
      if (iterator.isEmpty()) {
        return true;
      }
      Long behind = page.get().millisBehindLatest();
      left = behind != null && behind < nearest ? READS : left - 1;
      nearest = behind == null ? nearest : Math.min(nearest, behind);
      if (left == 0) {
        throw unbelieved(shard, "%d reads came no nearer to it".formatted(READS));
      }
      if (stop.pause(backoff.before(BETWEEN_READS))) {
        return false;
      }
    }
    return false;
  }

  /** At the record and not after it: of an aggregate a part may be settled, and the rest not. */
  private GetShardIteratorRequest at(String shard, ExtendedSequenceNumber settled) {
    GetShardIteratorRequest.Builder get =
        GetShardIteratorRequest.builder().streamName(stream).shardId(shard);
    return (settled.isSentinelCheckpoint()
            ? get.shardIteratorType(ShardIteratorType.TRIM_HORIZON)
            : get.shardIteratorType(ShardIteratorType.AT_SEQUENCE_NUMBER)
                .startingSequenceNumber(settled.sequenceNumber()))
        .build();
  }

  /** True if not all of a record that was read at the position or later is settled. */
  private static boolean isAfter(Record record, ExtendedSequenceNumber settled) {
    return !record.sequenceNumber().equals(settled.sequenceNumber())
        || Deaggregation.deaggregated(List.of(KinesisClientRecord.fromRecord(record))).stream()
            .anyMatch(part -> part.subSequenceNumber() > settled.subSequenceNumber());
  }

  static ShardGivenUp unbelieved(String shard, String why) {
    return new ShardGivenUp(
        shard,
        "the Kinesis Client Library says that it is at its end, but %s. Nothing was checkpointed; a new start goes on with it."
            .formatted(why));
  }

  /** Tries again what passes; empty where the process is to end before there is an answer. */
  private <T> Optional<T> answered(String shard, Supplier<T> call) {
    for (int retry = 1; ; retry++) {
      try {
        return Optional.of(call.get());
      } catch (SdkException failed) {
        if (Fault.of(failed) != Fault.PASSING) {
          throw failed;
        }
        LOG.warn(
            "Shard {}: not known yet whether it is at its end ({}); trying again",
            shard,
            Fault.describe(failed));
      }
      if (stop.pause(backoff.before(retry))) {
        return Optional.empty();
      }
    }
  }
}
