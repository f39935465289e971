package ninety.sweep;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import ninety.coverage.Replication;
import ninety.coverage.ReplicationLog;
import ninety.coverage.Source;

/**
 * What a sweep does about the far end of the feed: it gives signs of life, and asks once a day in
 * which Regions the instance is replicated.
 *
 * @param replication where the answer is kept
 */
public record FarEnd(SignsOfLife signs, InstanceRegions regions, ReplicationLog replication) {

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

  /** How many signs of life could not be given: what does not come is missed by the horizon. */
  long give(Set<Source> sources) {
    return signs.give(sources.stream().filter(it -> it.kind() == Source.Kind.CLOUDTRAIL).toList());
  }

  /** Asks if the answer is old, and says of which signs of life must come. */
  Set<Source> expected(Set<Source> sources, Instant now) {
    if (sources.isEmpty()) {
      return sources; // Idle streams are trusted.
    }
    Optional<Replication> known = replication.read();
    if (known.filter(it -> !it.isOld(now)).isEmpty()) {
      regions
          .ask()
          .kept()
          .map(answer -> new Replication(now, answer))
          .ifPresent(replication::asked);
    }
    return known(sources);
  }

  /** The same by what is known, without asking. */
  Set<Source> known(Set<Source> sources) {
    return sources.isEmpty()
        ? sources
        : replication.read().map(it -> it.with(sources)).orElse(sources);
  }
}
