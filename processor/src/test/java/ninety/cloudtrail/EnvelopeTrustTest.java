package ninety.cloudtrail;

import static java.nio.charset.StandardCharsets.UTF_8;
import static ninety.cloudtrail.CloudTrailRecords.deleted;
import static ninety.cloudtrail.CloudTrailRecords.directoryChange;
import static ninety.cloudtrail.CloudTrailRecords.signIn;
import static ninety.cloudtrail.ReadRecords.NOW;
import static ninety.cloudtrail.ReadRecords.heartbeat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.Set;
import ninety.cloudtrail.Decoded.Fault;
import ninety.cloudtrail.Decoded.Heartbeat;
import ninety.cloudtrail.Decoded.Observed;
import ninety.cloudtrail.Decoded.Rejected;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** F1, promise 9. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class EnvelopeTrustTest {

  private final RecordReader reader = new RecordReader(Watched.files());
  private final RecordReader stream = new RecordReader(Watched.stream());
  private final RecordReader ours =
      new RecordReader(
          new Watched(Optional.empty(), Set.of("111122223333", "444455556666"), false));

  private static Decoded by(RecordReader reader, String text) {
    return reader.read(text.getBytes(UTF_8), NOW).decoded();
  }

  private static String untrusted(Decoded decoded) {
    Rejected rejected = assertInstanceOf(Rejected.class, decoded);
    assertEquals(Fault.UNTRUSTED_SOURCE, rejected.fault());
    assertTrue(rejected.detail().endsWith("."), rejected.detail());
    return rejected.detail();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"com.bank.payments\"",
        "\"aws\"",
        "\"AWS.signin\"",
        "\" aws.signin\"",
        "\"x.aws.signin\"",
        "\"\"",
        "null",
        "7",
        "{}",
        "[\"aws.signin\"]"
      })
  void a_source_that_does_not_begin_with_aws_is_untrusted_everywhere(String source) {
    String forged = deleted().envelope().replace("\"aws.sso-directory\"", source);

    assertEquals(-1, forged.indexOf("\"aws.sso-directory\""));
    untrusted(by(stream, forged));
    untrusted(by(reader, forged));
  }

  @Test
  void an_envelope_without_a_source_is_untrusted() {
    untrusted(by(reader, "{\"detail\":%s}".formatted(signIn().bare())));
  }

  @Test
  void an_untrusted_envelope_shows_no_face_and_no_more_than_its_source() {
    String forged =
        signIn()
            .byName("mara.secret")
            .envelope()
            .replace("\"aws.signin\"", "\"com.\\u001b[2J" + "x".repeat(5000) + "\"");
    Reading reading = stream.read(forged.getBytes(UTF_8), NOW);

    String detail = untrusted(reading.decoded());
    assertEquals(Optional.empty(), reading.eventTime());
    assertTrue(detail.contains("(com.[2Jxxx"), detail);
    assertTrue(detail.length() < 300, detail);
    assertFalse(detail.contains("mara"), detail);
  }

  @Test
  void without_accounts_any_account_is_trusted() {
    assertInstanceOf(
        Observed.class, by(stream, signIn().envelope().replace("111122223333", "999988887777")));
  }

  @Test
  void with_accounts_only_theirs_are_trusted() {
    String envelope = signIn().envelope();

    assertInstanceOf(Observed.class, by(ours, envelope));
    String elsewhere =
        untrusted(
            by(
                ours,
                envelope.replace("\"account\":\"111122223333\"", "\"account\":\"999988887777\"")));
    assertTrue(elsewhere.contains("999988887777"), elsewhere);
    untrusted(by(ours, envelope.replace("\"account\":\"111122223333\",", "")));
    // What the record says of its account was written by whoever wrote the record.
    untrusted(by(ours, envelope.replace("\"account\":\"111122223333\"", "\"account\":null")));
  }

  @Test
  void a_heartbeat_of_another_account_is_untrusted() {
    String heartbeat = heartbeat("ninety-heartbeat", "aws.events", "2026-06-01T08:14:27Z");

    assertInstanceOf(Heartbeat.class, by(ours, heartbeat));
    untrusted(by(ours, heartbeat.replace("\"111122223333\"", "\"999988887777\"")));
  }

  @Test
  void a_record_without_an_envelope_is_untrusted_unless_bare_ones_are_accepted() {
    untrusted(by(stream, signIn().bare()));
    untrusted(by(ours, directoryChange().bare()));
    assertInstanceOf(Observed.class, by(reader, signIn().bare()));
    assertInstanceOf(
        Observed.class,
        by(
            new RecordReader(new Watched(Optional.empty(), Set.of("444455556666"), true)),
            signIn().bare()));
  }

  /** An envelope of a trusted look inside an untrusted one is a detail like any other. */
  @Test
  void an_envelope_in_an_envelope_is_not_trusted_for_the_inner_one() {
    untrusted(by(stream, "{\"source\":\"x\",\"detail\":%s}".formatted(signIn().envelope())));
  }

  @Test
  void what_is_no_json_object_is_what_it_was() {
    assertEquals(Fault.NOT_A_RECORD, assertInstanceOf(Rejected.class, by(stream, "[]")).fault());
    assertEquals(Fault.NOT_JSON, assertInstanceOf(Rejected.class, by(stream, "{")).fault());
  }
}
