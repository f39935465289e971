package ninety.coverage;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * In which Regions the instance of Identity Center is replicated, as the directory's service said.
 *
 * @param asked when it was asked
 * @param regions empty where it may not be asked: then nothing is known
 */
public record Replication(Instant asked, Optional<Set<String>> regions) {

  /** Regions are added by hand, so the answer is good for so long. */
  public static final Duration GOOD_FOR = Duration.ofDays(1);

  public Replication {
    regions = regions.map(some -> Collections.unmodifiableSortedSet(new TreeSet<>(some)));
  }

  /** Whether to ask again. */
  public boolean isOld(Instant now) {
    return !asked.plus(GOOD_FOR).isAfter(now);
  }

  /**
   * All of which signs of life must come: a Region in which the instance is replicated, and of
   * which nothing is expected, is one that is silent.
   */
  public Set<Source> with(Set<Source> expected) {
    Set<Source> all = new TreeSet<>(expected);
    regions.orElse(Set.of()).stream()
        .filter(region -> expected.stream().noneMatch(it -> it.region().equals(region)))
        .forEach(region -> all.add(new Source(Optional.empty(), region, Source.Kind.REPLICA)));
    return all;
  }
}
