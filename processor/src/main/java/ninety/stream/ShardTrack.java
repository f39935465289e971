package ninety.stream;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import ninety.coverage.Progress;
import ninety.coverage.Span;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.kinesis.lifecycle.events.ProcessRecordsInput;

/** Records how far one shard is processed, for the horizon; at most once in a while. */
final class ShardTrack {

  /** How often it is recorded at most. */
  static final Duration BETWEEN_RECORDS = Duration.ofMinutes(1);

  private static final Logger LOG = LoggerFactory.getLogger(ShardTrack.class);

  private final KnownShards shards;
  private final String shard;
  private boolean takenUp;
  private int reading;
  private Instant arrived = Instant.EPOCH;
  private Instant through = Instant.EPOCH;
  private Instant recorded = Instant.EPOCH;
  private Optional<Instant> tip = Optional.empty();

  ShardTrack(KnownShards shards, String shard) {
    this.shards = shards;
    this.shard = shard;
  }

  /**
   * A batch is settled, or there was none: the shard is processed through the arrival of the last
   * record. A read at the tip shows more, but only once a later one shows that the shard was still
   * open then: of a closed shard it says nothing, for since the close records went to the children.
   */
  void settled(ProcessRecordsInput input, Optional<Instant> lastArrival, Instant now) {
    boolean closed = input.childShards() != null && !input.childShards().isEmpty();
    // Kept, for where the next line fails the next batch comes without this record.
    lastArrival.filter(it -> it.isAfter(arrived)).ifPresent(it -> arrived = it);
    takeUp();
    expired(input.cacheEntryTime() == null ? now : input.cacheEntryTime(), now);
    reached(arrived);
    if (!closed) {
      tip.ifPresent(this::reached);
    }
    boolean atTip = input.millisBehindLatest() != null && input.millisBehindLatest() == 0;
    tip = Optional.ofNullable(input.cacheEntryTime()).filter(_ -> atTip && !closed);
    if (!through.isBefore(recorded.plus(BETWEEN_RECORDS))) {
      shards.coverage().progressed(shard, new Progress(through, false, reading));
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
    takeUp();
    expired(now, now);
    reached(arrived);
    shards.children(shard, through, now);
    shards.coverage().progressed(shard, new Progress(through, true, reading));
  }

  /**
   * Goes on where others stopped. Who comes here begins before the shard's end: if it was finished,
   * it is so no more.
   */
  private void takeUp() {
    if (takenUp) {
      return;
    }
    Progress known = shards.coverage().read().shards().get(shard);
    if (known != null) {
      Progress now = known.again();
      if (!now.equals(known)) {
        LOG.info("Shard {}: was finished, and is read again", shard);
        shards.coverage().progressed(shard, now);
      }
      reached(now.through());
      recorded = now.through();
      reading = now.reading();
    }
    takenUp = true;
  }

  /**
   * What was older than the stream keeps when it was read is gone, whether nobody had the shard
   * before or somebody had it and did not get on: that is told. Kinesis is asked first whether it
   * still keeps records for so long and no longer; a loss is for ever.
   */
  private void expired(Instant read, Instant now) {
    if (through.equals(Instant.EPOCH)
        || !through.isBefore(read.minus(Retention.LEAST))
        || !through.isBefore(read.minus(shards.retention().lately(now)))) {
      return;
    }
    Duration retention = shards.retention().now(now);
    Instant oldest = read.minus(retention);
    if (!through.isBefore(oldest)) {
      return;
    }
    LOG.error(
        "Shard {}: nothing was processed since {}, and the stream keeps records for {} h only: what"
            + " came between is lost, and a gap now. Look into CloudTrail; if nothing was missed, attest it"
            + " (ninety coverage attest).",
        shard,
        through,
        retention.toHours());
    shards.coverage().lost(new Span(through, oldest));
    reached(oldest);
  }
}
