package ninety.finding;

import static ninety.finding.JudgedUsers.FACTS;
import static ninety.finding.JudgedUsers.after;
import static ninety.finding.JudgedUsers.at;
import static ninety.finding.JudgedUsers.day;
import static ninety.finding.JudgedUsers.dossier;
import static ninety.finding.JudgedUsers.exemption;
import static ninety.finding.JudgedUsers.judged;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import ninety.coverage.Horizon;
import ninety.exemption.Exemption;
import ninety.finding.UserTransition.Raised;
import ninety.finding.UserTransition.Resolved;
import ninety.policy.Cause;
import ninety.policy.Control;
import ninety.policy.Level;
import ninety.user.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The use of an access that was revoked. */
final class RevokedAccessJudgementTest {

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

    UserTransition breach = story.signedIn(day(7)).judged(day(8));

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
        new Due.At(read),
        judged(dossier(FACTS.disabled(at(5)), FACTS.signedIn(at(7))), at(6)).due());
  }

  @Test
  void a_sign_in_after_revocation_is_over_when_access_is_given_back_or_revoked_again() {
    Transitions enabled = Transitions.of(Control.REVOKED_ACCESS).disabled(day(5)).signedIn(day(7));
    Transitions again = Transitions.of(Control.REVOKED_ACCESS).disabled(day(5)).signedIn(day(7));
    enabled.judged(day(7));
    again.judged(day(7));

    UserTransition given = enabled.enabled(day(8)).judged(day(8));
    UserTransition revoked = again.disabled(day(8)).judged(day(8));

    assertEquals(Cause.ENABLED, assertInstanceOf(Resolved.class, given.step()).cause());
    assertEquals(Cause.DISABLED, assertInstanceOf(Resolved.class, revoked.step()).cause());
  }

  /** The enabling came late: the sign-in was in order. */
  @Test
  void a_late_enabling_takes_the_accusation_back() {
    Transitions story = Transitions.of(Control.REVOKED_ACCESS).disabled(day(5)).signedIn(day(7));
    story.judged(day(7));

    UserTransition end = story.enabled(day(6)).judged(day(8));

    assertEquals(Cause.ENABLED, assertInstanceOf(Resolved.class, end.step()).cause());
  }

  /** Random walk 41873443234227: the enabling and the disabling after it both came late. */
  @Test
  void an_accusation_that_was_taken_back_is_raised_again_when_a_later_record_confirms_it() {
    Transitions story = Transitions.of(Control.REVOKED_ACCESS).disabled(day(5)).signedIn(day(9));
    UserTransition first = story.judged(day(9));
    story.enabled(day(6)).judged(day(10));

    UserTransition again = story.disabled(day(7)).judged(day(11));

    assertEquals(new Raised(Level.BREACH, true), again.step());
    assertNotEquals(first.finding().uid(), again.finding().uid());
    story.disabled(day(12)).judged(day(12));
    assertEquals(List.of(), story.allJudged(day(13)));
  }
}
