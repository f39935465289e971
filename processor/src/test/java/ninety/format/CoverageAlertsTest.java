package ninety.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import ninety.coverage.Attestation;
import ninety.coverage.Attestation.Revocation;
import ninety.coverage.Attestation.What;
import ninety.finding.Alert;
import ninety.finding.Notice;
import ninety.format.OcsfFormat.Setting;
import ninety.user.Author;
import ninety.user.Caller;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** S7 and S8: what is said of attestations, and of events that could not be delivered. */
final class CoverageAlertsTest {

  private static final JsonMapper JSON = new JsonMapper();
  private static final OcsfFormat OCSF =
      new OcsfFormat(
          new Setting("aws", Optional.of("eu-north-1"), Optional.of("111122223333"), "0.1.0"));
  private static final OcsfFormat KNOWING_LITTLE =
      new OcsfFormat(new Setting("aws-us-gov", Optional.empty(), Optional.empty(), "0.1.0"));

  @Test
  void every_kind_is_what_ocsf_allows_and_the_same_each_time() {
    Attesting.all()
        .forEach((name, notice) -> {
          Alert alert = OCSF.compose(notice).orElseThrow();
          assertEquals(List.of(), OcsfSchema.faults(alert.body()), name);
          assertEquals(
              List.of(), OcsfSchema.faults(KNOWING_LITTLE.compose(notice).orElseThrow().body()));
          assertEquals(Optional.of(alert), OCSF.compose(notice));
          assertEquals(notice.alertId(), alert.id());
          assertEquals(notice.findingUid(), alert.finding());
          assertEquals(notice.sequence(), read(alert).at("/metadata/sequence").asInt());
          assertEquals(notice.stepLabel(), read(alert).at("/compliance/status_code").asText());
          assertEquals("coverage", read(alert).at("/unmapped/control").asText());
          assertEquals(Optional.empty(), new LegacyFormat().compose(notice));
        });
  }

  @ParameterizedTest
  @CsvSource({
    "attested, 1, Medium, New, Attested",
    "loss-recorded, 1, Medium, New, Warning",
    "attestation-revoked, 3, Informational, Resolved, Attestation Over",
    "in-doubt, 1, High, New, Warning",
    "in-doubt-over-delivered, 3, Informational, Resolved, Doubt Over",
    "in-doubt-over-mended, 3, Informational, Resolved, Doubt Over",
    "in-doubt-over-lost, 3, High, Resolved, Warning",
  })
  void a_step_has_these_ids(
      String name, int activity, String severity, String status, String compliance) {
    JsonNode body = read(OCSF.compose(notice(name)).orElseThrow());

    assertEquals(activity, body.at("/activity_id").asInt());
    assertEquals(severity, body.at("/severity").asText());
    assertEquals(status, body.at("/status").asText());
    assertEquals(compliance, body.at("/compliance/status").asText());
  }

  @Test
  void the_steps_of_one_attestation_and_of_one_doubt_are_of_one_finding() {
    assertEquals(notice("attested").findingUid(), notice("attestation-revoked").findingUid());
    assertEquals(notice("in-doubt").findingUid(), notice("in-doubt-over-lost").findingUid());
    assertFalse(notice("attested").findingUid().equals(notice("loss-recorded").findingUid()));
  }

  @Test
  void an_attestation_says_who_of_when_why_and_as_which_caller() {
    JsonNode body = read(OCSF.compose(notice("attested")).orElseThrow());

    assertEquals(
        "It is attested that no event was missed from 2026-05-30T22:05:00Z to 2026-05-31T03:10:00Z"
            + " (PCI DSS 8.2.6, 8.3.9).",
        body.at("/message").asText());
    assertEquals(
        "[\"kim said so at 2026-06-01T08:14:27Z; reason: read CloudTrail; see SEC-219\",\"AWS says"
            + " that the caller was arn:aws:sts::111122223333:assumed-role/Administrator/kim.\",\"A"
            + " gap in that time is mended by this word, and users are judged as if the time had"
            + " been observed. No log was read for it.\"]",
        body.at("/compliance/status_details").toString());
    assertTrue(
        body.at("/remediation/desc")
            .asText()
            .endsWith("ninety coverage revoke 5e6f7a8b --reason TEXT."));
  }

  @Test
  void a_doubt_is_one_line_for_people_too() {
    assertEquals(
        "High: Events wait in the queue of undelivered events; what happened since"
            + " 2026-05-31T08:11:40Z is in doubt (PCI DSS 8.2.6, 8.3.9).",
        new TextFormat().compose(notice("in-doubt")).orElseThrow().body());
  }

  /** Reasons, names and callers come from outside. */
  @Test
  void nothing_that_somebody_wrote_makes_an_alert_too_large_or_feigns_a_line() {
    String large = "\u202e\n\ud800\"ä🙂".repeat(20_000);
    Author author =
        new Author(
            large, Instant.parse("2026-06-01T08:14:27Z"), Optional.of(new Caller.Known(large)));
    Revocation removal = new Revocation(author, large);
    Attestation made = Attesting.attestation(What.COMPLETE, author, large);

    for (Notice notice :
        List.of(
            new Notice.Attested(made, Optional.empty(), author.at()),
            new Notice.AttestationRevoked(
                Attesting.revoked(made, removal), removal, Optional.empty(), author.at()))) {
      Alert alert = OCSF.compose(notice).orElseThrow();
      assertTrue(alert.body().length() < 40_000, () -> "%d".formatted(alert.body().length()));
      assertEquals(List.of(), OcsfSchema.faults(alert.body()));
      assertFalse(read(alert).at("/message").asText().contains("\n"));
      read(alert)
          .at("/compliance/status_details")
          .forEach(text -> assertFalse(text.asText().contains("\u202e"), text.asText()));
    }
  }

  private static Notice notice(String name) {
    return Optional.ofNullable(Attesting.all().get(name)).orElseThrow();
  }

  private static JsonNode read(Alert alert) {
    try {
      return JSON.readTree(alert.body());
    } catch (JsonProcessingException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
