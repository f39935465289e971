package ninety.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import ninety.coverage.Observed;

/**
 * The times after which a control's levels are reached. A level is reached at the very instant, not
 * after it. A day is 24 hours; time zones and daylight saving do not enter.
 */
public record Thresholds(Duration warning, Duration breach, Duration escalated) {

  /**
   * @throws IllegalArgumentException unless 0 &lt; warning &lt; breach &lt; escalated
   */
  public Thresholds {
    if (!warning.isPositive()
        || warning.compareTo(breach) >= 0
        || breach.compareTo(escalated) >= 0) {
      throw new IllegalArgumentException(
          "thresholds must be positive, warning before breach and breach before escalated");
    }
  }

  public static Thresholds ofDays(int warning, int breach, int escalated) {
    return new Thresholds(
        Duration.ofDays(warning), Duration.ofDays(breach), Duration.ofDays(escalated));
  }

  public Duration of(Level level) {
    return switch (level) {
      case WARNING -> warning;
      case BREACH -> breach;
      case ESCALATED -> escalated;
    };
  }

  /** The part of the breach threshold that may lie in gaps; above it nothing is concluded. */
  private static final int SHARE = 20;

  /** The part of a count that may be unobserved: 5 % of the breach threshold. */
  public Duration mostUnobserved() {
    return breach.dividedBy(SHARE);
  }

  /** The highest level reached after so much time. */
  public Optional<Level> reached(Duration counted) {
    Optional<Level> highest = Optional.empty();
    for (Level level : Level.values()) {
      if (counted.compareTo(of(level)) >= 0) {
        highest = Optional.of(level);
      }
    }
    return highest;
  }

  /** The next instant after {@code asOf} at which a level is reached. */
  Optional<Instant> next(Observed observed, Instant since, Instant asOf) {
    for (Level level : Level.values()) {
      Instant crossing = observed.reaching(since, of(level));
      if (crossing.isAfter(asOf)) {
        return Optional.of(crossing);
      }
    }
    return Optional.empty();
  }
}
