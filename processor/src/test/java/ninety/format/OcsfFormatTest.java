package ninety.format;

import static ninety.format.OcsfBodies.DAY_86;
import static ninety.format.OcsfBodies.DAY_90;
import static ninety.format.OcsfBodies.DAY_97;
import static ninety.format.OcsfBodies.FORMAT;
import static ninety.format.OcsfBodies.KNOWING_LITTLE;
import static ninety.format.OcsfBodies.SIGN_IN;
import static ninety.format.OcsfBodies.SILENT;
import static ninety.format.OcsfBodies.at;
import static ninety.format.OcsfBodies.body;
import static ninety.format.OcsfBodies.composed;
import static ninety.format.OcsfBodies.details;
import static ninety.format.OcsfBodies.mara;
import static ninety.format.OcsfBodies.marasWarning;
import static ninety.format.OcsfBodies.read;
import static ninety.format.OcsfBodies.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import ninety.finding.Alert;
import ninety.finding.Transitions;
import ninety.finding.UserTransition;
import ninety.format.OcsfFormat.Setting;
import ninety.policy.Cause;
import ninety.policy.Control;
import ninety.user.DirectoryWord;
import ninety.user.Kind.Presence;
import ninety.user.Proof;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What all alerts have in common: they are valid, a SIEM's rules read them, the samples come out.
 */
final class OcsfFormatTest {

  private static final Proof END =
      new Proof(
          Instant.parse("2026-08-27T00:00:00Z"),
          "e-end",
          "sso-directory.amazonaws.com DisableUser");
  private static final Proof ANSWER =
      new Proof(
          Instant.parse("2026-08-27T00:00:00Z"),
          "e-answer",
          "identitystore.amazonaws.com DescribeUser",
          Proof.Source.DIRECTORY);

  // Every kind of transition is what OCSF allows

  static Stream<Arguments> every_kind() {
    return Stream.of(Control.values())
        .flatMap(control ->
            Stream.of("not asked", "no answer", "verified")
                .map(answer -> Arguments.of(control, answer)));
  }

  @ParameterizedTest
  @MethodSource("every_kind")
  void every_kind_of_transition_is_valid(Control control, String answer) {
    for (boolean named : List.of(true, false)) {
      for (boolean stored : List.of(true, false)) {
        kinds(() -> life(control, named, stored), control, answer)
            .forEach(transition -> {
              assertEquals(List.of(), OcsfSchema.faults(text(FORMAT, transition)));
              assertEquals(List.of(), OcsfSchema.faults(text(KNOWING_LITTLE, transition)));
            });
      }
    }
  }

  private static Transitions life(Control control, boolean named, boolean stored) {
    Transitions life = Transitions.of(control);
    life = named ? life : life.withoutName();
    return stored ? life : life.withoutStore();
  }

  private static Stream<UserTransition> kinds(
      Supplier<Transitions> life, Control control, String answer) {
    List<UserTransition> open =
        switch (control) {
          case INACTIVITY, PASSWORD_AGE -> {
            Transitions story = life.get().createdWithPassword(SIGN_IN);
            Transitions late = life.get().passwordReset(SIGN_IN).signedIn(SIGN_IN);
            Transitions watched =
                life.get()
                    .listenedToSince(SIGN_IN)
                    .signedIn("2025-01-01T00:00:00Z")
                    .passwordReset("2025-01-01T00:00:00Z");
            yield List.of(
                story.judged(DAY_86),
                story.judged(DAY_90),
                story.judged(DAY_97),
                late.judged(DAY_90),
                watched.judged(DAY_86),
                watched.judged(DAY_97));
          }
          case REVOKED_ACCESS ->
              List.of(
                  life.get().disabled(SIGN_IN).signedIn(DAY_86).judged(DAY_90),
                  life.get().deleted(SIGN_IN).signedIn(DAY_86).judged(DAY_90),
                  life.get().asked(SIGN_IN, Presence.GONE).signedIn(DAY_86).judged(DAY_90));
        };
    return open.stream()
        .flatMap(raised -> {
          UserTransition delivered = answered(raised, answer);
          return Stream.concat(Stream.of(delivered), ends(delivered));
        });
  }

