package ninety.replay;

import static java.time.ZoneOffset.UTC;
import static java.time.temporal.ChronoUnit.SECONDS;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import ninety.coverage.Source;
import ninety.coverage.Span;

/** The time that CloudTrail's event history has, and in which steps it is read. */
public final class HistoryTime {

  /**
   * How long events are kept (CloudTrail user guide, event history: 90 days), less an hour, for
   * what is asked last must still be there.
   */
  public static final Duration KEPT = Duration.ofDays(90).minusHours(1);

  /**
   * After this an event is believed to be there. CloudTrail delivers within minutes, 15 at most as
   * a rule, and guarantees none.
   */
  public static final Duration LATE = Duration.ofHours(1);

  /** What is read before and after a gap: what happened at its edges may have come in it. */
  static final Duration BESIDE = Duration.ofHours(1);

  private HistoryTime() {}

  /** From when on events are there. */
  public static Instant oldest(Instant now) {
    return now.minus(KEPT);
  }

  /**
   * The steps in which a time is read: days of UTC, and what is less at each end, in whole seconds.
   * The oldest comes first and then the newest, the last but one and so on, as in {@link Replay}.
   */
  public static List<Span> steps(Instant since, Instant until) {
    List<Span> steps = new ArrayList<>();
    Instant from = since.truncatedTo(SECONDS);
    Instant end = until.minusNanos(1).truncatedTo(SECONDS).plusSeconds(1);
    while (from.isBefore(end)) {
      Instant next = LocalDate.ofInstant(from, UTC).plusDays(1).atStartOfDay(UTC).toInstant();
      Instant to = earliest(next, end);
      steps.add(new Span(from, to));
      from = to;
    }
    steps.sort(Comparator.comparing(Span::from).reversed());
    Collections.rotate(steps, 1);
    return List.copyOf(steps);
  }

  /** The steps in which gaps are read, with some time beside each. */
  static List<Span> steps(List<Span> gaps, Instant now) {
    return Span.joined(
            gaps.stream()
                .map(gap ->
                    new Span(
                        latest(gap.from().minus(BESIDE), oldest(now)),
                        earliest(gap.to().plus(BESIDE), now)))
                .toList(),
            Duration.ZERO)
        .stream()
        .flatMap(span -> steps(span.from(), span.to()).stream())
        .toList();
  }

  /**
   * What of a time that was read was there all the while, up to the end of the reading; and of each
   * place nothing later than its latest sign of life of CloudTrail: while none comes, what happened
   * may come to event history later, too.
   *
   * @param signs the latest of each place of which they are expected
   */
  static Map<Source, List<Span>> there(
      Map<Source, List<Span>> read, Instant ended, Map<Source, Instant> signs) {
    Instant oldest = ended.minus(Duration.ofDays(90));
    Map<Source, List<Span>> there = new TreeMap<>();
    read.forEach((place, spans) -> {
      Instant latest = signs.getOrDefault(place, ended);
      there.put(
          place,
          spans.stream()
              .filter(span -> span.to().isAfter(oldest) && span.from().isBefore(latest))
              .map(span -> new Span(latest(span.from(), oldest), earliest(span.to(), latest)))
              .filter(span -> !span.length().isZero())
              .toList());
    });
    return there;
  }

  private static Instant latest(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private static Instant earliest(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
