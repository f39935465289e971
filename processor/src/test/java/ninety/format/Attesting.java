package ninety.format;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ninety.coverage.Attestation;
import ninety.coverage.Attestation.Revocation;
import ninety.coverage.Attestation.What;
import ninety.coverage.Doubt;
import ninety.coverage.Span;
import ninety.finding.Notice;
import ninety.user.Author;

/** Made-up attestations and doubts, and what is reported of them. */
final class Attesting {

  private static final Optional<String> STORE = Optional.of("d-9067642ac7");
  private static final Instant SWEPT = Instant.parse("2026-06-01T08:30:02.118Z");
  private static final Span SPAN =
      new Span(Instant.parse("2026-05-30T22:05:00Z"), Instant.parse("2026-05-31T03:10:00Z"));

  private Attesting() {}

  /** One of each, by names for the documents. */
  static Map<String, Notice> all() {
    Attestation complete =
        attestation(What.COMPLETE, Exempting.KIM, "read CloudTrail; see SEC-219");
    Revocation removal = new Revocation(Exempting.ANN, "one Region was left out");
    Map<String, Notice> all = new LinkedHashMap<>();
    all.put("attested", new Notice.Attested(complete, STORE, SWEPT));
    all.put(
        "loss-recorded",
        new Notice.Attested(
            attestation(What.LOST, Exempting.ANN, "the queue was purged by mistake"),
            STORE,
            Exempting.ANN.at().plusMillis(118)));
    all.put(
        "attestation-revoked",
        new Notice.AttestationRevoked(
            revoked(complete, removal), removal, STORE, Exempting.ANN.at().plusMillis(42_118)));
    all.put("in-doubt", new Notice.InDoubt(doubt(Optional.empty()), STORE, SWEPT));
    for (Doubt.How how : Doubt.How.values()) {
      all.put(
          "in-doubt-over-" + how.label(),
          new Notice.DoubtOver(
              doubt(Optional.of(how)), how, STORE, SWEPT.plusSeconds(15 * 24 * 3_600)));
    }
    return all;
  }

  static Attestation attestation(What what, Author author, String reason) {
    return new Attestation("5e6f7a8b", what, SPAN, reason, author, Optional.empty());
  }

  static Attestation revoked(Attestation attestation, Revocation removal) {
    return new Attestation(
        attestation.id(),
        attestation.what(),
        attestation.span(),
        attestation.reason(),
        attestation.author(),
        Optional.of(removal));
  }

  private static Doubt doubt(Optional<Doubt.How> ended) {
    Instant sent = Instant.parse("2026-06-01T08:11:40.052Z");
    return new Doubt(
        SWEPT,
        sent.minus(Doubt.TRIES),
        ended.isPresent() ? List.of() : List.of(new Span(sent, sent)),
        SWEPT,
        ended.filter(it -> it == Doubt.How.LOST).isPresent(),
        ended);
  }
}
