package ninety.finding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import ninety.coverage.Horizon;
import ninety.coverage.Observed;
import ninety.exemption.Exemption;
import ninety.exemption.Exemptions;
import ninety.finding.Transition.Raised;
import ninety.finding.Transition.Resolved;
import ninety.finding.Transition.Suppressed;
import ninety.policy.Baseline;
import ninety.policy.Cause;
import ninety.policy.Control;
import ninety.policy.Level;
import ninety.policy.Policy;
import ninety.policy.Policy.Basis;
import ninety.policy.Policy.PasswordRule;
import ninety.policy.Standing;
import ninety.policy.Terms;
import ninety.policy.Thresholds;
import ninety.user.Author;
import ninety.user.DirectoryWord;
import ninety.user.Fact;
import ninety.user.Facts;
import ninety.user.Kind;
import ninety.user.UserId;
import ninety.user.UserRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

final class JudgementTest {

  private static final UserId MARA = Facts.user(1);
  private static final Facts FACTS = Facts.about(MARA);
  private static final DirectoryWord UNASKED =
      new DirectoryWord.Unavailable(DirectoryWord.Reason.NOT_ASKED);

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

    List<Transition> steps = story.allJudged(after(elapsed));

    assertEquals(
        Optional.ofNullable(level).map(reached -> new Raised(reached, true)).stream().toList(),
        steps.stream().map(Transition::step).toList());
  }

  @Test
  void who_is_looked_at_late_is_in_breach_at_once() {
    Transition breach = Transitions.of(Control.INACTIVITY).signedIn(day(0)).judged(day(95));

    assertEquals(new Raised(Level.BREACH, true), breach.step());
    assertEquals(Instant.parse(day(90)), breach.finding().firstSeen());
    assertEquals(Instant.parse(day(95)), breach.finding().openedAt());
    assertEquals(Instant.parse(day(95)), breach.finding().lastSeen());
    assertEquals(1, breach.finding().sequence());
  }

  @Test
  void a_warning_becomes_a_breach_of_the_same_finding() {
    Transitions story = Transitions.of(Control.INACTIVITY).signedIn(day(0));
    Transition warning = story.judged(day(87));

    Transition breach = story.judged(day(91));

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

  static Stream<Arguments> ends() {
    return Stream.of(
        end(Control.INACTIVITY, "a sign-in", story -> story.signedIn(day(91)), Cause.ACTIVITY),
        end(Control.INACTIVITY, "portal use", story -> story.usedPortal(day(91)), Cause.ACTIVITY),
        end(Control.INACTIVITY, "disabling", story -> story.disabled(day(91)), Cause.DISABLED),
        end(Control.INACTIVITY, "deletion", story -> story.deleted(day(91)), Cause.DELETED),
        end(Control.INACTIVITY, "a new creation", story -> story.created(day(91)), Cause.CREATED),
        end(
            Control.PASSWORD_AGE,
            "a password reset",
            story -> story.passwordReset(day(91)),
            Cause.PASSWORD_RESET),
        end(
            Control.PASSWORD_AGE,
            "a new creation with a password",
            story -> story.createdWithPassword(day(91)),
            Cause.CREATED),
        end(
            Control.PASSWORD_AGE,
            "a new creation without one",
            story -> story.created(day(91)),
            // F4: a creation by the API makes no password.
            Cause.NO_PASSWORD),
        end(
            Control.PASSWORD_AGE,
            "an external sign-in",
            story -> story.signedInExternally(day(91)),
            Cause.NOT_APPLICABLE),
        end(Control.PASSWORD_AGE, "disabling", story -> story.disabled(day(91)), Cause.DISABLED),
        end(Control.PASSWORD_AGE, "deletion", story -> story.deleted(day(91)), Cause.DELETED));
  }

  private static Arguments end(
      Control control, String what, UnaryOperator<Transitions> news, Cause cause) {
    return Arguments.argumentSet(control.label() + " by " + what, control, news, cause);
  }

  /** Promise 6. */
  @ParameterizedTest
  @MethodSource("ends")
  void a_finding_ends(Control control, UnaryOperator<Transitions> news, Cause cause) {
    Transitions story = Transitions.of(control).createdWithPassword(day(0));
    Transition warning = story.judged(day(86));
    Transition breach = story.judged(day(90));

    Transition end = news.apply(story).judged(day(92));

    Resolved resolved = assertInstanceOf(Resolved.class, end.step());
    assertEquals(cause, resolved.cause());
    assertEquals(Optional.of(Instant.parse(day(91))), resolved.proof().map(proof -> proof.time()));
    assertEquals(warning.finding().uid(), end.finding().uid());
    assertEquals(breach.finding().lastSeen(), end.finding().lastSeen());
    assertEquals(
        List.of(1, 2, 3),
        Stream.of(warning, breach, end).map(step -> step.finding().sequence()).toList());
    assertEquals(3, Stream.of(warning, breach, end).map(Transition::alertId).distinct().count());
    assertEquals(List.of(), story.allJudged(day(93)));
  }

  @Test
  void a_warning_ends_before_it_is_a_breach() {
    Transitions story = Transitions.of(Control.INACTIVITY).signedIn(day(0));
    Transition warning = story.judged(day(86));

    Transition end = story.usedPortal(day(88)).judged(day(90));

    assertInstanceOf(Resolved.class, end.step());
    assertEquals(warning.finding().uid(), end.finding().uid());
    assertEquals(2, end.finding().sequence());
  }

  @Test
  void use_of_the_portal_is_not_enough_where_authentication_counts() {
    Transitions story =
        Transitions.of(Control.INACTIVITY).basedOn(Basis.LAST_AUTHENTICATED).signedIn(day(0));
    story.usedPortal(day(80));
    Transition warning = story.judged(day(86));

    assertEquals(Baseline.From.AUTHENTICATION, warning.finding().baseline().from());
    assertEquals(List.of(), story.usedPortal(day(87)).allJudged(day(88)));

    Transition end = story.signedIn(day(88)).judged(day(88));

    assertEquals(Cause.ACTIVITY, assertInstanceOf(Resolved.class, end.step()).cause());
  }

  @Test
  void use_of_the_portal_is_enough_where_activity_counts() {
    Transitions story = Transitions.of(Control.INACTIVITY).signedIn(day(0)).usedPortal(day(80));

    assertEquals(List.of(), story.allJudged(after(Duration.ofDays(166).minusMillis(1))));
    assertEquals(Baseline.From.ACTIVITY, story.judged(day(166)).finding().baseline().from());
  }

  @Test
  void who_signs_in_externally_has_no_password_to_be_old() {
    Transitions story =
        Transitions.of(Control.PASSWORD_AGE).createdWithPassword(day(0)).signedInExternally(day(1));

    assertEquals(List.of(), story.allJudged(day(500)));
  }

  @Test
  void a_password_counts_again_when_it_is_used_again() {
    Transitions story =
        Transitions.of(Control.PASSWORD_AGE).createdWithPassword(day(0)).signedInExternally(day(1));
    story.allJudged(day(100));

    Transition breach = story.signedIn(day(101)).judged(day(101));

    assertEquals(new Raised(Level.ESCALATED, true), breach.step());
    assertEquals(Baseline.From.CREATION, breach.finding().baseline().from());
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
    assertEquals(Optional.of(at(87)), judgement.due());
  }

  @Test
  void where_nobody_ever_listened_nothing_can_be_said() {
    Dossier dossier = dossier(FACTS.createdWithPassword(at(0)));
    Terms never = new Terms(Policy.STANDARD, Exemptions.NONE, Optional.empty(), at(1000), at(1000));

    Judgement judgement = Judgement.of(dossier, never, UNASKED);

    assertEquals(
        Standing.NotChecked.UNTIL_MENDED, Control.INACTIVITY.standing(dossier.user(), never));
    assertEquals(List.of(), judgement.transitions());
    assertEquals(Optional.empty(), judgement.due());
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
    Transition warning = story.judged(day(86));
    assertEquals(new Raised(Level.WARNING, true), warning.step());
    assertEquals(Baseline.coverage(at(0)), warning.finding().baseline());
  }

  /** Who was reported as inactive before a gap may have been active in it, or not: it stands. */
  @Test
  void a_gap_neither_ends_nor_raises_what_was_reported() {
    Transitions story = Transitions.of(Control.INACTIVITY).signedIn(day(0));
    Transition breach = story.judged(day(90));

    story.listenedToSince(day(92));
    assertEquals(List.of(), story.allJudged(day(97)));
    assertEquals(List.of(), story.allJudged(after(Duration.ofDays(92 + 97).minusMillis(1))));
    Transition escalated = story.judged(day(92 + 97));
    Transition end = story.signedIn(day(190)).judged(day(190));

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
  void who_is_exempt_is_not_judged_and_an_open_finding_is_suppressed() {
    Exemption pass = exemption(new Exemption.Who.ById(Transitions.MARA), day(120));
    Transitions story = Transitions.of(Control.INACTIVITY).signedIn(day(0));
    Transition warning = story.judged(day(86));

    Transition end = story.exempt(pass).judged(day(88));

    assertEquals(new Suppressed(pass), end.step());
    assertEquals(warning.finding().uid(), end.finding().uid());
    assertEquals(List.of(), story.allJudged(after(Duration.ofDays(120).minusMillis(1))));
    Transition after = story.judged(day(120));
    assertEquals(new Raised(Level.ESCALATED, true), after.step());
    assertNotEquals(warning.finding().uid(), after.finding().uid());
  }

  @Test
  void who_is_exempt_is_due_when_that_ends() {
    Exemption pass = exemption(new Exemption.Who.ById(MARA), day(120));
    Dossier dossier = dossier(FACTS.signedIn(at(0)));
    Terms terms =
        new Terms(
            Policy.STANDARD,
            Exemptions.NONE.with(pass),
            Optional.of(Observed.since(Instant.EPOCH)),
            at(100),
            at(100));

    assertEquals(Optional.of(at(120)), Judgement.of(dossier, terms, UNASKED).due());
  }

  @Test
  void an_exemption_covers_no_sign_in_of_a_disabled_user() {
    Exemption pass = exemption(new Exemption.Who.ById(Transitions.MARA), day(120));
    Transitions story =
        Transitions.of(Control.REVOKED_ACCESS).exempt(pass).disabled(day(0)).signedIn(day(1));

    assertEquals(new Raised(Level.BREACH, true), story.judged(day(1)).step());
  }

  static Stream<Arguments> revocations() {
    return Stream.of(
        Arguments.argumentSet(
            "deleted", (UnaryOperator<Transitions>) story -> story.deleted(day(5))),
        Arguments.argumentSet(
            "disabled", (UnaryOperator<Transitions>) story -> story.disabled(day(5))),
        Arguments.argumentSet(
            "gone by the directory",
            (UnaryOperator<Transitions>) story -> story.listed(Kind.Presence.GONE, day(5))),
        Arguments.argumentSet(
            "disabled by the directory",
            (UnaryOperator<Transitions>) story -> story.listed(Kind.Presence.DISABLED, day(5))));
  }

  @ParameterizedTest
  @MethodSource("revocations")
  void a_sign_in_after_access_was_revoked_is_a_breach_of_its_own(
      UnaryOperator<Transitions> revocation) {
    Transitions story =
        revocation.apply(Transitions.of(Control.REVOKED_ACCESS).created(day(0)).signedIn(day(5)));
    assertEquals(List.of(), story.allJudged(day(5)));
    // F12: within the hour in which AWS ends sessions it is none, nor for the grace of two.
    assertEquals(
        List.of(), story.usedPortal(after(Duration.ofDays(5).plusHours(2))).allJudged(day(6)));

    Transition breach = story.signedIn(day(7)).judged(day(8));

    assertEquals(new Raised(Level.BREACH, true), breach.step());
    assertEquals(day(7), breach.finding().firstSeen().toString());
    assertEquals(List.of(), story.signedIn(day(9)).allJudged(day(9)));
    assertEquals(List.of(), story.allJudged(day(400)));
  }

  /** What allowed it may be among the records that a consumer has not read yet. */
  @Test
  void a_sign_in_after_revocation_is_no_breach_before_all_records_are_read() {
    Transitions story = Transitions.of(Control.REVOKED_ACCESS).disabled(day(5)).signedIn(day(7));
    Instant read = at(7).minus(Horizon.ALLOWANCE);

    assertEquals(List.of(), story.allJudged(read.minusMillis(1).toString()));
    assertEquals(new Raised(Level.BREACH, true), story.judged(read.toString()).step());
    assertEquals(
        Optional.of(read),
        judged(dossier(FACTS.disabled(at(5)), FACTS.signedIn(at(7))), at(6)).due());
  }

  @Test
  void a_sign_in_after_revocation_is_over_when_access_is_given_back_or_revoked_again() {
    Transitions enabled = Transitions.of(Control.REVOKED_ACCESS).disabled(day(5)).signedIn(day(7));
    Transitions again = Transitions.of(Control.REVOKED_ACCESS).disabled(day(5)).signedIn(day(7));
    enabled.judged(day(7));
    again.judged(day(7));

    Transition given = enabled.enabled(day(8)).judged(day(8));
    Transition revoked = again.disabled(day(8)).judged(day(8));

    assertEquals(Cause.ENABLED, assertInstanceOf(Resolved.class, given.step()).cause());
    assertEquals(Cause.DISABLED, assertInstanceOf(Resolved.class, revoked.step()).cause());
  }

  /** The enabling came late: the sign-in was in order. */
  @Test
  void a_late_enabling_takes_the_accusation_back() {
    Transitions story = Transitions.of(Control.REVOKED_ACCESS).disabled(day(5)).signedIn(day(7));
    story.judged(day(7));

    Transition end = story.enabled(day(6)).judged(day(8));

    assertEquals(Cause.ENABLED, assertInstanceOf(Resolved.class, end.step()).cause());
  }

  /** Random walk 41873443234227: the enabling and the disabling after it both came late. */
  @Test
  void an_accusation_that_was_taken_back_is_raised_again_when_a_later_record_confirms_it() {
    Transitions story = Transitions.of(Control.REVOKED_ACCESS).disabled(day(5)).signedIn(day(9));
    Transition first = story.judged(day(9));
    story.enabled(day(6)).judged(day(10));

    Transition again = story.disabled(day(7)).judged(day(11));

    assertEquals(new Raised(Level.BREACH, true), again.step());
    assertNotEquals(first.finding().uid(), again.finding().uid());
    story.disabled(day(12)).judged(day(12));
    assertEquals(List.of(), story.allJudged(day(13)));
  }

  @Test
  void where_passwords_with_a_second_factor_are_left_out_they_have_no_age() {
    Transitions story =
        Transitions.of(Control.PASSWORD_AGE)
            .under(PasswordRule.SINGLE_FACTOR)
            .passwordReset(day(0))
            .signedInWith("PASSWORD,TOTP", day(1));

    assertEquals(List.of(), story.allJudged(day(95)));

    Transition breach = story.signedInWith("PASSWORD", day(95)).judged(day(95));
    assertEquals(new Raised(Level.BREACH, true), breach.step());
    assertEquals(List.of(), story.signedInWith("PASSWORD,TOTP", day(96)).allJudged(day(96)));
    Transition end =
        story
            .passwordReset(day(96))
            .signedInWith("PASSWORD,TOTP", after(Duration.ofDays(96).plusHours(1)))
            .judged(day(97));
    assertEquals(Cause.SECOND_FACTOR, assertInstanceOf(Resolved.class, end.step()).cause());
  }

  @Test
  void a_password_that_nobody_signed_in_with_has_an_age_under_either_rule() {
    Transitions story =
        Transitions.of(Control.PASSWORD_AGE)
            .under(PasswordRule.SINGLE_FACTOR)
            .passwordReset(day(0));

    assertEquals(new Raised(Level.WARNING, true), story.judged(day(86)).step());
  }

  @Test
  void other_days_end_a_finding_that_they_do_not_know() {
    Transitions story = Transitions.of(Control.INACTIVITY).signedIn(day(0));
    Transition breach = story.judged(day(90));

    Transition end = story.under(days(180, 200, 220)).judged(day(91));

    assertEquals(Cause.POLICY_CHANGE, assertInstanceOf(Resolved.class, end.step()).cause());
    assertEquals(breach.finding().uid(), end.finding().uid());
    assertEquals(List.of(), story.allJudged(after(Duration.ofDays(180).minusMillis(1))));
  }

  @Test
  void other_days_can_lower_a_finding() {
    Transitions story = Transitions.of(Control.INACTIVITY).signedIn(day(0));
    story.judged(day(90));

    List<Transition> steps = story.under(days(86, 120, 130)).allJudged(day(91));

    assertEquals(
        List.of("resolved", "warning"), steps.stream().map(step -> step.step().label()).toList());
  }

  @Test
  void shorter_days_raise_at_once() {
    Transitions story = Transitions.of(Control.INACTIVITY).signedIn(day(0));
    assertEquals(List.of(), story.allJudged(day(61)));

    assertEquals(
        new Raised(Level.BREACH, true), story.under(days(56, 60, 67)).judged(day(61)).step());
  }

  private static Policy days(int warning, int breach, int escalated) {
    Thresholds days = Thresholds.ofDays(warning, breach, escalated);
    return Policy.STANDARD.with(days, days);
  }

  private static Exemption exemption(Exemption.Who who, String until) {
    return new Exemption(
        "e1",
        who,
        "Jon Berg",
        "emergency access",
        Instant.parse(until),
        new Author("ines", at(0)),
        Optional.empty());
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

  @Test
  void a_clock_that_steps_back_ends_nothing() {
    Transitions story = Transitions.of(Control.INACTIVITY).signedIn(day(0));
    Transition breach = story.judged(day(90));

    assertEquals(List.of(), story.allJudged(day(88)));
    assertEquals(List.of(), story.allJudged(day(1)));
    assertEquals(List.of(), story.allJudged(day(91)));

    Transition end = story.signedIn(day(92)).judged(day(92));

    assertEquals(breach.finding().uid(), end.finding().uid());
    assertEquals(2, end.finding().sequence());
  }

  @Test
  void a_late_fact_that_leaves_the_level_keeps_the_finding() {
    Transitions story = Transitions.of(Control.INACTIVITY).signedIn(day(0));
    Transition warning = story.judged(day(88));

    assertEquals(List.of(), story.signedIn(day(1)).allJudged(day(88)));
    assertEquals(List.of(), story.allJudged(after(Duration.ofDays(91).minusMillis(1))));

    Transition breach = story.judged(day(91));

    assertEquals(warning.finding().uid(), breach.finding().uid());
    assertEquals(new Raised(Level.BREACH, false), breach.step());
    assertEquals(Instant.parse(day(1)), breach.finding().baseline().since());
    assertEquals(2, breach.finding().sequence());
  }

  @Test
  void a_late_fact_that_lowers_the_level_ends_the_finding_and_opens_another() {
    Transitions story = Transitions.of(Control.INACTIVITY).signedIn(day(0));
    Transition breach = story.judged(day(90));

    List<Transition> steps = story.signedIn(day(2)).allJudged(day(90));

    assertEquals(2, steps.size());
    assertEquals(breach.finding().uid(), steps.get(0).finding().uid());
    assertEquals(Cause.ACTIVITY, assertInstanceOf(Resolved.class, steps.get(0).step()).cause());
    assertEquals(2, steps.get(0).finding().sequence());
    assertNotEquals(breach.finding().uid(), steps.get(1).finding().uid());
    assertEquals(new Raised(Level.WARNING, true), steps.get(1).step());
    assertEquals(1, steps.get(1).finding().sequence());
    assertEquals(Instant.parse(day(88)), steps.get(1).finding().firstSeen());
  }

  /** Archived logs were read, so that we have listened for longer. */
  @Test
  void coverage_that_begins_earlier_raises_the_level() {
    Transitions story = Transitions.of(Control.INACTIVITY).listenedToSince(day(10)).seen(day(10));
    Transition warning = story.judged(day(96));
    assertEquals(new Raised(Level.WARNING, true), warning.step());

    Transition breach = story.listenedToSince(day(4)).judged(day(96));

    assertEquals(new Raised(Level.BREACH, false), breach.step());
    assertEquals(warning.finding().uid(), breach.finding().uid());
  }

  @ParameterizedTest
  @EnumSource(names = {"INACTIVITY", "PASSWORD_AGE"})
  void a_second_episode_from_the_same_day_is_another_finding(Control control) {
    Transitions story = Transitions.of(control).createdWithPassword(day(0));
    Transition first = story.judged(day(90));
    story.disabled(day(91)).judged(day(91));

    Transition second = story.enabled(day(92)).judged(day(99));

    assertEquals(new Raised(Level.ESCALATED, true), second.step());
    assertEquals(first.finding().baseline(), second.finding().baseline());
    assertNotEquals(first.finding().uid(), second.finding().uid());
    assertNotEquals(first.alertId(), second.alertId());
    assertEquals(1, second.finding().sequence());
  }

  @Test
  void both_controls_are_judged_at_one_time_and_are_kept_apart() {
    Dossier dossier = dossier(FACTS.createdWithPassword(at(0)));

    List<Transition> steps = judged(dossier, at(86)).transitions();

    assertEquals(
        List.of(Control.INACTIVITY, Control.PASSWORD_AGE),
        steps.stream().map(step -> step.finding().control()).toList());
    assertEquals(2, steps.stream().map(step -> step.finding().uid()).distinct().count());
    assertEquals(2, steps.stream().map(Transition::alertId).distinct().count());
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

  static Stream<Arguments> dues() {
    return Stream.of(
        due("a sign-in", dossier(FACTS.signedIn(at(0))), 0, 86),
        due("nearly at the warning", dossier(FACTS.signedIn(at(0))), 85, 86),
        due("at the warning", dossier(FACTS.signedIn(at(0))), 86, 90),
        due("between", dossier(FACTS.signedIn(at(0))), 89, 90),
        due("in breach", dossier(FACTS.signedIn(at(0))), 90, 97),
        // F10: while a finding is open, its user is asked about weekly.
        due("escalated", dossier(FACTS.signedIn(at(0))), 97, 104),
        due(
            "the password is older",
            dossier(FACTS.passwordReset(at(0)), FACTS.signedInWith("PASSWORD", at(10))),
            20,
            86),
        due(
            "the password is younger",
            dossier(FACTS.passwordReset(at(10)), FACTS.signedInWith("PASSWORD", at(0))),
            20,
            86),
        due(
            "one control in breach, the other to come",
            dossier(FACTS.passwordReset(at(0)), FACTS.signedInWith("PASSWORD", at(10))),
            90,
            96),
        due(
            "one control warned, the other to come first",
            dossier(FACTS.passwordReset(at(0)), FACTS.signedInWith("PASSWORD", at(3))),
            88,
            89),
        due(
            "external",
            dossier(FACTS.createdWithPassword(at(0)), FACTS.signedInExternally(at(10))),
            20,
            96),
        // F2: a deletion is confirmed a day later, and asked about weekly for a month.
        due("deleted", dossier(FACTS.createdWithPassword(at(0)), FACTS.deleted(at(1))), 1, 2),
        due(
            "deleted a day ago",
            dossier(FACTS.createdWithPassword(at(0)), FACTS.deleted(at(1))),
            2,
            9),
        due(
            "deleted long ago",
            dossier(FACTS.createdWithPassword(at(0)), FACTS.deleted(at(1))),
            32,
            null),
        due("disabled", dossier(FACTS.createdWithPassword(at(0)), FACTS.disabled(at(1))), 2, 8),
        due(
            "disabled long ago",
            dossier(FACTS.createdWithPassword(at(0)), FACTS.disabled(at(1))),
            20,
            27));
  }

  private static Arguments due(String what, Dossier dossier, int asOf, @Nullable Integer due) {
    return Arguments.argumentSet(
        what, dossier, at(asOf), Optional.ofNullable(due).map(JudgementTest::at));
  }

  @ParameterizedTest
  @MethodSource("dues")
  void the_next_look_is_due_at_the_next_crossing(
      Dossier dossier, Instant asOf, Optional<Instant> due) {
    Judgement judgement = judged(dossier, asOf);

    assertEquals(due, judgement.due());
    assertEquals(due, judgement.applyTo(dossier, List.of()).due());
  }

  @Test
  void a_dossier_stays_due_as_long_as_something_waits_to_be_reported() {
    Dossier dossier = dossier(FACTS.signedIn(at(0)));
    Alert alert = new Alert(new UUID(1, 2), new UUID(3, 4), "{}");

    Dossier after = judged(dossier, at(86)).applyTo(dossier, List.of(alert));

    assertEquals(List.of(alert), after.outbox());
    assertTrue(after.isDue(Instant.EPOCH));
    assertEquals(dossier.user(), after.user());
    assertEquals(dossier.version(), after.version());
  }

  @Test
  void what_waits_to_be_reported_keeps_its_place_before_what_is_new() {
    Alert old = new Alert(new UUID(1, 2), new UUID(3, 4), "old");
    Alert young = new Alert(new UUID(5, 6), new UUID(3, 4), "young");
    Dossier learned = dossier(FACTS.signedIn(at(0)));
    Dossier dossier = new Dossier(learned.user(), learned.states(), List.of(old), learned.due(), 7);

    Dossier after = judged(dossier, at(86)).applyTo(dossier, List.of(young));

    assertEquals(List.of(old, young), after.outbox());
  }

  private static List<UUID> alertIds(Judgement judgement) {
    return judgement.transitions().stream().map(Transition::alertId).toList();
  }

  private static Judgement judged(Dossier dossier, Instant asOf) {
    return Judgement.of(dossier, terms(asOf), UNASKED);
  }

  private static Terms terms(Instant asOf) {
    return new Terms(
        Policy.STANDARD, Exemptions.NONE, Optional.of(Observed.since(Instant.EPOCH)), asOf, asOf);
  }

  private static Dossier dossier(Fact... facts) {
    return Dossier.unknown(MARA)
        .absorb(Facts.record(MARA, List.of(facts)), Duration.ZERO)
        .orElseThrow();
  }

  private static Instant at(int day) {
    return Instant.parse("2026-01-01T08:14:27Z").plus(Duration.ofDays(day));
  }

  private static String day(int day) {
    return at(day).toString();
  }

  private static String after(Duration elapsed) {
    return at(0).plus(elapsed).toString();
  }
}
