package ninety.format;

import static ninety.format.OcsfParts.observable;
import static ninety.format.OcsfParts.text;
import static ninety.format.OcsfParts.time;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import ninety.finding.Notice.OfPopulation;
import ninety.finding.Notice.PopulationKnown;
import ninety.finding.Notice.PopulationUnknown;
import ninety.format.OcsfFormat.Setting;
import ninety.policy.Control;
import ninety.user.Reconciliation.Difference;
import ninety.wording.PopulationWording;
import ninety.wording.Rule;
import ninety.wording.State;
import ninety.wording.Wording;

/** The body of one alert about a population that is not known: its resource is the store. */
record OcsfPopulationBody(OcsfParts parts, OfPopulation step, Wording wording) {

  private static final String CONTROL = "population";

  static OcsfPopulationBody of(Setting setting, OfPopulation step) {
    OcsfParts parts =
        new OcsfParts(
            setting,
            State.of(step),
            State.Activity.of(step),
            CONTROL,
            Control.countingDays().map(Control::requirement).toList(),
            Rule.population());
    return new OcsfPopulationBody(parts, step, new PopulationWording(step));
  }

  ObjectNode tree() {
    Instant noticed = step.population().noticed();
    ObjectNode body = parts.head();
    time(body, "time", step.time());
    body.put("timezone_offset", 0);
    time(body, "start_time", noticed);
    body.put("message", wording.message());
    parts.metadata(body.putObject("metadata"), step.alertId(), step.sequence());
    ObjectNode info = body.putObject("finding_info");
    parts.findingInfo(info, step.findingUid(), List.of("AWS IAM Identity Center directory"));
    time(info, "created_time", noticed);
    time(info, "modified_time", step.time());
    time(info, "first_seen_time", noticed);
    time(info, "last_seen_time", noticed);
    parts.compliance(body.putObject("compliance"), Map.of(), step.stepLabel(), wording.details());
    parts.store(body.putArray("resources").addObject(), step.population().store());
    step.population()
        .store()
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

  private void unmapped(ObjectNode unmapped) {
    unmapped.put("control", CONTROL).put("level", step.stepLabel());
    switch (step) {
      case PopulationUnknown _ -> {}
      case PopulationKnown(_, var by, _) ->
          unmapped
              .put("listed_at", text(by.at()))
              .put("users_listed", by.listed())
              .put("users_created", by.count(Difference.CREATED));
    }
  }
}
