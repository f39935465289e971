package ninety.directory;

import java.time.Duration;

/**
 * The time that may still be lost to a directory that does not answer. What was lost comes back
 * slowly: over any stretch of time no more is lost than the whole of it at once and a tenth of the
 * stretch. So one object serves a single sweep and a process that sweeps for months.
 *
 * <p>What several callers lose at the same time is lost once. Times are counted from any one point;
 * they never step back. Safe for use by several threads.
 */
final class Patience {

  /** A minute that was lost comes back in ten. */
  private static final int SLOWLY = 10;

  private final Duration most;
  private Duration left;
  private Duration asOf = Duration.ZERO;
  private Duration lostUntil = Duration.ZERO;

  Patience(Duration most) {
    this.most = most;
    this.left = most;
  }

  /** True if there is any left. */
  synchronized boolean isThere(Duration now) {
    recover(now);
    return left.isPositive();
  }

  /** Takes note of a time that was lost; there may be less than none left afterwards. */
  synchronized void lose(Duration from, Duration until) {
    recover(until);
    left = left.minus(loss(from, until));
    lostUntil = later(lostUntil, until);
  }

  /** Gives a pause that begins now, or nothing of it if there is not enough left. */
  synchronized boolean grant(Duration now, Duration pause) {
    recover(now);
    Duration until = now.plus(pause);
    if (loss(now, until).compareTo(left) > 0) {
      return false;
    }
    lose(now, until);
    return true;
  }

  /** Only what was not lost already. */
  private Duration loss(Duration from, Duration until) {
    Duration loss = until.minus(later(from, lostUntil));
    return loss.isPositive() ? loss : Duration.ZERO;
  }

  private void recover(Duration now) {
    if (now.compareTo(asOf) > 0) {
      Duration more = left.plus(now.minus(asOf).dividedBy(SLOWLY));
      left = more.compareTo(most) < 0 ? more : most;
      asOf = now;
    }
  }

  private static Duration later(Duration one, Duration other) {
    return one.compareTo(other) >= 0 ? one : other;
  }
}
