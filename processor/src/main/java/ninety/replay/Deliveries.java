package ninety.replay;

import static java.time.ZoneOffset.UTC;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import ninety.cloudtrail.Delivery;
import ninety.cloudtrail.LogFile;
import ninety.coverage.Source;
import ninety.coverage.Span;

/**
 * Which days of which places were wholly read. Safe for all threads.
 *
 * <p>A day is where of each of the days on which what happened on it may have been delivered (the
 * one before, it and the next) there was a file, every one of them was read to its end, and
 * everything in it was understood. A day without any file is not a quiet one but one whose files
 * are missing: a trail in a Region that is used delivers every few minutes.
 */
public final class Deliveries implements Reckoning {

  /** The next day's files are all there a while after that day. */
  private static final Duration LATEST = Duration.ofHours(1);

  private final Map<Source, Map<LocalDate, Boolean>> wholly = new TreeMap<>();

  @Override
  public synchronized void read(LogFile file, boolean whole) {
    (whole ? Delivery.of(file) : Delivery.ofRemains(file))
        .ifPresent(it ->
            wholly
                .computeIfAbsent(new Source(it.account(), it.region()), _ -> new TreeMap<>())
                .merge(it.day(), whole, Boolean::logicalAnd));
  }

  @Override
  public synchronized Map<Source, List<Span>> spans(Scope scope, Instant now) {
    Map<Source, List<Span>> spans = new TreeMap<>();
    wholly.forEach((place, days) -> {
      List<Span> read = new ArrayList<>();
      days.keySet()
          .forEach(day ->
              Optional.of(new Span(begin(day), begin(day.plusDays(1))))
                  .filter(_ -> isWhole(days, day) && isOver(day, now))
                  .filter(span -> contains(scope, span))
                  .ifPresent(read::add));
      spans.put(place, Span.joined(read, Duration.ZERO));
    });
    return spans;
  }

  private static boolean isWhole(Map<LocalDate, Boolean> days, LocalDate day) {
    return days.getOrDefault(day.minusDays(1), false)
        && days.getOrDefault(day, false)
        && days.getOrDefault(day.plusDays(1), false);
  }

  private static boolean isOver(LocalDate day, Instant now) {
    return !now.isBefore(begin(day.plusDays(2)).plus(LATEST));
  }

  private static boolean contains(Scope scope, Span span) {
    return !span.from().isBefore(scope.since()) && !span.to().isAfter(scope.until());
  }

  private static Instant begin(LocalDate day) {
    return day.atStartOfDay(UTC).toInstant();
  }
}
