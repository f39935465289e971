package ninety.alert;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import ninety.alert.OcsfFormat.Setting;
import ninety.policy.Alert;
import ninety.policy.Control;
import ninety.policy.Policy.Basis;
import ninety.policy.Transition;
import ninety.policy.Transition.Cause;
import ninety.policy.Transitions;
import ninety.user.Proof;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class OcsfFormatTest {

  private static final JsonMapper JSON = new JsonMapper();

  private static final OcsfFormat FORMAT =
      new OcsfFormat(
          new Setting("aws", Optional.of("eu-north-1"), Optional.of("111122223333"), "0.1.0"));
  private static final OcsfFormat KNOWING_LITTLE =
      new OcsfFormat(new Setting("aws-us-gov", Optional.empty(), Optional.empty(), "0.1.0"));

  private static final String SIGN_IN = "2026-06-01T08:14:27Z";
  private static final String DAY_86 = "2026-08-26T08:15:02.118Z";
  private static final String DAY_90 = "2026-08-30T08:15:01.907Z";
  private static final Proof END =
      new Proof(
          Instant.parse("2026-08-27T00:00:00Z"),
          "e-end",
          "sso-directory.amazonaws.com DisableUser");

  // Every kind of transition is what OCSF allows

  static Stream<Arguments> every_kind() {
    List<Arguments> kinds = new ArrayList<>();
    for (Control control : Control.values()) {
      kinds.addAll(kinds("", Transitions.of(control), Transitions.of(control)));
      kinds.addAll(
          kinds(
              ", no name",
              Transitions.of(control).withoutName(),
              Transitions.of(control).withoutName()));
      kinds.addAll(
          kinds(
              ", no store",
              Transitions.of(control).withoutStore(),
              Transitions.of(control).withoutStore()));
    }
    return kinds.stream();
  }

  private static List<Arguments> kinds(String suffix, Transitions story, Transitions late) {
    List<Transition> transitions = new ArrayList<>();
    Transition warning = story.createdWithPassword(SIGN_IN).judged(DAY_86);
    Transition update = story.judged(DAY_90);
    Transition opening = late.passwordReset(SIGN_IN).signedIn(SIGN_IN).judged(DAY_90);
    transitions.addAll(List.of(warning, update, opening));
    for (Cause cause : Cause.values()) {
      transitions.add(Transitions.ended(warning, cause, Optional.of(END)));
      transitions.add(Transitions.ended(opening, cause, Optional.empty()));
    }
    return transitions.stream()
        .map(it -> Arguments.of(Named.of(it.finding().control() + " " + it.step() + suffix, it)))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("every_kind")
  void every_kind_of_transition_is_valid(Transition transition) {
    assertEquals(List.of(), OcsfSchema.faults(FORMAT.compose(transition).body()));
    assertEquals(List.of(), OcsfSchema.faults(KNOWING_LITTLE.compose(transition).body()));
  }

  @Test
  void the_schema_refuses_what_ocsf_does_not_know() {
    String body = FORMAT.compose(marasWarning()).body();

    assertFalse(OcsfSchema.faults(body.replace("\"severity\"", "\"severty\"")).isEmpty());
    assertFalse(OcsfSchema.faults(body.replace("\"status_id\":99", "\"status_id\":98")).isEmpty());
  }

  @Test
  void the_same_transition_gives_the_same_bytes() {
    Alert first = FORMAT.compose(marasWarning());
    Alert second = FORMAT.compose(marasWarning());

    assertEquals(first, second);
  }

  // The samples, to the byte, but for what is listed

  @Test
  void the_first_sample_comes_out() {
    ObjectNode expected = sample("warning");
    at(expected, "/unmapped").put("directory", "unverified");
    at(expected, "/compliance")
        .putArray("status_details")
        .add(
            "Compliant until 2026-08-30T08:14:27Z; activity, disabling or removal before then"
                + " closes the finding.");
    at(expected, "/remediation")
        .put(
            "desc",
            "Confirm that the person still needs access. If not, disable or remove the user before"
                + " 2026-08-30T08:14:27Z. In the IAM Identity Center console: Users > select the"
                + " user > Disable user access. Where an external identity provider manages the"
                + " users, do it there.");

    Alert alert = FORMAT.compose(marasWarning());

    assertEquals(expected.toString(), alert.body());
    assertEquals("bbb071d3-b9df-5085-9aa5-2542a2cc2c7e", alert.id().toString());
    assertEquals("2a4980e5-d04e-5c70-8765-f6fbc92bfea3", alert.finding().toString());
  }

  @Test
  void the_second_sample_comes_out() {
    ObjectNode expected = sample("breach");
    at(expected, "/unmapped").put("directory", "unverified");
    expected.put(
        "message",
        "User mara.lindqvist has been inactive for 90 days and is not known to be disabled (PCI"
            + " DSS 8.2.6).");
    at(expected, "/compliance")
        .putArray("status_details")
        .add(
            "Inactive for 90 days since 2026-06-01T08:14:27Z; the directory was not asked whether"
                + " the user is still enabled.");
    at(expected, "/remediation")
        .put(
            "desc",
            "Disable or remove the user now. In the IAM Identity Center console: Users > select the"
                + " user > Disable user access. Where an external identity provider manages the"
                + " users, do it there.");
    Transitions story = mara();
    story.judged(DAY_86);

    Alert alert = FORMAT.compose(story.judged(DAY_90));

    assertEquals(expected.toString(), alert.body());
    assertEquals("279cac45-1d29-5a7d-98e3-dc7351cf326e", alert.id().toString());
  }

  @Test
  void the_third_sample_comes_out() {
    Transitions story = mara();
    story.judged(DAY_86);
    story.judged(DAY_90);
    story.signedIn("2026-08-31T06:52:10Z", "c1b7e9f4-2a6d-4e58-8f3b-6d9a0e1c5b72");

    Alert alert = FORMAT.compose(story.judged("2026-08-31T06:53:04.551Z"));

    assertEquals(sample("resolved").toString(), alert.body());
    assertEquals("88a4d1b2-7425-55dd-8b76-aa998a1a78a8", alert.id().toString());
  }

  /** A sample, less what no alert says yet: the level after the breach, and the directory. */
  private static ObjectNode sample(String step) {
    ObjectNode sample = read(OcsfSchema.sample(step));
    ((ArrayNode) sample.at("/compliance/control_parameters")).remove(2);
    ((ArrayNode) sample.at("/finding_info/data_sources")).remove(1);
    return sample;
  }

  // What is told

  @Test
  void a_breach_without_a_warning_opens_the_finding() {
    JsonNode body = body(mara().judged(DAY_90));

    assertEquals("Create", body.at("/activity_name").asText());
    assertEquals(200301, body.at("/type_uid").asInt());
    assertEquals("breach", body.at("/unmapped/level").asText());
    assertEquals("2026-08-30T08:14:27.000Z", body.at("/finding_info/first_seen_time_dt").asText());
  }

  @Test
  void nothing_unknown_is_sent() {
    Transition transition =
        Transitions.of(Control.INACTIVITY)
            .withoutName()
            .withoutStore()
            .usedPortal(SIGN_IN)
            .judged(DAY_86);

    String text = KNOWING_LITTLE.compose(transition).body();

    JsonNode body = read(text);
    assertEquals(
        "User " + Transitions.MARA + " has been inactive for 86 of 90 days (PCI DSS 8.2.6).",
        body.at("/message").asText());
    assertEquals(1, body.at("/observables").size());
    assertEquals(
        "arn:aws-us-gov:identitystore:::user/" + Transitions.MARA,
        body.at("/resources/0/uid_alt").asText());
    for (String field : List.of("ldap_person", "namespace", "domain", "region", "account")) {
      assertFalse(text.contains("\"" + field + "\""), field);
    }
    assertFalse(text.contains("null"));
  }

  @Test
  void portal_activity_is_not_called_a_sign_in() {
    Transitions story = mara();
    story.judged(DAY_86);

    JsonNode body = body(story.usedPortal("2026-08-27T09:00:00Z").judged("2026-08-27T09:01:00Z"));

    assertEquals(
        "User mara.lindqvist was active again; the finding is closed (PCI DSS 8.2.6).",
        body.at("/message").asText());
    assertEquals(
        "Active at 2026-08-27T09:00:00Z after 87 days of inactivity.",
        body.at("/compliance/status_details/0").asText());
    assertEquals("Federate", body.at("/evidences/0/api/operation").asText());
    assertEquals(
        "2026-06-01T08:14:27.000Z",
        body.at("/evidences/0/user/ldap_person/last_login_time_dt").asText());
  }

  @Test
  void where_only_sign_ins_count_the_text_says_so() {
    Transition transition =
        mara().basedOn(Basis.LAST_AUTHENTICATED).usedPortal("2026-08-01T00:00:00Z").judged(DAY_86);

    JsonNode body = body(transition);

    assertEquals(
        "User mara.lindqvist has not signed in for 86 of 90 days (PCI DSS 8.2.6).",
        body.at("/message").asText());
    assertEquals("lastAuthenticated", body.at("/evidences/0/name").asText());
    assertEquals("lastAuthenticated", body.at("/compliance/control_parameters/2/value").asText());
  }

  @Test
  void a_user_who_was_only_seen_is_counted_since_then() {
    JsonNode body = body(Transitions.of(Control.INACTIVITY).seen(SIGN_IN).judged(DAY_86));

    assertEquals(
        "User mara.lindqvist has been inactive for 86 of 90 days (PCI DSS 8.2.6, counted since"
            + " first seen).",
        body.at("/message").asText());
    assertEquals(
        "Counted since the user was first seen at 2026-06-01T08:14:27Z; when the user was created"
            + " is not known.",
        body.at("/compliance/status_details/1").asText());
    assertEquals("firstSeen", body.at("/evidences/0/name").asText());
  }

  @Test
  void a_password_grows_old_and_is_reset() {
    Transitions story = Transitions.of(Control.PASSWORD_AGE).passwordReset(SIGN_IN);

    JsonNode warning = body(story.judged(DAY_86));
    JsonNode breach = body(story.judged(DAY_90));
    JsonNode end = body(story.passwordReset("2026-09-01T10:00:00Z").judged("2026-09-01T10:01:00Z"));

    assertEquals(
        "The password of user mara.lindqvist is 86 of 90 days old (PCI DSS 8.3.9).",
        warning.at("/message").asText());
    assertEquals(86, warning.at("/unmapped/password_age_days").asInt());
    assertEquals("2026-06-01T08:14:27.000Z", warning.at("/unmapped/password_reset_at").asText());
    assertEquals(2, warning.at("/compliance/control_parameters").size());
    assertEquals(
        "The password of user mara.lindqvist is 90 days old and is not known to have been reset"
            + " (PCI DSS 8.3.9).",
        breach.at("/message").asText());
    assertEquals(
        "Reset the password now, unless it is not the user's only factor. In the IAM Identity"
            + " Center console: Users > select the user > Reset password.",
        breach.at("/remediation/desc").asText());
    assertEquals(
        "The password of user mara.lindqvist was reset; the finding is closed (PCI DSS 8.3.9).",
        end.at("/message").asText());
    assertEquals(
        "Password reset at 2026-09-01T10:00:00Z after 92 days with the same password.",
        end.at("/compliance/status_details/0").asText());
    assertEquals("password-reset", end.at("/unmapped/resolved_by").asText());
    assertEquals(0, end.at("/unmapped/password_age_days").asInt(-1));
    assertEquals("2026-09-01T10:00:00.000Z", end.at("/unmapped/password_reset_at").asText());
    assertEquals(warning.at("/finding_info/uid").asText(), end.at("/finding_info/uid").asText());
  }

  @Test
  void a_password_that_moved_to_a_provider_ends_the_finding() {
    Transitions story = Transitions.of(Control.PASSWORD_AGE).createdWithPassword(SIGN_IN);
    story.judged(DAY_86);

    JsonNode body =
        body(story.signedInExternally("2026-08-27T09:00:00Z").judged("2026-08-27T09:01:00Z"));

    assertEquals(
        "User mara.lindqvist now signs in through an external identity provider; the finding is"
            + " closed (PCI DSS 8.3.9).",
        body.at("/message").asText());
    assertEquals(87, body.at("/unmapped/password_age_days").asInt());
    assertTrue(body.at("/remediation").isMissingNode());
  }

  @Test
  void a_disabled_user_stays_inactive_and_the_finding_ends() {
    Transitions story = mara();
    story.judged(DAY_86);

    JsonNode body = body(story.disabled("2026-08-28T09:00:00Z").judged("2026-08-28T09:01:00Z"));

    assertEquals("status", body.at("/evidences/0/name").asText());
    assertEquals("DisableUser", body.at("/evidences/0/api/operation").asText());
    assertEquals(2, body.at("/finding_info/related_events").size());
    assertEquals("2026-08-28T09:00:00.000Z", body.at("/end_time_dt").asText());
    assertEquals(88, body.at("/unmapped/inactive_days").asInt());
    assertTrue(body.at("/unmapped/directory").isMissingNode());
  }

  @Test
  void an_end_that_no_event_proves_has_no_end_time() {
    Transition end = Transitions.ended(mara().judged(DAY_86), Cause.DELETED, Optional.empty());

    JsonNode body = body(end);

    assertTrue(body.at("/end_time").isMissingNode());
    assertEquals("2026-08-27T04:15:02.118Z", body.at("/unmapped/resolved_at").asText());
    assertEquals("Deleted; no event tells when.", body.at("/compliance/status_details/0").asText());
    assertEquals(1, body.at("/finding_info/related_events").size());
  }

  @Test
  void an_end_that_lies_before_the_beginning_makes_no_negative_span() {
    Transitions story = mara();
    story.judged(DAY_86);

    JsonNode body = body(story.disabled("2026-05-01T00:00:00Z").judged("2026-08-27T00:00:00Z"));

    assertEquals(
        "Disabled at 2026-05-01T00:00:00Z.", body.at("/compliance/status_details/0").asText());
    assertEquals("2026-05-01T00:00:00.000Z", body.at("/unmapped/resolved_at").asText());
    assertEquals("2026-06-01T08:14:27.000Z", body.at("/end_time_dt").asText());
    assertEquals(0, body.at("/unmapped/inactive_days").asInt(-1));
  }

  @Test
  void an_end_and_a_new_beginning_are_both_told() {
    Transitions story = mara();
    story.judged(DAY_90);

    List<JsonNode> bodies =
        story.usedPortal("2026-06-03T08:14:27Z").allJudged(DAY_90).stream()
            .map(OcsfFormatTest::body)
            .toList();

    assertEquals(
        List.of("resolved", "warning"),
        bodies.stream().map(body -> body.at("/unmapped/level").asText()).toList());
    assertEquals(88, bodies.getLast().at("/unmapped/inactive_days").asInt());
  }

  @Test
  void thresholds_that_are_no_whole_days_are_told_as_they_are() {
    JsonNode body =
        body(
            mara()
                .after(Duration.ofHours(36), Duration.ofHours(60))
                .judged("2026-06-02T20:14:27Z"));

    assertEquals(
        "User mara.lindqvist has been inactive for 1 of 2.5 days (PCI DSS 8.2.6).",
        body.at("/message").asText());
    assertEquals("1.5", body.at("/compliance/control_parameters/0/value").asText());
    assertEquals("2.5", body.at("/compliance/control_parameters/1/value").asText());
    assertEquals(1, body.at("/unmapped/inactive_days").asInt());
  }

  @Test
  void the_answer_of_a_call_without_a_service_names_the_operation_alone() {
    Proof proof = new Proof(Instant.parse(DAY_86), "e-1", "ListUsers");
    Transition end = Transitions.ended(mara().judged(DAY_86), Cause.DELETED, Optional.of(proof));

    JsonNode api = body(end).at("/evidences/0/api");

    assertEquals("{\"operation\":\"ListUsers\"}", api.toString());
    assertEquals(List.of(), OcsfSchema.faults(FORMAT.compose(end).body()));
  }

  // Names are anybody's text

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"},\"unmapped\":{\"level\":\"resolved\"",
        "<script>alert('1')</script>",
        "back\\slash \u0000 \u0007 \u001b[31m \r\n\t",
        "Zoë Müller-Łukasiewicz 山田 😀",
        "\u202eevil\u2028line\u2029",
        "lone \ud800 surrogate",
        "last \uffff characters \ufffe"
      })
  void a_name_stays_a_name(String name) {
    Transition transition =
        Transitions.of(Control.INACTIVITY).named(name).signedIn(SIGN_IN).judged(DAY_86);

    String text = FORMAT.compose(transition).body();

    assertEquals(List.of(), OcsfSchema.faults(text));
    JsonNode body = read(text);
    assertEquals(name.replace('\ud800', '?'), body.at("/resources/0/owner/name").asText());
    assertEquals("warning", body.at("/unmapped/level").asText());
    assertTrue(US_ASCII.newEncoder().canEncode(text));
    assertTrue(
        body.at("/message")
            .asText()
            .chars()
            .noneMatch(
                c -> Character.isISOControl(c) || c == 0x2028 || c == 0x2029 || c == 0x202e));
  }

  @ParameterizedTest
  @ValueSource(ints = {128, 300, 300_000})
  void no_name_makes_an_alert_too_large(int length) {
    Transition transition =
        Transitions.of(Control.INACTIVITY)
            .named("😀".repeat(length))
            .signedIn(SIGN_IN)
            .judged(DAY_86);

    String text = FORMAT.compose(transition).body();

    assertEquals(List.of(), OcsfSchema.faults(text));
    String sent = read(text).at("/resources/0/name").asText();
    assertEquals(128, sent.codePointCount(0, sent.length()));
    assertEquals(length > 128, sent.endsWith("…"));
    assertTrue(text.length() < 20_000);
  }

  @ParameterizedTest
  @EnumSource(Control.class)
  void a_blank_name_is_no_name(Control control) {
    Transition transition =
        Transitions.of(control).named(" ").createdWithPassword(SIGN_IN).judged(DAY_86);

    JsonNode body = body(transition);

    assertTrue(body.at("/message").asText().contains("ser " + Transitions.MARA));
    assertTrue(body.at("/resources/0/name").isMissingNode());
  }

  private static Transitions mara() {
    return Transitions.of(Control.INACTIVITY)
        .created("2024-02-12T09:30:11Z")
        .signedIn(SIGN_IN, "5d0f6a52-8c43-4f0b-9a1e-7b2c9d3e4f10");
  }

  private static Transition marasWarning() {
    return mara().judged(DAY_86);
  }

  private static JsonNode body(Transition transition) {
    return read(FORMAT.compose(transition).body());
  }

  private static ObjectNode at(ObjectNode node, String pointer) {
    return (ObjectNode) node.at(pointer);
  }

  private static ObjectNode read(String json) {
    try {
      return (ObjectNode) JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new AssertionError(json, e);
    }
  }
}
