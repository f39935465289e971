package ninety.coverage;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * When a source was heard: a union of spans. Two signs of life that lie no further apart than
 * {@link #REACH} prove the time between them too. Joining is commutative, associative and
 * idempotent, so heartbeats may come late, doubled and in any order.
 *
 * @param spans in order, further apart than {@link #REACH}
 */
public record Listening(List<Span> spans) {

  /**
   * How long a source may be silent before that is a gap. Heartbeats come every 5 minutes; one that
   * EventBridge loses is not worth an alert.
   */
  public static final Duration REACH = Duration.ofHours(1);

  /** Far more gaps than an auditor's year has; the oldest are forgotten. */
  private static final int MOST_SPANS = 200;

  public static final Listening NEVER = new Listening(List.of());

  public Listening {
    spans = joined(spans);
  }

  /** A source that gave a sign of life at this instant. */
  public static Listening at(Instant beat) {
    return new Listening(List.of(new Span(beat, beat)));
  }

  public Listening join(Listening other) {
    return new Listening(Stream.concat(spans.stream(), other.spans.stream()).toList());
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
    List<Span> gaps = new ArrayList<>();
    Instant heard = from;
    for (Span span : spans) {
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
    List<Span> union = Span.joined(spans, REACH);
    return union.subList(Math.max(0, union.size() - MOST_SPANS), union.size());
  }
}
