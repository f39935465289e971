package ninety.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import ninety.coverage.Span;
import ninety.coverage.Tampering;
import ninety.coverage.Tampering.End;
import ninety.finding.Notice;
import ninety.finding.Notice.OfTampering;
import ninety.finding.Notice.Tampered;
import ninety.finding.Notice.TamperingOver;
import ninety.user.Proof;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a SIEM gets of changes of our own way (S3). */
final class TamperingAlertsTest {

  private static final Instant CALLED = Instant.parse("2026-06-01T08:11:27Z");
  private static final Instant SWEPT = Instant.parse("2026-06-01T08:15:02.118Z");
  private static final String ACTOR = "arn:aws:sts::111122223333:assumed-role/Administrator/kim";

  private static final OcsfFormat OCSF =
      new OcsfFormat(
          new OcsfFormat.Setting(
              "aws", Optional.of("eu-north-1"), Optional.of("999988887777"), "0.1.0"));

  static Stream<OfTampering> steps() {
    return Stream.of(whole(), bare(), large(), many())
        .flatMap(tampering ->
            Stream.of(
                new Tampered(tampering, tampering.further().isEmpty(), SWEPT),
                new TamperingOver(tampering, new End.Heard(SWEPT), SWEPT),
                new TamperingOver(tampering, new End.Attested("kim", "planned", CALLED), SWEPT)));
  }

  @ParameterizedTest
  @MethodSource("steps")
  void every_body_is_valid_ocsf_and_fits_beside_the_others(OfTampering step) {
    String body = OCSF.compose(step).orElseThrow().body();

    assertEquals(List.of(), OcsfSchema.faults(body));
    assertTrue(body.length() < 8 * 1024, () -> body.length() + " bytes");
    assertTrue(body.chars().allMatch(each -> each < 128));
  }

  @Test
  void it_is_high_names_call_actor_and_time_and_its_resource_is_the_account()
      throws JsonProcessingException {
    JsonNode body = body(new Tampered(whole(), true, SWEPT));

    assertEquals("High", body.path("severity").asText());
    assertEquals("tampering", body.at("/unmapped/control").asText());
    assertEquals("10.7.2", body.at("/compliance/control").asText());
    assertEquals("cloudtrail.amazonaws.com StopLogging", body.at("/unmapped/call").asText());
    assertEquals(ACTOR, body.at("/unmapped/actor").asText());
    assertEquals("2026-06-01T08:11:27.000Z", body.at("/unmapped/changed_at").asText());
    assertEquals("111122223333", body.at("/resources/0/uid").asText());
    assertEquals("eu-central-1", body.at("/resources/0/region").asText());
    assertEquals(
        "cloudtrail.amazonaws.com StopLogging was called by %s at 2026-06-01T08:11:27Z: events may be missed since (PCI DSS 10.7.2)."
            .formatted(ACTOR),
        body.path("message").asText());
  }

  @Test
  void the_end_closes_the_same_finding_and_says_by_what() throws JsonProcessingException {
    JsonNode raised = body(new Tampered(whole(), true, SWEPT));
    JsonNode over = body(new TamperingOver(whole(), new End.Heard(SWEPT), SWEPT));
    JsonNode planned =
        body(new TamperingOver(whole(), new End.Attested("kim", "CHG-77", CALLED), SWEPT));

    for (JsonNode end : List.of(over, planned)) {
      assertEquals(raised.at("/finding_info/uid"), end.at("/finding_info/uid"));
      assertEquals(3, end.path("activity_id").asInt());
      assertEquals("resolved", end.at("/compliance/status_code").asText());
    }
    assertEquals("signs-of-life", over.at("/unmapped/resolved_by").asText());
    assertEquals("attestation", planned.at("/unmapped/resolved_by").asText());
    assertTrue(planned.at("/compliance/status_details").toString().contains("CHG-77"));
  }

  /** S3, CC. */
  @Test
  void where_nothing_can_show_that_it_is_over_it_says_what_closes_it()
      throws JsonProcessingException {
    String shown =
        body(new Tampered(whole(), true, SWEPT)).at("/compliance/status_details").toString();
    String open =
        body(new Tampered(whole(), false, SWEPT)).at("/compliance/status_details").toString();

    assertTrue(shown.contains("It is closed when the signs of life that come on this way"), shown);
    assertTrue(
        open.contains(
            "No sign of life is expected that could show that it is over: it stays open until"
                + " somebody, after this alert, attests that nothing was missed at"
                + " 2026-06-01T08:11:27Z."),
        open);
  }

  /** S3, K. */
  @Test
  void calls_without_room_are_one_alert_that_counts_them() throws JsonProcessingException {
    JsonNode body = body(new Tampered(many(), false, SWEPT));

    assertEquals(2, body.at("/unmapped/further_calls").asInt());
    assertEquals("2026-06-01T08:13:27.000Z", body.at("/unmapped/further_to").asText());
    assertEquals(
        "cloudtrail.amazonaws.com StopLogging was called by %s at 2026-06-01T08:11:27Z, with 2 other calls until 2026-06-01T08:13:27Z: events may be missed since (PCI DSS 10.7.2)."
            .formatted(ACTOR),
        body.path("message").asText());
  }

  @Test
  void as_text_it_is_one_line_without_markup() {
    String line = new TextFormat().compose(new Tampered(large(), true, SWEPT)).orElseThrow().body();

    assertTrue(line.startsWith("High: kinesis.amazonaws.com DeleteStream was called by "), line);
    assertEquals(1, line.lines().count());
  }

  private static JsonNode body(Notice step) throws JsonProcessingException {
    return new JsonMapper().readTree(OCSF.compose(step).orElseThrow().body());
  }

  private static Tampering whole() {
    return new Tampering(
        new Proof(CALLED, "c1", "cloudtrail.amazonaws.com StopLogging"),
        ACTOR,
        Optional.of("organization"),
        Optional.of("111122223333"),
        Optional.of("eu-central-1"));
  }

  private static Tampering bare() {
    return new Tampering(
        new Proof(CALLED, "c2", "kms.amazonaws.com DisableKey"),
        "unknown",
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static Tampering many() {
    return new Tampering(
        whole().proof(),
        ACTOR,
        whole().target(),
        whole().account(),
        whole().region(),
        Optional.of(
            new Tampering.Further(
                Set.of(new UUID(1, 2), new UUID(3, 4)),
                new Span(CALLED, CALLED.plusSeconds(120)))));
  }

  private static Tampering large() {
    return new Tampering(
        new Proof(CALLED, "c".repeat(128), "kinesis.amazonaws.com DeleteStream"),
        "*@here_`".repeat(64),
        Optional.of("<!x>".repeat(64)),
        Optional.of("111122223333"),
        Optional.of("eu-central-1"));
  }
}
