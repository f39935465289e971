package ninety.cloudtrail;

import static java.nio.charset.StandardCharsets.UTF_8;
import static ninety.cloudtrail.CloudTrailRecords.MARA;
import static ninety.cloudtrail.CloudTrailRecords.OMAR;
import static ninety.cloudtrail.CloudTrailRecords.byTheUser;
import static ninety.cloudtrail.CloudTrailRecords.deleted;
import static ninety.cloudtrail.CloudTrailRecords.passwordReset;
import static ninety.cloudtrail.CloudTrailRecords.signIn;
import static ninety.cloudtrail.ReadRecords.NOW;
import static ninety.cloudtrail.ReadRecords.assertIgnored;
import static ninety.cloudtrail.ReadRecords.assertRejected;
import static ninety.cloudtrail.ReadRecords.detail;
import static ninety.cloudtrail.ReadRecords.fact;
import static ninety.cloudtrail.ReadRecords.id;
import static ninety.cloudtrail.ReadRecords.read;
import static ninety.cloudtrail.ReadRecords.subject;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import ninety.cloudtrail.Decoded.Fault;
import ninety.cloudtrail.Decoded.Ignored;
import ninety.cloudtrail.Decoded.Observed;
import ninety.cloudtrail.Decoded.Reason;
import ninety.cloudtrail.Decoded.Rejected;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read of any record: its bytes, its time, and what is said of it. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RecordReaderTest {

  private final RecordReader reader = new RecordReader(Watched.files());

  @Nested
  class Input {

    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          " \n",
          "{",
          "nul",
          "{\"detail\":{}} x",
          "{\"detail\":{}}{}",
          "{\"detail\":{},}",
          "{'detail':{}}",
          "{\"a\":NaN}",
          "{\"a\":01}",
          "{\"a\":\"\u0001\"}",
          "\u0000"
        })
    void what_is_not_one_json_value_is_rejected(String text) {
      assertRejected(Fault.NOT_JSON, text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "true", "5", "1e999999", "\"text\"", "[]", "[{}]", "{}"})
    void json_that_is_no_envelope_and_no_record_is_rejected(String text) {
      assertRejected(Fault.NOT_A_RECORD, text);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"null", "[]", "\"{}\"", "5", "[{\"eventSource\":\"a\",\"eventName\":\"b\"}]"})
    void an_envelope_whose_detail_is_no_object_is_rejected(String detail) {
      assertRejected(
          Fault.NOT_A_RECORD, "{\"source\":\"aws.signin\",\"detail\":%s}".formatted(detail));
    }

    @Test
    void a_whole_log_file_is_rejected_saying_so() {
      Decoded decoded = read("{\"Records\":[%s]}".formatted(signIn().bare()));

      assertEquals(Fault.NOT_A_RECORD, assertInstanceOf(Rejected.class, decoded).fault());
      assertTrue(detail(decoded).contains("log file"), detail(decoded));
    }

    @Test
    void invalid_utf_8_is_rejected() {
      byte[] bytes = signIn().bytes();
      bytes[20] = (byte) 0xFF;

      assertEquals(
          Fault.NOT_JSON,
          assertInstanceOf(Rejected.class, reader.read(bytes, NOW).decoded()).fault());
    }

    @Test
    void deep_nesting_is_rejected() {
      assertRejected(Fault.NOT_JSON, "[".repeat(500_000));
      assertRejected(Fault.NOT_JSON, "{\"detail\":".repeat(50_000));
      assertRejected(
          Fault.NOT_JSON, signIn().bare().replace("null", "[".repeat(5000) + "]".repeat(5000)));
    }

    @Test
    void a_huge_number_is_rejected_or_does_not_matter() {
      assertRejected(Fault.NOT_JSON, "{\"detail\":{\"a\":" + "9".repeat(500_000) + "}}");
      assertEquals(
          MARA.value(), id(subject(signIn().withJson("/tlsDetails", "[1e999999, -1E-999999]"))));
    }

    @Test
    void a_key_that_stands_twice_is_rejected() {
      String twice =
          passwordReset()
              .of(MARA)
              .bare()
              .replace("\"userId\":\"" + MARA, "\"userId\":\"" + OMAR + "\",\"userId\":\"" + MARA);

      assertTrue(twice.contains(OMAR.value()));
      assertRejected(Fault.NOT_JSON, twice);
    }

    @Test
    void an_envelope_above_the_limit_is_rejected_and_one_at_the_limit_is_not() {
      String envelope = signIn().envelope();
      String padding = " ".repeat(RecordReader.LARGEST_RECORD - envelope.length());

      assertInstanceOf(Observed.class, read(envelope + padding));
      assertRejected(Fault.TOO_LARGE, envelope + padding + " ");
    }

    @Test
    void the_place_of_a_broken_record_is_reported_and_its_content_is_not() {
      String detail = detail(read("{\"userName\": \"mara\",\n \"x\": mara.secret}"));

      assertTrue(detail.contains("line 2, column"), detail);
      assertFalse(detail.contains("mara"), detail);
    }

    @Test
    void a_byte_order_mark_does_not_matter() {
      assertInstanceOf(Observed.class, read("\uFEFF" + signIn().envelope()));
    }

    @Test
    void fields_that_nobody_knows_do_not_matter() {
      assertEquals(
          fact(signIn().eventId("one")),
          fact(signIn().eventId("one").withJson("/userIdentity/somethingNew", "{\"a\":[1,null]}")));
    }

    @Test
    void of_a_trusted_envelope_nothing_decides() {
      String envelope =
          signIn()
              .envelope()
              .replace("AWS API Call via CloudTrail", "Scheduled Event")
              .replace("\"source\":\"aws.signin\"", "\"source\":\"aws.health\"");

      assertInstanceOf(Observed.class, read(envelope));
    }

    @Test
    void a_bare_record_is_read_like_one_in_an_envelope() {
      assertEquals(
          reader.read(signIn().bytes(), NOW), reader.read(signIn().bare().getBytes(UTF_8), NOW));
    }

    @Test
    void a_digest_is_ignored_with_and_without_an_envelope() {
      String digest =
          "{\"digestStartTime\":\"2026-01-01T00:00:00Z\",\"digestEndTime\":\"x\",\"logFiles\":[]}";

      assertEquals(Reason.DIGEST, assertInstanceOf(Ignored.class, read(digest)).reason());
      assertEquals(
          Reason.DIGEST,
          assertInstanceOf(
                  Ignored.class, read("{\"source\":\"aws.s3\",\"detail\":%s}".formatted(digest)))
              .reason());
    }

    @Test
    void an_insights_record_is_ignored() {
      String insights =
          "{\"source\":\"aws.cloudtrail\",\"detail\":{\"eventVersion\":\"1.07\",\"eventType\":\"AwsCloudTrailInsight\","
              + "\"insightDetails\":{\"eventSource\":\"signin.amazonaws.com\"}}}";

      assertEquals(Reason.OTHER_CALL, assertInstanceOf(Ignored.class, read(insights)).reason());
    }

    @ParameterizedTest
    @ValueSource(strings = {"eventSource", "eventName"})
    void a_record_without_half_of_its_call_is_rejected_naming_the_field(String field) {
      for (CloudTrailRecords broken :
          List.of(
              signIn().without("/" + field),
              signIn().withJson("/" + field, "null"),
              signIn().withJson("/" + field, "7"),
              signIn().with("/" + field, " "))) {
        assertRejected(Fault.FIELD_MISSING, broken);
        assertTrue(detail(read(broken)).contains(field), detail(read(broken)));
      }
    }

    @Test
    void a_record_of_another_call_needs_no_event_id_and_no_time() {
      assertIgnored(
          Reason.OTHER_CALL,
          byTheUser("s3.amazonaws.com", "GetObject").withJson("/eventID", "5").at("never"));
    }

    @Test
    void a_relevant_record_without_an_event_id_is_rejected_naming_the_field() {
      for (CloudTrailRecords broken :
          List.of(
              signIn().withJson("/eventID", "null"),
              signIn().withJson("/eventID", "{}"),
              signIn().eventId(""),
              signIn().eventId("a\u001b[31mb"),
              signIn().eventId("x".repeat(129)))) {
        assertRejected(Fault.FIELD_MISSING, broken);
        assertTrue(detail(read(broken)).contains("eventID"));
      }
    }
  }

  @Nested
  class Time {

    @ParameterizedTest
    @CsvSource({
      "2026-06-01T08:14:27Z, 2026-06-01T08:14:27Z",
      "2026-06-01T08:14:27.999999999Z, 2026-06-01T08:14:27.999Z",
      "2026-06-01T10:14:27+02:00, 2026-06-01T08:14:27Z",
      "2013-11-13T00:00:00Z, 2013-11-13T00:00:00Z",
      "2026-11-01T00:05:00Z, 2026-11-01T00:05:00Z",
    })
    void a_time_is_an_iso_instant_in_milliseconds(String eventTime, Instant time) {
      assertEquals(time, fact(signIn().at(eventTime)).proof().time());
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "yesterday",
          "2026-06-01",
          "2026-06-01T08:14:27",
          "2026-02-30T08:14:27Z",
          "1780301667",
          "Feb 3, 2026, 9:15:00 AM",
          "2013-11-12T23:59:59.999Z",
          "1970-01-01T00:00:00Z",
          "0001-01-01T00:00:00Z",
          "-999999999-01-01T00:00:00Z",
          "2026-06-01T08:14:27.0000000000000000000000000000000000000000000000000Z",
        })
    void what_is_no_time_since_cloudtrail_began_is_rejected(String eventTime) {
      assertRejected(Fault.TIME_UNREADABLE, signIn().at(eventTime));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "2026-11-01T00:05:00.001Z",
          "2027-01-01T00:00:00Z",
          "+999999999-12-31T23:59:59Z"
        })
    void the_future_is_rejected(String eventTime) {
      assertRejected(Fault.TIME_IN_FUTURE, signIn().at(eventTime));
    }

    @Test
    void the_last_of_all_instants_is_a_now_like_any_other() {
      assertInstanceOf(Observed.class, reader.read(signIn().bytes(), Instant.MAX).decoded());
      assertInstanceOf(Rejected.class, reader.read(signIn().bytes(), Instant.MIN).decoded());
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "1780301667", "{}", "\"\""})
    void a_time_that_is_no_text_is_missing(String eventTime) {
      CloudTrailRecords broken = signIn().withJson("/eventTime", eventTime);

      assertRejected(Fault.FIELD_MISSING, broken);
      assertTrue(detail(read(broken)).contains("eventTime"));
    }

    @Test
    void an_ignored_record_may_have_any_time() {
      assertIgnored(Reason.CALL_FAILED, signIn().failed("Denied").at("2099-01-01T00:00:00Z"));
      assertIgnored(Reason.NOT_SUCCESSFUL, signIn().without("/serviceEventDetails").at("never"));
    }
  }

  @Nested
  class WhatIsSaid {

    @Test
    void the_face_of_a_record_is_reported_whatever_was_made_of_it() {
      for (CloudTrailRecords records :
          List.of(
              signIn(),
              signIn().failed("Denied"),
              byTheUser("s3.amazonaws.com", "GetObject"),
              signIn().without("/userIdentity"))) {
        Reading reading =
            reader.read(records.eventId("an-id").at("2026-06-01T08:14:27Z").bytes(), NOW);

        assertEquals(Optional.of("2026-06-01T08:14:27Z"), reading.eventTime());
        assertEquals(Optional.of("an-id"), reading.eventId());
      }
    }

    @Test
    void the_face_is_bounded_and_harmless_to_a_terminal() {
      Reading reading =
          reader.read(
              signIn()
                  .at("\u001b]0;x\u0007" + "9".repeat(1000))
                  .eventId("\u202E" + "\uD83D\uDE00".repeat(1000))
                  .bytes(),
              NOW);

      assertEquals(Optional.of("]0;x" + "9".repeat(60)), reading.eventTime());
      assertEquals(Optional.of("\uD83D\uDE00".repeat(128)), reading.eventId());
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "5", "{}", "\"\"", "\"\\u0007\""})
    void a_face_that_is_not_legible_is_empty(String json) {
      Reading reading =
          reader.read(
              signIn().withJson("/eventTime", json).withJson("/eventID", json).bytes(), NOW);

      assertEquals(Optional.empty(), reading.eventTime());
      assertEquals(Optional.empty(), reading.eventId());
    }

    @Test
    void a_quoted_value_is_bounded_and_harmless_to_a_terminal() {
      String failed = detail(read(signIn().failed("\u001b[2J\n" + "x".repeat(10_000))));
      String other =
          detail(read(byTheUser("a\u001b[31m" + "b".repeat(10_000), "c\r\n" + "d".repeat(10_000))));

      assertEquals(
          "errorCode is [2J" + "x".repeat(61) + ": the call failed, nothing happened.", failed);
      assertTrue(other.length() < 250, other);
      assertTrue(other.chars().noneMatch(Character::isISOControl), other);
    }

    @Test
    void no_sentence_names_a_person() {
      String name = "mara.secret@example.com";
      for (CloudTrailRecords records :
          List.of(
              signIn().byName(name).failed("Denied"),
              signIn().byName(name).without("/serviceEventDetails"),
              signIn().byName(name).with("/additionalEventData/LoginTo", "https://skylight.local"),
              signIn().byName(name).with("/userIdentity/type", "IAMUser"),
              signIn().byName(name).at(name),
              signIn().byName(name).withJson("/eventID", "7"),
              deleted().with("/requestParameters/userId", name),
              byTheUser("s3.amazonaws.com", "GetObject").byName(name),
              signIn().byName(name).at("2099-01-01T00:00:00Z"))) {
        String detail = detail(read(records));

        assertFalse(detail.contains("mara"), detail);
        assertFalse(detail.contains(MARA.value()), detail);
        assertTrue(detail.endsWith("."), detail);
      }
    }

    @Test
    void reasons_and_faults_have_labels_and_explanations() {
      assertEquals("call-failed", Reason.CALL_FAILED.label());
      assertEquals("not-a-record", Fault.NOT_A_RECORD.label());
      Stream.concat(
              Stream.of(Reason.values()).map(Reason::explanation),
              Stream.of(Fault.values()).map(Fault::explanation))
          .forEach(sentence -> assertTrue(sentence.endsWith("."), sentence));
    }
  }
}
