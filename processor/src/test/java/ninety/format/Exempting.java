package ninety.format;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import ninety.exemption.Exemption;
import ninety.exemption.Exemption.Covered;
import ninety.exemption.Exemption.Removal;
import ninety.exemption.Exemption.Who;
import ninety.finding.Notice;
import ninety.finding.Transitions;
import ninety.user.Author;
import ninety.user.Caller;

/** Made-up exemptions and what is reported of them. */
final class Exempting {

  static final Author KIM =
      new Author(
          "kim",
          Instant.parse("2026-06-01T08:14:27Z"),
          Optional.of(
              new Caller.Known("arn:aws:sts::111122223333:assumed-role/Administrator/kim")));
  static final Author ANN =
      new Author(
          "ann",
          Instant.parse("2026-07-01T09:00:00Z"),
          Optional.of(new Caller.Unknown("SdkClientException by UnknownHostException")));
  private static final Instant UNTIL = Instant.parse("2026-08-30T08:14:27Z");
  private static final Instant SWEPT = Instant.parse("2026-06-01T08:15:02.118Z");

  private Exempting() {}

  /** One of each, by names for the documents. */
  static Map<String, Notice.OfExemption> all() {
    Exemption pattern = exemption(new Who.ByName("service-*"), KIM).counted(new Covered(14, 812));
    Exemption user = exemption(new Who.ById(Transitions.MARA), KIM).counted(new Covered(1, 812));
    Removal removal = new Removal(ANN, "moved to roles", Optional.of(new Covered(15, 815)));
    Map<String, Notice.OfExemption> all = new LinkedHashMap<>();
    all.put("exempted", new Notice.Exempted(pattern, SWEPT));
    all.put("exempted-user", new Notice.Exempted(user, SWEPT));
    all.put(
        "exemption-removed",
        new Notice.ExemptionRemoved(pattern.remove(removal), removal, ANN.at().plusMillis(42_118)));
    all.put(
        "exemption-ended",
        new Notice.ExemptionEnded(
            exemption(new Who.ById(Transitions.MARA), ANN).counted(new Covered(1, 815)),
            UNTIL.plusMillis(905_118)));
    return all;
  }

  static Exemption exemption(Who who, Author added) {
    return exemption(who, added, "platform-team", "no person signs in; see SEC-214");
  }

  static Exemption exemption(Who who, Author added, String owner, String reason) {
    return new Exemption("0a1b2c3d", who, owner, reason, UNTIL, added, Optional.empty());
  }
}
