package ninety.cloudtrail;

import static ninety.cloudtrail.ReadRecords.NOW;
import static ninety.cloudtrail.ReadRecords.assertRejected;
import static ninety.cloudtrail.ReadRecords.read;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.Instant;
import java.util.Optional;
import ninety.cloudtrail.Decoded.Fault;
import ninety.user.Proof;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** S3: changes of our own way. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class OwnWayTest {

  private final RecordReader reader = new RecordReader(Watched.files());

  @Test
  void a_change_of_our_own_way_names_call_actor_target_and_place() {
    assertEquals(
        new Decoded.Tampered(
            new Proof(
                Instant.parse("2026-06-01T08:11:27Z"),
                "5f0c7f7e-0f5c-4b0c-9a55-000000000001",
                "cloudtrail.amazonaws.com StopLogging"),
            "arn:aws:sts::111122223333:assumed-role/Administrator/kim",
            Optional.of("arn:aws:cloudtrail:eu-central-1:111122223333:trail/organization"),
            Optional.of("111122223333"),
            Optional.of("eu-central-1")),
        reader.read(Samples.resource("way/stop-logging.json"), NOW).decoded());
  }

  @Test
  void one_that_says_little_is_one_all_the_same() {
    assertEquals(
        new Decoded.Tampered(
            new Proof(
                Instant.parse("2026-06-01T08:14:27Z"), "c1", "kinesis.amazonaws.com DeleteStream"),
            "unknown",
            Optional.empty(),
            Optional.empty(),
            Optional.empty()),
        read(
            """
            {"eventVersion": "1.11", "eventSource": "kinesis.amazonaws.com",
             "eventName": "DeleteStream", "eventTime": "2026-06-01T08:14:27Z", "eventID": "c1",
             "recipientAccountId": "12", "awsRegion": "Frankfurt"}
            """));
  }

  @Test
  void what_it_says_is_bounded_and_harmless_to_a_terminal() {
    Decoded.Tampered tampered =
        assertInstanceOf(
            Decoded.Tampered.class,
            read(
                """
                {"eventVersion": "1.11", "eventSource": "events.amazonaws.com",
                 "eventName": "DisableRule", "eventTime": "2026-06-01T08:14:27Z",
                 "eventID": "c1", "userIdentity": {"arn": "\\u001b[2Jarn%s"},
                 "requestParameters": {"name": "%s"}}
                """
                    .formatted("a".repeat(5_000), "n".repeat(5_000))));

    assertEquals(512, tampered.actor().length());
    assertFalse(tampered.actor().contains("\u001b"));
    assertEquals(256, tampered.target().orElseThrow().length());
  }

  @Test
  void one_that_cannot_be_known_again_is_rejected() {
    assertRejected(
        Fault.FIELD_MISSING,
        """
        {"eventVersion": "1.11", "eventSource": "kinesis.amazonaws.com",
         "eventName": "DeleteStream", "eventTime": "2026-06-01T08:14:27Z"}
        """);
  }
}
