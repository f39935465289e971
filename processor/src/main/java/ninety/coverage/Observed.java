package ninety.coverage;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The time for which the feed was listened to: since an instant, but for the gaps. What was in a
 * gap is not known: its time counts as neither idle nor busy, and it restarts no count.
 *
 * @param from when it began; a gap that was there from the beginning only moves it
 * @param gaps after it, in order and apart from each other
 */
public record Observed(Instant from, List<Span> gaps) {

  public Observed {
    Instant begin = from;
    for (Span gap : Span.joined(gaps, Duration.ZERO)) {
      if (!gap.from().isAfter(begin) && gap.to().isAfter(begin)) {
        begin = gap.to();
      }
    }
    Instant began = begin;
    from = began;
    gaps =
        Span.joined(gaps, Duration.ZERO).stream().filter(gap -> gap.from().isAfter(began)).toList();
  }

  /** Without a gap. */
  public static Observed since(Instant from) {
    return new Observed(from, List.of());
  }

  /** The gaps between the two instants, as far as they lie there. */
  public List<Span> gaps(Instant since, Instant until) {
    return gaps.stream()
        .filter(_ -> since.isBefore(until))
        .filter(gap -> gap.to().isAfter(since) && gap.from().isBefore(until))
        .map(gap ->
            new Span(
                gap.from().isBefore(since) ? since : gap.from(),
                gap.to().isAfter(until) ? until : gap.to()))
        .toList();
  }

  /** The part of the time between the two instants that lies in gaps. */
  public Duration unobserved(Instant since, Instant until) {
    return gaps(since, until).stream()
        .map(gap -> Duration.between(gap.from(), gap.to()))
        .reduce(Duration.ZERO, Duration::plus);
  }

  /** The part of the time between the two instants that was observed; never negative. */
  public Duration observed(Instant since, Instant until) {
    return until.isAfter(since)
        ? Duration.between(since, until).minus(unobserved(since, until))
        : Duration.ZERO;
  }

  /** The instant by which so much time since then was observed, if no further gap comes. */
  public Instant reaching(Instant since, Duration time) {
    Instant reached = since.plus(time);
    for (Span gap : gaps) {
      if (gap.to().isAfter(since) && gap.from().isBefore(reached)) {
        Instant begin = gap.from().isBefore(since) ? since : gap.from();
        reached = reached.plus(Duration.between(begin, gap.to()));
      }
    }
    return reached;
  }
}
