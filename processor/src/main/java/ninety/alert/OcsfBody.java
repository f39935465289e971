package ninety.alert;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import ninety.alert.OcsfFormat.Setting;
import ninety.policy.Baseline;
import ninety.policy.Control;
import ninety.policy.Finding;
import ninety.policy.Transition;
import ninety.policy.Transition.Cause;
import ninety.policy.Transition.Raised;
import ninety.policy.Transition.Resolved;
import ninety.user.Proof;
import ninety.user.Register;
import ninety.user.UserRecord;

/** The body of one alert; its fields come in a fixed order. */
record OcsfBody(Setting setting, Transition transition, Wording wording) {

  private static final String PROVIDER = "AWS";
  private static final int CLASS = 2003;

  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  ObjectNode tree() {
    State state = State.of(transition.step());
    State.Activity activity = State.Activity.of(transition.step());
    ObjectNode body =
        JsonNodeFactory.instance
            .objectNode()
            .put("activity_id", activity.id)
            .put("activity_name", activity.caption)
            .put("category_uid", 2)
            .put("category_name", "Findings")
            .put("class_uid", CLASS)
            .put("class_name", "Compliance Finding")
            .put("type_uid", CLASS * 100 + activity.id)
            .put("type_name", "Compliance Finding: " + activity.caption)
            .put("severity_id", state.severityId)
            .put("severity", state.severity)
            .put("status_id", state.statusId)
            .put("status", state.status);
    time(body, "time", transition.time());
    body.put("timezone_offset", 0);
    time(body, "start_time", baseline().since());
    latestEvent().ifPresent(end -> time(body, "end_time", end));
    body.put("message", wording.message());
    metadata(body.putObject("metadata"));
    findingInfo(body.putObject("finding_info"));
    compliance(body.putObject("compliance"), state);
    resource(body.putArray("resources").addObject());
    evidence(body.putArray("evidences").addObject());
    observables(body.putArray("observables"));
    wording
        .remediation()
        .ifPresent(whatToDo -> body.putObject("remediation").put("desc", whatToDo));
    cloud(body.putObject("cloud"));
    unmapped(body.putObject("unmapped"));
    return body;
  }

  private void metadata(ObjectNode metadata) {
    metadata
        .put("version", "1.8.0")
        .put("uid", transition.alertId().toString())
        .put("sequence", finding().sequence());
    metadata.putArray("profiles").add("cloud").add("datetime");
    metadata.put("log_provider", "ninety");
    metadata
        .putObject("product")
        .put("name", "ninety")
        .put("vendor_name", "ninety")
        .put("version", setting.productVersion())
        .putObject("feature")
        .put("name", "sweep");
  }

  private void findingInfo(ObjectNode info) {
    info.put("uid", finding().uid().toString())
        .put("title", Wording.title(control()))
        .put("desc", Wording.requirement(control()));
    info.putArray("types").add(Wording.type(control()));
    info.putObject("analytic")
        .put("uid", control().label())
        .put("name", Wording.rule(control()))
        .put("type_id", 1)
        .put("type", "Rule")
        .put("version", "1");
    info.putArray("data_sources").add("AWS CloudTrail");
    time(info, "created_time", finding().openedAt());
    time(info, "modified_time", transition.time());
    time(info, "first_seen_time", finding().firstSeen());
    time(info, "last_seen_time", finding().lastSeen());
    ArrayNode events = info.putArray("related_events");
    Stream.concat(Stream.of(baseline().proof()), closing().stream())
        .distinct()
        .forEach(proof -> relatedEvent(events.addObject(), proof));
  }

  private static void relatedEvent(ObjectNode event, Proof proof) {
    event
        .put("uid", proof.eventId())
        .put("type", "AWS CloudTrail event")
        .put("title", proof.call());
    time(event, "created_time", proof.time());
  }

  private void compliance(ObjectNode compliance, State state) {
    compliance.putArray("standards").add("PCI DSS 4.0.1");
    compliance.put("control", control().requirement());
    compliance.putArray("requirements").add("PCI DSS 4.0.1 Requirement " + control().requirement());
    ArrayNode parameters = compliance.putArray("control_parameters");
    parameters()
        .forEach((name, value) -> parameters.addObject().put("name", name).put("value", value));
    compliance
        .put("status_id", state.complianceId)
        .put("status", state.compliance)
        .put("status_code", transition.step().label());
    ArrayNode details = compliance.putArray("status_details");
    wording.details().forEach(details::add);
  }

  private Map<String, String> parameters() {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("warning_days", Age.inDays(transition.thresholds().warning()));
    parameters.put("breach_days", Age.inDays(transition.thresholds().breach()));
    switch (control()) {
      case INACTIVITY -> parameters.put("activity", transition.basis().label());
      case PASSWORD_AGE -> {}
    }
    return parameters;
  }

