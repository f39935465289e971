package ninety.coverage;

import java.time.Instant;

/** From one instant to another, both included. */
public record Span(Instant from, Instant to) {

  /**
   * @throws IllegalArgumentException if it ends before it begins
   */
  public Span {
    if (to.isBefore(from)) {
      throw new IllegalArgumentException("a span ends before it begins");
    }
  }
}
