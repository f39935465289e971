package ninety.simulation;

import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import ninety.coverage.Source;
import ninety.simulation.Stage.Machine;

/** A sweep under way, with what the checkers know of it. */
final class Sweeping {

  final Machine machine;
  final Config.Days days;
  final long begun;
  final Instant now;
  Instant processed = Instant.MAX;
  boolean alone = true;
  boolean over;

  /** Of which signs of life it expects, by name. */
  Set<Source> sources = Set.of();

  /** Since when it has to miss a Region that nobody listens to. */
  Optional<Instant> missed = Optional.empty();

  /** Whether listening had begun before it did. */
  boolean listening;

  /** How many users it asked the directory about who were not known to be gone. */
  int asked;

  /** The answers that such a user is. */
  final Set<String> gone = new HashSet<>();

  Sweeping(Machine machine, Config.Days days, long begun, Instant now) {
    this.machine = machine;
    this.days = days;
    this.begun = begun;
    this.now = now;
  }

  @Override
  public String toString() {
    return machine.name;
  }
}
