package ninety.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import ninety.exemption.Exemption;
import ninety.exemption.Exemption.Covered;
import ninety.exemption.Exemption.Removal;
import ninety.exemption.Exemption.Who;
import ninety.finding.Alert;
import ninety.finding.Notice;
import ninety.finding.Transitions;
import ninety.format.OcsfFormat.Setting;
import ninety.user.Author;
import ninety.user.Caller;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of exemptions as they are added, taken back and over. */
final class ExemptionAlertsTest {

  private static final JsonMapper JSON = new JsonMapper();
  private static final Instant NOW = Instant.parse("2026-06-01T08:15:02.118Z");

  private static final OcsfFormat OCSF =
      new OcsfFormat(
          new Setting("aws", Optional.of("eu-north-1"), Optional.of("111122223333"), "0.1.0"));
  private static final OcsfFormat KNOWING_LITTLE =
      new OcsfFormat(new Setting("aws-us-gov", Optional.empty(), Optional.empty(), "0.1.0"));

  @Test
  void every_kind_is_what_ocsf_allows_and_the_same_each_time() {
    every()
        .forEach(notice -> {
          Alert alert = OCSF.compose(notice).orElseThrow();
          assertEquals(List.of(), OcsfSchema.faults(alert.body()), alert::body);
          assertEquals(
              List.of(), OcsfSchema.faults(KNOWING_LITTLE.compose(notice).orElseThrow().body()));
          assertEquals(Optional.of(alert), OCSF.compose(notice));
          assertEquals(notice.alertId(), alert.id());
          assertEquals(notice.findingUid(), alert.finding());
          assertEquals(notice.alertId().toString(), read(alert).at("/metadata/uid").asText());
          assertEquals(
              notice.findingUid().toString(), read(alert).at("/finding_info/uid").asText());
          assertEquals(notice.sequence(), read(alert).at("/metadata/sequence").asInt());
        });
  }

  @ParameterizedTest
  @CsvSource({
    "exempted, 1, 3, Medium, 1, New, Exempt",
    "exempted-user, 1, 2, Low, 1, New, Exempt",
    "exemption-removed, 3, 1, Informational, 4, Resolved, Exemption Over",
    "exemption-ended, 3, 1, Informational, 4, Resolved, Exemption Over",
  })
  void a_step_has_these_ids(
      String name,
      int activity,
      int severityId,
      String severity,
      int statusId,
      String status,
      String compliance) {
    JsonNode body = body(name);

    assertEquals(activity, body.at("/activity_id").asInt());
    assertEquals(severityId, body.at("/severity_id").asInt());
    assertEquals(severity, body.at("/severity").asText());
    assertEquals(statusId, body.at("/status_id").asInt());
    assertEquals(status, body.at("/status").asText());
    assertEquals(99, body.at("/compliance/status_id").asInt());
    assertEquals(compliance, body.at("/compliance/status").asText());
    assertEquals("8.2.6, 8.3.9", body.at("/compliance/control").asText());
    assertEquals(
        "[\"PCI DSS 4.0.1 Requirement 8.2.6\",\"PCI DSS 4.0.1 Requirement 8.3.9\"]",
        body.at("/compliance/requirements").toString());
    String step = name.equals("exempted-user") ? "exempted" : name;
    assertEquals(step, body.at("/compliance/status_code").asText());
    assertEquals(step, body.at("/unmapped/level").asText());
    assertEquals("exemption", body.at("/unmapped/control").asText());
  }

  @Test
  void an_addition_says_who_for_whom_why_until_when_and_how_many() {
    JsonNode body = body("exempted");

    assertEquals(
        "Every user whose name fits service-* is exempt until 2026-08-30T08:14:27Z by exemption"
            + " 0a1b2c3d, which covered 14 of 812 known users when it was added (PCI DSS 8.2.6,"
            + " 8.3.9).",
        body.at("/message").asText());
    assertEquals(
        List.of(
            "kim added it at 2026-06-01T08:14:27Z until 2026-08-30T08:14:27Z; owner: platform-team;"
                + " reason: no person signs in; see SEC-214",
            "AWS says that the caller was"
                + " arn:aws:sts::111122223333:assumed-role/Administrator/kim.",
            "The users are not held to inactivity and password age. A sign-in of a disabled or"
                + " deleted user is reported all the same.",
            "It is for a pattern of names, and covers users too that are made or renamed after they"
                + " were counted."),
        details(body));
    assertEquals(
        "Ask the owner whether this was agreed. If it was not, take it back: ninety exempt remove"
            + " 0a1b2c3d --reason TEXT.",
        body.at("/remediation/desc").asText());
    assertEquals(
        "{\"id\":\"0a1b2c3d\",\"pattern\":\"service-*\",\"owner\":\"platform-team\",\"reason\":\"no"
            + " person signs in; see SEC-214\",\"until\":\"2026-08-30T08:14:27.000Z\","
            + "\"added_by\":\"kim\",\"added_at\":\"2026-06-01T08:14:27.000Z\",\"added_caller\":"
            + "\"arn:aws:sts::111122223333:assumed-role/Administrator/kim\","
            + "\"users_when_added\":14,\"known_when_added\":812}",
        body.at("/unmapped/exemption").toString());
    assertEquals("kim", body.at("/evidences/0/user/name").asText());
    assertEquals(
        "arn:aws:sts::111122223333:assumed-role/Administrator/kim",
        body.at("/evidences/0/user/uid").asText());
  }

