package ninety.format;

import static ninety.format.OcsfParts.observable;
import static ninety.format.OcsfParts.text;
import static ninety.format.OcsfParts.time;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import ninety.coverage.Tampering;
import ninety.finding.Notice.OfTampering;
import ninety.finding.Notice.Tampered;
import ninety.finding.Notice.TamperingOver;
import ninety.format.OcsfFormat.Setting;
import ninety.wording.Rule;
import ninety.wording.State;
import ninety.wording.TamperingWording;
import ninety.wording.Wording;

/** The body of an alert about a change of our own way: its resource is the account. */
record OcsfTamperingBody(OcsfParts parts, OfTampering step, Wording wording) {

  private static final String CONTROL = "tampering";
  private static final String REQUIREMENT = "10.7.2";

  static OcsfTamperingBody of(Setting setting, OfTampering step) {
    OcsfParts parts =
        new OcsfParts(
            setting,
            State.of(step),
            State.Activity.of(step),
            CONTROL,
            List.of(REQUIREMENT),
            Rule.tampering());
    return new OcsfTamperingBody(parts, step, new TamperingWording(step));
  }

  ObjectNode tree() {
    Tampering tampering = step.tampering();
    Instant called = tampering.proof().time();
    ObjectNode body = parts.head();
    time(body, "time", step.time());
    body.put("timezone_offset", 0);
    time(body, "start_time", called);
    body.put("message", wording.message());
    parts.metadata(body.putObject("metadata"), step.alertId(), step.sequence());
    findingInfo(body.putObject("finding_info"));
    parts.compliance(body.putObject("compliance"), Map.of(), step.stepLabel(), wording.details());
    parts.account(body.putArray("resources").addObject(), tampering.account(), tampering.region());
    tampering
        .account()
        .ifPresent(account ->
            observable(
                body.putArray("observables"), "resources[0].uid", 10, "Resource UID", account));
    wording
        .remediation()
        .ifPresent(whatToDo -> body.putObject("remediation").put("desc", whatToDo));
    parts.cloud(body.putObject("cloud"));
    unmapped(body.putObject("unmapped"));
    return body;
  }

  private void findingInfo(ObjectNode info) {
    Instant called = step.tampering().proof().time();
    parts.findingInfo(info, step.findingUid(), List.of("AWS CloudTrail"));
    time(info, "created_time", called);
    time(info, "modified_time", step.time());
    time(info, "first_seen_time", called);
    time(info, "last_seen_time", called);
    OcsfBody.relatedEvent(info.putArray("related_events").addObject(), step.tampering().proof());
  }

  private void unmapped(ObjectNode unmapped) {
    Tampering tampering = step.tampering();
    unmapped
        .put("control", CONTROL)
        .put("level", step.stepLabel())
        .put("changed_at", text(tampering.proof().time()))
        .put("call", tampering.proof().call())
        .put("actor", tampering.actor());
    tampering.target().ifPresent(target -> unmapped.put("target", target));
    tampering
        .further()
        .ifPresent(it ->
            unmapped
                .put("further_calls", it.calls().size())
                .put("further_from", text(it.span().from()))
                .put("further_to", text(it.span().to())));
    switch (step) {
      case Tampered _ -> {}
      case TamperingOver(_, var end, _) ->
          unmapped.put("resolved_by", end.label()).put("resolved_at", text(end.at()));
    }
  }
}
