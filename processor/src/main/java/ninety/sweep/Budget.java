package ninety.sweep;

import java.time.Instant;
import java.util.Optional;
import ninety.policy.FirstSweeps;
import ninety.policy.PolicyInForce;
import ninety.policy.PolicyLog;

/**
 * The number of alerts about users that a sweep may decide on: after an upgrade no more than the
 * limit within an hour, for all sweeps and processes together. Each is claimed before it is decided
 * on, so that whatever ends a sweep leaves a claim unused but never a decision unclaimed. Safe for
 * all threads.
 */
final class Budget {

  private final PolicyLog log;
  private final int limit;
  private final Instant now;
  private final boolean limited;
  private PolicyInForce known;
  private boolean hit;

  Budget(PolicyLog log, PolicyInForce known, int limit, Instant now) {
    this.log = log;
    this.known = known;
    this.limit = limit;
    this.now = now;
    this.limited = known.firstSweeps().limited();
  }

  /** True if something did not fit, so that no one else need be asked about. */
  synchronized boolean spent() {
    return hit;
  }

  /** True if so many alerts more may be decided on; they are counted then. */
  synchronized boolean claim(int alerts) {
    if (!limited || alerts == 0) {
      return true;
    }
    while (!hit) {
      Optional<FirstSweeps> claimed = known.firstSweeps().claim(alerts, limit, now);
      if (claimed.isEmpty()) {
        hit = true;
      } else if (stored(known.with(claimed.get()))) {
        return true;
      }
    }
    return false;
  }

  /** The sweep got through all that was due: where nothing was held back the limit is off. */
  synchronized void end() {
    while (limited && !hit && known.firstSweeps().limited()) {
      if (stored(known.with(known.firstSweeps().settle()))) {
        return;
      }
    }
  }

  private boolean stored(PolicyInForce changed) {
    boolean written = log.store(changed);
    known = written ? changed.withVersion(changed.version() + 1) : log.read();
    return written;
  }
}
