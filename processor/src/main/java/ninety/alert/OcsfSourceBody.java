package ninety.alert;

import static ninety.alert.OcsfParts.text;
import static ninety.alert.OcsfParts.time;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import ninety.alert.OcsfFormat.Setting;
import ninety.coverage.Horizon.Holder;
import ninety.policy.SourceTransition;

/** The body of one alert about the source: its resource is the identity store. */
record OcsfSourceBody(OcsfParts parts, SourceTransition transition, SourceWording wording) {

  /** OCSF wants a name or an id; without one configured every store is watched. */
  private static final String ANY_STORE = "all";

  static OcsfSourceBody of(Setting setting, SourceTransition transition) {
    OcsfParts parts =
        new OcsfParts(
            setting,
            State.of(transition.step()),
            State.Activity.of(transition.step()),
            transition.control());
    return new OcsfSourceBody(parts, transition, new SourceWording(transition));
  }

  ObjectNode tree() {
    ObjectNode body = parts.head();
    time(body, "time", transition.time());
    body.put("timezone_offset", 0);
    time(body, "start_time", transition.gap().since());
    body.put("message", wording.message());
    parts.metadata(body.putObject("metadata"), transition.alertId(), transition.sequence());
    findingInfo(body.putObject("finding_info"));
    parts.compliance(
        body.putObject("compliance"), parameters(), transition.step().label(), wording.details());
    ObjectNode resource = body.putArray("resources").addObject();
    resource
        .put("uid", transition.store().orElse(ANY_STORE))
        .put("type", "AWS::IdentityStore::IdentityStore")
        .put("role_id", 1)
        .put("role", "Target");
    parts.located(resource);
    wording
        .remediation()
        .ifPresent(whatToDo -> body.putObject("remediation").put("desc", whatToDo));
    parts.cloud(body.putObject("cloud"));
    unmapped(body.putObject("unmapped"));
    return body;
  }

  private void findingInfo(ObjectNode info) {
    info.put("uid", transition.finding().toString())
        .put("title", "IAM Identity Center not checked (PCI DSS " + requirement() + ")")
        .put("desc", Wording.requirement(transition.control()));
    parts.analytic(info);
    time(info, "created_time", transition.gap().openedAt());
    time(info, "modified_time", transition.time());
    time(info, "first_seen_time", transition.gap().since());
    time(info, "last_seen_time", transition.time());
  }

  private String requirement() {
    return transition.control().requirement();
  }

  private Map<String, String> parameters() {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("horizon_limit_minutes", Long.toString(transition.limit().toMinutes()));
    return parameters;
  }

  private void unmapped(ObjectNode unmapped) {
    unmapped
        .put("control", transition.control().label())
        .put("level", transition.step().label())
        .put("horizon", text(transition.horizon().at()))
        .put("gap_from", text(transition.gap().since()));
    switch (transition.gap().holder()) {
      case Holder.Allowance() -> unmapped.put("held_back_by", "allowance");
      case Holder.NoConsumer() -> unmapped.put("held_back_by", "no-consumer");
      case Holder.Shard(var id) -> unmapped.put("held_back_by", "shard").put("shard", id);
      case Holder.Source(var region) ->
          unmapped.put("held_back_by", "source").put("source_region", region);
    }
  }
}
