package ninety.replay;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import ninety.coverage.Span;

/**
 * What is known of how events came by the stream.
 *
 * @param since when they began to come; empty where they did not
 * @param gaps in which they may have been lost
 * @param granularity by how much the last activity must move for the consumer to write it
 */
public record Heard(Optional<Instant> since, List<Span> gaps, Duration granularity) {
  public Heard {
    gaps = List.copyOf(gaps);
  }
}
