package ninety.coverage;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Listening as one would draw it on squared paper: the set of all minutes in which the source was
 * heard. It knows nothing of spans and their union; two minutes that follow each other no further
 * apart than the reach prove the time between them.
 */
record Minutes(NavigableSet<Integer> heard) {

  private static final Instant BEGIN = Instant.parse("2026-06-01T00:00:00Z");
  private static final int REACH = (int) Listening.REACH.toMinutes();

  static Instant at(int minute) {
    return BEGIN.plus(Duration.ofMinutes(minute));
  }

  static Span span(int from, int to) {
    return new Span(at(from), at(to));
  }

  /** Spans of two days, some of them a single sign of life, and some exactly the reach apart. */
  static List<Span> anySpans(RandomGenerator random, int most) {
    List<Span> spans = new ArrayList<>();
    int many = random.nextInt(most + 1);
    for (int i = 0; i < many; i++) {
      int from = random.nextBoolean() ? random.nextInt(2 * 24 * 60) : random.nextInt(48) * REACH;
      int length = random.nextBoolean() ? 0 : random.nextInt(3 * REACH);
      spans.add(span(from, from + length));
    }
    return spans;
  }

  static Minutes of(List<Span> spans) {
    NavigableSet<Integer> minutes = new TreeSet<>();
    for (Span span : spans) {
      IntStream.rangeClosed(minute(span.from()), minute(span.to())).forEach(minutes::add);
    }
    return new Minutes(minutes);
  }

  Minutes and(Minutes other) {
    NavigableSet<Integer> both = new TreeSet<>(heard);
    both.addAll(other.heard);
    return new Minutes(both);
  }

  /** The gaps between what was heard from this minute on. */
  List<Span> gapsFrom(int begin) {
    List<Span> gaps = new ArrayList<>();
    int last = begin;
    for (int minute : heard.tailSet(begin, false)) {
      if (minute - last > REACH) {
        gaps.add(span(last, minute));
      }
      last = minute;
    }
    return gaps;
  }

  /** What is left of a span, drawn as the squares between its minutes; of an instant, itself. */
  static List<Span> without(Span span, List<Span> others) {
    if (span.length().isZero()) {
      return others.stream()
              .anyMatch(it -> !it.from().isAfter(span.from()) && !it.to().isBefore(span.to()))
          ? List.of()
          : List.of(span);
    }
    List<Span> left = new ArrayList<>();
    int begin = minute(span.from());
    for (int square = begin; square <= minute(span.to()); square++) {
      int here = square;
      boolean free =
          square < minute(span.to())
              && others.stream()
                  .noneMatch(it -> minute(it.from()) <= here && minute(it.to()) > here);
      if (!free) {
        if (begin < square) {
          left.add(span(begin, square));
        }
        begin = square + 1;
      }
    }
    return left;
  }

  static int minute(Instant instant) {
    return (int) Duration.between(BEGIN, instant).toMinutes();
  }
}
