package ninety.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ninety.coverage.Observed;
import ninety.coverage.Span;
import ninety.exemption.Exemptions;
import ninety.finding.Dossier;
import ninety.finding.Due;
import ninety.finding.Judgement;
import ninety.policy.Outcome.Word;
import ninety.user.DirectoryWord;
import ninety.user.Fact;
import ninety.user.Facts;
import ninety.user.Kind.Presence;
import ninety.user.UserRecord;
import org.junit.jupiter.api.Test;

/**
 * How users stand over a gap from day 10 to day 20, of ten days, where at most 4.5 may be missing
 * (ADR 19). Coverage began on day 0.
 */
final class GapsTest {

  private static final Instant DAY_0 = Instant.parse("2026-01-01T00:00:00Z");
  private static final Facts MARA = Facts.about(Facts.user(1));
  private static final Span GAP = new Span(day(10), day(20));

  // ---- days (S5)

  @Test
  void before_coverage_began_is_not_determinable() {
    assertEquals(
        Word.NOT_DETERMINABLE,
        word(Control.INACTIVITY, day(80), List.of(), MARA.signedIn(day(-40))));
  }

  @Test
  void within_a_gap_is_not_checked() {
    assertEquals(
        Word.NOT_CHECKED, word(Control.INACTIVITY, day(98), List.of(GAP), MARA.signedIn(day(5))));
  }

  @Test
  void of_a_time_before_coverage_and_a_gap_the_gap_counts() {
    assertEquals(
        Word.NOT_CHECKED, word(Control.INACTIVITY, day(80), List.of(GAP), MARA.signedIn(day(-40))));
  }

  /** It only put the beginning off. */
  @Test
  void a_gap_in_which_coverage_began_is_before_it() {
    assertEquals(
        Word.NOT_DETERMINABLE,
        word(
            Control.INACTIVITY,
            day(80),
            List.of(new Span(day(0), day(20))),
            MARA.signedIn(day(-40))));
  }

  // ---- revoked access of whoever may not sign in

  @Test
  void a_use_in_a_gap_leaves_no_trace() {
    assertEquals(Word.NOT_CHECKED, access(day(21), MARA.signedIn(day(1)), MARA.disabled(day(2))));
    assertEquals(Word.NOT_CHECKED, access(day(21), MARA.signedIn(day(1)), MARA.deleted(day(2))));
  }

  @Test
  void the_directorys_word_after_a_gap_says_nothing_of_uses_within() {
    Fact out = MARA.listed(Presence.DISABLED, day(21));

    assertEquals(Word.NOT_CHECKED, access(day(22), MARA.disabled(day(2)), out));
    assertEquals(Word.NOT_CHECKED, access(day(22), MARA.created(day(1)), out));
    assertEquals(Word.NOT_CHECKED, access(day(22), out));
    assertEquals(
        Word.NOT_CHECKED,
        access(day(22), MARA.disabled(day(2)), MARA.listed(Presence.GONE, day(21))));
  }

  /** The same word ends the doubt about the days. */
  @Test
  void the_directorys_word_after_a_gap_says_that_no_days_count() {
    Fact[] before = {MARA.created(day(1)), MARA.disabled(day(2))};

    assertEquals(Word.NOT_CHECKED, word(Control.INACTIVITY, day(22), List.of(GAP), before));
    assertEquals(
        Word.NOT_APPLICABLE,
        word(
            Control.INACTIVITY,
            day(22),
            List.of(GAP),
            before[0],
            before[1],
            MARA.listed(Presence.DISABLED, day(21))));
  }

  /** By it a use within would be over. */
  @Test
  void an_event_after_the_gap_that_revokes_ends_a_use_within() {
    assertEquals(
        Word.NOT_APPLICABLE, access(day(22), MARA.disabled(day(2)), MARA.disabled(day(21))));
    assertEquals(
        Word.NOT_APPLICABLE, access(day(22), MARA.disabled(day(2)), MARA.deleted(day(21))));
  }

  /** Who came after the gap was let in; who was found disabled later was disabled later. */
  @Test
  void a_sign_in_after_the_gap_and_before_the_directory_says_disabled_ends_a_use_within() {
    assertEquals(
        Word.NOT_APPLICABLE,
        access(
            day(25),
            MARA.created(day(1)),
            MARA.signedIn(day(21)),
            MARA.listed(Presence.DISABLED, day(24))));
  }

