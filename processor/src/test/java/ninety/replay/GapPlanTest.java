package ninety.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import ninety.coverage.Expecting;
import ninety.coverage.Listening;
import ninety.coverage.MemoryCoverage;
import ninety.coverage.Progress;
import ninety.coverage.Source;
import ninety.coverage.Span;
import ninety.replay.GapPlan.Left;
import ninety.replay.GapPlan.Why;
import org.junit.jupiter.api.Test;

/** Which gaps are read by which source. */
final class GapPlanTest {

  private static final Source PLACE = new Source("111122223333", "eu-central-1");
  private static final Instant BEGAN = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
  private static final Duration DAY = Duration.ofDays(1);

  private static Instant at(String time) {
    return Instant.parse("2026-" + time + ":00Z");
  }

  private static Span span(String from, String to) {
    return new Span(at(from), at(to));
  }

  /** Heard from the beginning until now, but for these times; processed until then. */
  private static MemoryCoverage heardBut(Instant heardLast, Instant processed, Span... silent) {
    MemoryCoverage coverage = new MemoryCoverage();
    coverage.begun(BEGAN);
    coverage.shards(Map.of("shard", new Progress(BEGAN, false)));
    coverage.progressed("shard", new Progress(processed, false));
    coverage.heard(
        PLACE, new Listening(Span.without(List.of(new Span(BEGAN, heardLast)), List.of(silent))));
    coverage.expecting(new Expecting(Set.of(PLACE), BEGAN, Optional.empty()));
    return coverage;
  }

  private static GapPlan plan(MemoryCoverage coverage, boolean archived) {
    return GapPlan.of(coverage.read(), NOW, DAY, archived);
  }

  @Test
  void where_there_is_no_gap_nothing_is_read() {
    GapPlan plan = plan(heardBut(NOW, NOW), true);

    assertEquals(new GapPlan(List.of(), List.of(), List.of(), List.of()), plan);
    assertEquals(List.of(), plan.steps(NOW));
    assertEquals(List.of(), plan.days());
  }

  @Test
  void a_young_and_short_gap_is_read_of_event_history_with_an_hour_beside_it() {
    Span gap = span("05-20T08:00", "05-20T10:30");

    GapPlan plan = plan(heardBut(NOW, NOW, gap), true);

    assertEquals(List.of(gap), plan.history());
    assertEquals(List.of(span("05-20T07:00", "05-20T11:30")), plan.steps(NOW));
    assertEquals(List.of(), plan.archive());
  }

  @Test
  void gaps_over_midnight_and_near_each_other_are_read_once_and_day_by_day() {
    GapPlan plan =
        plan(
            heardBut(
                NOW, NOW, span("05-20T20:00", "05-20T22:00"), span("05-20T23:30", "05-21T02:00")),
            false);

    assertEquals(
        Set.of(span("05-20T19:00", "05-21T00:00"), span("05-21T00:00", "05-21T03:00")),
        Set.copyOf(plan.steps(NOW)));
  }

  @Test
  void a_long_gap_and_what_event_history_has_no_longer_are_the_archives() {
    Span old = span("02-01T08:00", "02-01T10:30");
    Span isLong = span("05-01T00:00", "05-02T00:01");
    MemoryCoverage coverage = heardBut(NOW, NOW, old, isLong);

    GapPlan without = plan(coverage, false);
    assertEquals(List.of(), without.history());
    assertEquals(List.of(new Left(old, Why.OLD), new Left(isLong, Why.LONG)), without.left());

    GapPlan with = plan(coverage, true);
    assertEquals(List.of(old, isLong), with.archive());
    assertEquals(List.of(), with.left());
    assertEquals(
        List.of(span("02-01T00:00", "02-02T00:00"), span("05-01T00:00", "05-03T00:00")),
        with.days());
  }

  @Test
  void of_a_gap_that_event_history_has_in_part_that_part_is_read() {
    Instant oldest = HistoryTime.oldest(NOW);
    Span gap = new Span(oldest.minus(Duration.ofHours(5)), oldest.plus(Duration.ofHours(3)));

    GapPlan plan = plan(heardBut(NOW, NOW, gap), false);

    assertEquals(List.of(new Span(oldest, gap.to())), plan.history());
    assertEquals(List.of(new Left(new Span(gap.from(), oldest), Why.OLD)), plan.left());
    assertTrue(plan.steps(NOW).stream().noneMatch(step -> step.from().isBefore(oldest)));
  }

  @Test
  void a_silence_that_goes_on_is_read_up_to_what_is_processed() {
    GapPlan plan = plan(heardBut(at("06-01T08:00"), NOW), false);

    assertEquals(List.of(new Span(at("06-01T08:00"), NOW)), plan.history());
    assertEquals(List.of(new Span(at("06-01T07:00"), NOW)), plan.steps(NOW));
  }

  /** What lies in the stream comes still. */
  @Test
  void while_the_consumer_is_behind_nothing_is_missed() {
    assertEquals(List.of(), plan(heardBut(at("06-01T08:00"), at("06-01T08:30")), false).gaps());
  }

  @Test
  void what_was_read_or_attested_is_no_gap() {
    MemoryCoverage coverage = heardBut(NOW, NOW, span("05-20T08:00", "05-20T10:30"));
    coverage.archived(span("05-20T08:00", "05-20T10:30"));

    assertEquals(List.of(), plan(coverage, false).gaps());
  }

  @Test
  void steps_are_days_the_oldest_first_and_then_the_newest() {
    assertEquals(
        List.of(
            span("05-01T12:00", "05-02T00:00"),
            span("05-04T00:00", "05-04T06:00"),
            span("05-03T00:00", "05-04T00:00"),
            span("05-02T00:00", "05-03T00:00")),
        HistoryTime.steps(at("05-01T12:00"), at("05-04T06:00")));
  }

  @Test
  void a_step_is_of_whole_seconds_and_leaves_out_nothing() {
    assertEquals(
        List.of(
            new Span(Instant.parse("2026-05-01T12:00:00Z"), Instant.parse("2026-05-01T12:00:02Z"))),
        HistoryTime.steps(
            Instant.parse("2026-05-01T12:00:00.7Z"), Instant.parse("2026-05-01T12:00:01.2Z")));
  }
}
