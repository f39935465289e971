package ninety.coverage;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The times in which a source was heard: a union of spans. Two signs of life that lie no further
 * apart than {@link #REACH} prove the time between them too. Joining is commutative, associative
 * and idempotent, so heartbeats may come late, doubled and in any order.
 *
 * @param spans in order, further apart than {@link #REACH}
 */
public record Listening(List<Span> spans) {

  /**
   * The time for which a source may be silent before that is a gap. Heartbeats come every 5
   * minutes; one that EventBridge loses is not worth an alert.
   */
  public static final Duration REACH = Duration.ofHours(1);

  /**
   * Far more gaps than an auditor's year has. Of more the oldest become one: that it was heard
   * between them is forgotten, and never that it was not.
   */
  private static final int MOST_SPANS = 200;

  /** Of all sources together, so that what is kept of them stays below 100 KB. */
  private static final int MOST_OF_ALL = 1_500;

  public static final Listening NEVER = new Listening(List.of());

  public Listening {
    spans = joined(spans);
  }

  /** A source that gave a sign of life at this instant. */
  public static Listening at(Instant beat) {
    return new Listening(List.of(new Span(beat, beat)));
  }

  /** Of all that are heard as that one. */
  static Listening of(Source source, Map<Source, Listening> heard) {
    return heard.entrySet().stream()
        .filter(each -> source.includes(each.getKey()))
        .map(Map.Entry::getValue)
        .reduce(NEVER, Listening::join);
  }

  public Listening join(Listening other) {
    return new Listening(both(spans, other.spans));
  }

  /** The first sign of life that is remembered. */
  public Optional<Instant> first() {
    return spans.isEmpty() ? Optional.empty() : Optional.of(spans.getFirst().from());
  }

  /** The latest sign of life. */
  public Optional<Instant> last() {
    return spans.isEmpty() ? Optional.empty() : Optional.of(spans.getLast().to());
  }

  /** Where nothing was heard, between the beginning and the latest sign of life. */
  public List<Span> gaps(Instant from) {
    return gaps(from, List.of());
  }

  /** The same, where of other times nothing is missed. */
  List<Span> gaps(Instant from, List<Span> excused) {
    List<Span> gaps = new ArrayList<>();
    Instant heard = from;
    for (Span span : Span.joined(both(spans, excused), REACH)) {
      if (span.from().isAfter(heard.plus(REACH))) {
        gaps.add(new Span(heard, span.from()));
      }
      heard = span.to().isAfter(heard) ? span.to() : heard;
    }
    return List.copyOf(gaps);
  }

  /**
   * When it was heard for so long without a gap, from the first sign of life after an instant on.
   * Within a span only this is known of that sign: that it came within {@link #REACH}.
   */
  Optional<Instant> heardFor(Duration length, Instant since) {
    return spans.stream()
        .flatMap(span -> {
          Instant first = span.from().isAfter(since) ? span.from() : since.plus(REACH);
          Instant full = first.plus(length);
          return full.isAfter(span.to()) ? Stream.<Instant>empty() : Stream.of(full);
        })
        .findFirst();
  }

  private static List<Span> joined(List<Span> spans) {
    return atMost(MOST_SPANS, Span.joined(spans, REACH));
  }

  /** The first stays, for it says since when there was a source at all. */
  private static List<Span> atMost(int most, List<Span> spans) {
    return spans.size() <= most
        ? spans
        : both(spans.subList(0, 1), spans.subList(spans.size() - most + 1, spans.size()));
  }

  /** So that all of them have room together: the most broken gives way first. */
  public static <S> Map<S, Listening> bounded(Map<S, Listening> sources) {
    int most = MOST_SPANS;
    Map<S, Listening> bounded = sources;
    while (most > 2 && size(bounded) > MOST_OF_ALL) {
      most--;
      int limit = most;
      bounded = new HashMap<>(bounded);
      bounded.replaceAll((_, heard) -> new Listening(atMost(limit, heard.spans)));
    }
    return bounded;
  }

  private static int size(Map<?, Listening> sources) {
    return sources.values().stream().mapToInt(heard -> heard.spans.size()).sum();
  }

  private static List<Span> both(List<Span> one, List<Span> other) {
    return Stream.concat(one.stream(), other.stream()).toList();
  }
}
