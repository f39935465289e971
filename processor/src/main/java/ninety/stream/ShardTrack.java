package ninety.stream;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import ninety.coverage.CoverageLog;
import ninety.coverage.Progress;
import ninety.coverage.Span;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.kinesis.model.ChildShard;
import software.amazon.kinesis.lifecycle.events.ProcessRecordsInput;

/** Records how far one shard is processed, for the horizon; at most once in a while. */
final class ShardTrack {

  private static final Duration BETWEEN_RECORDS = Duration.ofMinutes(1);

  private static final Logger LOG = LoggerFactory.getLogger(ShardTrack.class);

  private final CoverageLog coverage;
  private final Duration retention;
  private final String shard;
  private boolean takenUp;
  private Instant through = Instant.MIN;
  private Instant recorded = Instant.MIN;
  private List<String> children = List.of();

  /**
   * @param retention for how long the stream keeps records
   */
  ShardTrack(CoverageLog coverage, Duration retention, String shard) {
    this.coverage = coverage;
    this.retention = retention;
    this.shard = shard;
  }

  /**
   * A batch is settled, or there was none. At the tip the shard is processed through the instant of
   * the read; behind it, through the arrival of the last record.
   */
  void settled(ProcessRecordsInput input, Optional<Instant> lastArrival, Instant now) {
    if (!takenUp) {
      findLoss(now);
      takenUp = true;
    }
    if (input.childShards() != null && !input.childShards().isEmpty()) {
      children = input.childShards().stream().map(ChildShard::shardId).toList();
    }
    boolean atTip = input.millisBehindLatest() != null && input.millisBehindLatest() == 0;
    Optional<Instant> reached = atTip ? Optional.ofNullable(input.cacheEntryTime()) : lastArrival;
    if (reached.filter(it -> it.isAfter(through)).isEmpty()) {
      return;
    }
    through = reached.get();
    if (!through.isBefore(recorded.plus(BETWEEN_RECORDS))) {
      coverage.progressed(shard, new Progress(through, false));
      recorded = through;
    }
  }

  /**
   * The shard is processed to its end. Its children are made known first, so that at no time a
   * shard is missing from what the horizon looks at.
   */
  void ended() {
    Instant end = through.equals(Instant.MIN) ? Instant.EPOCH : through;
    coverage.shards(
        children.stream().collect(Collectors.toMap(child -> child, _ -> new Progress(end, false))));
    coverage.progressed(shard, new Progress(end, true));
  }

  /** Nobody reads what is older than the stream keeps: it is gone, and that has to be known. */
  private void findLoss(Instant now) {
    Map<String, Progress> shards = coverage.read().shards();
    Optional.ofNullable(shards.get(shard))
        .map(Progress::through)
        .filter(it -> it.isBefore(now.minus(retention)))
        .ifPresent(last -> {
          LOG.error(
              "Shard {}: nothing was read since {}, and the stream keeps records for {} h only:"
                  + " what came between is lost. Read it from archived logs.",
              shard,
              last,
              retention.toHours());
          coverage.lost(new Span(last, now.minus(retention)));
        });
  }
}
