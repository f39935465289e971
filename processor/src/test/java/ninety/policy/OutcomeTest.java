package ninety.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import ninety.coverage.Horizon;
import ninety.coverage.Observed;
import ninety.exemption.Exemption;
import ninety.exemption.Exemptions;
import ninety.policy.Outcome.Word;
import ninety.user.Author;
import ninety.user.Fact;
import ninety.user.Facts;
import ninety.user.Kind;
import ninety.user.UserId;
import ninety.user.UserRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OutcomeTest {

  private static final UserId MARA = Facts.user(1);
  private static final Facts FACTS = Facts.about(MARA);
  private static final Instant MONDAY = Instant.parse("2026-06-01T08:14:27Z");

  @ParameterizedTest
  @CsvSource({
    "PT0S, COMPLIANT, 0, P86D",
    "P85DT23H59M59.999S, COMPLIANT, 85, P86D",
    "P86D, WARNING, 86, P90D",
    "P89DT23H59M59S, WARNING, 89, P90D",
    "P90D, BREACH, 90, P97D",
  })
  void a_level_is_reached_at_its_instant_and_days_are_rounded_down(
      Duration elapsed, Word word, long days, Duration next) {
    Fact signIn = FACTS.signedIn(MONDAY);

    assertEquals(
        new Outcome(
            word,
            Optional.of(MONDAY),
            Optional.of(days),
            Optional.of(MONDAY.plus(next)),
            Optional.empty(),
            Optional.of(signIn.proof().eventId())),
        outcome(Control.INACTIVITY, MONDAY, MONDAY.plus(elapsed), signIn));
  }

  @Test
  void after_the_last_level_nothing_comes_next() {
    Outcome outcome = outcome(Control.INACTIVITY, MONDAY, day(97), FACTS.signedIn(MONDAY));

    assertEquals(Word.ESCALATED, outcome.word());
    assertEquals(Optional.empty(), outcome.next());
  }

  /** Coverage began too late: it is known when the first level has been observed. */
  @Test
  void who_was_not_seen_within_the_days_is_compliant_only_where_that_is_proved() {
    assertEquals(
        new Outcome(
            Word.NOT_DETERMINABLE,
            Optional.of(day(0)),
            Optional.of(20L),
            Optional.of(day(86)),
            Optional.empty(),
            Optional.empty()),
        outcome(Control.INACTIVITY, day(0), day(20), FACTS.seen(day(5))));
    assertEquals(
        Word.NOT_DETERMINABLE,
        outcome(Control.INACTIVITY, day(0), day(20), FACTS.signedIn(day(-70))).word(),
        "90 days ago, of which 20 were observed");
    assertEquals(
        Word.COMPLIANT,
        outcome(Control.INACTIVITY, day(0), day(15), FACTS.signedIn(day(-70))).word(),
        "85 days ago: within them, whatever was not observed");
  }

  /** F4, F6: no event says when the password was set. */
  @Test
  void of_a_password_of_which_nothing_is_known_nothing_counts() {
    assertEquals(
        bare(Word.NOT_DETERMINABLE),
        outcome(Control.PASSWORD_AGE, day(0), day(20), FACTS.seen(day(5))));
  }

  /** F14. */
  @Test
  void a_grace_says_when_it_ends() {
    assertEquals(
        new Outcome(
            Word.NOT_APPLICABLE,
            Optional.empty(),
            Optional.empty(),
            Optional.of(day(107)),
            Optional.of("enabled-grace"),
            Optional.empty()),
        outcome(
            Control.INACTIVITY,
            day(0),
            day(101),
            FACTS.signedIn(day(1)),
            FACTS.disabled(day(2)),
            FACTS.enabled(day(100))));
  }

  @Test
  void a_revoked_access_that_nobody_used_says_what_the_user_is() {
    for (Fact fact :
        List.of(FACTS.signedIn(day(1)), FACTS.disabled(day(1)), FACTS.deleted(day(1)))) {
      UserRecord user = Facts.record(MARA, List.of(fact));
      Outcome outcome = outcome(Control.REVOKED_ACCESS, day(0), day(9), fact);
      assertEquals(Word.NOT_APPLICABLE, outcome.word());
      assertEquals(
          Optional.of(user.status().name().toLowerCase(java.util.Locale.ROOT)), outcome.because());
    }
  }

  /** F12: with the event that proves the use; nothing counts days. */
  @Test
  void the_use_of_a_revoked_access_is_a_breach_until_it_is_revoked_again() {
    Fact use = FACTS.usedPortal(day(5));

    assertEquals(
        new Outcome(
            Word.BREACH,
            Optional.of(day(5)),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(use.proof().eventId())),
        outcome(Control.REVOKED_ACCESS, day(0), day(50), FACTS.disabled(day(2)), use));
    assertEquals(
        Optional.of("disabled"),
        outcome(
                Control.REVOKED_ACCESS,
                day(0),
                day(50),
                FACTS.disabled(day(2)),
                use,
                FACTS.disabled(day(6)))
            .because());
  }

  @Test
  void a_use_beyond_the_horizon_is_neither_a_breach_nor_compliant() {
    Instant asOf = day(5).minus(Horizon.ALLOWANCE).minusSeconds(1);

    Outcome outcome =
        outcome(
            Control.REVOKED_ACCESS, day(0), asOf, FACTS.disabled(day(2)), FACTS.signedIn(day(5)));

    assertEquals(Word.NOT_DETERMINABLE, outcome.word());
    assertEquals(Optional.empty(), outcome.days());
    assertEquals(Optional.of(day(5).minus(Horizon.ALLOWANCE)), outcome.next());
  }

  @Test
  void of_an_exempt_user_nothing_counts() {
    Exemption exemption =
        new Exemption(
            "0a1b2c3d",
            new Exemption.Who.ById(MARA),
            "platform team",
            "emergency access",
            day(200),
            new Author("kim", day(0)),
            Optional.empty());
    Terms terms =
        new Terms(
            Policy.STANDARD,
            new Exemptions(List.of(exemption)),
            Optional.of(Observed.since(day(0))),
            day(95),
            day(95));
    UserRecord user = Facts.record(MARA, List.of(FACTS.signedIn(day(1))));

    assertEquals(
        bare(Word.EXEMPT), Outcome.of(Control.INACTIVITY.standing(user, terms), user.status()));
  }

  @Test
  void without_coverage_nothing_is_checked() {
    UserRecord user = Facts.record(MARA, List.of(FACTS.signedIn(day(1))));
    Terms terms = new Terms(Policy.STANDARD, Exemptions.NONE, Optional.empty(), day(95), day(95));

    assertEquals(
        bare(Word.NOT_CHECKED),
        Outcome.of(Control.INACTIVITY.standing(user, terms), user.status()));
  }

  /** F4: an invitation that nobody accepted. */
  @Test
  void a_password_that_was_never_made_is_not_applicable() {
    Fact invited = FACTS.of(new Kind.UserCreated(true, Kind.PasswordMode.EMAIL), day(1));

    assertEquals(
        Optional.of("no-password"),
        outcome(Control.PASSWORD_AGE, day(0), day(95), invited).because());
  }

  private static Outcome bare(Word word) {
    return new Outcome(
        word,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static Outcome outcome(Control control, Instant since, Instant asOf, Fact... facts) {
    UserRecord user = Facts.record(MARA, List.of(facts));
    Terms terms =
        new Terms(Policy.STANDARD, Exemptions.NONE, Optional.of(Observed.since(since)), asOf, asOf);
    return Outcome.of(control.standing(user, terms), user.status());
  }

  private static Instant day(int number) {
    return MONDAY.plus(Duration.ofDays(number));
  }
}
