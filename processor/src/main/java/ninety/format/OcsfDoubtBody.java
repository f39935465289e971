package ninety.format;

import static ninety.format.OcsfParts.observable;
import static ninety.format.OcsfParts.text;
import static ninety.format.OcsfParts.time;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import ninety.coverage.Doubt;
import ninety.finding.Notice;
import ninety.finding.Notice.DoubtOver;
import ninety.format.OcsfFormat.Setting;
import ninety.policy.Control;
import ninety.wording.DoubtWording;
import ninety.wording.Rule;
import ninety.wording.State;
import ninety.wording.Wording;

/** The body of one alert about events that could not be delivered: its resource is the store. */
record OcsfDoubtBody(OcsfParts parts, Notice.OfDoubt step, Wording wording) {

  static OcsfDoubtBody of(Setting setting, Notice.OfDoubt step) {
    OcsfParts parts =
        new OcsfParts(
            setting,
            State.of(step),
            State.Activity.of(step),
            OcsfAttestationBody.CONTROL,
            Control.countingDays().map(Control::requirement).toList(),
            Rule.undelivered());
    return new OcsfDoubtBody(parts, step, new DoubtWording(step));
  }

  ObjectNode tree() {
    Doubt doubt = step.doubt();
    ObjectNode body = parts.head();
    time(body, "time", step.time());
    body.put("timezone_offset", 0);
    time(body, "start_time", doubt.since());
    body.put("message", wording.message());
    parts.metadata(body.putObject("metadata"), step.alertId(), step.sequence());
    ObjectNode info = body.putObject("finding_info");
    parts.findingInfo(info, step.findingUid(), List.of("Amazon EventBridge"));
    time(info, "created_time", doubt.noticed());
    time(info, "modified_time", step.time());
    time(info, "first_seen_time", doubt.since());
    time(info, "last_seen_time", doubt.noticed());
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
    ObjectNode unmapped =
        body.putObject("unmapped")
            .put("control", OcsfAttestationBody.CONTROL)
            .put("level", step.stepLabel())
            .put("in_doubt_since", text(doubt.since()));
    if (step instanceof DoubtOver(_, var how, _, _)) {
      unmapped.put("ended", how.label());
    }
    return body;
  }
}
