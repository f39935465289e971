package ninety.format;

import static ninety.format.OcsfBodies.SIGN_IN;
import static ninety.format.OcsfBodies.at;
import static ninety.format.OcsfBodies.body;
import static ninety.format.OcsfBodies.details;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import ninety.finding.Transitions;
import ninety.policy.Control;
import ninety.user.DirectoryWord;
import ninety.user.Kind.Presence;
import ninety.user.Proof;
import org.junit.jupiter.api.Test;

final class OcsfRevokedAccessTest {

  /** Its word is reported as it was said, whether or not the record keeps it. */
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

  private static DirectoryWord said(Presence presence, String at) {
    return new DirectoryWord.Reported(
        presence,
        Optional.empty(),
        Optional.empty(),
        new Proof(
            Instant.parse(at),
            "request-1",
            "identitystore.amazonaws.com DescribeUser",
            Proof.Source.DIRECTORY));
  }

  @Test
  void a_sign_in_after_disabling_is_reported_with_both_proofs_and_ends() {
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
}
