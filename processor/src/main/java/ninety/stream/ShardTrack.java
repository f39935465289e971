package ninety.stream;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
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
  private Instant through = Instant.EPOCH;
  private Instant recorded = Instant.EPOCH;
  private Optional<Instant> tip = Optional.empty();
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
   * A batch is settled, or there was none: the shard is processed through the arrival of the last
   * record. A read at the tip shows more, but only once a later one shows that the shard was still
   * open then: of a closed shard it says nothing, for since the close records went to the children.
   */
  void settled(ProcessRecordsInput input, Optional<Instant> lastArrival, Instant now) {
    boolean closed = input.childShards() != null && !input.childShards().isEmpty();
    if (closed) {
      children = input.childShards().stream().map(ChildShard::shardId).toList();
    }
    takeUp(now);
    lastArrival.ifPresent(this::reached);
    if (!closed) {
      tip.ifPresent(this::reached);
    }
    boolean atTip = input.millisBehindLatest() != null && input.millisBehindLatest() == 0;
    tip = Optional.ofNullable(input.cacheEntryTime()).filter(_ -> atTip && !closed);
    if (!through.isBefore(recorded.plus(BETWEEN_RECORDS))) {
      coverage.progressed(shard, new Progress(through, false));
      recorded = through;
    }
  }

  private void reached(Instant instant) {
    through = instant.isAfter(through) ? instant : through;
  }

  /**
   * The shard is processed to its end. Its children are made known first, so that at no time a
   * shard is missing from what the horizon looks at; they are as far as this one, which has all
   * that is older than they are.
   */
  void ended(Instant now) {
    takeUp(now);
    coverage.shards(
        children.stream()
            .collect(Collectors.toMap(child -> child, _ -> new Progress(through, false))));
    coverage.progressed(shard, new Progress(through, true));
  }

  /** Goes on where others stopped. What is older than the stream keeps is gone: that is told. */
  private void takeUp(Instant now) {
    if (takenUp) {
      return;
    }
    Optional<Instant> known =
        Optional.ofNullable(coverage.read().shards().get(shard)).map(Progress::through);
    Instant oldest = now.minus(retention);
    if (known.filter(it -> it.isBefore(oldest)).isPresent()) {
      LOG.error(
          "Shard {}: nothing was read since {}, and the stream keeps records for {} h only:"
              + " what came between is lost. Read it from archived logs.",
          shard,
          known.get(),
          retention.toHours());
      coverage.lost(new Span(known.get(), oldest));
    }
    known.ifPresent(it -> {
      reached(it);
      recorded = it;
    });
    takenUp = true;
  }
}
