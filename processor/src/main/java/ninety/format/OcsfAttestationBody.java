package ninety.format;

import static ninety.format.OcsfParts.observable;
import static ninety.format.OcsfParts.text;
import static ninety.format.OcsfParts.time;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import ninety.coverage.Attestation;
import ninety.exemption.Exemption;
import ninety.finding.Notice;
import ninety.finding.Notice.AttestationRevoked;
import ninety.finding.Notice.Attested;
import ninety.format.OcsfFormat.Setting;
import ninety.policy.Control;
import ninety.user.Author;
import ninety.wording.AttestationWording;
import ninety.wording.Phrase;
import ninety.wording.Rule;
import ninety.wording.State;
import ninety.wording.Wording;

/** The body of one alert about an attestation: its resource is the store. */
record OcsfAttestationBody(OcsfParts parts, Notice.OfAttestation step, Wording wording) {

  static final String CONTROL = "coverage";

  static OcsfAttestationBody of(Setting setting, Notice.OfAttestation step) {
    OcsfParts parts =
        new OcsfParts(
            setting,
            State.of(step),
            State.Activity.of(step),
            CONTROL,
            Control.countingDays().map(Control::requirement).toList(),
            Rule.attestation());
    return new OcsfAttestationBody(parts, step, new AttestationWording(step));
  }

  ObjectNode tree() {
    Attestation attestation = step.attestation();
    ObjectNode body = parts.head();
    time(body, "time", step.time());
    body.put("timezone_offset", 0);
    time(body, "start_time", attestation.span().from());
    time(body, "end_time", attestation.span().to());
    body.put("message", wording.message());
    parts.metadata(body.putObject("metadata"), step.alertId(), step.sequence());
    ObjectNode info = body.putObject("finding_info");
    parts.findingInfo(info, step.findingUid(), List.of("ninety attestations"));
    time(info, "created_time", attestation.author().at());
    time(info, "modified_time", step.time());
    time(info, "first_seen_time", attestation.span().from());
    time(info, "last_seen_time", attestation.span().to());
    parts.compliance(body.putObject("compliance"), Map.of(), step.stepLabel(), wording.details());
    parts.store(body.putArray("resources").addObject(), step.store());
    ObjectNode evidence = body.putArray("evidences").addObject();
    evidence.put("name", step instanceof AttestationRevoked ? "revoked" : "attested");
    OcsfExemptionBody.user(evidence.putObject("user"), author());
    step.store()
        .ifPresent(store ->
            observable(
                body.putArray("observables"), "resources[0].uid", 10, "Resource UID", store));
    wording
        .remediation()
        .ifPresent(whatToDo -> body.putObject("remediation").put("desc", whatToDo));
    parts.cloud(body.putObject("cloud"));
    unmapped(body.putObject("unmapped"));
    return body;
  }

  private Author author() {
    return switch (step) {
      case Attested(var attestation, _, _) -> attestation.author();
      case AttestationRevoked(_, var removal, _, _) -> removal.author();
    };
  }

  private void unmapped(ObjectNode unmapped) {
    Attestation attestation = step.attestation();
    unmapped.put("control", CONTROL).put("level", step.stepLabel());
    ObjectNode node = unmapped.putObject("attestation");
    node.put("id", Phrase.of(attestation.id(), Exemption.LONGEST_NAME).exact())
        .put("what", attestation.what().label())
        .put("from", text(attestation.span().from()))
        .put("to", text(attestation.span().to()))
        .put("reason", Phrase.reason(attestation.reason()).exact());
    OcsfExemptionBody.author(node, "attested", attestation.author());
    if (step instanceof AttestationRevoked(_, var removal, _, _)) {
      OcsfExemptionBody.author(node, "revoked", removal.author());
      node.put("revoked_reason", Phrase.reason(removal.reason()).exact());
    }
  }
}
