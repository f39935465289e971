package ninety.coverage;

import java.time.Duration;
import java.time.Instant;

/** The instant below which everything that the feed sent has been processed, if there is one. */
public sealed interface Horizon {

  /**
   * The least by which the horizon lags: CloudTrail delivers to EventBridge usually within minutes,
   * best effort (CloudTrail user guide).
   */
  Duration ALLOWANCE = Duration.ofMinutes(15);

  /**
   * Everything below the instant has been processed.
   *
   * @param holder what keeps it from being later
   */
  record Known(Instant at, Holder holder) implements Horizon {
    @Override
    public Instant asOf() {
      return at;
    }
  }

  /** No consumer is known to have run: nothing has been processed. */
  record None() implements Horizon {
    @Override
    public Instant asOf() {
      return Instant.EPOCH;
    }
  }

  /** The instant for which users are judged: where there is no horizon, before there were any. */
  Instant asOf();

  /** By how much it lags. */
  default Duration lag(Instant now) {
    return Duration.between(asOf(), now);
  }

  /** The cause that holds a horizon back. */
  sealed interface Holder {
    /** Nothing but the allowance. */
    record Allowance() implements Holder {}

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
}
