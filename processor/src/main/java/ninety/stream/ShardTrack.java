package ninety.stream;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.stream.Stream;
import ninety.coverage.Progress;
import ninety.coverage.Span;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.kinesis.lifecycle.events.ProcessRecordsInput;

/**
 * Records how far one shard is processed, for the horizon; at most once in a while.
 *
 * <p>A loss is claimed only of time in which records could have expired unread: before a read by
 * more than the stream keeps, and after all that the reads before it showed. So the reads count one
 * by one and in their order, each with its own time; those that cannot be counted yet, since the
 * table or Kinesis does not answer, wait.
 */
final class ShardTrack {

  /** The least time between two records of it. */
  static final Duration BETWEEN_RECORDS = Duration.ofMinutes(1);

  private static final Logger LOG = LoggerFactory.getLogger(ShardTrack.class);

  private final KnownShards shards;
  private final String shard;
  private boolean takenUp;
  private int reading;
  private boolean atEnd;
  private final Deque<Read> uncounted = new ArrayDeque<>();
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
    // Kept, for where the next line fails the next batch comes without these records.
    add(Read.of(input, lastArrival, now));
    takeUp();
    count(now);
    if (!through.isBefore(recorded.plus(BETWEEN_RECORDS))) {
      shards.coverage().progressed(shard, new Progress(through, false, reading));
      recorded = through;
    }
  }

  /**
   * One read whose records are settled.
   *
   * @param at when it was made
   * @param arrival of the last record
   * @param tip when it was at the tip, if it was
   * @param closed whether it showed the end of the shard: only there does Kinesis name its children
   */
  private record Read(
      Instant at, Optional<Instant> arrival, Optional<Instant> tip, boolean closed) {

    static Read of(ProcessRecordsInput input, Optional<Instant> lastArrival, Instant now) {
      boolean closed = input.childShards() != null && !input.childShards().isEmpty();
      boolean atTip = input.millisBehindLatest() != null && input.millisBehindLatest() == 0;
      Optional<Instant> read = Optional.ofNullable(input.cacheEntryTime());
      return new Read(read.orElse(now), lastArrival, read.filter(_ -> atTip && !closed), closed);
    }

    /** Both as one, where nothing can have expired between them; so few wait, however long. */
    Optional<Read> then(Read next) {
      return Stream.concat(arrival.stream(), tip.stream())
          .max(Instant::compareTo)
          .filter(_ -> !closed && !next.closed)
          .filter(shown -> !shown.isBefore(next.at.minus(Retention.LEAST)))
          .map(shown ->
              new Read(
                  at,
                  next.arrival.filter(shown::isBefore).or(() -> Optional.of(shown)),
                  next.tip,
                  false));
    }
  }

  private void add(Read read) {
    Optional<Read> both =
        Optional.ofNullable(uncounted.peekLast()).flatMap(before -> before.then(read));
    if (both.isPresent()) {
      uncounted.removeLast();
    }
    uncounted.add(both.orElse(read));
  }

  private void count(Instant now) {
    while (!uncounted.isEmpty()) {
      Read read = uncounted.getFirst();
      if (!read.closed()) {
        tip.ifPresent(this::reached);
      }
      expired(read.at(), now);
      read.arrival().ifPresent(this::reached);
      tip = read.tip();
      atEnd = read.closed();
      uncounted.removeFirst();
    }
  }

  private void reached(Instant instant) {
    through = instant.isAfter(through) ? instant : through;
  }

  /**
   * The shard is processed to its end. Its children are made known first, so that at no time a
   * shard is missing from what the horizon looks at; they are as far as this one, which has all
   * that is older than they are.
   *
   * @param listed how it stands in the list: closed or gone
   * @throws ShardGivenUp if it cannot be gone yet
   */
  void ended(KnownShards.Listed listed, Instant now) {
    takeUp();
    count(now);
    if (listed == KnownShards.Listed.GONE) {
      if (!shards.gone(shard, through, now)) {
        throw ShardEnd.unbelieved(
            shard,
            "Kinesis does not list it, although it was processed through %s and is to be listed for 24 h at least from then on"
                .formatted(through));
      }
    } else if (!atEnd) { // After a read that showed the end there was nothing to expire.
      expired(now, now);
    }
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
   * Records a loss: what was older than the stream keeps when it was read is gone, whether nobody
   * had the shard before or somebody had it and did not get on: that is reported. Kinesis is asked
   * first whether it still keeps records for so long and no longer; a loss is for ever.
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
    Instant since = shards.covered(through);
    if (!since.isBefore(oldest)) {
      reached(oldest);
      return;
    }
    LOG.error(
        "Shard {}: nothing was processed since {}, and the stream keeps records for {} h only: what"
            + " came between is lost, and a gap now. Look into CloudTrail; if nothing was missed,"
            + " attest it (ninety coverage attest).",
        shard,
        since,
        retention.toHours());
    shards.coverage().lost(new Span(since, oldest));
    reached(oldest);
  }
}
