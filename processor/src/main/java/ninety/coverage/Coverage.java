package ninety.coverage;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The pipeline's own records: since when it listens, how far each shard is processed, and when each
 * source was heard.
 *
 * @param from when coverage began, with listening or with archived logs that were read up to then;
 *     empty before a consumer ran for the first time
 * @param read time of which the records of all places were read afterwards: it mends gaps
 * @param stated what people said, who answer for it
 * @param lost spans in which records expired in the stream before anybody read them; such as are
 *     less than {@link #LOSSES_APART} apart are one
 * @param doubts events that could not be delivered, and those of them that were lost
 * @param shards by shard id; a shard that nobody has taken up yet is in it too
 * @param sources by where the signs of life come from
 * @param expectations of which of them signs of life were ever expected, and when
 */
public record Coverage(
    Optional<Instant> from,
    Archived read,
    Stated stated,
    List<Span> lost,
    Doubts doubts,
    Map<String, Progress> shards,
    Map<Source, Listening> sources,
    Expectations expectations) {

  /**
   * A consumer at the edge of what the stream keeps loses a little before each batch; what it reads
   * between two losses proves nothing about the whole, and the row must not grow by each.
   */
  public static final Duration LOSSES_APART = Duration.ofMinutes(15);

  public static final Coverage NONE = new Coverage(Optional.empty(), List.of(), Map.of(), Map.of());

  /**
   * The words of people on spans. A word that nothing was missed mends a gap like a log that was
   * read, but proves no more than that somebody said it.
   *
   * @param complete spans in which nothing was missed
   * @param lost spans in which something was
   */
  public record Stated(List<Span> complete, List<Span> lost) {
    public static final Stated NOTHING = new Stated(List.of(), List.of());

    public Stated {
      complete = Span.joined(complete, Duration.ZERO);
      lost = Span.joined(lost, Duration.ZERO);
    }
  }

  public Coverage {
    from = backfilled(from, read.all());
    lost = losses(lost);
    // In order, so that of two that hold the horizon back equally it is always the same one.
    shards = Collections.unmodifiableMap(new TreeMap<>(shards));
    sources = Collections.unmodifiableMap(new TreeMap<>(sources));
    expectations = expectations.withMissed(sources.keySet());
  }

  /** Coverage of which it is not known what was expected before. */
  public Coverage(
      Optional<Instant> from,
      Archived read,
      Stated stated,
      List<Span> lost,
      Doubts doubts,
      Map<String, Progress> shards,
      Map<Source, Listening> sources) {
    this(from, read, stated, lost, doubts, shards, sources, Expectations.NONE);
  }

  /** Coverage of which nobody said anything, and of which everything was delivered. */
  public Coverage(
      Optional<Instant> from,
      List<Span> lost,
      Map<String, Progress> shards,
      Map<Source, Listening> sources) {
    this(from, Archived.NOTHING, Stated.NOTHING, lost, Doubts.NONE, shards, sources);
  }

  private static Optional<Instant> backfilled(Optional<Instant> from, List<Span> read) {
    return from.map(begin ->
        read.stream()
            .filter(span -> span.contains(begin))
            .map(Span::from)
            .findFirst()
            .orElse(begin));
  }

  /** When the first sign of life came that is remembered: since then events come by the stream. */
  public Optional<Instant> heardSince() {
    return sources.values().stream()
        .flatMap(heard -> heard.first().stream())
        .min(Comparator.naturalOrder());
  }

  /** Losses as they are kept. */
  public static List<Span> losses(List<Span> lost) {
    return Span.joined(lost, LOSSES_APART);
  }

  /**
   * The horizon: the minimum over all shards that are not finished and all sources, less the
   * allowance.
   *
   * @param expected of which signs of life must come; each is {@link #knows known}
   */
  public Horizon horizon(Set<Source> expected, Instant now) {
    if (from.isEmpty() || shards.isEmpty()) {
      return new Horizon.None();
    }
    List<Horizon.Known> limits = new ArrayList<>();
    limits.add(new Horizon.Known(now, new Horizon.Holder.Allowance()));
    shards.forEach((id, progress) -> {
      if (!progress.finished()) {
        limits.add(new Horizon.Known(covered(progress), new Horizon.Holder.Shard(id)));
      }
    });
    Instant processed = processed(now);
    for (Source source : expected) {
      // One that is expected for the first time is given as long as any other to be heard.
      awaited(source)
          .ifPresent(last ->
              limits.add(
                  new Horizon.Known(
                      last, new Horizon.Holder.Source(source, otherComes(source, processed)))));
    }
    Horizon.Known least =
        limits.stream().min(Comparator.comparing(Horizon.Known::at)).orElseThrow();
    return new Horizon.Known(least.at().minus(Horizon.ALLOWANCE), least.holder());
  }

  /** Up to when all shards that are not finished are processed; empty where there is none. */
  private Optional<Instant> through() {
    return shards.values().stream()
        .filter(shard -> !shard.finished())
        .map(this::covered)
        .min(Comparator.naturalOrder());
  }

  /**
   * A shard that was closed before coverage began is processed less far, and holds nothing back.
   */
  private Instant covered(Progress progress) {
    return from.filter(progress.through()::isBefore).orElse(progress.through());
  }

  private Instant processed(Instant now) {
    return through().filter(now::isAfter).orElse(now);
  }

  /**
   * Since when it is waited for: one that was not expected meanwhile is given as long as others.
   */
  private Optional<Instant> awaited(Source source) {
    return heard(source)
        .last()
        .map(last -> expectations.of(source).back().filter(last::isBefore).orElse(last));
  }

  /**
   * True if the other sign of life of the same account and Region comes still, which shows where
   * the way is cut. The schedule's come every 5 minutes; the sweep calls half an hour apart at
   * most.
   */
  private boolean otherComes(Source source, Instant processed) {
    return switch (source.kind()) {
      case CLOUDTRAIL -> comes(source.as(Source.Kind.SCHEDULE), processed, Duration.ofMinutes(15));
      case SCHEDULE -> comes(source.as(Source.Kind.CLOUDTRAIL), processed, Duration.ofMinutes(45));
      case REPLICA -> false;
    };
  }

  private boolean comes(Source source, Instant processed, Duration within) {
    return heard(source).last().filter(last -> !last.isBefore(processed.minus(within))).isPresent();
  }

  /**
   * Where events may be lost: a source was silent, records expired unread, events were never
   * delivered, or somebody said so; less the time of which archived logs were read, or of which
   * somebody said that nothing was missed. What is left of a gap is one, however short. All sources
   * count that were ever expected, each for the time in which it was.
   */
  public List<Span> gaps(Set<Source> expected) {
    return gapsByCause(expected).all();
  }

  /** The same by what shows it. */
  public Gaps gapsByCause(Set<Source> expected) {
    Map<Source, Gaps.Silences> silent = new TreeMap<>();
    Set<Source> ever = new TreeSet<>(expected);
    ever.addAll(expectations.all().keySet());
    // What an earlier version stored it expected, even where it is not known of which account.
    sources.keySet().stream().filter(it -> it.account().isEmpty()).forEach(ever::add);
    Listening any = Listening.NEVER;
    for (Source source : ever) {
      Listening heard = heard(source);
      any = any.join(heard);
      silences(heard, expectations.of(source).excused()).ifPresent(it -> silent.put(source, it));
    }
    List<Span> gone = new ArrayList<>(lost);
    for (Instant begin : from.stream().toList()) {
      any.gaps(begin).stream().filter(gap -> gap.from().equals(begin)).forEach(gone::add);
    }
    gone.addAll(doubts.lost());
    gone.addAll(stated.lost());
    return new Gaps(silent, Span.without(gone, mended()), mended());
  }

  /** A silence ends with a sign of life, or with nobody expecting one any more. */
  private Optional<Gaps.Silences> silences(Listening heard, List<Span> excused) {
    return heard
        .first()
        .map(first -> {
          List<Span> gaps = heard.gaps(first, excused);
          Instant last =
              Stream.concat(heard.last().stream(), gaps.stream().map(Span::to))
                  .max(Comparator.naturalOrder())
                  .orElse(first);
          return new Gaps.Silences(new Span(first, last), Span.without(gaps, mended()));
        });
  }

  /**
   * When what a sweep finds to be expected holds: by what is processed and not by the clock, for
   * one that is ahead would hide a silence. While much is left to be processed nothing ends yet,
   * for what lies in it is not known.
   */
  public Expecting expecting(Set<Source> found, Instant now) {
    Instant processed = through().orElse(now);
    return new Expecting(
        found,
        processed(now),
        Optional.of(processed).filter(it -> !it.isBefore(now.minus(Listening.REACH))));
  }

  /** With what is expected from now on; nothing is before a consumer ran. */
  public Coverage after(Expecting found) {
    if (from.isEmpty() || shards.isEmpty()) {
      return this;
    }
    return new Coverage(
        from,
        read,
        stated,
        lost,
        doubts,
        shards,
        joined(sources, found),
        expectations.after(found, sources));
  }

  /** Makes a source of what is expected for the first time. */
  public static Map<Source, Listening> joined(Map<Source, Listening> sources, Expecting found) {
    Map<Source, Listening> joined = new TreeMap<>();
    sources.forEach((source, heard) -> joined.merge(found.settled(source), heard, Listening::join));
    found.sources().stream()
        .filter(source -> joined.keySet().stream().noneMatch(source::includes))
        .toList()
        .forEach(source -> joined.put(source, Listening.at(found.from())));
    return joined;
  }

  /** Of which time archived logs were read, or somebody said that nothing was missed. */
  public List<Span> mended() {
    return Span.joined(
        Stream.concat(read.all().stream(), stated.complete().stream()).toList(), Duration.ZERO);
  }

  /**
   * The time in which events may have happened that wait undelivered: from the first of them until
   * now, since others may follow. It is not a gap yet.
   */
  public Optional<Span> inDoubt(Instant now) {
    return doubts
        .open()
        .flatMap(doubt -> doubt.from(mended()))
        .filter(from -> !from.isAfter(now))
        .map(from -> new Span(from, now));
  }

  /** For which time the feed was listened to; never before listening began. */
  public Optional<Observed> observed(Set<Source> expected) {
    return from.map(begin -> new Observed(begin, gaps(expected)));
  }

  /**
   * When all of these were heard for so long without a gap, each from its first sign of life after
   * an instant on; empty where one was not, or there is none.
   */
  public Optional<Instant> heardFor(Duration length, Set<Source> expected, Instant since) {
    List<Instant> heard =
        expected.stream().flatMap(each -> heard(each).heardFor(length, since).stream()).toList();
    return heard.size() == expected.size()
        ? heard.stream().max(Comparator.naturalOrder())
        : Optional.empty();
  }

  /** True if anything is known of it, if only that it is expected. */
  public boolean knows(Source source) {
    return !heard(source).spans().isEmpty();
  }

  /**
   * When the one of these that was silent longest was heard last; empty where none ever was heard.
   */
  public Optional<Instant> heardLast(Set<Source> expected) {
    return expected.stream()
        .flatMap(source -> heard(source).last().stream())
        .min(Comparator.naturalOrder());
  }

  /**
   * Up to when CloudTrail is known to deliver, by place: when its sign of life came last. A place
   * of which none is expected is not in it.
   */
  public Map<Source, Instant> delivered(Set<Source> places) {
    Map<Source, Instant> delivered = new TreeMap<>();
    for (Source place : places) {
      expectations.now().stream()
          .filter(it -> it.kind() == Source.Kind.CLOUDTRAIL && it.mayBe(place))
          .flatMap(it -> heard(it).last().stream())
          .min(Comparator.naturalOrder())
          .ifPresent(last -> delivered.put(place, last));
    }
    return delivered;
  }

  /** The least of these; empty where no such sign of life is expected. */
  public Optional<Instant> deliveredFromEverywhere() {
    return delivered(expectations.now()).values().stream().min(Comparator.naturalOrder());
  }

  private Listening heard(Source source) {
    return Listening.of(source, sources);
  }
}
