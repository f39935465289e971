package ninety.directory;

import java.time.Duration;
import java.time.Instant;
import ninety.user.Quota;

/**
 * Spreads calls over time, so that a quota which others share is not used up: each call has its
 * turn within a share of the time that only this process has. Safe for use by several threads.
 */
final class Turns {

  /**
   * The share that is taken from the quota at one time: short, since who dies takes a share with
   * him, and long enough for one write to the table to do for ten calls.
   */
  static final Duration SHARE = Duration.ofSeconds(1);

  private final Quota quota;
  private final Duration apart;
  private Instant next = Instant.MIN;
  private Instant until = Instant.MIN;

  Turns(Quota quota, Duration apart) {
    this.quota = quota;
    this.apart = apart;
  }

  /**
   * Takes the next turn, and says how long it is until then.
   *
   * @throws RuntimeException if none can be had, since the quota cannot be reached
   */
  synchronized Duration take(Instant now) {
    Instant turn = next.isAfter(now) ? next : now;
    boolean clockWentBack = turn.isAfter(now.plus(Quota.FARTHEST));
    if (turn.plus(apart).isAfter(until) || clockWentBack) {
      turn = quota.take(SHARE, now);
      until = turn.plus(SHARE);
    }
    next = turn.plus(apart);
    return Duration.between(now, turn);
  }
}
