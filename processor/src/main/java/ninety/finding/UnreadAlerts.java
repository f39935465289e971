package ninety.finding;

import java.time.Instant;
import java.util.Optional;

/** The queue of alerts that their reader received again and again and never deleted. */
public interface UnreadAlerts {

  /** About how many there are. */
  long size();

  /** The latest move of them back to the alert queue, whoever started it. */
  Optional<Move> latest();

  /**
   * Starts to move all of them back. One that is under way goes on instead.
   *
   * @param perSecond at most so many in a second; empty for as many as the queues bear
   */
  void start(Optional<Integer> perSecond);

  /**
   * A move, which goes on without us.
   *
   * @param moved about how many were moved so far
   * @param toMove about how many there were at the start, where that is said
   * @param failure the queue's word, where it failed
   */
  record Move(
      State state, Instant started, long moved, Optional<Long> toMove, Optional<String> failure) {

    public boolean underWay() {
      return state == State.RUNNING;
    }
  }

  /** The state of a move. */
  enum State {
    RUNNING,
    COMPLETED,
    /** By somebody; what was moved stays moved. */
    CANCELLED,
    FAILED
  }
}
