package ninety.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import ninety.coverage.Attestation;
import ninety.coverage.Attestation.Revocation;
import ninety.coverage.Attestation.What;
import ninety.coverage.Span;
import ninety.coverage.Undelivered;
import ninety.coverage.Waiting;
import ninety.finding.Notice;
import ninety.user.Author;
import ninety.user.Facts;
import org.junit.jupiter.api.Test;

/** S7 and S8: sweeps report what people attest, and what waits undelivered. */
final class CoverageNoticesTest {

  private static final Instant DAY_0 = Instant.parse("2026-01-01T08:00:00Z");

  private final Scene scene = Scene.since(DAY_0);

  @Test
  void an_attestation_is_reported_once_and_so_is_its_end() {
    scene.heard(DAY_0, day(3));
    Attestation attestation = attestation(day(1), day(2));
    scene.attestations.add(attestation);

    assertEquals(List.of("attestation a attested"), steps(sweep(day(3))));
    assertEquals(List.of(), steps(sweep(day(3))));
    scene.attestations.revoke(revoked(attestation));
    assertEquals(List.of("attestation a attestation-revoked"), steps(sweep(day(3))));
    assertEquals(List.of(), steps(sweep(day(3))));
    assertEquals(
        scene.siem.notices().get(0).findingUid(), scene.siem.notices().get(1).findingUid());
  }

  /** S15: it may be a loss, so no sweep is silent about it; mended it is not news. */
  @Test
  void one_that_cannot_be_read_is_named_by_each_sweep_and_not_reported_again() {
    scene.heard(DAY_0, day(3));
    scene.attestations.add(attestation(day(1), day(2)));
    sweep(day(3));
    scene.attestations.readable("a", false);

    for (Summary each :
        List.of(
            sweep(day(3)),
            sweep(day(3)),
            scene.sweep().dryRun(Optional.empty(), day(3), _ -> {}))) {
      assertEquals(List.of("row #attestation#a cannot be read"), each.unreadable());
      assertFalse(each.complete());
      assertEquals(List.of(), steps(each));
    }

    scene.attestations.readable("a", true);
    Summary mended = sweep(day(3));
    assertEquals(List.of(), steps(mended));
    assertTrue(mended.complete());
  }

  /** What mends stands in the queue before the finding that it brings forward. */
  @Test
  void nobody_is_judged_by_an_attestation_that_was_not_reported_first() {
    News.arrive(scene.dossiers, Facts.about(Facts.user(1)).signedIn(DAY_0));
    scene.heard(DAY_0, day(40)).heard(day(50), day(95));
    assertEquals(List.of(), sweep(day(95)).steps());
    int before = scene.siem.arrivals().size();

    scene.attestations.add(attestation(day(40), day(50)));
    Summary summary = sweep(day(95));

    assertEquals(List.of("attestation a attested"), steps(summary));
    assertEquals(List.of("breach"), summary.steps().stream().map(Summary.Step::step).toList());
    assertEquals(
        List.of(true, false),
        scene.siem.arrivals().stream()
            .skip(before)
            .limit(2)
            .map(alert -> scene.siem.notice(alert.id()).isPresent())
            .toList());
  }

  @Test
  void what_waits_undelivered_is_reported_once_and_users_are_judged_all_the_same() {
    News.arrive(scene.dossiers, Facts.about(Facts.user(1)).signedIn(DAY_0));
    scene.heard(DAY_0, day(91));
    scene.undelivered = waiting(day(91).minus(Duration.ofHours(2)));

    Summary first = sweep(day(91));

    assertEquals(List.of("undelivered events in-doubt"), steps(first));
    assertEquals(List.of("breach"), first.steps().stream().map(Summary.Step::step).toList());
    scene.heard(day(91), day(92));
    assertEquals(List.of(), steps(sweep(day(92))));

    scene.undelivered = waiting();
    scene.heard(day(92), day(93));
    assertEquals(List.of("undelivered events in-doubt-over"), steps(sweep(day(93))));
    assertEquals(List.of("in-doubt", "in-doubt-over"), said());
    assertEquals(List.of(), scene.coverage.read().gaps(java.util.Set.of(Scene.REGION)));
  }

  @Test
  void what_expires_undelivered_is_a_gap() {
    Instant sent = day(20).minus(Duration.ofHours(2));
    scene.heard(DAY_0, day(40));
    scene.undelivered = waiting(sent);
    sweep(day(20));
    scene.undelivered = waiting();

    sweep(day(35));

    assertEquals(List.of("in-doubt", "in-doubt-over"), said());
    assertEquals(
        List.of(new Span(sent.minus(Duration.ofHours(24)), sent)),
        scene.coverage.read().gaps(java.util.Set.of(Scene.REGION)));
  }

  @Test
  void a_queue_that_cannot_be_looked_into_now_holds_up_nobody() {
    scene.heard(DAY_0, day(20));
    scene.undelivered = waiting(day(20));
    sweep(day(20));
    scene.undelivered = _ -> Optional.empty();
    scene.heard(day(20), day(40));

    assertEquals(List.of(), steps(sweep(day(40))));
    assertEquals(1, scene.coverage.read().doubts().all().size());
  }

  @Test
  void a_dry_run_looks_into_no_queue_and_says_what_would_be_reported() {
    scene.heard(DAY_0, day(3));
    scene.attestations.add(attestation(day(1), day(2)));
    scene.undelivered =
        _ -> {
          throw new AssertionError("looked");
        };

    Summary summary = scene.sweep().dryRun(Optional.empty(), day(3), _ -> {});

    assertEquals(List.of("attestation a attested"), steps(summary));
    assertEquals(List.of(), scene.siem.arrivals());
  }

  private Summary sweep(Instant now) {
    return scene.sweep().run(now.plusSeconds(60), _ -> {});
  }

  private static Undelivered waiting(Instant... sent) {
    return now -> Optional.of(new Waiting(sent.length, List.of(sent), Duration.ofDays(14), now));
  }

  private List<String> said() {
    return scene.siem.notices().stream().map(Notice::stepLabel).toList();
  }

  private static List<String> steps(Summary summary) {
    return summary.noticeSteps().stream().map(step -> step.about() + " " + step.step()).toList();
  }

  private static Attestation attestation(Instant from, Instant to) {
    return new Attestation(
        "a",
        What.COMPLETE,
        new Span(from, to),
        "read CloudTrail",
        new Author("kim", to),
        Optional.empty());
  }

  private static Attestation revoked(Attestation attestation) {
    return new Attestation(
        attestation.id(),
        attestation.what(),
        attestation.span(),
        attestation.reason(),
        attestation.author(),
        Optional.of(new Revocation(new Author("ann", day(3)), "was wrong")));
  }

  private static Instant day(int day) {
    return DAY_0.plus(Duration.ofDays(day));
  }
}