  @Test
  void a_removal_says_who_and_why_and_that_the_caller_is_unknown() {
    JsonNode body = body("exemption-removed");

    assertEquals(
        "Exemption 0a1b2c3d of every user whose name fits service-* was removed at"
            + " 2026-07-01T09:00:00Z, when it covered 15 of 815 known users (PCI DSS 8.2.6,"
            + " 8.3.9).",
        body.at("/message").asText());
    assertEquals(
        List.of(
            "ann removed it at 2026-07-01T09:00:00Z; reason: moved to roles",
            "The caller is unknown, since AWS was asked and did not say: SdkClientException by"
                + " UnknownHostException."),
        details(body).subList(0, 2));
    assertEquals("unknown", body.at("/unmapped/exemption/removed_caller").asText());
    assertEquals(15, body.at("/unmapped/exemption/users_when_removed").asInt());
    assertTrue(body.at("/evidences/0/user/uid").isMissingNode());
    assertTrue(body.at("/remediation").isMissingNode());
  }

  @Test
  void an_end_by_time_is_a_step_too() {
    JsonNode body = body("exemption-ended");

    assertEquals(
        "Exemption 0a1b2c3d of user "
            + Transitions.MARA
            + " ended at 2026-08-30T08:14:27Z; it covered 1 of 815 known users when it was added"
            + " (PCI DSS 8.2.6, 8.3.9).",
        body.at("/message").asText());
    assertEquals(Transitions.MARA.value(), body.at("/resources/0/uid").asText());
    assertEquals("2026-08-30T08:14:27.000Z", body.at("/end_time_dt").asText());
  }

  @Test
  void of_one_of_version_0_1_it_is_said_what_is_not_known() {
    Exemption old =
        Exempting.exemption(
            new Who.ByName("svc-*"), new Author("kim", Instant.parse("2026-06-01T08:14:27Z")));

    JsonNode body = read(OCSF.compose(new Notice.Exempted(old, NOW)).orElseThrow());

    assertTrue(body.at("/message").asText().contains("users that were not counted"));
    assertTrue(
        details(body)
            .contains(
                "The caller is unknown: the version of ninety that stored this did not ask AWS."));
    assertEquals("Medium", body.at("/severity").asText());
  }

  @Test
  void one_line_for_people_shows_whom_but_no_pattern_which_could_be_markup() {
    assertEquals(
        "Medium: Every user whose name fits a pattern is exempt until 2026-08-30T08:14:27Z by"
            + " exemption 0a1b2c3d, which covered 14 of 812 known users when it was added (PCI DSS"
            + " 8.2.6, 8.3.9).",
        line(notice("exempted")));
    assertEquals(
        "Low: User \"?here ??x???\" is exempt until 2026-08-30T08:14:27Z by exemption 0a1b2c3d,"
            + " which covered users that were not counted when it was added (PCI DSS 8.2.6,"
            + " 8.3.9).",
        line(
            new Notice.Exempted(
                Exempting.exemption(new Who.ByName("@here <!x>~|"), Exempting.KIM), NOW)));
  }

  @Test
  void the_legacy_format_has_no_word_for_it() {
    every().forEach(notice -> assertEquals(Optional.empty(), new LegacyFormat().compose(notice)));
  }

  /** Owners, reasons, patterns and callers come from outside. */
  @Test
  void nothing_that_somebody_wrote_makes_an_alert_too_large_or_feigns_a_line() {
    String large = "\u202e\n\ud800\"ä🙂".repeat(20_000);
    Author author = new Author(large, NOW, Optional.of(new Caller.Known("arn:" + large)));
    Removal removal = new Removal(author, large, Optional.empty());
    Exemption exemption =
        Exempting.exemption(new Who.ByName("\u202e\n\"abc*"), author, large, large).remove(removal);

    for (Notice notice :
        List.of(
            new Notice.Exempted(exemption, NOW),
            new Notice.ExemptionRemoved(exemption, removal, NOW))) {
      String body = OCSF.compose(notice).orElseThrow().body();
      assertTrue(body.length() < 40_000, () -> "%d".formatted(body.length()));
      assertEquals(List.of(), OcsfSchema.faults(body));
      JsonNode read = read(OCSF.compose(notice).orElseThrow());
      Stream.concat(Stream.of(read.at("/message").asText()), details(read).stream())
          .forEach(text -> assertFalse(text.contains("\n") || text.contains("\u202e"), text));
    }
  }

  private static Stream<Notice> every() {
    Exemption plain = Exempting.exemption(new Who.ByName("mara"), Exempting.ANN);
    return Stream.concat(
        Exempting.all().values().stream(),
        Stream.of(
            new Notice.Exempted(plain, NOW),
            new Notice.Exempted(plain.counted(new Covered(2, 9)), NOW),
            new Notice.ExemptionEnded(plain, NOW),
            new Notice.ExemptionRemoved(
                plain.remove(Exempting.KIM, "why"), new Removal(Exempting.KIM, "why"), NOW)));
  }

  private static JsonNode body(String name) {
    return read(OCSF.compose(notice(name)).orElseThrow());
  }

  private static Notice notice(String name) {
    return Optional.ofNullable(Exempting.all().get(name)).orElseThrow();
  }

  private static List<String> details(JsonNode body) {
    List<String> details = new ArrayList<>();
    body.at("/compliance/status_details").forEach(each -> details.add(each.asText()));
    return details;
  }

  private static String line(Notice notice) {
    return new TextFormat().compose(notice).orElseThrow().body();
  }

  private static JsonNode read(Alert alert) {
    try {
      return JSON.readTree(alert.body());
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
