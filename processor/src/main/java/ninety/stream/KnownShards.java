package ninety.stream;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import ninety.aws.Misconfigured;
import ninety.coverage.Coverage;
import ninety.coverage.CoverageLog;
import ninety.coverage.Progress;
import ninety.coverage.Span;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.kinesis.model.Shard;

/**
 * The shards of a stream, held against those of which the horizon knows.
 *
 * @param retention for how long the stream keeps records
 * @param list the stream's shards as Kinesis lists them, parents first
 */
record KnownShards(CoverageLog coverage, Retention retention, Supplier<List<Shard>> list) {

  private static final Logger LOG = LoggerFactory.getLogger(KnownShards.class);

  /** Records expire while a worker starts; those are not to be taken for a loss. */
  private static final Duration WHILE_STARTING = Duration.ofHours(1);

  /**
   * Makes known since when we listen, and which shards there are, before any is taken up.
   *
   * @param stream what distinguishes it from any other stream, one of the same name that was before
   *     included
   * @param from since when all events are in the stream, or were before they expired
   * @throws Misconfigured if what is known is about another stream
   */
  void begin(String stream, Instant from, InstantSource clock) {
    String known = coverage.stream(stream);
    if (!known.equals(stream)) {
      throw new Misconfigured(
          "The users table knows the shards of another stream: %s, and not %s. Use another table; or, where the old stream is read to its end, delete the item #shards of the table, and the lease table."
              .formatted(known, stream));
    }
    coverage.begun(from);
    Coverage before = coverage.read();
    List<Shard> shards = list.get();
    coverage.shards(
        missing(shards, before.shards(), begin(before, clock.instant()), oldest(clock.instant())));
    forget(shards, before);
  }

  /**
   * Records what was in shards that are no more and were not read to their ends. Only for a table
   * that is no older than the leases, since a loss is for ever.
   *
   * <p>The list is asked again about those that it does not name. Of one that cannot be gone yet
   * ({@link #gone}) nothing is recorded: it holds the horizon back, and the next start asks again.
   */
  void vanished(Instant now) {
    // First what is known: a shard that comes meanwhile has not vanished.
    Map<String, Progress> known = coverage.read().shards();
    Map<String, Progress> unlisted = vanished(list.get(), known);
    if (!unlisted.isEmpty()) {
      unlisted = vanished(list.get(), unlisted);
    }
    unlisted.forEach((id, progress) -> {
      if (gone(id, progress.through(), now)) {
        coverage.progressed(id, new Progress(progress.through(), true, progress.reading()));
      } else {
        LOG.warn(
            "Shard {}: not listed, although it was processed through {} and is to be listed for 24"
                + " h at least from then on; not believed, and asked again at the next start",
            id,
            progress.through());
      }
    });
  }

  /**
   * True if a shard that is not listed can be gone; if so, what expired in it unread is recorded.
   * One rule for whoever notices it, at the start or at a shard's end.
   *
   * <p>A closed shard is listed until all its records have expired (Kinesis Developer Guide, "Data
   * routing, data persistence, and shard state after a reshard"): they are older than the stream
   * keeps any, and what came since is in its children. So one that was there within the least that
   * a stream keeps is listed still, and a list without it is wrong. Where by how long the stream
   * keeps records now it would be listed still, that was less before.
   *
   * @param through how far it is processed; the epoch where nothing is known of it
   */
  boolean gone(String id, Instant through, Instant now) {
    Instant least = now.minus(Retention.LEAST);
    if (through.isAfter(least)) {
      return false;
    }
    Instant kept = now.minus(retention.now(now));
    Instant last = through.isBefore(kept) ? kept : least;
    Instant since = covered(through);
    if (since.isBefore(last) && !through.equals(Instant.EPOCH)) {
      LOG.error(
          "Shard {}: its records from {} to {} expired before they were read, which is a gap now."
              + " Look into CloudTrail; if nothing was missed, attest it (ninety coverage attest).",
          id,
          since,
          last);
      coverage.lost(new Span(since, last));
    }
    return true;
  }

  /** The instant from which expiry is a loss: what expired before coverage began is none. */
  Instant covered(Instant through) {
    return coverage.read().from().filter(through::isBefore).orElse(through);
  }

