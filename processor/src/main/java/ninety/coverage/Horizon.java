package ninety.coverage;

import java.time.Duration;
import java.time.Instant;

/**
 * The instant below which everything that the source sent has been processed, and what keeps it
 * from being later.
 */
public record Horizon(Instant at, Holder holder) {

  /**
   * What the horizon lags by at the least: CloudTrail delivers to EventBridge usually within
   * minutes, best effort (CloudTrail user guide).
   */
  public static final Duration ALLOWANCE = Duration.ofMinutes(15);

  /** What holds a horizon back. */
  public sealed interface Holder {
    /** Nothing but the allowance. */
    record Allowance() implements Holder {}

    /** No consumer ever ran. */
    record NoConsumer() implements Holder {}

    /** A shard that is not processed to its tip. */
    record Shard(String id) implements Holder {}

    /**
     * A source of which no sign of life comes.
     *
     * @param otherComes whether the other sign of life of the same account and Region does
     */
    record Source(ninety.coverage.Source source, boolean otherComes) implements Holder {

      /** Where the other sign of life shows nothing. */
      public Source(ninety.coverage.Source source) {
        this(source, false);
      }
    }
  }

  /** By how much it lags. */
  public Duration lag(Instant now) {
    return Duration.between(at, now);
  }
}
