package ninety.finding;

import static ninety.finding.JudgedUsers.after;
import static ninety.finding.JudgedUsers.day;
import static ninety.finding.JudgedUsers.days;
import static ninety.finding.JudgedUsers.exemption;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import ninety.exemption.Exemption;
import ninety.finding.UserTransition.Raised;
import ninety.finding.UserTransition.Resolved;
import ninety.finding.UserTransition.Suppressed;
import ninety.policy.Baseline;
import ninety.policy.Cause;
import ninety.policy.Control;
import ninety.policy.Level;
import ninety.policy.Policy.Basis;
import ninety.policy.Policy.PasswordRule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What ends a finding, and what does not. */
final class FindingEndsTest {

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
    UserTransition warning = story.judged(day(86));
    UserTransition breach = story.judged(day(90));

    UserTransition end = news.apply(story).judged(day(92));

    Resolved resolved = assertInstanceOf(Resolved.class, end.step());
    assertEquals(cause, resolved.cause());
    assertEquals(Optional.of(Instant.parse(day(91))), resolved.proof().map(proof -> proof.time()));
    assertEquals(warning.finding().uid(), end.finding().uid());
    assertEquals(breach.finding().lastSeen(), end.finding().lastSeen());
    assertEquals(
        List.of(1, 2, 3),
        Stream.of(warning, breach, end).map(step -> step.finding().sequence()).toList());
    assertEquals(
        3, Stream.of(warning, breach, end).map(UserTransition::alertId).distinct().count());
    assertEquals(List.of(), story.allJudged(day(93)));
  }

  @Test
  void a_warning_ends_before_it_is_a_breach() {
    Transitions story = Transitions.of(Control.INACTIVITY).signedIn(day(0));
    UserTransition warning = story.judged(day(86));

    UserTransition end = story.usedPortal(day(88)).judged(day(90));

    assertInstanceOf(Resolved.class, end.step());
    assertEquals(warning.finding().uid(), end.finding().uid());
    assertEquals(2, end.finding().sequence());
  }

  @Test
  void use_of_the_portal_is_not_enough_where_authentication_counts() {
    Transitions story =
        Transitions.of(Control.INACTIVITY).basedOn(Basis.LAST_AUTHENTICATED).signedIn(day(0));
    story.usedPortal(day(80));
    UserTransition warning = story.judged(day(86));

    assertEquals(Baseline.From.AUTHENTICATION, warning.finding().baseline().from());
    assertEquals(List.of(), story.usedPortal(day(87)).allJudged(day(88)));

    UserTransition end = story.signedIn(day(88)).judged(day(88));

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

    UserTransition breach = story.signedIn(day(101)).judged(day(101));

    assertEquals(new Raised(Level.ESCALATED, true), breach.step());
    assertEquals(Baseline.From.CREATION, breach.finding().baseline().from());
  }

  @Test
  void who_is_exempt_is_not_judged_and_an_open_finding_is_suppressed() {
    Exemption pass = exemption(new Exemption.Who.ById(Transitions.MARA), day(120));
    Transitions story = Transitions.of(Control.INACTIVITY).signedIn(day(0));
    UserTransition warning = story.judged(day(86));

    UserTransition end = story.exempt(pass).judged(day(88));

    assertEquals(new Suppressed(pass), end.step());
    assertEquals(warning.finding().uid(), end.finding().uid());
    assertEquals(List.of(), story.allJudged(after(Duration.ofDays(120).minusMillis(1))));
    UserTransition after = story.judged(day(120));
    assertEquals(new Raised(Level.ESCALATED, true), after.step());
    assertNotEquals(warning.finding().uid(), after.finding().uid());
  }

  @Test
  void where_passwords_with_a_second_factor_are_left_out_they_have_no_age() {
    Transitions story =
        Transitions.of(Control.PASSWORD_AGE)
            .under(PasswordRule.SINGLE_FACTOR)
            .passwordReset(day(0))
            .signedInWith("PASSWORD,TOTP", day(1));

    assertEquals(List.of(), story.allJudged(day(95)));

    UserTransition breach = story.signedInWith("PASSWORD", day(95)).judged(day(95));
    assertEquals(new Raised(Level.BREACH, true), breach.step());
    assertEquals(List.of(), story.signedInWith("PASSWORD,TOTP", day(96)).allJudged(day(96)));
    UserTransition end =
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
    UserTransition breach = story.judged(day(90));

    UserTransition end = story.under(days(180, 200, 220)).judged(day(91));

    assertEquals(Cause.POLICY_CHANGE, assertInstanceOf(Resolved.class, end.step()).cause());
    assertEquals(breach.finding().uid(), end.finding().uid());
    assertEquals(List.of(), story.allJudged(after(Duration.ofDays(180).minusMillis(1))));
  }

  @Test
  void other_days_can_lower_a_finding() {
    Transitions story = Transitions.of(Control.INACTIVITY).signedIn(day(0));
    story.judged(day(90));

    List<UserTransition> steps = story.under(days(86, 120, 130)).allJudged(day(91));

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

  @Test
  void a_clock_that_steps_back_ends_nothing() {
    Transitions story = Transitions.of(Control.INACTIVITY).signedIn(day(0));
    UserTransition breach = story.judged(day(90));

    assertEquals(List.of(), story.allJudged(day(88)));
    assertEquals(List.of(), story.allJudged(day(1)));
    assertEquals(List.of(), story.allJudged(day(91)));

    UserTransition end = story.signedIn(day(92)).judged(day(92));

    assertEquals(breach.finding().uid(), end.finding().uid());
    assertEquals(2, end.finding().sequence());
  }

  @Test
  void a_late_fact_that_leaves_the_level_keeps_the_finding() {
    Transitions story = Transitions.of(Control.INACTIVITY).signedIn(day(0));
    UserTransition warning = story.judged(day(88));

    assertEquals(List.of(), story.signedIn(day(1)).allJudged(day(88)));
    assertEquals(List.of(), story.allJudged(after(Duration.ofDays(91).minusMillis(1))));

    UserTransition breach = story.judged(day(91));

    assertEquals(warning.finding().uid(), breach.finding().uid());
    assertEquals(new Raised(Level.BREACH, false), breach.step());
    assertEquals(Instant.parse(day(1)), breach.finding().baseline().since());
    assertEquals(2, breach.finding().sequence());
  }

  @Test
  void a_late_fact_that_lowers_the_level_ends_the_finding_and_opens_another() {
    Transitions story = Transitions.of(Control.INACTIVITY).signedIn(day(0));
    UserTransition breach = story.judged(day(90));

    List<UserTransition> steps = story.signedIn(day(2)).allJudged(day(90));

    assertEquals(2, steps.size());
    assertEquals(breach.finding().uid(), steps.get(0).finding().uid());
    assertEquals(Cause.ACTIVITY, assertInstanceOf(Resolved.class, steps.get(0).step()).cause());
    assertEquals(2, steps.get(0).finding().sequence());
    assertNotEquals(breach.finding().uid(), steps.get(1).finding().uid());
    assertEquals(new Raised(Level.WARNING, true), steps.get(1).step());
    assertEquals(1, steps.get(1).finding().sequence());
    assertEquals(Instant.parse(day(88)), steps.get(1).finding().firstSeen());
  }
}
