package ninety.format;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import ninety.format.OcsfFormat.Setting;
import ninety.policy.Control;
import ninety.wording.Rule;
import ninety.wording.State;

/**
 * The parts that every alert has in common, whatever it is about.
 *
 * @param control the label of what was checked
 * @param requirements their numbers in PCI DSS
 */
record OcsfParts(
    Setting setting,
    State state,
    State.Activity activity,
    String control,
    List<String> requirements,
    Rule rule) {

  private static final String PROVIDER = "AWS";
  private static final int CLASS = 2003;

  /** OCSF wants a name or an id. */
  private static final String ANY_STORE = "every identity store";

  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  /** Of a finding under one control. */
  OcsfParts(Setting setting, State state, State.Activity activity, Control control, Rule rule) {
    this(setting, state, activity, control.label(), List.of(control.requirement()), rule);
  }

  /** A new body with what OCSF's base event wants first. */
  ObjectNode head() {
    return JsonNodeFactory.instance
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
  }

  void metadata(ObjectNode metadata, UUID alert, int sequence) {
    metadata.put("version", "1.8.0").put("uid", alert.toString()).put("sequence", sequence);
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

  /**
   * Writes which kind of finding it is, and by which rule.
   *
   * @param directory whether what the directory said is part of it
   */
  void findingInfo(ObjectNode info, UUID finding, boolean directory) {
    findingInfo(
        info,
        finding,
        directory
            ? List.of("AWS CloudTrail", "AWS IAM Identity Center directory")
            : List.of("AWS CloudTrail"));
  }

  /**
   * The same.
   *
   * @param sources where its data comes from
   */
  void findingInfo(ObjectNode info, UUID finding, List<String> sources) {
    info.put("uid", finding.toString()).put("title", rule.title()).put("desc", rule.requirement());
    info.putArray("types").add(rule.type());
    info.putObject("analytic")
        .put("uid", control)
        .put("name", rule.name())
        .put("type_id", 1)
        .put("type", "Rule")
        .put("version", "1");
    var list = info.putArray("data_sources");
    sources.forEach(list::add);
  }

  /**
   * The verdict.
   *
   * @param parameters what the control was configured with; their order is kept
   * @param step the level, or how the finding ended
   */
  void compliance(
      ObjectNode compliance, Map<String, String> parameters, String step, List<String> details) {
    compliance.putArray("standards").add("PCI DSS 4.0.1");
    compliance.put("control", String.join(", ", requirements));
    var asked = compliance.putArray("requirements");
    requirements.forEach(number -> asked.add("PCI DSS 4.0.1 Requirement " + number));
    if (!parameters.isEmpty()) {
      var list = compliance.putArray("control_parameters");
      parameters.forEach((name, value) -> list.addObject().put("name", name).put("value", value));
    }
    compliance
        .put("status_id", state.complianceId)
        .put("status", state.compliance)
        .put("status_code", step);
    var list = compliance.putArray("status_details");
    details.forEach(list::add);
  }

  void cloud(ObjectNode cloud) {
    located(cloud);
    setting
        .account()
        .ifPresent(account ->
            cloud
                .putObject("account")
                .put("uid", account)
                .put("type_id", 10)
                .put("type", "AWS Account"));
  }

  /** The identity store that an alert is about; where none is configured, every one is watched. */
  void store(ObjectNode resource, Optional<String> store) {
    store.ifPresentOrElse(
        id -> {
          resource.put("uid", id);
          setting
              .account()
              .ifPresent(account ->
                  resource.put(
                      "uid_alt",
                      "arn:%s:identitystore::%s:identitystore/%s"
                          .formatted(setting.partition(), account, id)));
        },
        () -> resource.put("name", ANY_STORE));
    resource
        .put("type", "AWS::IdentityStore::IdentityStore")
        .put("role_id", 1)
        .put("role", "Target");
    located(resource);
  }

  /**
   * An account of AWS that an alert is about.
   *
   * @param region in which it was, where that is known
   */
  void account(ObjectNode resource, Optional<String> account, Optional<String> region) {
    account.ifPresentOrElse(
        id -> resource.put("uid", id), () -> resource.put("name", "an account that is not known"));
    resource.put("type", "AWS::::Account").put("role_id", 1).put("role", "Target");
    located(resource);
    region.ifPresent(it -> resource.put("region", it));
  }

  /** One thing of the finding that SIEMs look up. */
  static void observable(ArrayNode observables, String field, int typeId, String type, String of) {
    observables
        .addObject()
        .put("name", field)
        .put("type_id", typeId)
        .put("type", type)
        .put("value", of);
  }

  /** Where in the cloud something is. */
  void located(ObjectNode node) {
    node.put("provider", PROVIDER).put("cloud_partition", setting.partition());
    setting.region().ifPresent(region -> node.put("region", region));
  }

  static void time(ObjectNode node, String field, Instant instant) {
    node.put(field, instant.toEpochMilli()).put(field + "_dt", text(instant));
  }

  static String text(Instant instant) {
    return MILLIS.format(instant);
  }
}
