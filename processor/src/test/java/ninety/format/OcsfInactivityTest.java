package ninety.format;

import static ninety.format.OcsfBodies.DAY_86;
import static ninety.format.OcsfBodies.DAY_90;
import static ninety.format.OcsfBodies.DAY_97;
import static ninety.format.OcsfBodies.FORMAT;
import static ninety.format.OcsfBodies.KNOWING_LITTLE;
import static ninety.format.OcsfBodies.SIGN_IN;
import static ninety.format.OcsfBodies.body;
import static ninety.format.OcsfBodies.details;
import static ninety.format.OcsfBodies.mara;
import static ninety.format.OcsfBodies.read;
import static ninety.format.OcsfBodies.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import ninety.finding.Transitions;
import ninety.finding.UserTransition;
import ninety.policy.Cause;
import ninety.policy.Control;
import ninety.policy.Policy.Basis;
import ninety.user.DirectoryWord;
import ninety.user.Kind.Presence;
import ninety.user.Proof;
import org.junit.jupiter.api.Test;

final class OcsfInactivityTest {

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
    UserTransition transition =
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
    UserTransition transition =
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
            "Counted since 2026-06-01T08:14:27Z, from when on the feed was listened to without a"
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

    JsonNode body =
        body(
            story
                .directory(new DirectoryWord.Unavailable(DirectoryWord.Reason.THROTTLED))
                .judged(DAY_97));

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
  void an_exemption_is_reported_with_who_answers_for_it() {
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
  void a_creation_that_only_the_directory_remembers_is_reported_as_such() {
    Transitions story =
        Transitions.of(Control.INACTIVITY)
            .asked("2026-08-20T00:00:00Z", Presence.ENABLED, Optional.of(Instant.parse(SIGN_IN)));

    JsonNode body = body(story.judged(DAY_86));

    assertEquals(
        "Counted since the user was created at 2026-06-01T08:14:27Z, as the directory says.",
        details(body).getLast());
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
    UserTransition end = Transitions.ended(mara().judged(DAY_86), Cause.DELETED, Optional.empty());

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
  void an_end_and_a_new_beginning_are_both_reported() {
    Transitions story = mara();
    story.judged(DAY_90);

    List<JsonNode> bodies =
        story.usedPortal("2026-06-03T08:14:27Z").allJudged(DAY_90).stream()
            .map(OcsfBodies::body)
            .toList();

    assertEquals(
        List.of("resolved", "warning"),
        bodies.stream().map(body -> body.at("/unmapped/level").asText()).toList());
    assertEquals(88, bodies.getLast().at("/unmapped/inactive_days").asInt());
  }

  @Test
  void thresholds_that_are_no_whole_days_are_reported_as_they_are() {
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
    UserTransition end =
        Transitions.ended(mara().judged(DAY_86), Cause.DELETED, Optional.of(proof));

    JsonNode api = body(end).at("/evidences/0/api");

    assertEquals("{\"operation\":\"ListUsers\"}", api.toString());
    assertEquals(List.of(), OcsfSchema.faults(text(FORMAT, end)));
  }
}
