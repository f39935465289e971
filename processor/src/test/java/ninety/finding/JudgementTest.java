package ninety.finding;

import static ninety.finding.JudgedUsers.FACTS;
import static ninety.finding.JudgedUsers.UNASKED;
import static ninety.finding.JudgedUsers.after;
import static ninety.finding.JudgedUsers.alertIds;
import static ninety.finding.JudgedUsers.at;
import static ninety.finding.JudgedUsers.day;
import static ninety.finding.JudgedUsers.dossier;
import static ninety.finding.JudgedUsers.judged;
import static ninety.finding.JudgedUsers.terms;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import ninety.exemption.Exemptions;
import ninety.finding.UserTransition.Raised;
import ninety.finding.UserTransition.Resolved;
import ninety.policy.Baseline;
import ninety.policy.Cause;
import ninety.policy.Control;
import ninety.policy.Level;
import ninety.policy.Policy;
import ninety.policy.Policy.Basis;
import ninety.policy.Standing;
import ninety.policy.Terms;
import ninety.user.Facts;
import ninety.user.UserId;
import ninety.user.UserRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class JudgementTest {

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "INACTIVITY, P85D, -",
        "INACTIVITY, P85DT23H59M59S, -",
        "INACTIVITY, P85DT23H59M59.999S, -",
        "INACTIVITY, P86D, WARNING",
        "INACTIVITY, P86DT0.001S, WARNING",
        "INACTIVITY, P86DT1S, WARNING",
        "INACTIVITY, P89D, WARNING",
        "INACTIVITY, P89DT23H59M59S, WARNING",
        "INACTIVITY, P89DT23H59M59.999S, WARNING",
        "INACTIVITY, P90D, BREACH",
        "INACTIVITY, P90DT0.001S, BREACH",
        "INACTIVITY, P96DT23H59M59.999S, BREACH",
        "INACTIVITY, P97D, ESCALATED",
        "INACTIVITY, P5000D, ESCALATED",
        "PASSWORD_AGE, P85D, -",
        "PASSWORD_AGE, P85DT23H59M59S, -",
        "PASSWORD_AGE, P85DT23H59M59.999S, -",
        "PASSWORD_AGE, P86D, WARNING",
        "PASSWORD_AGE, P86DT0.001S, WARNING",
        "PASSWORD_AGE, P86DT1S, WARNING",
        "PASSWORD_AGE, P89D, WARNING",
        "PASSWORD_AGE, P89DT23H59M59S, WARNING",
        "PASSWORD_AGE, P89DT23H59M59.999S, WARNING",
        "PASSWORD_AGE, P90D, BREACH",
        "PASSWORD_AGE, P90DT0.001S, BREACH",
        "PASSWORD_AGE, P96DT23H59M59.999S, BREACH",
        "PASSWORD_AGE, P97D, ESCALATED",
        "PASSWORD_AGE, P5000D, ESCALATED",
      })
  void a_level_is_reached_to_the_millisecond(
      Control control, Duration elapsed, @Nullable Level level) {
    Transitions story =
        switch (control) {
          case INACTIVITY -> Transitions.of(control).signedIn(day(0));
          case PASSWORD_AGE -> Transitions.of(control).passwordReset(day(0));
          case REVOKED_ACCESS -> throw new AssertionError("it counts no days");
        };

    List<UserTransition> steps = story.allJudged(after(elapsed));

    assertEquals(
        Optional.ofNullable(level).map(reached -> new Raised(reached, true)).stream().toList(),
        steps.stream().map(UserTransition::step).toList());
  }

  @Test
  void who_is_looked_at_late_is_in_breach_at_once() {
    UserTransition breach = Transitions.of(Control.INACTIVITY).signedIn(day(0)).judged(day(95));

    assertEquals(new Raised(Level.BREACH, true), breach.step());
    assertEquals(Instant.parse(day(90)), breach.finding().firstSeen());
    assertEquals(Instant.parse(day(95)), breach.finding().openedAt());
    assertEquals(Instant.parse(day(95)), breach.finding().lastSeen());
    assertEquals(1, breach.finding().sequence());
  }

  @Test
  void a_warning_becomes_a_breach_of_the_same_finding() {
    Transitions story = Transitions.of(Control.INACTIVITY).signedIn(day(0));
    UserTransition warning = story.judged(day(87));

    UserTransition breach = story.judged(day(91));

    assertEquals(new Raised(Level.BREACH, false), breach.step());
    assertEquals(warning.finding().uid(), breach.finding().uid());
    assertNotEquals(warning.alertId(), breach.alertId());
    assertEquals(Instant.parse(day(86)), breach.finding().firstSeen());
    assertEquals(Instant.parse(day(87)), breach.finding().openedAt());
    assertEquals(Instant.parse(day(91)), breach.finding().lastSeen());
  }

  @Test
  void a_level_is_reported_once() {
    Transitions story = Transitions.of(Control.INACTIVITY).signedIn(day(0));
    story.judged(day(86));

    assertEquals(List.of(), story.allJudged(day(86)));
    assertEquals(List.of(), story.allJudged(day(89)));

    story.judged(day(90));

    assertEquals(List.of(), story.allJudged(day(90)));
    assertEquals(List.of(), story.allJudged(day(96)));

    story.judged(day(97));

    assertEquals(List.of(), story.allJudged(day(97)));
    assertEquals(List.of(), story.allJudged(day(400)));
  }

  /** Promise 7: where nothing is known, nothing is said. */
  @Test
  void a_password_of_unknown_age_is_neither_old_nor_young() {
    // The call that does not say the credentials: a password may have been used, or none.
    Dossier dossier = dossier(FACTS.created(at(0)), FACTS.authenticated(at(1)));

    Standing standing = Control.PASSWORD_AGE.standing(dossier.user(), terms(at(1000)));
    Judgement judgement = judged(dossier, at(1));

    assertEquals(new Standing.NotDeterminable(Optional.empty()), standing);
    assertEquals(ControlState.Quiet.NEVER, judgement.states().get(Control.PASSWORD_AGE));
    assertEquals(new Due.At(at(87)), judgement.due());
  }

  @Test
  void where_nobody_ever_listened_nothing_can_be_said() {
    Dossier dossier = dossier(FACTS.createdWithPassword(at(0)));
    Terms never = new Terms(Policy.STANDARD, Exemptions.NONE, Optional.empty(), at(1000), at(1000));

    Judgement judgement = Judgement.of(dossier, never, UNASKED);

    assertEquals(
        Standing.NotChecked.UNTIL_MENDED, Control.INACTIVITY.standing(dossier.user(), never));
    assertEquals(List.of(), judgement.transitions());
    assertEquals(new Due.Never(), judgement.due());
  }

  @ParameterizedTest
  @EnumSource(Basis.class)
  void who_never_signed_in_counts_from_the_creation(Basis basis) {
    Transitions story =
        Transitions.of(Control.INACTIVITY).basedOn(basis).seen(day(-3)).created(day(0));

    assertEquals(List.of(), story.allJudged(after(Duration.ofDays(86).minusMillis(1))));
    assertEquals(Baseline.From.CREATION, story.judged(day(86)).finding().baseline().from());
  }

  @ParameterizedTest
  @EnumSource(Basis.class)
  void who_was_only_seen_counts_from_when_listening_began(Basis basis) {
    Transitions story =
        Transitions.of(Control.INACTIVITY)
            .listenedToSince(day(0))
            .basedOn(basis)
            .seen(day(30))
            .seen(day(-9));

    assertEquals(List.of(), story.allJudged(after(Duration.ofDays(86).minusMillis(1))));
    assertEquals(Baseline.From.COVERAGE, story.judged(day(86)).finding().baseline().from());
  }

  /** Promise 7: not having been seen before coverage began is not inactivity. */
  @ParameterizedTest
  @EnumSource(names = {"INACTIVITY", "PASSWORD_AGE"})
  void nobody_is_accused_of_what_was_before_we_listened(Control control) {
    Transitions story =
        Transitions.of(control).listenedToSince(day(0)).createdWithPassword(day(-400));

    assertEquals(List.of(), story.allJudged(after(Duration.ofDays(86).minusMillis(1))));
    UserTransition warning = story.judged(day(86));
    assertEquals(new Raised(Level.WARNING, true), warning.step());
    assertEquals(Baseline.coverage(at(0)), warning.finding().baseline());
  }

  /** Who was reported as inactive before a gap may have been active in it, or not: it stands. */
  @Test
  void a_gap_neither_ends_nor_raises_what_was_reported() {
    Transitions story = Transitions.of(Control.INACTIVITY).signedIn(day(0));
    UserTransition breach = story.judged(day(90));

    story.listenedToSince(day(92));
    assertEquals(List.of(), story.allJudged(day(97)));
    assertEquals(List.of(), story.allJudged(after(Duration.ofDays(92 + 97).minusMillis(1))));
    UserTransition escalated = story.judged(day(92 + 97));
    UserTransition end = story.signedIn(day(190)).judged(day(190));

    assertEquals(breach.finding().uid(), escalated.finding().uid());
    assertEquals(new Raised(Level.ESCALATED, false), escalated.step());
    assertEquals(breach.finding().uid(), end.finding().uid());
    assertEquals(Cause.ACTIVITY, assertInstanceOf(Resolved.class, end.step()).cause());
  }

  /**
   * What is newer than what was reported would itself be at a higher level, did the gap not hide
   * it.
   */
  @Test
  void a_gap_does_not_end_a_finding_whose_user_would_be_at_a_higher_level_without_it() {
    Transitions story = Transitions.of(Control.INACTIVITY).signedIn(day(0));
    story.judged(day(86));

    story.signedIn(day(1)).listenedToSince(day(80));

    assertEquals(List.of(), story.allJudged(day(88)));
    assertEquals(List.of(), story.allJudged(day(1 + 90)));
    assertEquals(new Raised(Level.BREACH, false), story.judged(day(80 + 90)).step());
  }

  @Test
  void a_gap_puts_off_what_was_not_reported_yet() {
    Transitions story =
        Transitions.of(Control.INACTIVITY).signedIn(day(0)).listenedToSince(day(50));

    assertEquals(List.of(), story.allJudged(day(90)));
    assertEquals(day(50 + 86), story.judged(day(50 + 86)).finding().firstSeen().toString());
  }

  @Test
  void who_was_made_after_the_last_activity_counts_from_there() {
    Transitions story = Transitions.of(Control.INACTIVITY).signedIn(day(0)).created(day(10));

    assertEquals(List.of(), story.allJudged(day(95)));
    assertEquals(Baseline.From.CREATION, story.judged(day(96)).finding().baseline().from());
  }

  @ParameterizedTest
  @EnumSource(Control.class)
  void nobody_is_judged_who_cannot_sign_in(Control control) {
    Transitions disabled = Transitions.of(control).createdWithPassword(day(0)).disabled(day(1));
    Transitions deleted = Transitions.of(control).createdWithPassword(day(0)).deleted(day(1));

    assertEquals(List.of(), disabled.allJudged(day(500)));
    assertEquals(List.of(), deleted.allJudged(day(500)));
  }

  /** Archived logs were read, so that we have listened for longer. */
  @Test
  void coverage_that_begins_earlier_raises_the_level() {
    Transitions story = Transitions.of(Control.INACTIVITY).listenedToSince(day(10)).seen(day(10));
    UserTransition warning = story.judged(day(96));
    assertEquals(new Raised(Level.WARNING, true), warning.step());

    UserTransition breach = story.listenedToSince(day(4)).judged(day(96));

    assertEquals(new Raised(Level.BREACH, false), breach.step());
    assertEquals(warning.finding().uid(), breach.finding().uid());
  }

  @ParameterizedTest
  @EnumSource(names = {"INACTIVITY", "PASSWORD_AGE"})
  void a_second_episode_from_the_same_day_is_another_finding(Control control) {
    Transitions story = Transitions.of(control).createdWithPassword(day(0));
    UserTransition first = story.judged(day(90));
    story.disabled(day(91)).judged(day(91));

    UserTransition second = story.enabled(day(92)).judged(day(99));

    assertEquals(new Raised(Level.ESCALATED, true), second.step());
    assertEquals(first.finding().baseline(), second.finding().baseline());
    assertNotEquals(first.finding().uid(), second.finding().uid());
    assertNotEquals(first.alertId(), second.alertId());
    assertEquals(1, second.finding().sequence());
  }

  @Test
  void both_controls_are_judged_at_one_time_and_are_kept_apart() {
    Dossier dossier = dossier(FACTS.createdWithPassword(at(0)));

    List<UserTransition> steps = judged(dossier, at(86)).transitions();

    assertEquals(
        List.of(Control.INACTIVITY, Control.PASSWORD_AGE),
        steps.stream().map(step -> step.finding().control()).toList());
    assertEquals(2, steps.stream().map(step -> step.finding().uid()).distinct().count());
    assertEquals(2, steps.stream().map(UserTransition::alertId).distinct().count());
  }

  @Test
  void to_judge_again_gives_the_same_ids_whenever_it_is_done() {
    Dossier dossier = dossier(FACTS.createdWithPassword(at(0)));

    List<UUID> first = alertIds(Judgement.of(dossier, terms(at(90)), UNASKED));
    List<UUID> again = alertIds(Judgement.of(dossier, terms(at(91)), UNASKED));

    assertEquals(first, again);
  }

  @Test
  void two_users_never_share_an_id() {
    UserId other = Facts.user(2);
    Dossier one = dossier(FACTS.signedIn(at(0)));
    Dossier two =
        Dossier.unknown(other)
            .absorb(UserRecord.of(other, Facts.about(other).signedIn(at(0))), Duration.ZERO)
            .orElseThrow();

    assertNotEquals(alertIds(judged(one, at(90))), alertIds(judged(two, at(90))));
  }
}
