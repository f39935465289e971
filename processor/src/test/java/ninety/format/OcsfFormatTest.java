package ninety.format;

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
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import ninety.coverage.Horizon.Holder;
import ninety.coverage.Source;
import ninety.coverage.Source.Kind;
import ninety.finding.Alert;
import ninety.finding.SourceTransition;
import ninety.finding.Transition;
import ninety.finding.Transitions;
import ninety.finding.Verification;
import ninety.format.OcsfFormat.Setting;
import ninety.policy.Cause;
import ninety.policy.Control;
import ninety.policy.Policy.Basis;
import ninety.policy.Policy.PasswordRule;
import ninety.user.Kind.Presence;
import ninety.user.Proof;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
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
  private static final String DAY_97 = "2026-09-06T08:15:03.220Z";
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
  private static final Source HERE = new Source("111122223333", "eu-central-1");
  private static final Holder SILENT = new Holder.Source(Source.ofRegion("us-east-1"));

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

  private static Stream<Transition> kinds(
      Supplier<Transitions> life, Control control, String answer) {
    List<Transition> open =
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
          Transition told = answered(raised, answer);
          return Stream.concat(Stream.of(told), ends(told));
        });
  }

  private static Stream<Transition> ends(Transition raised) {
    Stream<Transition> resolved =
        Stream.of(Cause.values())
            .flatMap(cause ->
                Stream.of(Optional.of(END), Optional.of(ANSWER), Optional.<Proof>empty())
                    .map(proof -> Transitions.ended(raised, cause, proof)));
    return Stream.concat(
        resolved, Stream.of(Transitions.exempted(raised, "IAM team", "sealed envelope")));
  }

  /** The transition as it would be after that answer of the directory. */
  private static Transition answered(Transition raised, String answer) {
    Instant at = raised.time();
    Verification directory =
        switch (answer) {
          case "not asked" -> new Verification.Unverified("not-configured");
          case "no answer" -> new Verification.Unverified("throttled");
          default ->
              new Verification.Verified(
                  switch (raised.user().status()) {
                    case ENABLED -> Presence.ENABLED;
                    case DISABLED -> Presence.DISABLED;
                    case DELETED -> Presence.GONE;
                  },
                  new Proof(
                      at,
                      "request-1",
                      "identitystore.amazonaws.com DescribeUser",
                      Proof.Source.DIRECTORY));
        };
    return new Transition(
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

  static Stream<Holder> everything_that_holds_back() {
    return Stream.of(
        new Holder.Allowance(),
        new Holder.NoConsumer(),
        new Holder.Shard("shardId-000000000003"),
        new Holder.Source(Source.ofRegion("us-east-1")),
        new Holder.Source(HERE, true),
        new Holder.Source(HERE.as(Kind.CLOUDTRAIL), true),
        new Holder.Source(HERE.as(Kind.CLOUDTRAIL), false),
        new Holder.Source(new Source(Optional.empty(), "eu-west-1", Kind.REPLICA)));
  }

  @ParameterizedTest
  @MethodSource("everything_that_holds_back")
  void every_silence_and_its_end_are_valid(Holder holder) {
    for (Optional<String> store : List.of(Optional.of("d-9067f2a1c4"), Optional.<String>empty())) {
      List<SourceTransition> silence =
          Stream.concat(
                  Silence.of(holder).store(store).begin().stream(),
                  Silence.of(holder).store(store).end().stream())
              .toList();

      assertEquals(6, silence.size());
      for (SourceTransition transition : silence) {
        assertEquals(List.of(), OcsfSchema.faults(text(FORMAT, transition)));
        assertEquals(List.of(), OcsfSchema.faults(text(KNOWING_LITTLE, transition)));
      }
    }
  }

  /** S5, S6. */
  @Test
  void a_gap_that_is_over_and_users_who_are_left_are_valid_and_say_how_many() {
    List<SourceTransition> past = Silence.past(Silence.LEFT);
    List<SourceTransition> left = Silence.of(SILENT).left();
    Stream.of(past, left, Silence.past(Silence.NOBODY))
        .flatMap(List::stream)
        .forEach(step -> assertEquals(List.of(), OcsfSchema.faults(text(FORMAT, step))));

    JsonNode body = body(left.getFirst());
    assertEquals("still-not-checked", body.at("/compliance/status_code").asText());
    assertEquals(2, body.at("/activity_id").asInt());
    assertEquals(2, body.at("/metadata/sequence").asInt());
    assertEquals(2, body.at("/unmapped/users_not_checked").asInt());
    assertEquals(
        "The feed was not observed from 2026-08-29T23:41:12Z to 2026-08-30T06:20:03Z, and 2"
            + " users are still not checked (PCI DSS 8.2.6).",
        body.at("/message").asText());
    assertEquals(
        "The inactivity of users was not checked from 2026-08-29T23:41:12Z to"
            + " 2026-08-30T06:19:03Z: the feed was not observed (PCI DSS 8.2.6).",
        body(past.getFirst()).at("/message").asText());
    // Of revoked access nobody is left: it is over in the same look.
    assertEquals(
        List.of("not-checked", "not-checked", "not-checked", "resolved"),
        past.stream().map(step -> step.step().label()).toList());
  }

  @Test
  void an_open_finding_says_where_the_way_is_cut_now() {
    List<SourceTransition> elsewhere =
        Silence.of(new Holder.Shard("shardId-000000000003"))
            .elsewhere(new Holder.Source(HERE.as(Kind.CLOUDTRAIL), true));

    assertEquals(3, elsewhere.size());
    elsewhere.forEach(step -> assertEquals(List.of(), OcsfSchema.faults(text(FORMAT, step))));
    JsonNode body = body(elsewhere.getFirst());
    assertEquals("still-not-checked", body.at("/compliance/status_code").asText());
    assertEquals(2, body.at("/metadata/sequence").asInt());
    assertEquals("cloudtrail", body.at("/unmapped/sign_of_life").asText());
    assertEquals("arrives", body.at("/unmapped/other_sign_of_life").asText());
    String message = body.at("/message").asText();
    assertTrue(
        message.startsWith(
            "The inactivity of users is still not checked: no CloudTrail record of our own call"),
        message);
    assertTrue(body.at("/remediation/desc").asText().contains("a trail of management events"));
  }

  @Test
  void users_whom_gaps_hide_later_are_a_finding_that_names_the_gaps() {
    List<SourceTransition> hiding = Silence.hiding();

    assertEquals(2, hiding.size());
    hiding.forEach(step -> assertEquals(List.of(), OcsfSchema.faults(text(FORMAT, step))));
    JsonNode body = body(hiding.getFirst());
    assertEquals("not-checked", body.at("/compliance/status_code").asText());
    assertEquals(
        "The inactivity of users is not checked of 2 users: too much of it lies in gaps (PCI DSS"
            + " 8.2.6).",
        body.at("/message").asText());
    assertEquals(2, body.at("/unmapped/users_not_checked").asInt());
    assertEquals(
        "2026-08-29T23:41:12.000Z/2026-08-30T06:19:03.114Z",
        body.at("/unmapped/unobserved/0").asText());
    assertTrue(
        body.at("/compliance/status_details/0")
            .asText()
            .startsWith(
                "The feed was not observed from 2026-08-29T23:41:12Z to 2026-08-30T06:19:03Z."),
        () -> body.toString());
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
    Transition warning = story.judged(DAY_86);
    Transition breach = story.judged(DAY_90);
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

    String text = text(KNOWING_LITTLE, transition);

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
    assertEquals("lastAuthenticated", body.at("/compliance/control_parameters/3/value").asText());
  }

  @Test
  void a_user_of_whom_nothing_was_heard_is_counted_since_coverage_began() {
    Transitions story = Transitions.of(Control.INACTIVITY).listenedToSince(SIGN_IN);

    JsonNode warning = body(story.seen("2026-07-01T00:00:00Z").judged(DAY_86));
    JsonNode breach = body(story.judged(DAY_90));
    JsonNode end = body(story.signedIn("2026-09-01T08:14:27Z").judged("2026-09-01T09:00:00Z"));

    assertEquals(
        "User mara.lindqvist has been inactive for 86 of 90 days (PCI DSS 8.2.6, counted since"
            + " coverage began).",
        warning.at("/message").asText());
    // "Compliant" would be a claim about the time before.
    assertEquals(
        List.of(
            "The limit is reached at 2026-08-30T08:14:27Z; activity, disabling or removal before"
                + " then closes the finding.",
            "Counted since 2026-06-01T08:14:27Z, from when on the source was listened to without a"
                + " gap; what happened before is not known."),
        details(warning));
    assertEquals("coverage", breach.at("/evidences/0/name").asText());
    assertTrue(breach.at("/evidences/0/uid").isMissingNode());
    assertTrue(breach.at("/finding_info/related_events").isMissingNode());
    assertEquals("coverage", breach.at("/unmapped/counted_from_fact").asText());
    assertEquals(
        List.of("Signed in at 2026-09-01T08:14:27Z after at least 92 days of inactivity."),
        details(end));
  }

  @Test
  void an_escalation_says_since_when_the_limit_is_exceeded() {
    Transitions story = mara();
    story.judged(DAY_86);

    JsonNode body = body(story.directory(new Verification.Unverified("throttled")).judged(DAY_97));

    assertEquals(
        "User mara.lindqvist has been inactive for 97 days and is not known to be disabled (PCI DSS"
            + " 8.2.6).",
        body.at("/message").asText());
    assertEquals(
        List.of(
            "Inactive for 97 days since 2026-06-01T08:14:27Z; the directory did not say whether the"
                + " user is still enabled (throttled).",
            "In breach since 2026-08-30T08:14:27Z."),
        details(body));
    assertEquals("unverified", body.at("/unmapped/directory").asText());
    assertEquals("throttled", body.at("/unmapped/directory_reason").asText());
  }

  @Test
  void an_exemption_is_told_with_who_answers_for_it() {
    Transitions story = mara();
    story.judged(DAY_90);

    JsonNode body =
        body(
            story
                .exempt("2026-12-01T00:00:00Z", "Jonas Weber", "Emergency access")
                .judged("2026-08-31T08:00:00Z"));

    assertEquals(
        "User mara.lindqvist is exempt until 2026-12-01T00:00:00Z; the finding is closed (PCI DSS"
            + " 8.2.6).",
        body.at("/message").asText());
    assertEquals(
        List.of(
            "Exempt until 2026-12-01T00:00:00Z; owner: Jonas Weber; reason: Emergency access",
            "If the limit is exceeded when the exemption ends, a new finding is opened."),
        details(body));
    assertEquals(
        "{\"id\":\"x-1\",\"owner\":\"Jonas Weber\",\"reason\":\"Emergency access\","
            + "\"until\":\"2026-12-01T00:00:00.000Z\","
            + "\"added_by\":\"arn:aws:sts::111122223333:assumed-role/Security/jonas\","
            + "\"added_at\":\"2026-08-28T11:05:40.000Z\"}",
        body.at("/unmapped/exemption").toString());
    assertTrue(body.at("/remediation").isMissingNode());
    assertTrue(body.at("/end_time").isMissingNode());
  }

  @Test
  void the_directory_says_how_it_is_and_not_since_when() {
    Transitions disabled = mara();
    disabled.judged(DAY_86);
    Transitions gone = mara();
    gone.judged(DAY_86);

    JsonNode first = body(disabled.asked(DAY_90, Presence.DISABLED).judged(DAY_90));
    JsonNode second = body(gone.asked(DAY_90, Presence.GONE).judged(DAY_90));

    assertEquals(
        "User mara.lindqvist is disabled in the directory; the finding is closed (PCI DSS 8.2.6).",
        first.at("/message").asText());
    assertEquals(
        List.of(
            "The directory reported the user as disabled at 2026-08-30T08:15:01Z; no event shows"
                + " since when."),
        details(first));
    assertEquals(
        "User mara.lindqvist is no longer in the directory; the finding is closed (PCI DSS 8.2.6).",
        second.at("/message").asText());
    assertEquals(
        List.of(
            "The directory had no such user at 2026-08-30T08:15:01Z; no event shows since when."),
        details(second));
    assertTrue(first.at("/end_time").isMissingNode());
    assertEquals(
        "AWS Identity Store answer", first.at("/finding_info/related_events/1/type").asText());
    assertEquals("DescribeUser", first.at("/evidences/0/api/operation").asText());
    assertEquals(
        "[\"AWS CloudTrail\",\"AWS IAM Identity Center directory\"]",
        first.at("/finding_info/data_sources").toString());
  }

  @Test
  void a_creation_that_only_the_directory_remembers_is_told_as_such() {
    Transitions story =
        Transitions.of(Control.INACTIVITY)
            .asked("2026-08-20T00:00:00Z", Presence.ENABLED, Optional.of(Instant.parse(SIGN_IN)));

    JsonNode body = body(story.judged(DAY_86));

    assertEquals(
        "Counted since the user was created at 2026-06-01T08:14:27Z, as the directory says.",
        details(body).getLast());
  }

  /** Its word is told as it was said, whether or not the record keeps it. */
  @Test
  void a_sign_in_after_disabling_ends_by_the_directory_a_day_later() {
    Transitions story =
        Transitions.of(Control.REVOKED_ACCESS)
            .disabled(SIGN_IN)
            .signedIn("2026-06-03T22:47:05Z")
            .directory(said(Presence.GONE, "2026-06-03T22:48:00Z"));

    JsonNode raised = body(story.judged("2026-06-03T22:48:00Z"));
    JsonNode end =
        body(
            story
                .directory(said(Presence.DISABLED, "2026-06-05T22:48:00Z"))
                .judged("2026-06-05T22:48:00Z"));

    assertEquals("gone", raised.at("/unmapped/directory").asText());
    assertTrue(
        details(raised)
            .getFirst()
            .endsWith("reported the user as deleted at 2026-06-03T22:48:00Z."),
        () -> details(raised).toString());
    assertEquals("disabled", end.at("/unmapped/resolved_by").asText());
    assertEquals(
        List.of(
            "The directory reported the user as disabled at 2026-06-05T22:48:00Z, after the last"
                + " sign-in."),
        details(end));
  }

  private static Verification said(Presence presence, String at) {
    return new Verification.Verified(
        presence,
        new Proof(
            Instant.parse(at),
            "request-1",
            "identitystore.amazonaws.com DescribeUser",
            Proof.Source.DIRECTORY));
  }

  @Test
  void a_sign_in_after_disabling_is_told_with_both_proofs_and_ends() {
    Transitions story = Transitions.of(Control.REVOKED_ACCESS).disabled(SIGN_IN);

    JsonNode raised = body(story.signedIn("2026-06-03T22:47:05Z").judged("2026-06-03T22:48:00Z"));
    JsonNode end = body(story.enabled("2026-06-04T07:00:00Z").judged("2026-06-04T07:01:00Z"));

    assertEquals(
        "User mara.lindqvist, who is disabled, signed in at 2026-06-03T22:47:05Z (PCI DSS 8.2.5).",
        raised.at("/message").asText());
    assertEquals(
        List.of(
            "Signed in at 2026-06-03T22:47:05Z, after having been disabled at 2026-06-01T08:14:27Z;"
                + " the directory was not asked whether the user is still disabled."),
        details(raised));
    assertEquals("High", raised.at("/severity").asText());
    assertEquals("breach", raised.at("/unmapped/level").asText());
    assertEquals("disabled", raised.at("/unmapped/user_status").asText());
    assertEquals("2026-06-01T08:14:27.000Z", raised.at("/unmapped/revoked_at").asText());
    assertEquals(2, raised.at("/finding_info/related_events").size());
    assertEquals(
        "[{\"name\":\"grace_hours\",\"value\":\"2\"}]",
        raised.at("/compliance/control_parameters").toString());
    assertTrue(raised.at("/unmapped/breach_at").isMissingNode());
    assertTrue(raised.at("/remediation/desc").asText().contains("Active sessions"));
    assertEquals(
        "User mara.lindqvist may sign in again; the finding is closed (PCI DSS 8.2.5).",
        end.at("/message").asText());
    assertEquals(List.of("May sign in again since 2026-06-04T07:00:00Z."), details(end));
    assertEquals("enabled", end.at("/unmapped/resolved_by").asText());
  }

  @Test
  void a_sign_in_of_a_user_whom_the_directory_has_no_more_points_to_no_page_of_the_user() {
    Transitions story =
        Transitions.of(Control.REVOKED_ACCESS)
            .asked("2026-06-01T08:14:27Z", Presence.GONE)
            .signedIn("2026-06-03T22:47:05Z");

    JsonNode body = body(story.judged("2026-06-03T22:48:00Z"));

    assertEquals(
        List.of(
            "Signed in at 2026-06-03T22:47:05Z, after the directory said so at"
                + " 2026-06-01T08:14:27Z; the directory reported the user as deleted at"
                + " 2026-06-01T08:14:27Z."),
        details(body));
    assertFalse(body.at("/remediation/desc").asText().contains("console"));
    assertEquals("gone", body.at("/unmapped/directory").asText());
  }

  @Test
  void a_password_beside_a_second_factor_is_told_as_such_and_ends_under_the_other_rule() {
    Transitions story =
        Transitions.of(Control.PASSWORD_AGE)
            .passwordReset(SIGN_IN)
            .under(PasswordRule.ALWAYS)
            .signedInWith("PASSWORD,TOTP", "2026-06-02T08:14:27Z");

    JsonNode warning = body(story.judged(DAY_86));
    JsonNode end = body(story.under(PasswordRule.SINGLE_FACTOR).judged(DAY_90));

    assertEquals(
        "The latest sign-in with the password, at 2026-06-02T08:14:27Z, used a second factor beside"
            + " it; the requirement is about passwords that are the only factor.",
        details(warning).getLast());
    assertEquals("PASSWORD,TOTP", warning.at("/unmapped/last_sign_in_credentials").asText());
    assertEquals(
        List.of(
            "Every sign-in that was seen in the password's life used a second factor beside it, the"
                + " latest at 2026-06-02T08:14:27Z."),
        details(end));
    assertEquals("second-factor", end.at("/unmapped/resolved_by").asText());
  }

  @Test
  void a_password_that_was_set_before_coverage_is_only_said_to_be_as_old_as_that() {
    Transitions story =
        Transitions.of(Control.PASSWORD_AGE)
            .listenedToSince(SIGN_IN)
            .passwordReset("2026-01-01T00:00:00Z");

    JsonNode warning = body(story.judged(DAY_86));
    JsonNode breach = body(story.judged(DAY_90));

    assertEquals(
        "The password of user mara.lindqvist is not known to have been reset for 86 of 90 days (PCI"
            + " DSS 8.3.9, counted since coverage began).",
        warning.at("/message").asText());
    assertEquals(
        "The password of user mara.lindqvist is not known to have been reset for 90 days (PCI DSS"
            + " 8.3.9, counted since coverage began).",
        breach.at("/message").asText());
    assertEquals("2026-01-01T00:00:00.000Z", breach.at("/unmapped/password_reset_at").asText());
  }

  @Test
  void other_days_end_a_finding_that_would_not_be_under_them() {
    Transitions story = mara();
    story.judged(DAY_90);
    story.after(Duration.ofDays(170), Duration.ofDays(180), Duration.ofDays(190));

    JsonNode body = body(story.judged(DAY_97));

    assertEquals(
        "The policy for user mara.lindqvist changed; the finding is closed (PCI DSS 8.2.6).",
        body.at("/message").asText());
    assertEquals("180", body.at("/compliance/control_parameters/1/value").asText());
    assertTrue(body.at("/end_time").isMissingNode());
  }

  @Test
  void a_silence_names_the_identity_store_and_what_holds_back() {
    JsonNode begin = body(Silence.of(SILENT).begin().getFirst());
    JsonNode end = body(Silence.of(SILENT).end().getFirst());

    assertEquals(
        "The inactivity of users has not been checked since 2026-08-29T23:41:12Z: no heartbeat"
            + " arrives from Region us-east-1 (PCI DSS 8.2.6).",
        begin.at("/message").asText());
    assertEquals("d-9067f2a1c4", begin.at("/resources/0/uid").asText());
    assertEquals("AWS::IdentityStore::IdentityStore", begin.at("/resources/0/type").asText());
    assertEquals(
        "arn:aws:identitystore::111122223333:identitystore/d-9067f2a1c4",
        begin.at("/resources/0/uid_alt").asText());
    assertEquals("2026-08-29T23:41:12.000Z", begin.at("/start_time_dt").asText());
    assertEquals("source", begin.at("/unmapped/held_back_by").asText());
    assertEquals("us-east-1", begin.at("/unmapped/source_region").asText());
    assertEquals("60", begin.at("/compliance/control_parameters/0/value").asText());
    assertEquals(
        "The inactivity of users is checked again; it had not been checked since"
            + " 2026-08-29T23:41:12Z (PCI DSS 8.2.6).",
        end.at("/message").asText());
    assertEquals(begin.at("/finding_info/uid").asText(), end.at("/finding_info/uid").asText());
    assertEquals(2, end.at("/metadata/sequence").asInt());
    assertTrue(end.at("/remediation").isMissingNode());
    for (JsonNode body : List.of(begin, end)) {
      assertTrue(body.at("/evidences").isMissingNode());
      assertFalse(body.toString().contains("AWS::IdentityStore::User"));
    }
  }

  /** S1: where it is cut. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CLOUDTRAIL|true|no CloudTrail record of our own call arrives from Region eu-central-1 of"
            + " account 111122223333, though the scheduled heartbeat does: the trail is cut off, or"
            + " the rule for its records, which those of users come by too|see that a trail of"
            + " management events exists, logs, and logs read events too; that the rule for events"
            + " (its name ends in -events) is there and enabled for read events too, with its"
            + " pattern and its target",
        "CLOUDTRAIL|false|nothing arrives from Region eu-central-1 of account 111122223333, neither"
            + " the scheduled heartbeat nor a CloudTrail record of our own call|Look at the"
            + " EventBridge rules of",
        "SCHEDULE|true|no scheduled heartbeat arrives from Region eu-central-1 of account"
            + " 111122223333, though CloudTrail's records of our own calls do: the rule that sends"
            + " heartbeats is cut off|the one that sends heartbeats",
        "SCHEDULE|false|no heartbeat arrives from Region eu-central-1 of account 111122223333|the"
            + " one that sends heartbeats",
        "REPLICA|false|the instance is replicated in Region eu-central-1, and nothing listens there"
            + "|modules/forwarding",
      })
  void a_silence_says_where_the_way_is_cut(
      Kind kind, boolean otherComes, String why, String remedy) {
    JsonNode body =
        body(Silence.of(new Holder.Source(HERE.as(kind), otherComes)).begin().getFirst());

    assertEquals(
        "The inactivity of users has not been checked since 2026-08-29T23:41:12Z: "
            + why
            + " (PCI DSS 8.2.6).",
        body.at("/message").asText());
    String desc = body.at("/remediation/desc").asText();
    assertTrue(desc.contains(remedy), desc);
    assertEquals("111122223333", body.at("/unmapped/source_account").asText());
    assertEquals(kind.label(), body.at("/unmapped/sign_of_life").asText());
    assertEquals(
        otherComes ? "arrives" : "missing", body.at("/unmapped/other_sign_of_life").asText());
  }

  @Test
  void where_nothing_was_ever_processed_no_instant_is_made_up() {
    String text = text(FORMAT, Silence.of(new Holder.NoConsumer()).begin().getFirst());

    assertFalse(text.contains("1970"), text);
    assertEquals(
        "The inactivity of users is not checked: no consumer is known to have run (PCI DSS 8.2.6).",
        read(text).at("/message").asText());
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
    assertEquals(6, warning.at("/compliance/control_parameters").size());
    assertEquals(
        "{\"name\":\"email_reset\",\"value\":\"does-not-count\"}",
        warning.at("/compliance/control_parameters/5").toString());
    assertEquals(
        "The password of user mara.lindqvist is 90 days old and is not known to have been reset"
            + " (PCI DSS 8.3.9).",
        breach.at("/message").asText());
    assertEquals(
        "Reset the password now, unless it is not the user's only factor. In the IAM Identity"
            + " Center console: Users > select the user > Reset password > Generate a one-time"
            + " password; of a mailed link no event shows whether it was followed. If it has to"
            + " stay, record an exemption with an owner, a reason and an end (ninety exempt add).",
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
    assertEquals("Deleted; no event shows when.", body.at("/compliance/status_details/0").asText());
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
                .after(Duration.ofHours(36), Duration.ofHours(60), Duration.ofHours(84))
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
    assertEquals(List.of(), OcsfSchema.faults(text(FORMAT, end)));
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

    String text = text(FORMAT, transition);

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

    String text = text(FORMAT, transition);

    assertEquals(List.of(), OcsfSchema.faults(text));
    String sent = read(text).at("/resources/0/name").asText();
    assertEquals(128, sent.codePointCount(0, sent.length()));
    assertEquals(length > 128, sent.endsWith("…"));
    assertTrue(text.length() < 20_000);
  }

  @ParameterizedTest
  @EnumSource(value = Control.class, names = "REVOKED_ACCESS", mode = EnumSource.Mode.EXCLUDE)
  void a_blank_name_is_no_name(Control control) {
    Transition transition =
        Transitions.of(control).named(" ").createdWithPassword(SIGN_IN).judged(DAY_86);

    JsonNode body = body(transition);

    assertTrue(body.at("/message").asText().contains("ser " + Transitions.MARA));
    assertTrue(body.at("/resources/0/name").isMissingNode());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"},\"unmapped\":{\"level\":\"breach\"",
        "line\r\nbreak\u2028\u202egnal",
        "lone \udfff surrogate",
        ""
      })
  void an_exemption_stays_what_somebody_wrote(String text) {
    Transitions story = mara();
    story.judged(DAY_90);

    String sent = text(FORMAT, story.exempt("2027-01-01T00:00:00Z", text, text).judged(DAY_97));

    assertEquals(List.of(), OcsfSchema.faults(sent));
    JsonNode body = read(sent);
    String expected = text.replace('\udfff', '?');
    assertEquals(expected, body.at("/unmapped/exemption/owner").asText());
    assertEquals(expected, body.at("/unmapped/exemption/reason").asText());
    assertEquals("suppressed", body.at("/unmapped/level").asText());
    assertTrue(
        details(body).getFirst().chars().noneMatch(c -> c < ' ' || c == 0x2028 || c == 0x202e));
  }

  @Test
  void no_exemption_makes_an_alert_too_large() {
    Transitions story = mara();
    story.judged(DAY_90);
    String large = "😀".repeat(300_000);

    String sent = text(FORMAT, story.exempt("2027-01-01T00:00:00Z", large, large).judged(DAY_97));

    assertEquals(List.of(), OcsfSchema.faults(sent));
    assertTrue(sent.length() < 30_000, () -> sent.length() + " characters");
    String reason = read(sent).at("/unmapped/exemption/reason").asText();
    assertEquals(500, reason.codePointCount(0, reason.length()));
    assertTrue(reason.endsWith("…"));
  }

  private static Transitions mara() {
    return Transitions.of(Control.INACTIVITY)
        .created("2024-02-12T09:30:11Z")
        .signedIn(SIGN_IN, "5d0f6a52-8c43-4f0b-9a1e-7b2c9d3e4f10");
  }

  /** F16. */
  @Test
  void an_alert_of_a_trial_says_so() throws Exception {
    OcsfFormat trial =
        new OcsfFormat(new Setting("aws", Optional.empty(), Optional.empty(), "0.1.0", true));

    JsonNode alert = JSON.readTree(text(trial, marasWarning()));

    assertTrue(alert.at("/unmapped/trial").asBoolean());
    JsonNode details = alert.at("/compliance/status_details");
    assertEquals(
        "This alert was sent in a trial and proves nothing.",
        details.get(details.size() - 1).asText());
    assertTrue(body(marasWarning()).at("/unmapped/trial").isMissingNode());
  }

  private static Transition marasWarning() {
    return mara().judged(DAY_86);
  }

  private static JsonNode body(Transition transition) {
    return read(text(FORMAT, transition));
  }

  private static JsonNode body(SourceTransition transition) {
    return read(text(FORMAT, transition));
  }

  private static Alert composed(Transition transition) {
    return FORMAT.compose(transition).orElseThrow();
  }

  private static String text(OcsfFormat format, Transition transition) {
    return format.compose(transition).orElseThrow().body();
  }

  private static String text(OcsfFormat format, SourceTransition transition) {
    return format.compose(transition).orElseThrow().body();
  }

  private static List<String> details(JsonNode body) {
    return body.at("/compliance/status_details").valueStream().map(JsonNode::asText).toList();
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
