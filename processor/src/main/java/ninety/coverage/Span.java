package ninety.coverage;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A time from one instant to another, both included. */
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
  public static List<Span> joined(List<Span> spans, Duration apart) {
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

  /**
   * The parts that are left of spans without others, each on its own; where they only touch,
   * nothing is left.
   */
  public static List<Span> without(List<Span> spans, List<Span> others) {
    List<Span> union = joined(others, Duration.ZERO);
    return spans.stream().flatMap(span -> span.without(union).stream()).toList();
  }

  private List<Span> without(List<Span> union) {
    List<Span> left = new ArrayList<>();
    Instant begin = from;
    for (Span other : union) {
      boolean instant = other.length().isZero() && !length().isZero();
      if (instant || other.to.isBefore(begin) || other.from.isAfter(to)) {
        continue;
      }
      if (other.from.isAfter(begin)) {
        left.add(new Span(begin, other.from));
      }
      begin = other.to;
      if (!begin.isBefore(to)) {
        return left;
      }
    }
    left.add(new Span(begin, to));
    return left;
  }

  public boolean contains(Instant at) {
    return !at.isBefore(from) && !at.isAfter(to);
  }

  /** For how long both are. */
  public Duration overlap(Span other) {
    Instant begin = from.isAfter(other.from) ? from : other.from;
    Instant end = to.isBefore(other.to) ? to : other.to;
    return begin.isBefore(end) ? Duration.between(begin, end) : Duration.ZERO;
  }

  /** True if both have an instant in common. */
  public boolean touches(Span other) {
    return !other.to.isBefore(from) && !other.from.isAfter(to);
  }

  public Duration length() {
    return Duration.between(from, to);
  }
}
