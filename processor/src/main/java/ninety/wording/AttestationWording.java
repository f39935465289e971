package ninety.wording;

import static ninety.wording.Wording.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import ninety.coverage.Attestation;
import ninety.coverage.Attestation.What;
import ninety.exemption.Exemption;
import ninety.finding.Notice;
import ninety.finding.Notice.AttestationRevoked;
import ninety.finding.Notice.Attested;

/** The words for what somebody says of a time, and for taking that back. */
public record AttestationWording(Notice.OfAttestation step) implements Wording {

  private static final String REQUIREMENTS = "(PCI DSS 8.2.6, 8.3.9)";

  @Override
  public String message() {
    return switch (step) {
      case Attested _ when says(What.COMPLETE) ->
          "It is attested that no event was missed from %s to %s %s."
              .formatted(from(), to(), REQUIREMENTS);
      case Attested _ ->
          "It is recorded that events were lost from %s to %s %s."
              .formatted(from(), to(), REQUIREMENTS);
      case AttestationRevoked(_, var removal, _, _) when says(What.COMPLETE) ->
          "The attestation %s that no event was missed from %s to %s was revoked at %s %s."
              .formatted(id(), from(), to(), text(removal.author().at()), REQUIREMENTS);
      case AttestationRevoked(_, var removal, _, _) ->
          "The record %s that events were lost from %s to %s was revoked at %s %s."
              .formatted(id(), from(), to(), text(removal.author().at()), REQUIREMENTS);
    };
  }

  @Override
  public List<String> details() {
    Attestation attestation = step.attestation();
    List<String> details = new ArrayList<>();
    if (step instanceof AttestationRevoked(_, var removal, _, _)) {
      details.add(
          "%s revoked it at %s; reason: %s"
              .formatted(
                  ExemptionWording.person(removal.author().by()),
                  text(removal.author().at()),
                  AgeWording.reason(removal.reason()).inProse()));
      details.add(ExemptionWording.caller(removal.author()));
    }
    details.add(
        "%s said so at %s; reason: %s"
            .formatted(
                ExemptionWording.person(attestation.author().by()),
                text(attestation.author().at()),
                AgeWording.reason(attestation.reason()).inProse()));
    details.add(ExemptionWording.caller(attestation.author()));
    details.add(effect());
    return details;
  }

  private String effect() {
    return switch (step) {
      case Attested _ when says(What.COMPLETE) ->
          "A gap in that time is mended by this word, and users are judged as if the time had been"
              + " observed. No log was read for it.";
      case Attested _ -> "The time counts as a gap.";
      case AttestationRevoked _ when says(What.COMPLETE) ->
          "What was a gap in that time is one again.";
      case AttestationRevoked _ -> "The time is not a gap for this reason any more.";
    };
  }

  @Override
  public Optional<String> remediation() {
    return switch (step) {
      case Attested _ ->
          Optional.of(
              "Ask whether this was agreed. If it was not, take it back: ninety coverage revoke %s"
                      .formatted(id())
                  + " --reason TEXT.");
      case AttestationRevoked _ -> Optional.empty();
    };
  }

  private boolean says(What what) {
    return step.attestation().what() == what;
  }

  private String id() {
    return Phrase.of(step.attestation().id(), Exemption.LONGEST_NAME).inProse();
  }

  private String from() {
    return text(step.attestation().span().from());
  }

  private String to() {
    return text(step.attestation().span().to());
  }
}
