package ninety.directory;

import java.time.Duration;

/**
 * Spreads calls over time, so that a quota which others share is not used up. Safe for use by
 * several threads.
 */
final class Turns {

  private final Duration apart;
  private Duration next = Duration.ZERO;

  Turns(Duration apart) {
    this.apart = apart;
  }

  /** Takes the next turn, and says how long it is until then. */
  synchronized Duration take(Duration now) {
    Duration turn = next.compareTo(now) > 0 ? next : now;
    next = turn.plus(apart);
    return turn.minus(now);
  }
}