  @Test
  void it_ends_by_itself_when_enough_was_observed_since_the_gap_without_a_use() {
    Fact out = MARA.disabled(day(2));
    Fact said = MARA.listed(Presence.DISABLED, day(50));

    assertEquals(Optional.of(day(110)), outcome(Control.REVOKED_ACCESS, day(21), out).next());
    assertEquals(Word.NOT_CHECKED, access(day(110).minusMillis(1), out, said));
    assertEquals(Word.NOT_APPLICABLE, access(day(110), out, said));
  }

  @Test
  void enough_was_observed_since_the_last_gap_that_hides_too_much() {
    List<Span> gaps = List.of(GAP, new Span(day(60), day(62)), new Span(day(80), day(88)));
    Fact out = MARA.disabled(day(2));

    assertEquals(Word.NOT_CHECKED, word(Control.REVOKED_ACCESS, day(177), gaps, out));
    assertEquals(Word.NOT_APPLICABLE, word(Control.REVOKED_ACCESS, day(178), gaps, out));
  }

  // ---- revoked access of whoever may sign in

  @Test
  void whom_a_record_before_a_gap_enabled_may_have_been_disabled_in_it() {
    assertEquals(Word.NOT_CHECKED, access(day(21), MARA.created(day(1))));
    assertEquals(Word.NOT_CHECKED, access(day(21), MARA.signedIn(day(9))));
    assertEquals(Word.NOT_CHECKED, access(day(21), MARA.disabled(day(1)), MARA.enabled(day(2))));
    assertEquals(
        Word.NOT_CHECKED,
        access(day(21), MARA.created(day(1)), MARA.listed(Presence.ENABLED, day(2))));
  }

  @Test
  void whoever_was_seen_enabled_after_it_is_not_in_doubt() {
    Fact before = MARA.created(day(1));

    for (Fact after :
        List.of(
            MARA.signedIn(day(21)),
            MARA.usedPortal(day(21)),
            MARA.listed(Presence.ENABLED, day(21)),
            MARA.enabled(day(21)),
            MARA.created(day(21)))) {
      assertEquals(Word.NOT_APPLICABLE, access(day(21), before, after), after::toString);
    }
  }

  @Test
  void nor_is_anybody_once_enough_was_observed() {
    assertEquals(Word.NOT_CHECKED, access(day(110).minusMillis(1), MARA.created(day(1))));
    assertEquals(Word.NOT_APPLICABLE, access(day(110), MARA.created(day(1))));
  }

  /** Nor ends it one that is open. */
  @Test
  void it_raises_no_finding_and_is_looked_at_when_it_ends() {
    Judgement judgement =
        Judgement.of(
            new Dossier(record(MARA.signedIn(day(9))), Map.of(), List.of(), new Due.Never(), 1),
            terms(day(21), List.of(GAP)),
            new DirectoryWord.Unavailable(DirectoryWord.Reason.NOT_ASKED));

    assertEquals(List.of(), judgement.transitions());
    assertTrue(judgement.due().by(day(110)));
  }

  private static Word access(Instant asOf, Fact... facts) {
    return word(Control.REVOKED_ACCESS, asOf, List.of(GAP), facts);
  }

  private static Word word(Control control, Instant asOf, List<Span> gaps, Fact... facts) {
    return outcome(control, asOf, gaps, facts).word();
  }

  private static Outcome outcome(Control control, Instant asOf, Fact... facts) {
    return outcome(control, asOf, List.of(GAP), facts);
  }

  private static Outcome outcome(Control control, Instant asOf, List<Span> gaps, Fact... facts) {
    UserRecord user = record(facts);
    return Outcome.of(control.standing(user, terms(asOf, gaps)), user.status());
  }

  private static UserRecord record(Fact... facts) {
    return Facts.record(Facts.user(1), List.of(facts));
  }

  private static Terms terms(Instant asOf, List<Span> gaps) {
    return new Terms(
        Policy.STANDARD, Exemptions.NONE, Optional.of(new Observed(day(0), gaps)), asOf, asOf);
  }

  private static Instant day(int number) {
    return DAY_0.plus(Duration.ofDays(number));
  }
}
