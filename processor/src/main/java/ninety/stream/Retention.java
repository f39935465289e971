package ninety.stream;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * For how long the stream keeps records. That can be changed at any time, so it is asked anew where
 * something depends on it. Safe for all threads.
 */
final class Retention {

  /** Kinesis has no shorter one: what is younger cannot have expired, whatever was changed. */
  static final Duration LEAST = Duration.ofHours(24);

  private static final Duration GOOD_FOR = Duration.ofMinutes(1);

  private final Supplier<Duration> ask;
  private volatile Answer last = new Answer(Duration.ZERO, Instant.MIN);

  private record Answer(Duration retention, Instant at) {}

  /**
   * @param ask Kinesis' own answer now; may fail as the SDK does
   */
  Retention(Supplier<Duration> ask) {
    this.ask = ask;
  }

  /** As it was at most a minute ago. */
  Duration lately(Instant now) {
    Answer known = last;
    return known.at().isBefore(now.minus(GOOD_FOR)) ? now(now) : known.retention();
  }

  /** As it is. */
  Duration now(Instant now) {
    Duration retention = ask.get();
    last = new Answer(retention, now);
    return retention;
  }
}
