package ninety.coverage;

import static ninety.coverage.Minutes.anySpans;
import static ninety.coverage.Minutes.at;
import static ninety.coverage.Minutes.minute;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import ninety.Seeds;
import ninety.coverage.Coverage.Stated;
import ninety.coverage.Horizon.Holder;
import org.junit.jupiter.api.Test;

/** Promise 7, silence is not innocence, for whatever was heard, processed, attested and lost. */
final class CoverageLawsTest {

  private static final int RUNS = 1_000;
  private static final Set<Source> REGIONS =
      Set.of(
          new Source("111122223333", "eu-central-1"),
          new Source("111122223333", "eu-central-1").as(Source.Kind.CLOUDTRAIL),
          new Source("444455556666", "eu-central-1"));

  @Test
  void gaps_are_where_one_would_see_them_on_squared_paper() {
    Seeds.each(
        RUNS,
        random -> {
          Coverage coverage = any(random);
          Set<Source> expected = some(REGIONS, random);

          assertEquals(naiveGaps(coverage, expected), Set.copyOf(coverage.gaps(expected)));
        });
  }

  /** Minute by minute, beside the naive gaps. */
  @Test
  void what_was_observed_is_what_lies_in_no_gap() {
    Seeds.each(
        RUNS,
        random -> {
          Coverage coverage = any(random);
          Set<Source> expected = some(REGIONS, random);
          if (coverage.from().isEmpty()) {
            assertEquals(Optional.empty(), coverage.observed(expected));
            return;
          }
          Observed observed = coverage.observed(expected).orElseThrow();
          Set<Span> gaps = naiveGaps(coverage, expected);
          Instant since = observed.from().plus(Duration.ofMinutes(random.nextInt(500)));
          Instant until = since.plus(Duration.ofMinutes(random.nextInt(2_000)));
          long minutes = 0;
          for (Instant at = since; at.isBefore(until); at = at.plus(Duration.ofMinutes(1))) {
            Instant minute = at;
            minutes +=
                gaps.stream()
                        .anyMatch(gap -> !gap.from().isAfter(minute) && gap.to().isAfter(minute))
                    ? 0
                    : 1;
          }

          assertEquals(Duration.ofMinutes(minutes), observed.observed(since, until));
          assertFalse(observed.from().isBefore(coverage.from().orElseThrow()));
          Instant reached = observed.reaching(since, Duration.ofMinutes(minutes));
          assertEquals(Duration.ofMinutes(minutes), observed.observed(since, reached));
          assertTrue(minutes == 0 || !reached.isAfter(until));
        });
  }

  /**
   * Until the horizon everything is processed, on every shard, and every source was heard after.
   */
  @Test
  void the_horizon_is_the_minimum_of_all_that_is_not_finished_less_the_allowance() {
    Seeds.each(
        RUNS,
        random -> {
          Coverage coverage = any(random);
          Set<Source> expected = some(REGIONS, random);
          Instant now = at(random.nextInt(3 * 24 * 60));
          NavigableSet<Instant> limits = new TreeSet<>(Set.of(now));
          coverage.shards().values().stream()
              .filter(shard -> !shard.finished())
              .forEach(shard -> limits.add(covered(shard, coverage)));
          expected.stream()
              .flatMap(region -> heard(coverage, region).last().stream())
              .forEach(limits::add);

          Horizon horizon = coverage.horizon(expected, now);

          if (coverage.from().isEmpty() || coverage.shards().isEmpty()) {
            assertEquals(new Horizon.None(), horizon);
            return;
          }
          assertEquals(limits.first().minus(Horizon.ALLOWANCE), horizon.asOf());
          assertEquals(
              limits.first(),
              switch (horizon) {
                case Horizon.None() -> throw new AssertionError("there is a consumer");
                case Horizon.Known(_, Holder.Allowance()) -> now;
                case Horizon.Known(_, Holder.Shard(var id)) ->
                    covered(Objects.requireNonNull(coverage.shards().get(id)), coverage);
                case Horizon.Known(_, Holder.Source(var source, _)) ->
                    heard(coverage, source).last().orElseThrow();
              });
        });
  }

  /** A shard that was closed before listening began holds nothing back. */
  private static Instant covered(Progress shard, Coverage coverage) {
    return coverage.from().filter(shard.through()::isBefore).orElse(shard.through());
  }

