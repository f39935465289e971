package ninety.format;

import static ninety.format.OcsfParts.observable;
import static ninety.format.OcsfParts.text;
import static ninety.format.OcsfParts.time;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import ninety.coverage.Span;
import ninety.exemption.Exemption;
import ninety.finding.Finding;
import ninety.finding.UserTransition;
import ninety.finding.UserTransition.Raised;
import ninety.finding.UserTransition.Resolved;
import ninety.finding.UserTransition.Suppressed;
import ninety.format.OcsfFormat.Setting;
import ninety.policy.Baseline;
import ninety.policy.Control;
import ninety.user.DirectoryWord;
import ninety.user.Proof;
import ninety.user.UserRecord;
import ninety.wording.Age;
import ninety.wording.ControlWording;
import ninety.wording.Phrase;
import ninety.wording.State;
import ninety.wording.Wording;

/** The body of one alert about a user; its fields come in a fixed order. */
record OcsfBody(OcsfParts parts, UserTransition transition, Wording wording) {

  /** The most gaps that are listed. */
  private static final int MOST_GAPS = 20;

  static OcsfBody of(Setting setting, UserTransition transition) {
    OcsfParts parts =
        new OcsfParts(
            setting,
            State.of(transition.step()),
            State.Activity.of(transition.step()),
            transition.finding().control(),
            ControlWording.of(transition.finding().control()).rule());
    String who =
        Phrase.name(transition).map(Phrase::inProse).orElse(transition.user().id().value());
    return new OcsfBody(parts, transition, Wording.of(transition, who));
  }

  ObjectNode tree() {
    ObjectNode body = parts.head();
    time(body, "time", transition.time());
    body.put("timezone_offset", 0);
    time(body, "start_time", baseline().since());
    latestEvent().ifPresent(end -> time(body, "end_time", end));
    body.put("message", wording.message());
    parts.metadata(body.putObject("metadata"), transition.alertId(), finding().sequence());
    findingInfo(body.putObject("finding_info"));
    parts.compliance(
        body.putObject("compliance"), parameters(), transition.step().label(), wording.details());
    resource(body.putArray("resources").addObject());
    evidence(body.putArray("evidences").addObject());
    observables(body.putArray("observables"));
    wording
        .remediation()
        .ifPresent(whatToDo -> body.putObject("remediation").put("desc", whatToDo));
    parts.cloud(body.putObject("cloud"));
    unmapped(body.putObject("unmapped"));
    return body;
  }

  private void findingInfo(ObjectNode info) {
    List<Proof> proofs = proofs();
    boolean directory =
        (transition.step() instanceof Raised
                && transition.directory() instanceof DirectoryWord.Reported)
            || proofs.stream().anyMatch(proof -> proof.source() == Proof.Source.DIRECTORY);
    parts.findingInfo(info, finding().uid(), directory);
    time(info, "created_time", finding().openedAt());
    time(info, "modified_time", transition.time());
    time(info, "first_seen_time", finding().firstSeen());
    time(info, "last_seen_time", finding().lastSeen());
    if (!proofs.isEmpty()) {
      ArrayNode events = info.putArray("related_events");
      proofs.forEach(proof -> relatedEvent(events.addObject(), proof));
    }
  }

  /** The proofs that the alert rests on. */
  private List<Proof> proofs() {
    return Stream.of(baseline().proof(), transition.forbiddenBy(), closing())
        .flatMap(Optional::stream)
        .distinct()
        .toList();
  }

  static void relatedEvent(ObjectNode event, Proof proof) {
    event
        .put("uid", proof.eventId())
        .put(
            "type",
            switch (proof.source()) {
              case CLOUDTRAIL -> "AWS CloudTrail event";
              case DIRECTORY -> "AWS Identity Store answer";
            })
        .put("title", proof.call());
    time(event, "created_time", proof.time());
  }

  private Map<String, String> parameters() {
    Map<String, String> parameters = new LinkedHashMap<>();
    transition
        .thresholds()
        .ifPresent(thresholds -> {
          parameters.put("warning_days", Age.inDays(thresholds.warning()));
          parameters.put("breach_days", Age.inDays(thresholds.breach()));
          parameters.put("escalation_days", Age.inDays(thresholds.escalated()));
        });
    parameters.putAll(words().parameters().apply(transition.policy()));
    return parameters;
  }

  private void resource(ObjectNode resource) {
    String id = user().id().value();
    resource
        .put("uid", id)
        .put("uid_alt", "arn:" + parts.setting().partition() + ":identitystore:::user/" + id);
    name().ifPresent(name -> resource.put("name", name));
    resource.put("type", "AWS::IdentityStore::User");
    user().identityStoreId().ifPresent(store -> resource.put("namespace", store));
    resource.put("role_id", 1).put("role", "Target");
    parts.located(resource);
    user().creation().ifPresent(creation -> time(resource, "created_time", creation.time()));
    // SIEMs look for a user object, and the class has none of its own.
    user(resource.putObject("owner"));
  }

  private void evidence(ObjectNode evidence) {
    Optional<Proof> decided = closing().or(() -> baseline().proof());
    decided.ifPresent(proof -> evidence.put("uid", proof.eventId()));
    evidence.put("name", decidingRegister());
    decided.ifPresent(proof -> api(evidence.putObject("api"), proof));
    ObjectNode user = evidence.putObject("user");
    user(user);
    user()
        .lastAuthenticated()
        .ifPresent(signIn -> time(user.putObject("ldap_person"), "last_login_time", signIn.time()));
  }

