package ninety.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import ninety.coverage.Coverage;
import ninety.coverage.Listening;
import ninety.coverage.Source;
import ninety.coverage.Span;
import ninety.policy.Tampering.End;
import ninety.user.Proof;
import org.junit.jupiter.api.Test;

/** When the finding of a change of our own way ends (S3). */
final class TamperingTest {

  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
  private static final Source HERE = Source.ofRegion("eu-central-1");
  private static final Source THERE = Source.ofRegion("us-east-1");

  private final Map<Source, Listening> sources = new HashMap<>();

  @Test
  void signs_of_life_for_an_hour_since_end_it() {
    heard(HERE, -300, 60);

    assertEquals(Optional.of(new End.Heard(at(60))), stopped().heard(coverage(), Set.of(HERE)));
  }

  @Test
  void a_minute_less_does_not() {
    heard(HERE, -300, 59);

    assertEquals(Optional.empty(), stopped().heard(coverage(), Set.of(HERE)));
  }

  /** The trail was stopped for five hours. */
  @Test
  void after_a_silence_the_hour_begins_with_the_first_sign_of_life() {
    heard(HERE, -300, -5);
    heard(HERE, 300, 359);
    assertEquals(Optional.empty(), stopped().heard(coverage(), Set.of(HERE)));

    heard(HERE, 359, 365);

    assertEquals(Optional.of(new End.Heard(at(360))), stopped().heard(coverage(), Set.of(HERE)));
  }

  @Test
  void what_was_heard_before_proves_nothing() {
    heard(HERE, -300, -1);

    assertEquals(Optional.empty(), stopped().heard(coverage(), Set.of(HERE)));
  }

  @Test
  void another_region_is_another_matter() {
    heard(HERE, -300, 60);
    heard(THERE, -300, 0);

    assertEquals(
        Optional.of(new End.Heard(at(60))), stopped().heard(coverage(), Set.of(HERE, THERE)));

    heard(THERE, 0, 400);
    sources.remove(HERE);

    assertEquals(Optional.empty(), stopped().heard(coverage(), Set.of(HERE, THERE)));
  }

  @Test
  void where_nothing_is_expected_of_the_region_all_have_to_be_heard() {
    heard(THERE, -300, 90);

    assertEquals(Optional.of(new End.Heard(at(60))), stopped().heard(coverage(), Set.of(THERE)));
    assertEquals(
        Optional.empty(), stopped().heard(coverage(), Set.of(THERE, Source.ofRegion("eu-west-1"))));
  }

  @Test
  void where_nothing_is_expected_at_all_nothing_shows_that_it_is_over() {
    heard(HERE, -300, 600);

    assertEquals(Optional.empty(), stopped().heard(coverage(), Set.of()));
  }

  /** The schedule goes on where the trail is stopped. */
  @Test
  void every_sign_of_life_that_is_expected_of_the_account_and_region_has_to_come() {
    Source schedule = new Source("111122223333", HERE.region());
    Source trail = schedule.as(Source.Kind.CLOUDTRAIL);
    Source other = new Source("444455556666", HERE.region()).as(Source.Kind.CLOUDTRAIL);
    heard(schedule, -300, 300);
    heard(trail, -300, 0);
    heard(other, -300, 300);
    Set<Source> expected = Set.of(schedule, trail, other);
    assertEquals(Optional.empty(), stopped().heard(coverage(), expected));

    heard(trail, 0, 60);

    assertEquals(Optional.of(new End.Heard(at(60))), stopped().heard(coverage(), expected));
  }

  @Test
  void each_call_is_a_finding_of_its_own_with_two_steps() {
    Tampering other =
        new Tampering(
            new Proof(NOON, "c2", "cloudtrail.amazonaws.com StopLogging"),
            "kim",
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    List<Notice> steps = Notice.of(stopped(), Optional.of(new End.Heard(at(60))), at(75)).toList();

    assertEquals(List.of("tampering", "resolved"), steps.stream().map(Notice::step).toList());
    assertEquals(1, steps.stream().map(Notice::finding).distinct().count());
    assertEquals(Notice.ids(stopped()), steps.stream().map(Notice::alertId).toList());
    assertEquals(List.of(1, 2), steps.stream().map(Notice::sequence).toList());
    assertNotEquals(
        steps.getFirst().finding(),
        Notice.of(other, Optional.empty(), NOON).toList().getFirst().finding());
  }

  private static Tampering stopped() {
    return new Tampering(
        new Proof(NOON, "c1", "cloudtrail.amazonaws.com StopLogging"),
        "arn:aws:iam::111122223333:user/kim",
        Optional.of("organization"),
        Optional.of("111122223333"),
        Optional.of(HERE.region()));
  }

  private void heard(Source source, long from, long to) {
    sources.merge(source, new Listening(List.of(new Span(at(from), at(to)))), Listening::join);
  }

  private Coverage coverage() {
    return new Coverage(
        Optional.of(at(-300)),
        List.of(),
        Map.of(),
        sources.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
  }

  private static Instant at(long minutes) {
    return NOON.plus(Duration.ofMinutes(minutes));
  }
}