  @Test
  void more_progress_and_more_signs_of_life_never_put_the_horizon_back() {
    Seeds.each(
        RUNS,
        random -> {
          Coverage coverage = any(random);
          Set<Source> known = new TreeSet<>(REGIONS);
          known.removeIf(region -> heard(coverage, region).spans().isEmpty());
          Map<String, Progress> further = new HashMap<>(coverage.shards());
          further.replaceAll(
              (_, before) -> before.join(new Progress(at(random.nextInt(2_880)), false)));
          Map<Source, Listening> later = new HashMap<>(coverage.sources());
          later.replaceAll((_, before) -> before.join(new Listening(anySpans(random, 3))));
          Coverage grown =
              new Coverage(
                  coverage.from(),
                  coverage.read(),
                  coverage.stated(),
                  coverage.lost(),
                  coverage.doubts(),
                  further,
                  later);

          assertFalse(
              grown
                  .horizon(known, at(9_999))
                  .asOf()
                  .isBefore(coverage.horizon(known, at(9_999)).asOf()));
        });
  }

  @Test
  void a_loss_never_brings_since_forward_and_attesting_everything_mends_everything() {
    Seeds.each(
        RUNS,
        random -> {
          Coverage coverage = any(random);
          Set<Source> expected = some(REGIONS, random);
          List<Span> always = List.of(Minutes.span(-9_999, 9_999));
          Coverage attested =
              new Coverage(
                  coverage.from(),
                  Archived.NOTHING,
                  new Stated(always, coverage.stated().lost()),
                  coverage.lost(),
                  coverage.doubts(),
                  coverage.shards(),
                  coverage.sources());
          Coverage kept =
              new Coverage(
                  coverage.from(),
                  coverage.read(),
                  coverage.stated(),
                  List.of(),
                  coverage.doubts(),
                  coverage.shards(),
                  coverage.sources());

          assertEquals(List.of(), attested.gaps(expected));
          assertEquals(coverage.from().map(Observed::since), attested.observed(expected));
          assertEquals(
              coverage.from().isPresent(),
              coverage
                  .observed(expected)
                  .filter(with ->
                      !unobserved(with)
                          .minus(unobserved(kept.observed(expected).orElseThrow()))
                          .isNegative())
                  .isPresent());
        });
  }

  /** Counted from one instant, for the beginning moves with a gap that is there from the first. */
  private static Duration unobserved(Observed observed) {
    Instant early = Minutes.at(-9_999);
    return Duration.between(early, observed.from())
        .plus(observed.unobserved(early, Minutes.at(9_999)));
  }

  /** S7: what is mended is cut out of each gap, and what is left of it is one. */
  private static Set<Span> naiveGaps(Coverage coverage, Set<Source> expected) {
    Set<Span> gaps = new HashSet<>();
    Minutes any = Minutes.of(List.of());
    for (Source region : expected) {
      Minutes heard = Minutes.of(heard(coverage, region).spans());
      any = any.and(heard);
      if (!heard.heard().isEmpty()) {
        gaps.addAll(heard.gapsFrom(heard.heard().first()));
      }
    }
    if (!expected.isEmpty() && coverage.from().isPresent()) {
      // Only the silence at the beginning: what follows is each Region's own.
      int from = minute(coverage.from().get());
      any.gapsFrom(from).stream().filter(gap -> gap.from().equals(at(from))).forEach(gaps::add);
    }
    gaps.addAll(coverage.lost());
    gaps.addAll(coverage.doubts().lost());
    gaps.addAll(coverage.stated().lost());
    List<Span> mended =
        Stream.concat(coverage.read().all().stream(), coverage.stated().complete().stream())
            .toList();
    return gaps.stream()
        .flatMap(gap -> Minutes.without(gap, mended).stream())
        .collect(Collectors.toSet());
  }

  private static Listening heard(Coverage coverage, Source region) {
    return coverage.sources().getOrDefault(region, Listening.NEVER);
  }

  private static Coverage any(RandomGenerator random) {
    Map<String, Progress> shards = new HashMap<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      shards.put("shard-" + i, new Progress(at(random.nextInt(2_880)), random.nextInt(3) == 0));
    }
    Map<Source, Listening> sources = new HashMap<>();
    some(REGIONS, random)
        .forEach(region -> sources.put(region, new Listening(anySpans(random, 6))));
    return new Coverage(
        random.nextInt(8) == 0 ? Optional.empty() : Optional.of(at(random.nextInt(1_440))),
        new Archived(anySpans(random, 3), anySpans(random, 3), List.of()),
        new Stated(anySpans(random, 3), anySpans(random, 2)),
        anySpans(random, 3),
        new Doubts(List.of(), anySpans(random, 2), 0),
        shards,
        sources);
  }

  private static Set<Source> some(Set<Source> of, RandomGenerator random) {
    Set<Source> some = new TreeSet<>(of);
    some.removeIf(_ -> random.nextInt(3) == 0);
    return some;
  }
}
