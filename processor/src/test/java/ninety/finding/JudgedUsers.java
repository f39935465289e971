package ninety.finding;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import ninety.coverage.Observed;
import ninety.exemption.Exemption;
import ninety.exemption.Exemptions;
import ninety.policy.Policy;
import ninety.policy.Terms;
import ninety.policy.Thresholds;
import ninety.user.Author;
import ninety.user.DirectoryWord;
import ninety.user.Fact;
import ninety.user.Facts;
import ninety.user.UserId;

/** A user to be judged, and what judging needs. */
final class JudgedUsers {

  static final UserId MARA = Facts.user(1);
  static final Facts FACTS = Facts.about(MARA);
  static final DirectoryWord UNASKED =
      new DirectoryWord.Unavailable(DirectoryWord.Reason.NOT_ASKED);

  static Policy days(int warning, int breach, int escalated) {
    Thresholds days = Thresholds.ofDays(warning, breach, escalated);
    return Policy.STANDARD.with(days, days);
  }

  static Exemption exemption(Exemption.Who who, String until) {
    return new Exemption(
        "e1",
        who,
        "Jon Berg",
        "emergency access",
        Instant.parse(until),
        new Author("ines", at(0)),
        Optional.empty());
  }

  static List<UUID> alertIds(Judgement judgement) {
    return judgement.transitions().stream().map(UserTransition::alertId).toList();
  }

  static Judgement judged(Dossier dossier, Instant asOf) {
    return Judgement.of(dossier, terms(asOf), UNASKED);
  }

  static Terms terms(Instant asOf) {
    return new Terms(
        Policy.STANDARD, Exemptions.NONE, Optional.of(Observed.since(Instant.EPOCH)), asOf, asOf);
  }

  static Dossier dossier(Fact... facts) {
    return Dossier.unknown(MARA)
        .absorb(Facts.record(MARA, List.of(facts)), Duration.ZERO)
        .orElseThrow();
  }

  static Instant at(int day) {
    return Instant.parse("2026-01-01T08:14:27Z").plus(Duration.ofDays(day));
  }

  static String day(int day) {
    return at(day).toString();
  }

  static String after(Duration elapsed) {
    return at(0).plus(elapsed).toString();
  }

  private JudgedUsers() {}
}