  private static Stream<UserTransition> ends(UserTransition raised) {
    Stream<UserTransition> resolved =
        Stream.of(Cause.values())
            .flatMap(cause ->
                Stream.of(Optional.of(END), Optional.of(ANSWER), Optional.<Proof>empty())
                    .map(proof -> Transitions.ended(raised, cause, proof)));
    return Stream.concat(
        resolved, Stream.of(Transitions.exempted(raised, "IAM team", "sealed envelope")));
  }

  /** The transition as it would be after that answer of the directory. */
  private static UserTransition answered(UserTransition raised, String answer) {
    Instant at = raised.time();
    DirectoryWord directory =
        switch (answer) {
          case "not asked" -> new DirectoryWord.Unavailable(DirectoryWord.Reason.NOT_CONFIGURED);
          case "no answer" -> new DirectoryWord.Unavailable(DirectoryWord.Reason.THROTTLED);
          default ->
              new DirectoryWord.Reported(
                  switch (raised.user().status()) {
                    case ENABLED -> Presence.ENABLED;
                    case DISABLED -> Presence.DISABLED;
                    case DELETED -> Presence.GONE;
                  },
                  Optional.empty(),
                  Optional.empty(),
                  new Proof(
                      at,
                      "request-1",
                      "identitystore.amazonaws.com DescribeUser",
                      Proof.Source.DIRECTORY));
        };
    return new UserTransition(
        raised.finding(),
        raised.step(),
        raised.user(),
        raised.policy(),
        directory,
        raised.observed(),
        raised.asOf(),
        at,
        false);
  }

  // What a SIEM's rules read, state by state

  @ParameterizedTest
  @CsvSource({
    "warning, 1, 200301, 3, Medium, 1, New, 99, Approaching Limit",
    "breach, 2, 200302, 4, High, 1, New, 3, Fail",
    "escalated, 2, 200302, 5, Critical, 1, New, 3, Fail",
    "resolved, 3, 200303, 1, Informational, 4, Resolved, 1, Pass",
    "suppressed, 3, 200303, 1, Informational, 3, Suppressed, 99, Exempt",
    "not-checked, 1, 200301, 4, High, 1, New, 2, Warning",
    "checked-again, 3, 200303, 1, Informational, 4, Resolved, 99, Checked Again"
  })
  void a_state_has_these_ids(
      String state,
      int activity,
      int type,
      int severityId,
      String severity,
      int statusId,
      String status,
      int complianceId,
      String compliance) {
    JsonNode body = stateOf(state);

    assertEquals(activity, body.at("/activity_id").asInt());
    assertEquals(2, body.at("/category_uid").asInt());
    assertEquals(2003, body.at("/class_uid").asInt());
    assertEquals(type, body.at("/type_uid").asInt());
    assertEquals(severityId, body.at("/severity_id").asInt());
    assertEquals(severity, body.at("/severity").asText());
    assertEquals(statusId, body.at("/status_id").asInt());
    assertEquals(status, body.at("/status").asText());
    assertEquals(complianceId, body.at("/compliance/status_id").asInt());
    assertEquals(compliance, body.at("/compliance/status").asText());
    String level = state.equals("checked-again") ? "resolved" : state;
    assertEquals(level, body.at("/compliance/status_code").asText());
    assertEquals(level, body.at("/unmapped/level").asText());
  }

  private static JsonNode stateOf(String state) {
    Transitions story = mara();
    UserTransition warning = story.judged(DAY_86);
    UserTransition breach = story.judged(DAY_90);
    return switch (state) {
      case "warning" -> body(warning);
      case "breach" -> body(breach);
      case "escalated" -> body(story.judged(DAY_97));
      case "resolved" -> body(story.signedIn(DAY_97).judged(DAY_97));
      case "suppressed" -> body(story.exempt("2027-01-01T00:00:00Z", "a", "b").judged(DAY_97));
      case "not-checked" -> body(Silence.of(SILENT).begin().getFirst());
      case "checked-again" -> body(Silence.of(SILENT).end().getFirst());
      default -> throw new IllegalArgumentException(state);
    };
  }

  @Test
  void the_schema_refuses_what_ocsf_does_not_know() {
    String body = text(FORMAT, marasWarning());

    assertFalse(OcsfSchema.faults(body.replace("\"severity\"", "\"severty\"")).isEmpty());
    assertFalse(OcsfSchema.faults(body.replace("\"status_id\":99", "\"status_id\":98")).isEmpty());
  }

