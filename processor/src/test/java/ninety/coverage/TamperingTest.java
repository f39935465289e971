package ninety.coverage;

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
import java.util.stream.Stream;
import ninety.coverage.Source.Kind;
import ninety.coverage.Tampering.End;
import ninety.finding.Notice;
import ninety.user.Proof;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When the finding of a change of our own way ends (S3). */
final class TamperingTest {

  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
  private static final Source HERE = new Source("111122223333", "eu-central-1");
  private static final Source TRAIL = HERE.as(Kind.CLOUDTRAIL);
  private static final Source WEST = new Source("111122223333", "us-west-2");
  private static final Source TRAIL_WEST = WEST.as(Kind.CLOUDTRAIL);
  private static final Source THERE =
      new Source("444455556666", "eu-central-1").as(Kind.CLOUDTRAIL);
  private static final Set<Source> ALL = Set.of(HERE, TRAIL, WEST, TRAIL_WEST, THERE);

  private static final String KEY_ID = "1234abcd-12ab-34cd-56ef-1234567890ab";
  private static final String DATA_KEY = "arn:aws:kms:eu-central-1:111122223333:key/" + KEY_ID;

  private final Map<Source, Listening> sources = new HashMap<>();

  /** S3, N: one sign a minute before the call and one 59 minutes after it prove nothing. */
  @Test
  void the_hour_begins_with_the_first_sign_of_life_after_the_call_which_came_within_an_hour() {
    heard(TRAIL, -300, 119);
    assertEquals(Optional.empty(), stopped().heard(coverage(), way(Set.of(TRAIL))));

    heard(TRAIL, 119, 120);

    assertEquals(
        Optional.of(new End.Heard(at(120))), stopped().heard(coverage(), way(Set.of(TRAIL))));
  }

  /** The trail was stopped for five hours. */
  @Test
  void after_a_silence_the_hour_begins_with_the_first_sign_of_life() {
    heard(TRAIL, -300, -5);
    heard(TRAIL, 300, 359);
    assertEquals(Optional.empty(), stopped().heard(coverage(), way(Set.of(TRAIL))));

    heard(TRAIL, 359, 365);

    assertEquals(
        Optional.of(new End.Heard(at(360))), stopped().heard(coverage(), way(Set.of(TRAIL))));
  }

  @Test
  void what_was_heard_before_proves_nothing() {
    heard(TRAIL, -300, -1);

    assertEquals(Optional.empty(), stopped().heard(coverage(), way(Set.of(TRAIL))));
  }

  /** S3, F: the schedule goes on where the trail is stopped. */
  @Test
  void that_a_trail_is_whole_is_shown_by_all_signs_of_life_through_cloudtrail_of_its_account() {
    assertEquals(Set.of(TRAIL, TRAIL_WEST), stopped().shownBy(way(ALL)));
    assertEquals(Set.of(), stopped().shownBy(way(Set.of(HERE, THERE))));
    assertEquals(Set.of(), stopped().shownBy(way(Set.of(HERE, WEST))));
  }

  @Test
  void that_a_rule_is_whole_is_shown_by_the_signs_of_life_that_come_through_it() {
    assertEquals(Set.of(TRAIL), call("events DisableRule", "ninety-events").shownBy(way(ALL)));
    assertEquals(Set.of(HERE), call("events PutRule", "ninety-heartbeat").shownBy(way(ALL)));
    assertEquals(
        Set.of(THERE, TRAIL_WEST),
        call("events RemoveTargets", "ninety-forwarded-events").shownBy(way(ALL)));
    assertEquals(
        Set.of(WEST), call("events DeleteRule", "ninety-forwarded-heartbeat").shownBy(way(ALL)));
  }

  /** S3, CC: others' signs of life show nothing, and there is no other way than somebody's word. */
  @Test
  void where_no_sign_of_life_is_expected_that_shows_it_nothing_does() {
    heard(HERE, -300, 600);
    heard(THERE, -300, 600);
    Set<Source> others = Set.of(HERE, THERE);

    assertEquals(Optional.empty(), stopped().heard(coverage(), way(others)));
    assertEquals(
        Optional.empty(),
        call("events DisableRule", "ninety-events").heard(coverage(), way(others)));
    assertEquals(Optional.empty(), stopped().heard(coverage(), way(Set.of())));
    Tampering nowhere =
        new Tampering(
            stopped().proof(), "kim", Optional.empty(), Optional.empty(), Optional.empty());
    assertEquals(Set.of(), nowhere.shownBy(way(ALL)));
  }

  @Test
  void the_stream_and_its_key_carry_every_sign_of_life() {
    assertEquals(ALL, call("kms DisableKey", KEY_ID).shownBy(way(ALL)));
    assertEquals(ALL, call("kms ScheduleKeyDeletion", DATA_KEY).shownBy(way(ALL)));
    assertEquals(ALL, call("kinesis DeleteStream", "ninety-events").shownBy(way(ALL)));
    ALL.forEach(each -> heard(each, 5, 300));
    sources.remove(WEST);
    Tampering disabled = call("kms DisableKey", KEY_ID);

    assertEquals(Optional.empty(), disabled.heard(coverage(), way(ALL)));

    heard(WEST, 30, 90);
    assertEquals(Optional.of(new End.Heard(at(90))), disabled.heard(coverage(), way(ALL)));
  }

