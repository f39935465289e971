package ninety.finding;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The notices that are reported, and those that are on their way.
 *
 * @param alerts the ids of those that arrived; only those are kept that could be decided on again
 * @param outbox alerts that were decided on and are not yet known to have arrived
 * @param raised when each finding of a change of our own way was raised that is remembered, by the
 *     id of the alert
 * @param population where it is reported that the population is not known, and not yet that it is
 * @param version of what is stored; 0 where nothing is
 */
public record Reported(
    Set<UUID> alerts,
    List<Alert> outbox,
    Map<UUID, Instant> raised,
    Optional<UnknownPopulation> population,
    long version) {

  public static final Reported NOTHING = new Reported(Set.of(), List.of(), 0);

  /** Where nothing is open that is remembered by more than the id of its alert. */
  public Reported(Set<UUID> alerts, List<Alert> outbox, long version) {
    this(alerts, outbox, Map.of(), Optional.empty(), version);
  }

  public Reported {
    alerts = Set.copyOf(alerts);
    outbox = List.copyOf(outbox);
    raised = Map.copyOf(raised);
  }

  /** The ids of all that need not be decided on. */
  public Set<UUID> decided() {
    return Stream.concat(alerts.stream(), outbox.stream().map(Alert::id))
        .collect(Collectors.toUnmodifiableSet());
  }

  public Reported withOutbox(List<Alert> others) {
    return new Reported(alerts, others, raised, population, version);
  }

  public Reported withVersion(long stored) {
    return new Reported(alerts, outbox, raised, population, stored);
  }
}
