package ninety.stream;

import static ninety.aws.Calls.answer;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Gatherers;
import ninety.aws.Fault;
import ninety.aws.Misconfigured;
import ninety.aws.WrongAnswer;
import ninety.coverage.Progress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;
import software.amazon.kinesis.leases.Lease;
import software.amazon.kinesis.leases.LeaseRefresher;
import software.amazon.kinesis.leases.exceptions.LeasingException;
import software.amazon.kinesis.retrieval.kpl.ExtendedSequenceNumber;

/**
 * Notices a users table that is older than the leases, as after a restore: whoever goes on from the
 * leases skips what the table had once and has no more. In order, a shard's progress is recorded at
 * least each minute that it moves, and before a checkpoint; so a checkpoint is never far ahead.
 *
 * @param table the leases of the application
 * @param stop ends the waiting for a throttled read
 */
record Restored(
    LeaseRefresher table,
    KinesisAsyncClient kinesis,
    String stream,
    KnownShards shards,
    Stop stop,
    Backoff backoff) {

  private static final Logger LOG = LoggerFactory.getLogger(Restored.class);

  private static final Duration FAR_AHEAD = ShardTrack.BETWEEN_RECORDS.multipliedBy(5);

  private static final int AT_ONCE = 16;

  /** A read at a record's place may come back empty before it gets there. */
  private static final int READS = 10;

  /**
   * Looks at each lease of a shard that is there.
   *
   * @throws Misconfigured with the remedy, where one is ahead of the table
   */
  void check(String application) {
    // The leases first: what others check point meanwhile they recorded before.
    List<Lease> taken = taken();
    Set<String> listed =
        shards.list().get().stream().map(Shard::shardId).collect(Collectors.toSet());
    Map<String, Progress> known = shards.coverage().read().shards();
    List<String> ahead =
        taken.stream()
            .filter(lease -> listed.contains(lease.leaseKey()))
            .gather(Gatherers.mapConcurrent(AT_ONCE, lease -> ahead(lease, known)))
            .flatMap(Optional::stream)
            .toList();
    if (!ahead.isEmpty()) {
      throw new Misconfigured(
          "The users table is older than the leases in %s, as after a restore (%d shards; %s): what lies between would be skipped. Stop all consumers, delete the table %s and start again; everything is read once more, which changes nothing that is known. See 'Restoring the users table' in docs/runbook.md."
              .formatted(application, ahead.size(), ahead.getFirst(), application));
    }
  }

  private List<Lease> taken() {
    try {
      return table.leaseTableExists() ? table.listLeases() : List.of();
    } catch (LeasingException failed) {
      throw unreadable("The leases could not be read", failed);
    }
  }

  /** The answer of AWS that stopped the library, or what the library says of it. */
  static RuntimeException unreadable(String what, LeasingException failed) {
    return failed.getCause() instanceof SdkException answer
        ? answer
        : new WrongAnswer("%s: %s".formatted(what, failed.getMessage()), failed);
  }

  private Optional<String> ahead(Lease lease, Map<String, Progress> known) {
    Progress progress = known.get(lease.leaseKey());
    ExtendedSequenceNumber checkpoint = lease.checkpoint();
    if (progress == null || progress.finished() || checkpoint == null) {
      return Optional.empty();
    }
    if (checkpoint.isShardEnd()) {
      return Optional.of(
          "%s is read to its end by its lease, by the table through %s"
              .formatted(lease.leaseKey(), progress.through()));
    }
    if (checkpoint.isSentinelCheckpoint()) {
      return Optional.empty();
    }
    return arrival(lease.leaseKey(), checkpoint.sequenceNumber())
        .filter(arrival -> arrival.isAfter(progress.through().plus(FAR_AHEAD)))
        .map(arrival ->
            "%s is read through %s by its lease, by the table through %s"
                .formatted(lease.leaseKey(), arrival, progress.through()));
  }

  /** When a record reached the stream; empty where it has expired, for then nothing is skipped. */
  private Optional<Instant> arrival(String shard, String sequence) {
    String iterator =
        patiently(() ->
                answer(
                    kinesis.getShardIterator(get ->
                        get.streamName(stream)
                            .shardId(shard)
                            .shardIteratorType(ShardIteratorType.AT_SEQUENCE_NUMBER)
                            .startingSequenceNumber(sequence))))
            .shardIterator();
    for (int read = 0; read < READS && iterator != null; read++) {
      String from = iterator;
      GetRecordsResponse page =
          patiently(() -> answer(kinesis.getRecords(get -> get.shardIterator(from).limit(1))));
      if (page.hasRecords() && !page.records().isEmpty()) {
        return Optional.of(page.records().getFirst())
            .filter(record -> record.sequenceNumber().equals(sequence))
            .map(Record::approximateArrivalTimestamp);
      }
      iterator = page.nextShardIterator();
    }
    LOG.warn("Shard {}: the record of its checkpoint is not found", shard);
    return Optional.empty();
  }

  /** Other readers of the shard share five reads a second. */
  private <T> T patiently(Supplier<T> call) {
    for (int retry = 1; ; retry++) {
      try {
        return call.get();
      } catch (SdkException failed) {
        if (Fault.of(failed) != Fault.PASSING || stop.pause(backoff.before(retry))) {
          throw failed;
        }
      }
    }
  }
}