  /** What is signed, alerts and logs are not on the way of the events. */
  @Test
  void that_another_key_works_is_shown_by_nothing() {
    ALL.forEach(each -> heard(each, -300, 600));
    String other = "0987dcba-09fe-87dc-65ba-ab0987654321";
    for (String key : List.of(other, DATA_KEY.replace(KEY_ID, other), KEY_ID.substring(1), "")) {
      Tampering disabled = call("kms DisableKey", key);

      assertEquals(Set.of(), disabled.shownBy(way(ALL)), key);
      assertEquals(Optional.empty(), disabled.heard(coverage(), way(ALL)), key);
    }
    Tampering elsewhere =
        new Tampering(
            call("kms DisableKey", KEY_ID).proof(),
            "kim",
            Optional.of(KEY_ID),
            Optional.of("111122223333"),
            Optional.of("us-west-2"));
    assertEquals(Set.of(), elsewhere.shownBy(way(ALL)), "of the same id, in another Region");
  }

  @Test
  void where_the_key_of_the_data_is_not_known_nothing_shows_that_a_key_works() {
    Way way = new Way(ALL, Optional.empty());

    assertEquals(Set.of(), call("kms DisableKey", KEY_ID).shownBy(way));
    assertEquals(ALL, call("kinesis DeleteStream", "ninety-events").shownBy(way));
  }

  /** Through it no sign of life comes, so it may be off while they do. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "ninety-tampering",
        "ninety-tampering-store",
        "ninety-forwarded-tampering",
        "ninety-task-failed",
        "ninety-of-somebody-else",
        "events",
        "ninety-events-of-others"
      })
  void that_a_rule_works_which_carries_no_sign_of_life_is_shown_by_nothing(String rule) {
    ALL.forEach(each -> heard(each, -300, 600));
    for (String name : List.of("DisableRule", "DeleteRule", "PutRule", "RemoveTargets")) {
      Tampering change = call("events " + name, rule);

      assertEquals(Set.of(), change.shownBy(way(ALL)), name);
      assertEquals(Optional.empty(), change.heard(coverage(), way(ALL)), name);
    }
  }

  /** They are there until the upgrade that makes one of them took them away. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "sign-in",
        "portal",
        "directory",
        "directory-change",
        "identity-store",
        "scim",
        "sign-of-life"
      })
  void a_rule_of_the_version_with_one_for_each_kind_is_a_part_of_the_one_that_is_now(String kind) {
    assertEquals(Set.of(TRAIL), call("events DeleteRule", "ninety-" + kind).shownBy(way(ALL)));
    assertEquals(
        Set.of(THERE, TRAIL_WEST),
        call("events DeleteRule", "ninety-forwarded-" + kind).shownBy(way(ALL)));
  }

  /** An installation's name is free. */
  @Test
  void what_the_installation_is_called_says_nothing_of_what_a_rule_carries() {
    assertEquals(
        Set.of(TRAIL), call("events DisableRule", "x-forwarded-y-events").shownBy(way(ALL)));
    assertEquals(Set.of(TRAIL), call("events DisableRule", "x-tampering-events").shownBy(way(ALL)));
    assertEquals(Set.of(), call("events DisableRule", "x-events-tampering").shownBy(way(ALL)));
  }

  @Test
  void what_stands_for_other_calls_is_shown_by_nothing_and_is_reported_anew_as_it_grows() {
    Tampering one = stopped().standingForOthers();
    Tampering two = one.and(call("kms DisableKey", "k"));

    assertEquals(Set.of(), two.shownBy(way(ALL)));
    assertEquals(one.finding(), two.finding());
    assertEquals(
        6, Stream.of(stopped(), one, two).flatMap(it -> it.alertIds().stream()).distinct().count());
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
    List<Notice> steps =
        Notice.of(stopped(), true, Optional.of(new End.Heard(at(60))), at(75)).toList();

    assertEquals(List.of("tampering", "resolved"), steps.stream().map(Notice::stepLabel).toList());
    assertEquals(1, steps.stream().map(Notice::findingUid).distinct().count());
    assertEquals(stopped().alertIds(), steps.stream().map(Notice::alertId).toList());
    assertEquals(List.of(1, 2), steps.stream().map(Notice::sequence).toList());
    assertNotEquals(
        steps.getFirst().findingUid(),
        Notice.of(other, true, Optional.empty(), NOON).toList().getFirst().findingUid());
  }

  private static Way way(Set<Source> expected) {
    return new Way(expected, Optional.of(DATA_KEY));
  }

  private static Tampering stopped() {
    return new Tampering(
        new Proof(NOON, "c1", "cloudtrail.amazonaws.com StopLogging"),
        "arn:aws:iam::111122223333:user/kim",
        Optional.of("organization"),
        Optional.of("111122223333"),
        Optional.of(HERE.region()));
  }

  private static Tampering call(String call, String target) {
    return new Tampering(
        new Proof(NOON, "c7", call.replace(" ", ".amazonaws.com ")),
        "kim",
        Optional.of(target),
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
