package ninety.replay;

import static java.time.ZoneOffset.UTC;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import ninety.coverage.Coverage;
import ninety.coverage.Listening;
import ninety.coverage.Progress;
import ninety.coverage.Source;
import ninety.coverage.Span;

/**
 * By which source each gap is read.
 *
 * @param gaps all, in order; those that go on end now
 * @param history those that event history has and that are short enough for it
 * @param archive the others, where there is an archive
 * @param left what no source has, and why
 */
public record GapPlan(List<Span> gaps, List<Span> history, List<Span> archive, List<Left> left) {

  /** Why a gap is not read. */
  public enum Why {
    /** Event history has it no longer. */
    OLD,
    /** It would take too many calls. */
    LONG
  }

  /** A gap, or a part of one, that is not read. */
  public record Left(Span gap, Why why) {}

  public GapPlan {
    gaps = List.copyOf(gaps);
    history = List.copyOf(history);
    archive = List.copyOf(archive);
    left = List.copyOf(left);
  }

  /**
   * Plans the reading of all gaps.
   *
   * @param longest that is read by event history
   * @param archived whether there is an archive for the rest
   */
  public static GapPlan of(Coverage coverage, Instant now, Duration longest, boolean archived) {
    List<Span> gaps =
        Span.joined(
            Stream.concat(coverage.gaps(Set.of()).stream(), silent(coverage, now).stream())
                .filter(gap -> !gap.length().isZero())
                .toList(),
            Duration.ZERO);
    Instant oldest = HistoryTime.oldest(now);
    List<Span> history = new ArrayList<>();
    List<Span> archive = new ArrayList<>();
    List<Left> left = new ArrayList<>();
    for (Span gap : gaps) {
      Optional<Span> old = part(gap.from(), gap.to().isBefore(oldest) ? gap.to() : oldest);
      Optional<Span> young = part(gap.from().isAfter(oldest) ? gap.from() : oldest, gap.to());
      boolean isShort = young.filter(it -> it.length().compareTo(longest) <= 0).isPresent();
      if (isShort) {
        history.add(young.get());
      }
      Optional<Left> tooLong = young.filter(_ -> !isShort).map(it -> new Left(it, Why.LONG));
      Stream.concat(old.map(it -> new Left(it, Why.OLD)).stream(), tooLong.stream())
          .forEach(it -> {
            if (archived) {
              archive.add(it.gap());
            } else {
              left.add(it);
            }
          });
    }
    return new GapPlan(gaps, history, archive, left);
  }

  private static Optional<Span> part(Instant from, Instant to) {
    return from.isBefore(to) ? Optional.of(new Span(from, to)) : Optional.empty();
  }

  /**
   * Silences that go on: what happens in them may be missed, although they are no gaps before a
   * sign of life comes again. While the consumer is behind, what lies in the stream is not missed.
   */
  private static List<Span> silent(Coverage coverage, Instant now) {
    Instant processed =
        coverage.shards().values().stream()
            .filter(shard -> !shard.finished())
            .map(Progress::through)
            .min(Instant::compareTo)
            .filter(now::isAfter)
            .orElse(now);
    List<Span> silent = new ArrayList<>();
    for (Source source : coverage.expectations().now()) {
      coverage
          .heardLast(Set.of(source))
          .filter(last -> last.plus(Listening.REACH).isBefore(processed))
          .ifPresent(last -> silent.add(new Span(last, processed)));
    }
    return Span.without(Span.joined(silent, Duration.ZERO), coverage.mended());
  }

  /** What is read by event history, in steps. */
  public List<Span> steps(Instant now) {
    return HistoryTime.steps(history, now);
  }

  /** What is read of an archive: whole days, since files lie by the day. */
  public List<Span> days() {
    return Span.joined(
        archive.stream()
            .map(gap -> new Span(begin(day(gap.from())), begin(day(gap.to()).plusDays(1))))
            .toList(),
        Duration.ZERO);
  }

  private static LocalDate day(Instant at) {
    return LocalDate.ofInstant(at, UTC);
  }

  private static Instant begin(LocalDate day) {
    return day.atStartOfDay(UTC).toInstant();
  }
}
