package ninety.finding;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import ninety.coverage.Attestation;
import ninety.coverage.Doubt;
import ninety.exemption.Exemption;
import ninety.policy.Control;
import ninety.user.NamedId;
import ninety.user.Proof;
import ninety.user.UserRecord;

/** Ids of findings and alerts: the same for whoever decides the same thing again. */
public final class Ids {

  private Ids() {}

  /**
   * The id of a finding: of {@code control|store|user|counted-from}, and from the second episode on
   * with its number, since two episodes can count from the same instant (disabled, then enabled
   * again), and a SIEM would drop the second as a repeat.
   */
  static UUID finding(Control control, UserRecord user, Instant countedFrom, int episode) {
    String store = user.identityStoreId().orElse("");
    String name =
        String.join("|", control.label(), store, user.id().value(), NamedId.text(countedFrom));
    return NamedId.of(episode == 1 ? name : name + "|" + episode);
  }

  /** The id of a finding about the feed: of {@code control|store|not-checked|since|episode}. */
  static UUID silence(Control control, Optional<String> store, Instant since, int episode) {
    return NamedId.of(
        control.label(),
        store.orElse(""),
        "not-checked",
        NamedId.text(since),
        Integer.toString(episode));
  }

  /**
   * The id of the finding that an exemption is: of {@code exemption|id|who|added}, since eight
   * digits are not enough to distinguish those of several tables.
   */
  static UUID exempting(Exemption exemption) {
    return NamedId.of(
        "exemption", exemption.id(), exemption.who().text(), NamedId.text(exemption.added().at()));
  }

  /** The id of the finding that an attestation is: of {@code attestation|id|what|span|author's}. */
  static UUID attesting(Attestation attestation) {
    return NamedId.of(
        "attestation",
        attestation.id(),
        attestation.what().label(),
        NamedId.text(attestation.span().from()),
        NamedId.text(attestation.span().to()),
        NamedId.text(attestation.author().at()));
  }

  /** The id of the finding that a doubt is: of {@code undelivered|store|noticed}. */
  static UUID doubt(Doubt doubt, Optional<String> store) {
    return NamedId.of("undelivered", store.orElse(""), NamedId.text(doubt.noticed()));
  }

  /**
   * The id of the finding that the population is not known: of {@code population|store|noticed}.
   */
  static UUID population(UnknownPopulation unknown) {
    return NamedId.of("population", unknown.store().orElse(""), NamedId.text(unknown.noticed()));
  }

  /** The id of the finding that a change of the identity source is: of the record's own id. */
  static UUID identitySource(Proof change) {
    return NamedId.of(
        "identity-source", change.eventId(), NamedId.text(change.time()), change.call());
  }

  static UUID alert(UUID finding, String step) {
    return NamedId.within(finding, step);
  }
}
