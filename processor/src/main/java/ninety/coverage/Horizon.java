package ninety.coverage;

import java.time.Duration;
import java.time.Instant;

/**
 * The instant below which everything that the source sent has been processed, and what keeps it
 * from being later.
 */
public record Horizon(Instant at, Holder holder) {

  /**
   * What the horizon trails the clock by at the least: CloudTrail delivers to EventBridge usually
   * within minutes, best effort (CloudTrail user guide).
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

    /** A source Region of which no heartbeat comes. */
    record Source(String region) implements Holder {}
  }

  /** By how much it trails the clock. */
  public Duration lag(Instant now) {
    return Duration.between(at, now);
  }
}
