package ninety.user;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The time in which the directory is asked, given out in shares of which no two overlap: all sweeps
 * of all processes together have one budget of calls. Whoever ends with a share unused takes no
 * more than that from the others.
 */
public interface Quota {

  /** A time that lies further ahead was taken by a clock that is wrong, and holds up nobody. */
  Duration FARTHEST = Duration.ofMinutes(1);

  /**
   * Takes the next share.
   *
   * @return when it begins: now, or after all that are given out
   */
  Instant take(Duration share, Instant now);

  /** When the next share begins where all time until {@code taken} is given out. */
  static Instant next(Optional<Instant> taken, Instant now) {
    return taken
        .filter(until -> until.isAfter(now) && !until.isAfter(now.plus(FARTHEST)))
        .orElse(now);
  }
}