  private void resource(ObjectNode resource) {
    String id = user().id().value();
    resource
        .put("uid", id)
        .put("uid_alt", "arn:" + setting.partition() + ":identitystore:::user/" + id);
    name().ifPresent(name -> resource.put("name", name));
    resource.put("type", "AWS::IdentityStore::User");
    user().identityStoreId().ifPresent(store -> resource.put("namespace", store));
    resource
        .put("role_id", 1)
        .put("role", "Target")
        .put("provider", PROVIDER)
        .put("cloud_partition", setting.partition());
    setting.region().ifPresent(region -> resource.put("region", region));
    user()
        .created()
        .map(Register::proof)
        .ifPresent(creation -> time(resource, "created_time", creation.time()));
    // SIEMs look for a user object, and the class has none of its own.
    user(resource.putObject("owner"));
  }

  private void evidence(ObjectNode evidence) {
    Proof decided = closing().orElse(baseline().proof());
    evidence.put("uid", decided.eventId()).put("name", decidingRegister());
    api(evidence.putObject("api"), decided);
    ObjectNode user = evidence.putObject("user");
    user(user);
    user()
        .lastAuthenticated()
        .map(Register::proof)
        .ifPresent(signIn -> time(user.putObject("ldap_person"), "last_login_time", signIn.time()));
  }

  /** Which register of the user record the deciding event moved. */
  private String decidingRegister() {
    if (transition.step() instanceof Resolved(var cause, var proof) && proof.isPresent()) {
      return switch (cause) {
        case ACTIVITY -> transition.basis().label();
        case PASSWORD_RESET -> Baseline.From.PASSWORD_RESET.label();
        case CREATED -> Baseline.From.CREATION.label();
        case DISABLED, DELETED -> "status";
        case NOT_APPLICABLE -> Baseline.From.AUTHENTICATION.label();
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
    observables
        .addObject()
        .put("name", "resources[0].uid")
        .put("type_id", 10)
        .put("type", "Resource UID")
        .put("value", user().id().value());
    name()
        .ifPresent(name ->
            observables
                .addObject()
                .put("name", "resources[0].owner.name")
                .put("type_id", 4)
                .put("type", "User Name")
                .put("value", name));
  }

  private void cloud(ObjectNode cloud) {
    cloud.put("provider", PROVIDER).put("cloud_partition", setting.partition());
    setting.region().ifPresent(region -> cloud.put("region", region));
    setting
        .account()
        .ifPresent(account ->
            cloud
                .putObject("account")
                .put("uid", account)
                .put("type_id", 10)
                .put("type", "AWS Account"));
  }

  private void unmapped(ObjectNode unmapped) {
    unmapped
        .put("control", control().label())
        .put("level", transition.step().label())
        .put("counted_from", text(baseline().since()))
        .put("breach_at", text(baseline().since().plus(transition.thresholds().breach())));
    switch (control()) {
      case INACTIVITY -> unmapped.put("inactive_days", days());
      case PASSWORD_AGE -> {
        unmapped.put("password_age_days", days());
        user()
            .passwordReset()
            .ifPresent(reset -> unmapped.put("password_reset_at", text(reset.time())));
      }
    }
    switch (transition.step()) {
      // Nobody asks the directory before telling yet.
      case Raised _ -> unmapped.put("directory", "unverified");
      case Resolved(var cause, var proof) ->
          unmapped
              .put("resolved_by", cause.label())
              .put("resolved_at", text(proof.map(Proof::time).orElse(transition.time())));
    }
  }

  /** What is counted after the step: from the beginning again where the count started anew. */
  private long days() {
    return switch (transition.step()) {
      case Raised _ -> Age.of(transition).days();
      case Resolved(var cause, _) -> startedAnew(cause) ? 0 : Age.of(transition).days();
    };
  }

  private static boolean startedAnew(Cause cause) {
    return switch (cause) {
      case ACTIVITY, PASSWORD_RESET, CREATED -> true;
      case DISABLED, DELETED, NOT_APPLICABLE -> false;
    };
  }

  private Optional<Proof> closing() {
    return switch (transition.step()) {
      case Raised _ -> Optional.empty();
      case Resolved(_, var proof) -> proof;
    };
  }

  /**
   * The most recent event of a finding that an event closed; not always the closing one, since
   * events come late and out of order.
   */
  private Optional<Instant> latestEvent() {
    return closing()
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
    return Name.of(transition).map(Name::exact);
  }

  private static void time(ObjectNode node, String field, Instant instant) {
    node.put(field, instant.toEpochMilli()).put(field + "_dt", text(instant));
  }

  private static String text(Instant instant) {
    return MILLIS.format(instant);
  }
}