  /** A shard's place in the list. */
  enum Listed {
    OPEN,
    CLOSED,
    GONE
  }

  /** A shard's place in the list as it is now. */
  Listed listed(String shard) {
    return list.get().stream()
        .filter(listed -> listed.shardId().equals(shard))
        .findFirst()
        .map(listed -> isClosed(listed) ? Listed.CLOSED : Listed.OPEN)
        .orElse(Listed.GONE);
  }

  private static boolean isClosed(Shard shard) {
    return shard.sequenceNumberRange() != null
        && shard.sequenceNumberRange().endingSequenceNumber() != null;
  }

  /**
   * Forgets shards that are finished and listed no more: they hold nothing back, and are nobody's
   * parents.
   */
  private void forget(List<Shard> listed, Coverage known) {
    Map<String, Progress> finished = new TreeMap<>(known.shards());
    finished.values().removeIf(progress -> !progress.finished());
    Set<String> gone = new TreeSet<>(finished.keySet());
    listed.stream().map(Shard::shardId).forEach(gone::remove);
    if (!gone.isEmpty()) {
      coverage.gone(gone);
    }
  }

  /**
   * Makes those known that came out of this one: the KCL does not say so where a shard ends in a
   * read without records, which is the usual way.
   */
  void children(String ended, Instant through, Instant now) {
    Coverage before = coverage.read();
    Map<String, Progress> known = new TreeMap<>(before.shards());
    known.merge(ended, new Progress(through, false), Progress::join);
    List<Shard> listed = list.get();
    coverage.shards(missing(listed, known, begin(before, now), oldest(now)));
    forget(listed, before);
    // Those that were known before the parent was read are as far as it now.
    listed.stream()
        .filter(shard -> before.shards().containsKey(shard.shardId()))
        .filter(shard -> parents(shard).anyMatch(ended::equals))
        .forEach(child ->
            parentsThrough(child, known)
                .ifPresent(far -> coverage.progressed(child.shardId(), new Progress(far, false))));
  }

  private static Stream<String> parents(Shard shard) {
    return Stream.of(shard.parentShardId(), shard.adjacentParentShardId()).filter(Objects::nonNull);
  }

  /** A child has nothing that is older than its parents' end, so it is as far as they are. */
  private static Optional<Instant> parentsThrough(Shard child, Map<String, Progress> known) {
    return parents(child)
        .map(known::get)
        .filter(Objects::nonNull)
        .map(Progress::through)
        .min(Instant::compareTo);
  }

  /** The instant up to which a shard of which nothing is known is processed. */
  private Instant begin(Coverage known, Instant now) {
    Instant begin = known.from().orElse(Instant.EPOCH);
    // What expired before the first start is not a loss: it is said to be covered.
    Instant oldest = now.minus(retention.lately(now)).plus(WHILE_STARTING);
    return begin.isAfter(oldest) ? begin : oldest;
  }

  /** A shard that was closed before it was known may have expired a moment later. */
  private Instant oldest(Instant now) {
    return now.minus(retention.lately(now));
  }

  /**
   * The shards that are not known yet, with how far they are processed.
   *
   * @param listed as Kinesis lists them, parents first
   * @param begin how far a shard without a known parent is processed
   * @param oldest the same of one that is closed already
   */
  static Map<String, Progress> missing(
      List<Shard> listed, Map<String, Progress> known, Instant begin, Instant oldest) {
    Map<String, Progress> all = new TreeMap<>(known);
    for (Shard shard : listed) {
      Instant through =
          (known.isEmpty() ? Optional.<Instant>empty() : parentsThrough(shard, all))
              .orElse(isClosed(shard) ? oldest : begin);
      all.putIfAbsent(shard.shardId(), new Progress(through, false));
    }
    all.keySet().removeAll(known.keySet());
    return all;
  }

  /** The shards that were not processed to their end and are no more: their records expired. */
  static Map<String, Progress> vanished(List<Shard> listed, Map<String, Progress> known) {
    Map<String, Progress> vanished = new TreeMap<>(known);
    vanished.values().removeIf(Progress::finished);
    vanished.keySet().removeAll(listed.stream().map(Shard::shardId).collect(Collectors.toSet()));
    return vanished;
  }
}
