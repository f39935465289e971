package ninety.cloudtrail;

import static ninety.cloudtrail.ReadRecords.NOW;
import static ninety.cloudtrail.ReadRecords.assertRejected;
import static ninety.cloudtrail.ReadRecords.heartbeat;
import static ninety.cloudtrail.ReadRecords.read;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.Instant;
import ninety.cloudtrail.Decoded.Fault;
import ninety.cloudtrail.Decoded.Heartbeat;
import ninety.cloudtrail.Decoded.Ignored;
import ninety.cloudtrail.Decoded.Reason;
import ninety.coverage.Source;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class HeartbeatsTest {

  @Test
  void an_event_of_a_schedule_whose_rule_is_a_heartbeat_is_one() {
    assertEquals(
        new Heartbeat(
            new Source("111122223333", "eu-central-1"), Instant.parse("2026-06-01T08:14:27Z")),
        read(heartbeat("ninety-heartbeat", "aws.events", "2026-06-01T08:14:27Z")));
  }

  @Test
  void any_other_schedule_is_none() {
    assertEquals(
        Reason.NOT_CLOUDTRAIL,
        assertInstanceOf(
                Ignored.class, read(heartbeat("nightly", "aws.events", "2026-06-01T08:14:27Z")))
            .reason());
  }

  /** F1. Nobody but EventBridge can claim to be aws.events. */
  @Test
  void an_event_of_somebodys_own_is_none_and_untrusted() {
    assertRejected(
        Fault.UNTRUSTED_SOURCE,
        heartbeat("ninety-heartbeat", "com.example", "2026-06-01T08:14:27Z"));
    assertInstanceOf(
        Ignored.class, read(heartbeat("ninety-heartbeat", "aws.s3", "2026-06-01T08:14:27Z")));
  }

  @Test
  void a_heartbeat_from_the_future_or_of_no_time_is_rejected() {
    assertRejected(
        Fault.TIME_IN_FUTURE,
        heartbeat("ninety-heartbeat", "aws.events", NOW.plusSeconds(301).toString()));
    assertRejected(Fault.TIME_UNREADABLE, heartbeat("ninety-heartbeat", "aws.events", "yesterday"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"us-gov-west-1", "us-iso-east-1", "ap-southeast-7", "eusc-de-east-1"})
  void a_heartbeat_comes_from_any_region(String region) {
    String there =
        heartbeat("ninety-heartbeat", "aws.events", "2026-06-01T08:14:27Z")
            .replace("eu-central-1", region);

    assertEquals(
        new Heartbeat(new Source("111122223333", region), Instant.parse("2026-06-01T08:14:27Z")),
        read(there));
  }
}
