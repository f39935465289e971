package ninety.coverage;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

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

  /**
   * The union, in order: spans of which one begins no later than this after the other's end become
   * one. Joining in parts comes to the same.
   */
  static List<Span> joined(List<Span> spans, Duration apart) {
    List<Span> union = new ArrayList<>();
    for (Span span : spans.stream().sorted(Comparator.comparing(Span::from)).toList()) {
      Span last = union.isEmpty() ? null : union.getLast();
      if (last == null || span.from().isAfter(last.to().plus(apart))) {
        union.add(span);
      } else if (span.to().isAfter(last.to())) {
        union.set(union.size() - 1, new Span(last.from(), span.to()));
      }
    }
    return List.copyOf(union);
  }
}
