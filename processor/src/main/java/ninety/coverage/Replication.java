package ninety.coverage;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The Regions in which the instance of Identity Center is replicated, as the directory's service
 * said.
 *
 * @param asked when it was asked, whatever came of it
 * @param regions by the latest answer; empty where there never was one: then nothing is known. A
 *     refusal is not a word that a Region is gone
 * @param answered when that answer came
 */
public record Replication(
    Instant asked, Optional<Set<String>> regions, Optional<Instant> answered) {

  /** Regions are added by hand, so the answer is good for so long. */
  public static final Duration GOOD_FOR = Duration.ofDays(1);

  public Replication {
    regions = regions.map(some -> Collections.unmodifiableSortedSet(new TreeSet<>(some)));
  }

  /** An answer, or none. */
  public Replication(Instant asked, Optional<Set<String>> regions) {
    this(asked, regions, regions.map(_ -> asked));
  }

  /** After it was asked again: of several the latest counts. */
  public Replication after(Replication other) {
    if (!asked.isBefore(other.asked)) {
      return this;
    }
    return other.regions.isPresent() ? other : new Replication(other.asked, regions, answered);
  }

  /** Since when the answer is old that all rests on; empty where the latest asking got it. */
  public Optional<Instant> stale() {
    return answered.filter(it -> it.isBefore(asked));
  }

  /** True if it is time to ask again. */
  public boolean isOld(Instant now) {
    return !asked.plus(GOOD_FOR).isAfter(now);
  }

  /**
   * Every source of which signs of life must come: a Region in which the instance is replicated,
   * and of which nothing is expected, is one that is silent.
   *
   * @param named of which they must come by name
   * @param account the instance's own, where it is known: only what it forwards is heard of it.
   *     Known once it stays so
   * @param missed the Regions that were missed before, which stay so where there is no answer
   */
  public static Set<Source> with(
      Optional<Replication> answer,
      Set<Source> named,
      Optional<String> account,
      Set<Source> missed) {
    Set<Source> all = new TreeSet<>(named);
    answer
        .flatMap(Replication::regions)
        .orElseGet(() ->
            missed.stream()
                .filter(it -> it.kind() == Source.Kind.REPLICA)
                .map(Source::region)
                .collect(Collectors.toSet()))
        .stream()
        .map(region ->
            new Source(account.or(() -> ownOf(region, missed)), region, Source.Kind.REPLICA))
        .filter(own -> named.stream().noneMatch(it -> it.mayBe(own)))
        .forEach(all::add);
    return all;
  }

  private static Optional<String> ownOf(String region, Set<Source> missed) {
    return missed.stream()
        .filter(it -> it.kind() == Source.Kind.REPLICA && it.region().equals(region))
        .flatMap(it -> it.account().stream())
        .findFirst();
  }
}
