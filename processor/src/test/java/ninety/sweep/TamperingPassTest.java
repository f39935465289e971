package ninety.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import ninety.coverage.Attestation;
import ninety.coverage.Attestation.What;
import ninety.coverage.Listening;
import ninety.coverage.Source;
import ninety.coverage.Source.Kind;
import ninety.coverage.Span;
import ninety.coverage.Tampering;
import ninety.finding.Alert;
import ninety.finding.Notice;
import ninety.policy.Policy;
import ninety.user.Author;
import ninety.user.Proof;
import org.junit.jupiter.api.Test;

/** Changes of our own way, from the table to the queue (S3). */
final class TamperingPassTest {

  private static final Instant MONDAY = Instant.parse("2026-06-01T08:00:00Z");

  private static final Source TRAIL = Scene.REGION.as(Kind.CLOUDTRAIL);

  private static final Rules RULES =
      new Rules(Policy.STANDARD, Set.of(Scene.REGION, TRAIL), Scene.LIMIT, Optional.empty());

  private final Scene scene = Scene.since(MONDAY);

  @Test
  void a_change_is_reported_by_the_next_sweep_and_closed_once_signs_of_life_came_for_an_hour() {
    scene.tamperings.note(stopped(1, minute(0)));
    assertEquals(List.of("tampering"), steps(sweepAt(scene, minute(15))));

    heard(scene, minute(10), minute(69));
    assertEquals(List.of(), steps(sweepAt(scene, minute(69))));

    heard(scene, minute(69), minute(70));
    assertEquals(List.of("resolved"), steps(sweepAt(scene, minute(75))));
    assertEquals(List.of(), steps(sweepAt(scene, minute(90))));

    assertEquals(1, scene.siem.notices().stream().map(Notice::findingUid).distinct().count());
  }

  @Test
  void while_nothing_is_heard_it_stays_open() {
    scene.tamperings.note(stopped(1, minute(0)));

    sweepAt(scene, minute(15));

    assertEquals(List.of(), steps(sweepAt(scene, minute(600))));
  }

  @Test
  void each_call_is_reported_and_a_repetition_of_its_record_is_not() {
    scene.tamperings.note(stopped(1, minute(0)));
    scene.tamperings.note(stopped(2, minute(1)));
    assertEquals(List.of("tampering", "tampering"), steps(sweepAt(scene, minute(15))));

    scene.tamperings.note(stopped(1, minute(0)));

    assertEquals(List.of(), steps(sweepAt(scene, minute(30))));
  }

  /** It was noted late, and the way is whole again. */
  @Test
  void one_that_is_over_when_it_becomes_known_is_reported_with_both_steps_in_order() {
    scene.tamperings.note(stopped(1, minute(0)));
    heard(scene, MONDAY, minute(300));

    assertEquals(List.of("tampering", "resolved"), steps(sweepAt(scene, minute(300))));
  }

  /** What was closed stays closed, whatever is expected later. */
  @Test
  void a_coverage_that_is_forgotten_reopens_nothing() {
    scene.tamperings.note(stopped(1, minute(0)));
    heard(scene, MONDAY, minute(300));
    sweepAt(scene, minute(300));
    Scene later = Scene.since(minute(400));
    later.tamperings.note(stopped(1, minute(0)));
    later.notices.store(scene.notices.read().withVersion(0));

    assertEquals(List.of(), steps(sweepAt(later, minute(401))));

    heard(later, minute(400), minute(500));
    assertEquals(List.of(), steps(sweepAt(later, minute(501))));
  }

  /** Killed at each of its steps, just before it takes effect and just after (promise 5). */
  @Test
  void who_is_killed_anywhere_reports_the_same_in_the_end() {
    for (int step = 0; step < 3; step++) {
      for (boolean after : new boolean[] {false, true}) {
        Scene disturbed = Scene.since(MONDAY);
        disturbed.tamperings.note(stopped(1, minute(0)));
        heard(disturbed, MONDAY, minute(300));
        Places doomed = new Fuse(step, after).onNotices(disturbed.places());
        NoticePass pass = pass(doomed, minute(300));
        assertThrows(Fuse.Killed.class, pass::run);

        sweepAt(disturbed, minute(315));

        assertEquals(
            List.of("tampering", "resolved"),
            disturbed.siem.notices().stream().map(Notice::stepLabel).distinct().toList());
        assertEquals(2, disturbed.siem.arrivals().stream().map(Alert::id).distinct().count());
        assertEquals(
            2, Set.copyOf(disturbed.siem.arrivals()).size(), "repeats are the same to the byte");
        assertEquals(List.of(), disturbed.notices.read().outbox());
      }
    }
  }

