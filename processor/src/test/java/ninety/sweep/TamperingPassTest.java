package ninety.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import ninety.policy.Alert;
import ninety.policy.Notice;
import ninety.policy.Policy;
import ninety.policy.Tampering;
import ninety.user.Proof;
import org.junit.jupiter.api.Test;

/** Changes of our own way, from the table to the queue (S3). */
final class TamperingPassTest {

  private static final Instant MONDAY = Instant.parse("2026-06-01T08:00:00Z");

  private static final Rules RULES =
      new Rules(Policy.STANDARD, Set.of(Scene.REGION), Scene.LIMIT, Optional.empty());

  private final Scene scene = Scene.since(MONDAY);

  @Test
  void a_change_is_reported_by_the_next_sweep_and_closed_once_signs_of_life_came_for_an_hour() {
    scene.tamperings.note(stopped(1, minute(0)));
    scene.heard(MONDAY, minute(15));
    assertEquals(List.of("tampering"), steps(scene.sweepAt(minute(15))));

    scene.heard(minute(15), minute(59));
    assertEquals(List.of(), steps(scene.sweepAt(minute(59))));

    scene.heard(minute(59), minute(60));
    assertEquals(List.of("resolved"), steps(scene.sweepAt(minute(75))));
    assertEquals(List.of(), steps(scene.sweepAt(minute(90))));

    assertEquals(1, scene.siem.notices().stream().map(Notice::finding).distinct().count());
  }

  @Test
  void while_nothing_is_heard_it_stays_open() {
    scene.tamperings.note(stopped(1, minute(0)));

    scene.sweepAt(minute(15));

    assertEquals(List.of(), steps(scene.sweepAt(minute(600))));
  }

  @Test
  void each_call_is_reported_and_a_repetition_of_its_record_is_not() {
    scene.tamperings.note(stopped(1, minute(0)));
    scene.tamperings.note(stopped(2, minute(1)));
    assertEquals(List.of("tampering", "tampering"), steps(scene.sweepAt(minute(15))));

    scene.tamperings.note(stopped(1, minute(0)));

    assertEquals(List.of(), steps(scene.sweepAt(minute(30))));
  }

  /** It was noted late, and the way is whole again. */
  @Test
  void one_that_is_over_when_it_becomes_known_is_reported_with_both_steps_in_order() {
    scene.tamperings.note(stopped(1, minute(0)));
    scene.heard(MONDAY, minute(300));

    assertEquals(List.of("tampering", "resolved"), steps(scene.sweepAt(minute(300))));
  }

  /** What was closed stays closed, whatever is expected later. */
  @Test
  void a_coverage_that_is_forgotten_reopens_nothing() {
    scene.tamperings.note(stopped(1, minute(0)));
    scene.heard(MONDAY, minute(300));
    scene.sweepAt(minute(300));
    Scene later = Scene.since(minute(400));
    later.tamperings.note(stopped(1, minute(0)));
    later.notices.store(scene.notices.read().withVersion(0));

    assertEquals(List.of(), steps(later.sweepAt(minute(401))));

    later.heard(minute(400), minute(500));
    assertEquals(List.of(), steps(later.sweepAt(minute(501))));
  }

  /** Killed at each of its steps, just before it takes effect and just after (promise 5). */
  @Test
  void who_is_killed_anywhere_reports_the_same_in_the_end() {
    for (int step = 0; step < 3; step++) {
      for (boolean after : new boolean[] {false, true}) {
        Scene disturbed = Scene.since(MONDAY);
        disturbed.tamperings.note(stopped(1, minute(0)));
        disturbed.heard(MONDAY, minute(300));
        Places places = disturbed.places();
        Fuse fuse = new Fuse(step, after);
        Places doomed =
            new Places(
                places.dossiers(),
                places.dueUsers(),
                places.rearming(),
                places.coverage(),
                places.sourceWatches(),
                places.exemptions(),
                places.attestations(),
                places.undelivered(),
                fuse.on(places.notices()),
                places.policyLog(),
                places.directoryChanges(),
                places.tamperings(),
                places.directory(),
                fuse.on(places.alerts()));
        NoticePass pass =
            new NoticePass(doomed, RULES, doomed.coverage().read(), minute(300), minute(300));
        assertThrows(Fuse.Killed.class, pass::run);

        disturbed.sweepAt(minute(315));

        assertEquals(
            List.of("tampering", "resolved"),
            disturbed.siem.notices().stream().map(Notice::step).distinct().toList());
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
    scene.sweepAt(minute(15));
    scene.heard(MONDAY, minute(60));

    scene.sweepAt(minute(75));

    Stream.of("tampering", "resolved")
        .forEach(step ->
            assertEquals(
                many, scene.siem.notices().stream().filter(it -> it.step().equals(step)).count()));
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

  private static Instant minute(int number) {
    return MONDAY.plus(Duration.ofMinutes(number));
  }
}