  /** Which register of the user record what decided moved. */
  private String decidingRegister() {
    if (transition.step() instanceof Resolved(var cause, var proof) && proof.isPresent()) {
      return switch (cause) {
        case ACTIVITY -> transition.basis().label();
        case PASSWORD_RESET -> Baseline.From.PASSWORD_RESET.label();
        case CREATED -> Baseline.From.CREATION.label();
        case DISABLED, DELETED, ENABLED -> "status";
        case NOT_APPLICABLE, SECOND_FACTOR -> Baseline.From.AUTHENTICATION.label();
        case NO_PASSWORD -> Baseline.From.CREATION.label();
        case ENABLED_GRACE -> "status";
        case POLICY_CHANGE, RULE_CORRECTED -> baseline().from().label();
      };
    }
    return baseline().from().label();
  }

  /** A call reads {@code <service> <operation>}. */
  private static void api(ObjectNode api, Proof proof) {
    String call = proof.call();
    int gap = call.indexOf(' ');
    api.put("operation", call.substring(gap + 1));
    if (gap > 0) {
      api.putObject("service").put("name", call.substring(0, gap));
    }
  }

  private void user(ObjectNode user) {
    user.put("uid", user().id().value());
    name().ifPresent(name -> user.put("name", name));
    user().identityStoreId().ifPresent(store -> user.put("domain", store));
    user.put("type_id", 1).put("type", "User");
  }

  private void observables(ArrayNode observables) {
    observable(observables, "resources[0].uid", 10, "Resource UID", user().id().value());
    name()
        .ifPresent(
            name -> observable(observables, "resources[0].owner.name", 4, "User Name", name));
  }

  private void unobserved(ObjectNode unmapped) {
    List<Span> gaps = transition.unobserved(transition.asOf());
    if (gaps.isEmpty() || transition.thresholds().isEmpty()) {
      return;
    }
    Duration time = transition.observed().unobserved(baseline().since(), transition.asOf());
    unmapped.put("unobserved_hours", new BigDecimal(Age.inHours(time)));
    ArrayNode spans = unmapped.putArray("unobserved");
    gaps.stream()
        .limit(MOST_GAPS)
        .forEach(gap -> spans.add(text(gap.from()) + "/" + text(gap.to())));
  }

  private void unmapped(ObjectNode unmapped) {
    unmapped
        .put("control", control().label())
        .put("level", transition.step().label())
        .put("as_of", text(transition.asOf()))
        .put("counted_from", text(baseline().since()))
        .put("counted_from_fact", baseline().from().label());
    transition
        .thresholds()
        .ifPresent(thresholds ->
            unmapped.put("breach_at", text(transition.reaching(thresholds.breach()))));
    unobserved(unmapped);
    words()
        .fields()
        .apply(transition)
        .forEach((field, value) -> {
          switch (value) {
            case Long number -> unmapped.put(field, number);
            case Instant time -> unmapped.put(field, text(time));
            default -> unmapped.put(field, value.toString());
          }
        });
    if (transition.corrected()) {
      unmapped.put("rule_corrected", true);
    }
    switch (transition.step()) {
      case Raised _ -> directory(unmapped);
      case Resolved(var cause, var proof) ->
          unmapped
              .put("resolved_by", cause.label())
              .put("resolved_at", text(proof.map(Proof::time).orElse(transition.time())));
      case Suppressed(var exemption) -> exemption(unmapped.putObject("exemption"), exemption);
    }
  }

  private static void exemption(ObjectNode node, Exemption exemption) {
    node.put("id", exemption.id())
        .put("owner", Phrase.owner(exemption.owner()).exact())
        .put("reason", Phrase.reason(exemption.reason()).exact())
        .put("until", text(exemption.until()))
        .put("added_by", Phrase.owner(exemption.added().by()).exact())
        .put("added_at", text(exemption.added().at()));
  }

  private void directory(ObjectNode unmapped) {
    switch (transition.directory()) {
      case DirectoryWord.Reported(var said, _, _, var answer) ->
          unmapped
              .put("directory", said.name().toLowerCase(Locale.ROOT))
              .put("directory_asked_at", text(answer.time()));
      case DirectoryWord.Unavailable(var reason) ->
          unmapped.put("directory", "unverified").put("directory_reason", reason.label());
    }
  }

  private ControlWording words() {
    return ControlWording.of(control());
  }

  private Optional<Proof> closing() {
    return switch (transition.step()) {
      case Raised _, Suppressed _ -> Optional.empty();
      case Resolved(_, var proof) -> proof;
    };
  }

  /**
   * The most recent event of a finding that an event closed; not always the closing one, since
   * events come late and out of order. What the directory says is not an event.
   */
  private Optional<Instant> latestEvent() {
    return closing()
        .filter(proof -> proof.source() == Proof.Source.CLOUDTRAIL)
        .map(Proof::time)
        .map(end -> end.isBefore(baseline().since()) ? baseline().since() : end);
  }

  private Finding finding() {
    return transition.finding();
  }

  private Control control() {
    return finding().control();
  }

  private Baseline baseline() {
    return finding().baseline();
  }

  private UserRecord user() {
    return transition.user();
  }

  private Optional<String> name() {
    return Phrase.name(transition).map(Phrase::exact);
  }
}