  /** More than the outbox has room for. */
  @Test
  void many_calls_are_all_reported_and_all_closed() {
    int many = 3 * NoticePass.MOST + 1;
    for (int call = 0; call < many; call++) {
      scene.tamperings.note(stopped(call, minute(0)));
    }
    sweepAt(scene, minute(15));
    heard(scene, MONDAY, minute(120));

    sweepAt(scene, minute(135));

    Stream.of("tampering", "resolved")
        .forEach(step ->
            assertEquals(
                many,
                scene.siem.notices().stream().filter(it -> it.stepLabel().equals(step)).count()));
  }

  /** F: the schedule goes on where the trail is stopped, and shows nothing of it. */
  @Test
  void signs_of_life_that_do_not_come_by_the_trail_close_no_call_on_it() {
    scene.tamperings.note(stopped(1, minute(0)));
    scene.heard(MONDAY, minute(300));

    assertEquals(List.of("tampering"), steps(sweepAt(scene, minute(300))));
    assertEquals(List.of(), steps(scene.sweepAt(minute(301))), "nor where only they are expected");
  }

  /** It may still be off while all others work, and only a person can have looked. */
  @Test
  void
      a_rule_of_tampering_that_was_disabled_stays_open_until_somebody_attests_though_all_is_heard() {
    scene.tamperings.note(called("events.amazonaws.com DisableRule", "ninety-tampering"));
    heard(scene, MONDAY, minute(600));
    assertEquals(List.of("tampering"), steps(sweepAt(scene, minute(300))));
    assertFalse(((Notice.Tampered) scene.siem.notices().getLast()).shown());
    assertEquals(List.of(), steps(sweepAt(scene, minute(600))));

    attested("a", minute(5), minute(6), minute(601));

    assertEquals(List.of("resolved", "attested"), steps(sweepAt(scene, minute(610))));
  }

  @Test
  void signs_of_life_close_a_call_on_the_key_of_the_data_and_on_no_other_key() {
    String key = "arn:aws:kms:eu-central-1:111122223333:key/";
    scene.tamperings.note(called("kms.amazonaws.com DisableKey", key + "signing"));
    heard(scene, MONDAY, minute(600));
    assertEquals(List.of("tampering"), steps(sweepAt(scene, minute(300), knowing(key + "data"))));
    assertEquals(List.of(), steps(sweepAt(scene, minute(315), knowing(key + "data"))));

    Scene other = Scene.since(MONDAY);
    other.tamperings.note(called("kms.amazonaws.com DisableKey", key + "data"));
    heard(other, MONDAY, minute(600));

    assertEquals(
        List.of("tampering", "resolved"),
        steps(sweepAt(other, minute(300), knowing(key + "data"))));
  }

  /** Rules are made before a consumer first runs, and what was then cannot be attested. */
  @Test
  void a_call_before_coverage_began_is_closed_by_who_attests_the_instant_at_which_it_did() {
    Scene late = Scene.since(minute(60));
    late.tamperings.note(called("events.amazonaws.com PutRule", "ninety-tampering"));
    assertEquals(List.of("tampering"), steps(sweepAt(late, minute(75))));

    late.attestations.add(word("a", minute(61), minute(62), minute(76)));
    assertEquals(List.of("attested"), steps(sweepAt(late, minute(77))), "of later");
    late.attestations.add(word("b", minute(60), minute(61), minute(78)));

    assertEquals(List.of("resolved", "attested"), steps(sweepAt(late, minute(80))));
  }

  /** A4. */
  @Test
  void somebody_who_attests_the_time_of_the_call_after_it_was_raised_closes_it() {
    scene.tamperings.note(stopped(1, minute(5)));
    sweepAt(scene, minute(15));

    attested("a", minute(0), minute(4), minute(16));
    assertEquals(List.of("attested"), steps(sweepAt(scene, minute(20))), "of another time");
    attested("b", minute(5), minute(5), minute(21));

    assertEquals(List.of("resolved", "attested"), steps(sweepAt(scene, minute(30))));
    assertEquals(List.of(new Tampering.End.Attested("ann", "looked at it", minute(21))), ends());
  }

  /** M: of an outage before, when nobody knew of the call. */
  @Test
  void who_attested_before_it_was_raised_did_not_attest_that() {
    attested("a", minute(-180), minute(10), minute(11));
    scene.tamperings.note(stopped(1, minute(5)));
    assertEquals(List.of("tampering", "attested"), steps(sweepAt(scene, minute(15))));
    assertEquals(List.of(), steps(sweepAt(scene, minute(30))));

    attested("b", minute(5), minute(6), minute(31));

    assertEquals(List.of("resolved", "attested"), steps(sweepAt(scene, minute(45))));
  }

  /** BB: the word and that it was taken back are findings of their own. */
  @Test
  void what_was_closed_by_a_word_that_is_taken_back_stays_closed() {
    scene.tamperings.note(stopped(1, minute(5)));
    sweepAt(scene, minute(15));
    Attestation word = attested("a", minute(5), minute(5), minute(16));
    sweepAt(scene, minute(20));
    scene.attestations.revoke(
        new Attestation(
            word.id(),
            word.what(),
            word.span(),
            word.reason(),
            word.author(),
            Optional.of(
                new Attestation.Revocation(
                    new Author("bob", minute(25), Optional.empty()), "it was not"))));

    assertEquals(List.of("attestation-revoked"), steps(sweepAt(scene, minute(30))));
    assertEquals(List.of(), steps(sweepAt(scene, minute(45))));
  }

