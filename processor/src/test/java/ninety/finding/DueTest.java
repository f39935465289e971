package ninety.finding;

import static ninety.finding.JudgedUsers.FACTS;
import static ninety.finding.JudgedUsers.MARA;
import static ninety.finding.JudgedUsers.UNASKED;
import static ninety.finding.JudgedUsers.at;
import static ninety.finding.JudgedUsers.day;
import static ninety.finding.JudgedUsers.dossier;
import static ninety.finding.JudgedUsers.exemption;
import static ninety.finding.JudgedUsers.judged;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import ninety.coverage.Observed;
import ninety.exemption.Exemption;
import ninety.exemption.Exemptions;
import ninety.policy.Policy;
import ninety.policy.Terms;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** When a user is looked at next. */
final class DueTest {

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

    assertEquals(new Due.At(at(120)), Judgement.of(dossier, terms, UNASKED).due());
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
        what, dossier, at(asOf), Due.at(Optional.ofNullable(due).map(JudgedUsers::at)));
  }

  @ParameterizedTest
  @MethodSource("dues")
  void the_next_look_is_due_at_the_next_crossing(Dossier dossier, Instant asOf, Due due) {
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
}
