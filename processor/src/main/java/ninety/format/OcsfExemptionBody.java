package ninety.format;

import static ninety.format.OcsfParts.observable;
import static ninety.format.OcsfParts.text;
import static ninety.format.OcsfParts.time;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ninety.exemption.Exemption;
import ninety.exemption.Exemption.Covered;
import ninety.exemption.Exemption.Who;
import ninety.finding.Notice;
import ninety.finding.Notice.Exempted;
import ninety.finding.Notice.ExemptionEnded;
import ninety.finding.Notice.ExemptionRemoved;
import ninety.format.OcsfFormat.Setting;
import ninety.policy.Control;
import ninety.user.Author;
import ninety.user.Caller;
import ninety.wording.ExemptionWording;
import ninety.wording.Phrase;
import ninety.wording.Rule;
import ninety.wording.State;
import ninety.wording.Wording;

/** The body of one alert about an exemption: its resource is whom that covers. */
record OcsfExemptionBody(OcsfParts parts, Notice.OfExemption step, Wording wording) {

  private static final String CONTROL = "exemption";

  static OcsfExemptionBody of(Setting setting, Notice.OfExemption step) {
    OcsfParts parts =
        new OcsfParts(
            setting,
            State.of(step),
            State.Activity.of(step),
            CONTROL,
            Control.countingDays().map(Control::requirement).toList(),
            Rule.exemption());
    String who = Phrase.of(step.exemption().who().text(), Exemption.LONGEST_NAME).inProse();
    return new OcsfExemptionBody(parts, step, Wording.of(step, who));
  }

  ObjectNode tree() {
    ObjectNode body = parts.head();
    time(body, "time", step.time());
    body.put("timezone_offset", 0);
    time(body, "start_time", exemption().added().at());
    over().ifPresent(end -> time(body, "end_time", end));
    body.put("message", wording.message());
    parts.metadata(body.putObject("metadata"), step.alertId(), step.sequence());
    findingInfo(body.putObject("finding_info"));
    parts.compliance(body.putObject("compliance"), Map.of(), step.stepLabel(), wording.details());
    resource(body.putArray("resources").addObject());
    evidence(body.putArray("evidences").addObject());
    if (exemption().who() instanceof Who.ById(var id)) {
      observable(body.putArray("observables"), "resources[0].uid", 10, "Resource UID", id.value());
    }
    wording
        .remediation()
        .ifPresent(whatToDo -> body.putObject("remediation").put("desc", whatToDo));
    parts.cloud(body.putObject("cloud"));
    unmapped(body.putObject("unmapped"));
    return body;
  }

  private void findingInfo(ObjectNode info) {
    parts.findingInfo(info, step.findingUid(), List.of("ninety exemptions"));
    time(info, "created_time", exemption().added().at());
    time(info, "modified_time", step.time());
    time(info, "first_seen_time", exemption().added().at());
    time(info, "last_seen_time", over().orElse(step.time()));
  }

  /** When it was over; empty of one that is added. */
  private Optional<Instant> over() {
    return switch (step) {
      case Exempted _ -> Optional.empty();
      case ExemptionRemoved(_, var removal, _) -> Optional.of(removal.author().at());
      case ExemptionEnded(var ended, _) -> Optional.of(ended.until());
    };
  }

  private void resource(ObjectNode resource) {
    switch (exemption().who()) {
      case Who.ById(var id) -> {
        resource
            .put("uid", id.value())
            .put("uid_alt", "arn:%s:identitystore:::user/%s".formatted(partition(), id.value()))
            .put("type", "AWS::IdentityStore::User");
      }
      case Who.ByName(var pattern) ->
          resource
              .put("name", Phrase.of(pattern, Exemption.LONGEST_NAME).exact())
              .put("type", exemption().who().open() ? "User Name Pattern" : "User Name");
    }
    resource.put("role_id", 1).put("role", "Target");
    parts.located(resource);
  }

  private String partition() {
    return parts.setting().partition();
  }

  /** Who did it: the person as said, under the id that AWS gives. */
  private void evidence(ObjectNode evidence) {
    Author author =
        switch (step) {
          case Exempted _, ExemptionEnded _ -> exemption().added();
          case ExemptionRemoved(_, var removal, _) -> removal.author();
        };
    evidence.put("name", step instanceof ExemptionRemoved ? "removed" : "added");
    user(evidence.putObject("user"), author);
  }

  static void user(ObjectNode user, Author author) {
    if (author.caller().orElse(null) instanceof Caller.Known(var arn)) {
      user.put("uid", ExemptionWording.caller(arn).exact());
    }
    user.put("name", Phrase.owner(author.by()).exact());
  }

  private void unmapped(ObjectNode unmapped) {
    unmapped.put("control", CONTROL).put("level", step.stepLabel());
    ObjectNode node = unmapped.putObject("exemption");
    node.put("id", Phrase.of(exemption().id(), Exemption.LONGEST_NAME).exact());
    switch (exemption().who()) {
      case Who.ById(var id) -> node.put("user_id", id.value());
      case Who.ByName(var pattern) ->
          node.put("pattern", Phrase.of(pattern, Exemption.LONGEST_NAME).exact());
    }
    node.put("owner", Phrase.owner(exemption().owner()).exact())
        .put("reason", Phrase.reason(exemption().reason()).exact())
        .put("until", text(exemption().until()));
    author(node, "added", exemption().added());
    exemption().covered().ifPresent(covered -> covered(node, "added", covered));
    if (step instanceof ExemptionRemoved(_, var removal, _)) {
      author(node, "removed", removal.author());
      node.put("removed_reason", Phrase.reason(removal.reason()).exact());
      removal.covered().ifPresent(covered -> covered(node, "removed", covered));
    }
  }

  static void author(ObjectNode node, String what, Author author) {
    node.put(what + "_by", Phrase.owner(author.by()).exact()).put(what + "_at", text(author.at()));
    author
        .caller()
        .ifPresent(caller -> {
          switch (caller) {
            case Caller.Known(var arn) ->
                node.put(what + "_caller", ExemptionWording.caller(arn).exact());
            case Caller.Unknown(var reason) ->
                node.put(what + "_caller", "unknown")
                    .put(what + "_caller_unknown_because", ExemptionWording.caller(reason).exact());
          }
        });
  }

  private static void covered(ObjectNode node, String when, Covered covered) {
    node.put("users_when_" + when, covered.users()).put("known_when_" + when, covered.known());
  }

  private Exemption exemption() {
    return step.exemption();
  }
}
