package ninety.coverage;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The pipeline's own records: since when it listens, how far each shard is processed, and when each
 * source was heard.
 *
 * @param from when listening began; empty before a consumer ran for the first time
 * @param attested spans of which archived logs were read afterwards: they mend gaps
 * @param lost spans in which records expired in the stream before anybody read them; such as are
 *     less than {@link #LOSSES_APART} apart are one
 * @param shards by shard id; a shard that nobody has taken up yet is in it too
 * @param sources by the Region that the heartbeats come from
 */
public record Coverage(
    Optional<Instant> from,
    Listening attested,
    List<Span> lost,
    Map<String, Progress> shards,
    Map<String, Listening> sources) {

  /**
   * A consumer at the edge of what the stream keeps loses a little before each batch; what it reads
   * between two losses proves nothing about the whole, and the row must not grow by each.
   */
  public static final Duration LOSSES_APART = Duration.ofMinutes(15);

  public static final Coverage NONE =
      new Coverage(Optional.empty(), Listening.NEVER, List.of(), Map.of(), Map.of());

  public Coverage {
    lost = losses(lost);
    // In order, so that of two that hold the horizon back equally it is always the same one.
    shards = Collections.unmodifiableMap(new TreeMap<>(shards));
    sources = Collections.unmodifiableMap(new TreeMap<>(sources));
  }

  /** Losses as they are kept. */
  public static List<Span> losses(List<Span> lost) {
    return Span.joined(lost, LOSSES_APART);
  }

  /**
   * The horizon: the minimum over all shards that are not finished and all sources, less the
   * allowance.
   *
   * @param expected the Regions whose heartbeats must come; each is {@link #knows known}
   */
  public Horizon horizon(Set<String> expected, Instant now) {
    if (from.isEmpty() || shards.isEmpty()) {
      return new Horizon(Instant.EPOCH, new Horizon.Holder.NoConsumer());
    }
    List<Horizon> limits = new ArrayList<>();
    limits.add(new Horizon(now, new Horizon.Holder.Allowance()));
    shards.forEach((id, progress) -> {
      if (!progress.finished()) {
        limits.add(new Horizon(progress.through(), new Horizon.Holder.Shard(id)));
      }
    });
    for (String region : expected) {
      // A Region that is expected for the first time is given as long as any other to be heard.
      heard(region)
          .last()
          .ifPresent(last -> limits.add(new Horizon(last, new Horizon.Holder.Source(region))));
    }
    Horizon least = limits.stream().min(Comparator.comparing(Horizon::at)).orElseThrow();
    return new Horizon(least.at().minus(Horizon.ALLOWANCE), least.holder());
  }

  /**
   * Where events may be lost: a source was silent, or records expired unread, and no archived logs
   * made up for it. A Region that joined later was no source before.
   */
  public List<Span> gaps(Set<String> expected) {
    List<Span> gaps = new ArrayList<>();
    Listening any = attested;
    for (String region : expected) {
      Listening heard = heard(region);
      any = any.join(heard);
      heard.first().ifPresent(first -> gaps.addAll(heard.join(attested).gaps(first)));
    }
    if (!expected.isEmpty()) {
      for (Instant begin : from.stream().toList()) {
        any.gaps(begin).stream().filter(gap -> gap.from().equals(begin)).forEach(gaps::add);
      }
    }
    lost.stream().filter(span -> !attested.covers(span)).forEach(gaps::add);
    return gaps.stream().sorted(Comparator.comparing(Span::to)).toList();
  }

  /** For which time the source was listened to; never before listening began. */
  public Optional<Observed> observed(Set<String> expected) {
    return from.map(begin -> new Observed(begin, gaps(expected)));
  }

  /**
   * When all of these were heard for so long without a gap, after an instant; empty where one was
   * not, or there is none.
   */
  public Optional<Instant> heardFor(Duration length, Set<String> expected, Instant since) {
    List<Instant> heard =
        expected.stream()
            .flatMap(region -> heard(region).heardFor(length, since).stream())
            .toList();
    return heard.size() == expected.size()
        ? heard.stream().max(Comparator.naturalOrder())
        : Optional.empty();
  }

  /** Whether anything is known of the Region, if only that it is expected. */
  public boolean knows(String region) {
    return sources.containsKey(region);
  }

  private Listening heard(String region) {
    return sources.getOrDefault(region, Listening.NEVER);
  }
}
