package ninety.archive;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * The calls of one account and Region, spread over time. Times are counted from any one point; they
 * never step back. Safe for all threads.
 */
final class Turns {

  private final Duration apart;
  private Duration next = Duration.ZERO;
  private Optional<String> closed = Optional.empty();

  Turns(Duration apart) {
    this.apart = apart;
  }

  /**
   * Takes the next turn, and says how long it is until then.
   *
   * @throws IOException if no answer is to be had any more
   */
  synchronized Duration take(Duration now) throws IOException {
    if (closed.isPresent()) {
      throw new IOException(closed.get());
    }
    Duration turn = next.compareTo(now) > 0 ? next : now;
    next = turn.plus(apart);
    return turn.minus(now);
  }

  /** Nobody calls before then. */
  synchronized void hold(Duration until) {
    next = next.compareTo(until) > 0 ? next : until;
  }

  /** Nobody calls any more. */
  synchronized void close(String why) {
    closed = Optional.of(why);
  }
}
