package ninety.format;

import static ninety.format.OcsfParts.observable;
import static ninety.format.OcsfParts.text;
import static ninety.format.OcsfParts.time;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import ninety.finding.Notice.IdentitySourceChanged;
import ninety.format.OcsfFormat.Setting;
import ninety.policy.Control;
import ninety.wording.IdentitySourceWording;
import ninety.wording.Rule;
import ninety.wording.State;
import ninety.wording.Wording;

/** The body of the alert that the identity source was changed: its resource is the store. */
record OcsfIdentitySourceBody(OcsfParts parts, IdentitySourceChanged step, Wording wording) {

  private static final String CONTROL = "identity-source";

  static OcsfIdentitySourceBody of(Setting setting, IdentitySourceChanged step) {
    OcsfParts parts =
        new OcsfParts(
            setting,
            State.IDENTITY_SOURCE_CHANGED,
            State.Activity.CREATE,
            CONTROL,
            Control.countingDays().map(Control::requirement).toList(),
            Rule.identitySource());
    return new OcsfIdentitySourceBody(parts, step, new IdentitySourceWording(step));
  }

  ObjectNode tree() {
    Instant changed = step.change().time();
    ObjectNode body = parts.head();
    time(body, "time", step.time());
    body.put("timezone_offset", 0);
    time(body, "start_time", changed);
    body.put("message", wording.message());
    parts.metadata(body.putObject("metadata"), step.alertId(), step.sequence());
    ObjectNode info = body.putObject("finding_info");
    parts.findingInfo(info, step.findingUid(), List.of("AWS CloudTrail"));
    time(info, "created_time", changed);
    time(info, "modified_time", step.time());
    time(info, "first_seen_time", changed);
    time(info, "last_seen_time", changed);
    OcsfBody.relatedEvent(info.putArray("related_events").addObject(), step.change());
    parts.compliance(body.putObject("compliance"), Map.of(), step.stepLabel(), wording.details());
    parts.store(body.putArray("resources").addObject(), step.store());
    step.store()
        .ifPresent(store ->
            observable(
                body.putArray("observables"), "resources[0].uid", 10, "Resource UID", store));
    wording
        .remediation()
        .ifPresent(whatToDo -> body.putObject("remediation").put("desc", whatToDo));
    parts.cloud(body.putObject("cloud"));
    body.putObject("unmapped")
        .put("control", CONTROL)
        .put("level", step.stepLabel())
        .put("changed_at", text(changed));
    return body;
  }
}
