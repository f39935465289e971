package ninety.replay;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import ninety.cloudtrail.HistoryPart;
import ninety.cloudtrail.LogFile;
import ninety.coverage.Source;
import ninety.coverage.Span;

/**
 * Which parts of event history were wholly read. What happened just now may not be there yet, so
 * the latest time counts for nothing. Safe for all threads.
 */
public final class PartsRead implements Reckoning {

  private final Map<LogFile, HistoryPart> parts = new HashMap<>();
  private final Map<Source, List<Span>> wholly = new TreeMap<>();

  public PartsRead(List<HistoryPart> all) {
    all.forEach(part -> {
      parts.put(part.file(), part);
      wholly.put(place(part), new ArrayList<>());
    });
  }

  private static Source place(HistoryPart part) {
    return new Source(part.account(), part.region());
  }

  @Override
  public synchronized void read(LogFile file, boolean whole) {
    HistoryPart part = parts.get(file);
    if (whole && part != null) {
      wholly
          .computeIfAbsent(place(part), _ -> new ArrayList<>())
          .add(new Span(part.from(), part.to()));
    }
  }

  @Override
  public synchronized Map<Source, List<Span>> spans(Scope scope, Instant now) {
    Instant latest = now.minus(HistoryTime.LATE);
    Map<Source, List<Span>> spans = new TreeMap<>();
    wholly.forEach((place, read) ->
        spans.put(
            place,
            Span.joined(
                read.stream()
                    .filter(span -> span.from().isBefore(latest))
                    .map(span ->
                        new Span(span.from(), span.to().isAfter(latest) ? latest : span.to()))
                    .toList(),
                Duration.ZERO)));
    return spans;
  }
}