  @Test
  void the_same_transition_gives_the_same_bytes() {
    assertEquals(FORMAT.compose(marasWarning()), FORMAT.compose(marasWarning()));
    assertEquals(
        FORMAT.compose(Silence.of(SILENT).begin().getFirst()),
        FORMAT.compose(Silence.of(SILENT).begin().getFirst()));
  }

  // The samples, to the byte, but for what is listed

  @Test
  void the_first_sample_comes_out() {
    ObjectNode expected = sample("warning");
    at(expected, "/unmapped")
        .put("directory", "unverified")
        .put("directory_reason", "not-configured");
    ((ArrayNode) expected.at("/finding_info/data_sources")).remove(1);
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
                + " users, do it there. If it has to stay, record an exemption with an owner, a"
                + " reason and an end (ninety exempt add).");

    Alert alert = composed(marasWarning());

    assertEquals(expected.toString(), alert.body());
    assertEquals("bbb071d3-b9df-5085-9aa5-2542a2cc2c7e", alert.id().toString());
    assertEquals("2a4980e5-d04e-5c70-8765-f6fbc92bfea3", alert.finding().toString());
  }

  @Test
  void the_second_sample_comes_out() {
    ObjectNode expected = sample("breach");
    at(expected, "/unmapped").put("directory_asked_at", "2026-08-30T08:15:01.600Z");
    at(expected, "/compliance")
        .putArray("status_details")
        .add(
            "Inactive for 90 days since 2026-06-01T08:14:27Z; the directory reported the user as"
                + " enabled at 2026-08-30T08:15:01Z.");
    at(expected, "/remediation")
        .put(
            "desc",
            "Disable or remove the user now. In the IAM Identity Center console: Users > select the"
                + " user > Disable user access. Where an external identity provider manages the"
                + " users, do it there. If it has to stay, record an exemption with an owner, a"
                + " reason and an end (ninety exempt add).");
    Transitions story = mara();
    story.judged(DAY_86);
    story.asked("2026-08-30T08:15:01.600Z", Presence.ENABLED);

    Alert alert = composed(story.judged(DAY_90));

    assertEquals(expected.toString(), alert.body());
    assertEquals("279cac45-1d29-5a7d-98e3-dc7351cf326e", alert.id().toString());
  }

  @Test
  void the_third_sample_comes_out() {
    ObjectNode expected = sample("resolved");
    ((ArrayNode) expected.at("/finding_info/data_sources")).remove(1);
    Transitions story = mara();
    story.judged(DAY_86);
    story.judged(DAY_90);
    story.signedIn("2026-08-31T06:52:10Z", "c1b7e9f4-2a6d-4e58-8f3b-6d9a0e1c5b72");

    Alert alert = composed(story.judged("2026-08-31T06:53:04.551Z"));

    assertEquals(expected.toString(), alert.body());
    assertEquals("88a4d1b2-7425-55dd-8b76-aa998a1a78a8", alert.id().toString());
  }

  /** A sample, with the instant that was judged for, which no sample has. */
  private static ObjectNode sample(String step) {
    ObjectNode sample = read(OcsfSchema.sample(step));
    ObjectNode unmapped = at(sample, "/unmapped");
    ObjectNode fields = unmapped.deepCopy();
    unmapped.removeAll();
    fields
        .properties()
        .forEach(field -> {
          if (field.getKey().equals("counted_from")) {
            unmapped.put("as_of", sample.at("/time_dt").asText());
          }
          unmapped.set(field.getKey(), field.getValue());
          if (field.getKey().equals("counted_from")) {
            unmapped.put("counted_from_fact", "lastActivity");
          }
        });
    return sample;
  }

  /** F16. */
  @Test
  void an_alert_of_a_trial_says_so() {
    OcsfFormat trial =
        new OcsfFormat(new Setting("aws", Optional.empty(), Optional.empty(), "0.1.0", true));

    JsonNode alert = read(text(trial, marasWarning()));

    assertTrue(alert.at("/unmapped/trial").asBoolean());
    JsonNode details = alert.at("/compliance/status_details");
    assertEquals(
        "This alert was sent in a trial and proves nothing.",
        details.get(details.size() - 1).asText());
    assertTrue(body(marasWarning()).at("/unmapped/trial").isMissingNode());
  }
}
