package ninety.sweep;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import ninety.coverage.InstanceRegions;
import ninety.coverage.Replication;
import ninety.coverage.ReplicationLog;
import ninety.coverage.SignsOfLife;
import ninety.coverage.Source;

/**
 * The part of a sweep that looks after the far end of the feed: it gives signs of life, and asks
 * once a day in which Regions the instance is replicated.
 *
 * @param replication where the answer is kept
 * @param account the instance's own, where it is known
 */
public record FarEnd(
    SignsOfLife signs,
    InstanceRegions regions,
    ReplicationLog replication,
    Optional<String> account) {

  /** Where the account of the instance is not known. */
  public FarEnd(SignsOfLife signs, InstanceRegions regions, ReplicationLog replication) {
    this(signs, regions, replication, Optional.empty());
  }

  /** Where nothing is expected of it. */
  public static final FarEnd NONE =
      new FarEnd(
          SignsOfLife.NONE,
          InstanceRegions.Answer.Failed::new,
          new ReplicationLog() {
            @Override
            public Optional<Replication> read() {
              return Optional.empty();
            }

            @Override
            public void asked(Replication answer) {}
          });

  /**
   * The number of signs of life that could not be given: what does not come is missed by the
   * horizon.
   */
  long give(Set<Source> sources) {
    return signs.give(sources.stream().filter(it -> it.kind() == Source.Kind.CLOUDTRAIL).toList());
  }

  /** Asks if the answer is old. */
  void ask(Set<Source> sources, Instant now) {
    if (sources.isEmpty()) {
      return; // Idle streams are trusted.
    }
    Optional<Replication> known = replication.read();
    if (known.filter(it -> !it.isOld(now)).isEmpty()) {
      regions
          .ask()
          .kept()
          .map(answer -> new Replication(now, answer))
          .ifPresent(replication::asked);
    }
  }

  /**
   * Of which signs of life must come, by what is known.
   *
   * @param before of which they had to
   */
  Set<Source> known(Set<Source> sources, Set<Source> before) {
    return sources.isEmpty()
        ? sources
        : Replication.with(replication.read(), sources, account, before);
  }
}
