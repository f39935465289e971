package ninety.redrive;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongConsumer;
import ninety.finding.UnreadAlerts;
import ninety.finding.UnreadAlerts.Move;
import ninety.user.Pace;

/** The moving of unread alerts back, by SQS, and the waiting for it. */
public final class Moving {

  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  /** A move that was started may not be listed at once. */
  private static final int LOOKS_UNTIL_LISTED = 30;

  /** The move was started, and is not listed. */
  private static final Move UNSEEN =
      new Move(UnreadAlerts.State.RUNNING, Instant.EPOCH, 0, Optional.empty(), Optional.empty());

  private final UnreadAlerts alerts;
  private final Pace pace;

  public Moving(UnreadAlerts alerts, Pace pace) {
    this.alerts = alerts;
    this.pace = pace;
  }

  /**
   * Moves all there are, or waits for the move that is under way.
   *
   * @param progress hears about how many were moved so far
   * @return how it ended; empty where there was nothing to move
   */
  public Optional<Move> run(Optional<Integer> perSecond, LongConsumer progress) {
    Optional<Move> before = alerts.latest();
    if (before.filter(Move::underWay).isEmpty()) {
      if (alerts.size() == 0) {
        return Optional.empty();
      }
      alerts.start(perSecond);
    }
    Instant earlier = before.filter(it -> !it.underWay()).map(Move::started).orElse(Instant.MIN);
    Move move = listed(earlier);
    while (move.underWay() && !move.equals(UNSEEN) && !Thread.currentThread().isInterrupted()) {
      progress.accept(move.moved());
      pace.pause(LOOK_EVERY);
      move = listed(earlier);
    }
    return Optional.of(move);
  }

  /** The move that is later than one that ended before; it was started if it is not listed. */
  private Move listed(Instant earlier) {
    for (int look = 0; look < LOOKS_UNTIL_LISTED; look++) {
      Optional<Move> latest = alerts.latest().filter(it -> it.started().isAfter(earlier));
      if (latest.isPresent()) {
        return latest.get();
      }
      pace.pause(LOOK_EVERY);
    }
    return UNSEEN;
  }
}