  /** K, K2: whoever makes hundreds of calls hides none, and each finding is closed. */
  @Test
  void of_more_calls_than_there_is_room_for_the_first_are_raised_and_the_others_are_one_alert() {
    IntStream.range(0, 230).forEach(call -> scene.tamperings.note(stopped(call, minute(call))));

    sweepAt(scene, minute(240));
    sweepAt(scene, minute(250));

    List<Notice> raised = scene.siem.notices();
    assertEquals(201, raised.size());
    assertEquals(201, raised.stream().map(Notice::findingUid).distinct().count());
    Notice.Tampered beyond = (Notice.Tampered) raised.getLast();
    assertEquals(29, beyond.tampering().further().orElseThrow().calls().size());
    assertEquals(new Span(minute(200), minute(229)), beyond.tampering().span());
    assertFalse(beyond.shown());

    scene.tamperings.note(stopped(230, minute(230)));
    assertEquals(List.of("tampering"), steps(sweepAt(scene, minute(255))), "one more");
    heard(scene, minute(240), minute(400));
    assertEquals(200, steps(sweepAt(scene, minute(400))).size());

    attested("a", minute(190), minute(225), minute(401));
    attested("b", minute(225), minute(230), minute(401));
    assertEquals(List.of("resolved", "attested", "attested"), steps(sweepAt(scene, minute(410))));
    Map<UUID, List<Notice>> findings =
        scene.siem.notices().stream()
            .filter(Notice.OfTampering.class::isInstance)
            .collect(Collectors.groupingBy(Notice::findingUid));
    findings.values().forEach(steps -> assertEquals("resolved", steps.getLast().stepLabel()));
    scene.tamperings.note(stopped(300, minute(420)));
    assertEquals(List.of("tampering"), steps(sweepAt(scene, minute(430))));
    assertEquals(
        Optional.empty(), ((Notice.Tampered) scene.siem.notices().getLast()).tampering().further());
  }

  private static NoticePass pass(Places places, Instant at) {
    return new NoticePass(
        places, RULES, new Heard(places.coverage().read(), RULES.sources()), Optional.of(at), at);
  }

  private List<Tampering.End> ends() {
    return scene.siem.notices().stream()
        .filter(Notice.TamperingOver.class::isInstance)
        .map(it -> ((Notice.TamperingOver) it).end())
        .toList();
  }

  private Attestation attested(String id, Instant from, Instant to, Instant at) {
    Attestation word = word(id, from, to, at);
    scene.attestations.add(word);
    return word;
  }

  private static Attestation word(String id, Instant from, Instant to, Instant at) {
    return new Attestation(
        id,
        What.COMPLETE,
        new Span(from, to),
        "looked at it",
        new Author("ann", at, Optional.empty()),
        Optional.empty());
  }

  /** Both signs of life come. */
  private static void heard(Scene scene, Instant from, Instant to) {
    scene.heard(from, to);
    scene.coverage.heard(TRAIL, new Listening(List.of(new Span(from, to))));
  }

  private static Summary sweepAt(Scene scene, Instant at) {
    return sweepAt(scene, at, RULES);
  }

  private static Rules knowing(String dataKey) {
    return new Rules(
        RULES.policy(),
        RULES.sources(),
        RULES.claim(),
        RULES.horizonLimit(),
        RULES.store(),
        RULES.acceptGone(),
        RULES.firstSweepLimit(),
        Optional.of(dataKey));
  }

  private static Summary sweepAt(Scene scene, Instant at, Rules rules) {
    return new Sweep(scene.places(), rules, 4, Executors::newVirtualThreadPerTaskExecutor, _ -> {})
        .run(at, at, _ -> {});
  }

  private static List<String> steps(Summary summary) {
    return summary.noticeSteps().stream().map(Summary.NoticeStep::step).toList();
  }

  private static Tampering stopped(int call, Instant at) {
    return new Tampering(
        new Proof(at, "c" + call, "cloudtrail.amazonaws.com StopLogging"),
        "arn:aws:iam::111122223333:user/kim",
        Optional.of("organization"),
        Optional.of("111122223333"),
        Optional.of(Scene.REGION.region()));
  }

  /** Five minutes after it began. */
  private static Tampering called(String call, String target) {
    return new Tampering(
        new Proof(minute(5), "c7", call),
        "arn:aws:iam::111122223333:user/kim",
        Optional.of(target),
        Optional.of("111122223333"),
        Optional.of(Scene.REGION.region()));
  }

  private static Instant minute(int number) {
    return MONDAY.plus(Duration.ofMinutes(number));
  }
}
