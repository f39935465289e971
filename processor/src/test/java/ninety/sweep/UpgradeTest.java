package ninety.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import ninety.finding.ControlState;
import ninety.finding.Dossier;
import ninety.finding.Finding;
import ninety.finding.UserTransition;
import ninety.finding.UserTransition.Raised;
import ninety.finding.UserTransition.Resolved;
import ninety.policy.Baseline;
import ninety.policy.Cause;
import ninety.policy.Control;
import ninety.policy.Level;
import ninety.policy.Policy;
import ninety.policy.PolicyInForce;
import ninety.policy.PolicyInForce.Comparison;
import ninety.user.Credentials;
import ninety.user.DirectoryWord;
import ninety.user.Fact;
import ninety.user.Facts;
import ninety.user.Kind;
import ninety.user.Kind.PasswordMode;
import ninety.user.Proof;
import ninety.user.UserId;
import org.junit.jupiter.api.Test;

/** The policy in force, and the first sweeps by corrected rules. */
final class UpgradeTest {

  private static final Instant DAY_0 = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);

  private final Scene scene = Scene.since(DAY_0.minus(Duration.ofDays(1)));

  @Test
  void the_first_policy_is_stored_and_the_same_is_not_stored_again() {
    assertEquals(new Comparison.First(), adopt(false, day(1)));
    PolicyInForce stored = scene.policyLog.read();
    assertEquals("ines", stored.latest().orElseThrow().by());

    assertInstanceOf(Comparison.Same.class, adopt(false, day(2)));

    assertEquals(stored, scene.policyLog.read());
  }

  @Test
  void another_policy_is_stored_only_where_a_person_says_that_it_is_meant() {
    adopt(false, day(1));
    PolicyInForce stored = scene.policyLog.read();
    scene.under(Policy.STANDARD.with(Policy.PasswordRule.ALWAYS));

    assertInstanceOf(Comparison.Different.class, adopt(false, day(2)));
    assertEquals(stored, scene.policyLog.read());
    assertInstanceOf(Comparison.Different.class, scene.sweep().compared());

    assertInstanceOf(Comparison.Different.class, adopt(true, day(2)));
    assertEquals(2, scene.policyLog.read().versions().size());
    assertInstanceOf(Comparison.Same.class, adopt(false, day(3)));
  }

  @Test
  void an_empty_table_was_judged_by_nobody_before() {
    Scene empty = new Scene();

    empty.sweep().adopt(false, () -> "ines", day(1));

    assertEquals(Optional.empty(), empty.policyLog.read().corrected());
    assertFalse(empty.policyLog.read().firstSweeps().limited());
  }

  /** F3: an enrolment was taken for a sign-in without a second factor. */
  @Test
  void a_breach_of_an_older_edition_that_the_rules_do_not_know_ends_by_them() {
    Facts enrolled = Facts.about(Facts.user(1));
    ofEditionOne(
        day(91),
        enrolled.createdWithPassword(day(0)),
        enrolled.of(new Kind.SignIn(Optional.of(Credentials.parse("PASSWORD")), true), day(80)));
    adopt(false, day(92));

    scene.sweepAt(day(92));

    UserTransition ended = only(Control.PASSWORD_AGE, 1);
    assertEquals(Cause.RULE_CORRECTED, assertInstanceOf(Resolved.class, ended.step()).cause());
    assertTrue(ended.corrected());
  }

  /** F4: a mailed link was taken for a new password. */
  @Test
  void whoever_is_accused_by_a_corrected_rule_alone_is_marked() {
    Facts mailed = Facts.about(Facts.user(1));
    News.arrive(
        scene.dossiers,
        mailed.createdWithPassword(day(0)),
        mailed.signedInWith("PASSWORD", day(85)),
        mailed.of(new Kind.PasswordReset(PasswordMode.EMAIL), day(85)));
    editionOne(1);
    adopt(false, day(92));

    scene.sweepAt(day(92));

    UserTransition raised = only(Control.PASSWORD_AGE, 1);
    assertInstanceOf(Raised.class, raised.step());
    assertTrue(raised.corrected());
  }

  @Test
  void what_a_user_did_since_or_what_fell_due_since_is_not_marked() {
    Facts reset = Facts.about(Facts.user(1));
    ofEditionOne(
        day(91), reset.createdWithPassword(day(0)), reset.signedInWith("PASSWORD", day(80)));
    Facts later = Facts.about(Facts.user(2));
    News.arrive(
        scene.dossiers,
        later.createdWithPassword(day(10)),
        later.signedInWith("PASSWORD", day(70)));
    editionOne(2);
    adopt(false, day(92));
    News.arrive(scene.dossiers, reset.passwordReset(day(93)));

    scene.sweepAt(day(97));

    UserTransition ended = only(Control.PASSWORD_AGE, 1);
    assertEquals(Cause.PASSWORD_RESET, assertInstanceOf(Resolved.class, ended.step()).cause());
    assertFalse(ended.corrected());
    UserTransition raised = only(Control.PASSWORD_AGE, 2);
    assertInstanceOf(Raised.class, raised.step());
    assertFalse(raised.corrected());
  }

  @Test
  void after_an_upgrade_no_hour_has_more_alerts_than_the_limit_and_nobody_is_forgotten() {
    inactive(25);
    scene.limitedTo(10);
    adopt(false, day(91));

    Summary first = scene.sweepAt(day(91));
    assertEquals(10, first.steps().size());
    assertEquals(15, first.count(Count.HELD_BACK));
    assertFalse(first.complete());
    Summary soon = scene.sweepAt(day(91).plus(HOUR).minusMillis(1));
    assertEquals(0, soon.steps().size());
    assertEquals(15, soon.count(Count.HELD_BACK));
    Summary second = scene.sweepAt(day(91).plus(HOUR));
    assertEquals(10, second.steps().size());
    assertTrue(scene.policyLog.read().firstSweeps().limited());
    Summary third = scene.sweepAt(day(91).plus(HOUR.multipliedBy(2)));
    assertEquals(5, third.steps().size());
    assertEquals(0, third.count(Count.HELD_BACK));

    assertFalse(scene.policyLog.read().firstSweeps().limited());
    assertEquals(25, scene.siem.arrivals().size());
    EveryCrossingReported.check(scene.siem, scene.dossiers);
    assertEquals(25, scene.sweepAt(day(97)).steps().size(), "the limit is off");
  }

  @Test
  void who_is_held_back_is_not_asked_about_and_still_marked_when_the_turn_comes() {
    Map<UserId, Integer> asked = new ConcurrentHashMap<>();
    scene.asking(user -> {
      asked.merge(user.id(), 1, Integer::sum);
      return new DirectoryWord.Unavailable(DirectoryWord.Reason.THROTTLED);
    });
    for (int i = 0; i < 8; i++) {
      Facts mailed = Facts.about(Facts.user(i));
      News.arrive(
          scene.dossiers,
          mailed.createdWithPassword(day(0)),
          mailed.signedInWith("PASSWORD", day(85)),
          mailed.of(new Kind.PasswordReset(PasswordMode.EMAIL), day(85)));
      editionOne(i);
    }
    scene.limitedTo(3);
    adopt(false, day(92));

    for (int hour = 0; hour < 3; hour++) {
      scene.sweep(scene.places(), 1).run(at(92, hour), at(92, hour), _ -> {});
    }

    assertTrue(asked.values().stream().mapToInt(Integer::intValue).sum() <= 10, asked.toString());
    for (int i = 0; i < 8; i++) {
      assertTrue(only(Control.PASSWORD_AGE, i).corrected());
    }
  }

  @Test
  void sweeps_at_one_time_keep_to_the_limit_together() {
    inactive(200);
    scene.limitedTo(70);
    adopt(false, day(91));

    List<CompletableFuture<Summary>> sweeps =
        IntStream.range(0, 4)
            .mapToObj(_ -> CompletableFuture.supplyAsync(() -> scene.sweepAt(day(91))))
            .toList();
    sweeps.forEach(CompletableFuture::join);

    long findings = scene.siem.stories().size();
    assertTrue(findings <= 70, findings + " alerts");
    // A claim may stay unused where two sweeps met at one user, so not always all of them.
    assertTrue(findings > 35, findings + " alerts");
    assertTrue(scene.policyLog.read().firstSweeps().limited());
  }

  @Test
  void a_dry_run_foresees_all_of_it_and_claims_nothing() {
    inactive(25);
    scene.limitedTo(10);
    PolicyInForce before = scene.policyLog.read();

    Summary foreseen = scene.sweep().dryRun(Optional.of(day(91)), day(91), _ -> {});

    assertEquals(25, foreseen.steps().size());
    assertEquals(before, scene.policyLog.read());
  }

  /** F9. */
  @Test
  void after_a_change_of_the_identity_source_everybody_is_asked_about_and_it_is_said_once() {
    Map<UserId, Integer> asked = new ConcurrentHashMap<>();
    scene.asking(user -> {
      asked.merge(user.id(), 1, Integer::sum);
      return DirectoryWord.found(
          new Proof(day(3).plusSeconds(1), "request", "DescribeUser", Proof.Source.DIRECTORY),
          Optional.empty(),
          true,
          Optional.empty());
    });
    for (int i = 0; i < 5; i++) {
      News.arrive(scene.dossiers, Facts.about(Facts.user(i)).signedIn(day(0)));
    }
    assertEquals(0, scene.sweepAt(day(1)).count(Count.DIRECTORY_CHANGES));
    assertEquals(Map.of(), asked);

    scene.directoryChanges.note(
        new Proof(day(2), "event-1", "sso.amazonaws.com AssociateDirectory"));
    assertEquals(
        1,
        scene.sweep().dryRun(Optional.of(day(3)), day(3), _ -> {}).count(Count.DIRECTORY_CHANGES));
    Summary after = scene.sweepAt(day(3));

    assertEquals(1, after.count(Count.DIRECTORY_CHANGES));
    assertEquals(5, asked.size());
    assertEquals(0, scene.sweepAt(day(4)).count(Count.DIRECTORY_CHANGES));
    assertEquals(5, asked.values().stream().mapToInt(Integer::intValue).sum());
  }

  private void inactive(int users) {
    for (int i = 0; i < users; i++) {
      News.arrive(scene.dossiers, Facts.about(Facts.user(i)).signedIn(day(0)));
    }
  }

  private Comparison adopt(boolean change, Instant now) {
    return scene.sweep().adopt(change, () -> "ines", now);
  }

  /** The one transition about that user under that control. */
  private UserTransition only(Control control, int user) {
    List<UserTransition> all =
        scene.siem.stories().values().stream()
            .flatMap(List::stream)
            .filter(it -> it.finding().control() == control)
            .filter(it -> it.user().id().equals(Facts.user(user)))
            .toList();
    assertEquals(1, all.size(), all.toString());
    return all.getFirst();
  }

  /** As an older edition left user 1: in breach of the password age since day 90. */
  private void ofEditionOne(Instant opened, Fact... facts) {
    News.arrive(scene.dossiers, facts);
    Dossier dossier = scene.dossiers.read(Facts.user(1)).orElseThrow();
    Finding breach =
        new Finding(
            new UUID(1, 1),
            Control.PASSWORD_AGE,
            Level.BREACH,
            new Baseline(Baseline.From.CREATION, day(0), dossier.user().creation()),
            day(90),
            opened,
            opened,
            1);
    scene.dossiers.store(
        new Dossier(
            dossier.user(),
            Map.of(Control.PASSWORD_AGE, ControlState.of(1, Optional.of(breach), Optional.empty())),
            List.of(),
            List.of(),
            dossier.due(),
            Policy.EDITION - 1,
            dossier.version(),
            dossier.rest()));
  }

  private void editionOne(int user) {
    Dossier dossier = scene.dossiers.read(Facts.user(user)).orElseThrow();
    scene.dossiers.store(
        new Dossier(
            dossier.user(),
            dossier.states(),
            List.of(),
            List.of(),
            dossier.due(),
            Policy.EDITION - 1,
            dossier.version(),
            dossier.rest()));
  }

  private static Instant day(int day) {
    return DAY_0.plus(Duration.ofDays(day));
  }

  private static Instant at(int day, int hour) {
    return day(day).plus(HOUR.multipliedBy(hour));
  }
}
