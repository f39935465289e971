package ninety.coverage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import ninety.coverage.Horizon.Holder;
import ninety.coverage.Source.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** S1: what signs of life are known by, and where they show that the way is cut. */
final class SourceTest {

  private static final Source SCHEDULE = new Source("111122223333", "eu-central-1");
  private static final Source TRAIL = SCHEDULE.as(Kind.CLOUDTRAIL);
  private static final Source OTHER = new Source("444455556666", "eu-central-1");
  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "111122223333/eu-central-1",
        "111122223333/eu-central-1/cloudtrail",
        "eu-central-1",
        "eu-central-1/cloudtrail",
        "eu-west-1/replica",
        "111122223333/eu-west-1/replica"
      })
  void a_source_is_read_as_it_was_written(String text) {
    assertEquals(text, Source.parse(text).orElseThrow().text());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "1111/eu-central-1",
        "111122223333/eu-central-1/lake",
        "a/b/c/cloudtrail"
      })
  void what_a_newer_version_may_write_is_not_taken_for_a_source(String text) {
    assertEquals(Optional.empty(), Source.parse(text));
  }

  @Test
  void a_region_alone_is_one_of_the_account_that_is_given_and_else_stays_alone() {
    Source alone = Source.ofRegion("eu-central-1");

    assertEquals(SCHEDULE, alone.in(Optional.of("111122223333")));
    assertEquals(alone, alone.in(Optional.empty()));
    assertEquals(OTHER, OTHER.in(Optional.of("111122223333")));
  }

  @Test
  void of_a_region_alone_is_heard_what_comes_from_any_account_there() {
    Coverage coverage = covered(Map.of(OTHER, Listening.at(NOON), TRAIL, Listening.at(NOON)));

    assertTrue(coverage.knows(Source.ofRegion("eu-central-1")));
    assertFalse(coverage.knows(Source.ofRegion("eu-west-1")));
    assertFalse(coverage.knows(SCHEDULE));
    assertEquals(Optional.of(NOON), coverage.heardLast(Set.of(Source.ofRegion("eu-central-1"))));
  }

  @Test
  void a_trail_that_is_cut_while_heartbeats_come_is_reported_from_a_place_that_is_silent() {
    Instant cut = NOON.minus(Duration.ofMinutes(50));

    assertEquals(
        new Holder.Source(TRAIL, true),
        holder(Map.of(SCHEDULE, until(NOON.minusSeconds(240)), TRAIL, until(cut))));
    assertEquals(
        new Holder.Source(TRAIL, false),
        holder(Map.of(SCHEDULE, until(cut.plus(Duration.ofMinutes(29))), TRAIL, until(cut))));
    assertEquals(
        new Holder.Source(SCHEDULE, true),
        holder(Map.of(SCHEDULE, until(cut), TRAIL, until(NOON.minus(Duration.ofMinutes(31))))));
    assertEquals(
        new Holder.Source(SCHEDULE, false),
        holder(Map.of(SCHEDULE, until(cut), TRAIL, until(cut.plusSeconds(60)))));
  }

  @Test
  void what_comes_of_another_account_shows_nothing_of_this_one() {
    assertEquals(
        new Holder.Source(TRAIL, false),
        holder(
            Map.of(
                OTHER,
                until(NOON),
                SCHEDULE,
                until(NOON.minus(Duration.ofMinutes(40))),
                TRAIL,
                until(NOON.minus(Duration.ofMinutes(50))))));
  }

  /** Which of the two is missing is a gap of its own, whatever the other says. */
  @Test
  void a_gap_of_the_trail_is_a_gap_although_heartbeats_came() {
    Span gap = new Span(NOON.minus(Duration.ofHours(5)), NOON.minus(Duration.ofHours(2)));
    Coverage coverage =
        covered(
            Map.of(
                SCHEDULE,
                until(NOON),
                TRAIL,
                new Listening(
                    List.of(
                        new Span(NOON.minus(Duration.ofDays(2)), gap.from()),
                        new Span(gap.to(), NOON)))));

    assertEquals(List.of(), coverage.gaps(Set.of(SCHEDULE)));
    assertEquals(List.of(gap), coverage.gaps(Set.of(SCHEDULE, TRAIL)));
  }

  /** S4: what was lost before somebody listened there is so whoever says later that it is ours. */
  @Test
  void a_region_that_was_missed_is_a_gap_also_once_it_is_expected_by_name() {
    Instant noticed = NOON.minus(Duration.ofHours(9));
    Instant forwarded = NOON.minus(Duration.ofHours(2));
    Source byName = new Source("111122223333", "eu-west-1");
    Source replica = byName.as(Kind.REPLICA);
    Coverage coverage =
        covered(
            Map.of(
                SCHEDULE,
                until(NOON),
                replica,
                Listening.at(noticed),
                byName,
                new Listening(List.of(new Span(forwarded, NOON)))));

    assertEquals(List.of(new Span(noticed, forwarded)), coverage.gaps(Set.of(SCHEDULE, replica)));
    assertEquals(List.of(new Span(noticed, forwarded)), coverage.gaps(Set.of(SCHEDULE, byName)));
    // What was missed stays missed, whatever is expected now (adversary's D).
    assertEquals(List.of(new Span(noticed, forwarded)), coverage.gaps(Set.of(SCHEDULE)));
  }

  private static Holder holder(Map<Source, Listening> sources) {
    return ((Horizon.Known) covered(sources).horizon(Set.of(SCHEDULE, TRAIL), NOON)).holder();
  }

  private static Listening until(Instant last) {
    return new Listening(List.of(new Span(NOON.minus(Duration.ofDays(2)), last)));
  }

  private static Coverage covered(Map<Source, Listening> sources) {
    return new Coverage(
        Optional.of(NOON.minus(Duration.ofDays(2))),
        List.of(),
        Map.of("shard", new Progress(NOON, false)),
        sources);
  }
}
