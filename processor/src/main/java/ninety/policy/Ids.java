package ninety.policy;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.NameBasedGenerator;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import ninety.coverage.Doubt;
import ninety.user.Proof;
import ninety.user.UserRecord;

/**
 * Ids of findings and alerts: UUIDs of version 5 (RFC 9562), so that whoever decides the same thing
 * again gets the same id.
 */
final class Ids {

  private static final NameBasedGenerator FINDINGS =
      Generators.nameBasedGenerator(
          Generators.nameBasedGenerator(NameBasedGenerator.NAMESPACE_URL)
              .generate("urn:ninety:finding"));

  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private Ids() {}

  /**
   * The id of a finding: of {@code control|store|user|counted-from}, and from the second episode on
   * with its number, since two episodes can count from the same instant (disabled, then enabled
   * again), and a SIEM would drop the second as a repeat.
   */
  static UUID finding(Control control, UserRecord user, Instant countedFrom, int episode) {
    String store = user.identityStoreId().orElse("");
    String name =
        String.join("|", control.label(), store, user.id().value(), MILLIS.format(countedFrom));
    return FINDINGS.generate(episode == 1 ? name : name + "|" + episode);
  }

  /** The id of a finding about the source: of {@code control|store|not-checked|since|episode}. */
  static UUID silence(Control control, Optional<String> store, Instant since, int episode) {
    return FINDINGS.generate(
        String.join(
            "|",
            control.label(),
            store.orElse(""),
            "not-checked",
            MILLIS.format(since),
            Integer.toString(episode)));
  }

  static UUID terms(String text) {
    return FINDINGS.generate(text);
  }

  /**
   * The id of an exemption: eight digits, which a person can type.
   *
   * @param number another one for the same content where the id is taken
   */
  static String exemption(Exemption exemption, int number) {
    return FINDINGS
        .generate(
            String.join(
                "|",
                "exemption",
                Integer.toString(number),
                exemption.who().text(),
                exemption.owner(),
                exemption.reason(),
                exemption.until().toString(),
                exemption.added().by(),
                exemption.added().at().toString()))
        .toString()
        .substring(0, 8);
  }

  /**
   * The id of the finding that an exemption is: of {@code exemption|id|who|added}, since eight
   * digits are not enough to tell apart those of several tables.
   */
  static UUID exempting(Exemption exemption) {
    return FINDINGS.generate(
        String.join(
            "|",
            "exemption",
            exemption.id(),
            exemption.who().text(),
            MILLIS.format(exemption.added().at())));
  }

  /**
   * The id of an attestation: eight digits, which a person can type.
   *
   * @param number another one for the same content where the id is taken
   */
  static String attestation(Attestation attestation, int number) {
    return FINDINGS
        .generate(
            String.join(
                "|",
                "attestation",
                Integer.toString(number),
                attestation.what().label(),
                attestation.span().from().toString(),
                attestation.span().to().toString(),
                attestation.reason(),
                attestation.author().by(),
                attestation.author().at().toString()))
        .toString()
        .substring(0, 8);
  }

  /** The id of the finding that an attestation is: of {@code attestation|id|what|span|author's}. */
  static UUID attesting(Attestation attestation) {
    return FINDINGS.generate(
        String.join(
            "|",
            "attestation",
            attestation.id(),
            attestation.what().label(),
            MILLIS.format(attestation.span().from()),
            MILLIS.format(attestation.span().to()),
            MILLIS.format(attestation.author().at())));
  }

  /** The id of the finding that a doubt is: of {@code undelivered|store|noticed}. */
  static UUID doubt(Doubt doubt, Optional<String> store) {
    return FINDINGS.generate(
        String.join("|", "undelivered", store.orElse(""), MILLIS.format(doubt.noticed())));
  }

  /** The id of the finding that a change of the identity source is: of the record's own id. */
  static UUID identitySource(Proof change) {
    return FINDINGS.generate(
        String.join(
            "|", "identity-source", change.eventId(), MILLIS.format(change.time()), change.call()));
  }

  /** The id of the finding that a change of our own way is: of the record's own id. */
  static UUID tampering(Proof call) {
    return FINDINGS.generate(
        String.join("|", "tampering", call.eventId(), MILLIS.format(call.time()), call.call()));
  }

  /** The id of a step of it; another one as soon as it stands for more calls. */
  static UUID tampering(Tampering tampering, String step) {
    String calls =
        tampering
            .further()
            .map(it ->
                String.join(
                    "|",
                    "",
                    Integer.toString(it.calls().size()),
                    MILLIS.format(it.span().from()),
                    MILLIS.format(it.span().to())))
            .orElse("");
    return alert(tampering(tampering.proof()), step + calls);
  }

  static UUID alert(UUID finding, String step) {
    return Generators.nameBasedGenerator(finding).generate(step);
  }
}
