package ninety.format;

import static ninety.format.OcsfBodies.DAY_86;
import static ninety.format.OcsfBodies.DAY_90;
import static ninety.format.OcsfBodies.SIGN_IN;
import static ninety.format.OcsfBodies.body;
import static ninety.format.OcsfBodies.details;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import ninety.finding.Transitions;
import ninety.policy.Control;
import ninety.policy.Policy.PasswordRule;
import org.junit.jupiter.api.Test;

final class OcsfPasswordAgeTest {

  @Test
  void a_password_beside_a_second_factor_is_reported_as_such_and_ends_under_the_other_rule() {
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
}
