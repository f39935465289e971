package ninety.cloudtrail;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import ninety.cloudtrail.Decoded.Fault;
import ninety.cloudtrail.Decoded.Heartbeat;
import ninety.cloudtrail.Decoded.Ignored;
import ninety.cloudtrail.Decoded.Reason;
import ninety.cloudtrail.Decoded.Rejected;
import ninety.coverage.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** S1: CloudTrail's record of a call that the sweep made for this, and of no other. */
public final class SignsOfLifeTest {

  public static final String ROLE = "arn:aws:iam::444455556666:role/ninety-sign-of-life";
  private static final Instant NOW = Instant.parse("2026-07-01T00:15:00Z");
  private static final Heartbeat SIGN =
      new Heartbeat(
          new Source("444455556666", "ap-southeast-2").as(Source.Kind.CLOUDTRAIL),
          Instant.parse("2026-07-01T00:08:20Z"));

  /** As STS's calls are recorded, and with what EventBridge adds. */
  private static final String RECORD =
      """
      {
        "version": "0",
        "id": "98559079-09a7-4368-9d1a-b8576786001d",
        "detail-type": "AWS API Call via CloudTrail",
        "source": "aws.sts",
        "account": "444455556666",
        "time": "2026-07-01T00:08:20Z",
        "region": "ap-southeast-2",
        "resources": [],
        "detail": {
          "eventVersion": "1.11",
          "userIdentity": {
            "type": "AssumedRole",
            "principalId": "AROAEXAMPLESIGN00001:ninety-sign-of-life",
            "arn": "arn:aws:sts::444455556666:assumed-role/ninety-sign-of-life/ninety-sign-of-life",
            "accountId": "444455556666",
            "accessKeyId": "ASIAEXAMPLESIGN00001",
            "sessionContext": {
              "sessionIssuer": {
                "type": "Role",
                "principalId": "AROAEXAMPLESIGN00001",
                "arn": "arn:aws:iam::444455556666:role/ninety-sign-of-life",
                "accountId": "444455556666",
                "userName": "ninety-sign-of-life"
              },
              "attributes": {"creationDate": "2026-07-01T00:08:20Z", "mfaAuthenticated": "false"}
            }
          },
          "eventTime": "2026-07-01T00:08:20Z",
          "eventSource": "sts.amazonaws.com",
          "eventName": "GetCallerIdentity",
          "awsRegion": "ap-southeast-2",
          "sourceIPAddress": "192.0.2.58",
          "userAgent": "aws-sdk-java/2.57.8",
          "requestParameters": null,
          "responseElements": null,
          "requestID": "637a4e5e-93ef-4ef1-83b3-a2fbcb2c84fe",
          "eventID": "ddb44604-4042-4891-a864-5997b908af56",
          "readOnly": true,
          "eventType": "AwsApiCall",
          "managementEvent": true,
          "recipientAccountId": "444455556666",
          "eventCategory": "Management"
        }
      }
      """;

  public static byte[] record() {
    return RECORD.getBytes(UTF_8);
  }

  @Test
  void its_account_and_region_say_where_it_comes_from() {
    assertEquals(SIGN, read(RECORD));
  }

  /** It needs no right, so what is refused is somebody's policy; the record came all the same. */
  @Test
  void a_call_that_was_refused_has_a_record_too() {
    assertEquals(
        SIGN,
        read(RECORD.replace("\"readOnly\"", "\"errorCode\": \"AccessDenied\", \"readOnly\"")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "arn:aws:iam::444455556666:role/other-sign-of-life",
        "arn:aws:iam::111122223333:role/ninety-sign-of-life",
        "arn:aws:iam::444455556666:role/path/ninety-sign-of-life",
        ""
      })
  void of_another_role_it_is_a_call_like_others(String role) {
    assertEquals(Reason.OTHER_CALL, reason(read(RECORD.replace(ROLE, role))));
  }

  @Test
  void where_no_role_is_known_it_is_a_call_like_others() {
    Decoded decoded = new RecordReader(Watched.stream()).read(record(), NOW).decoded();

    assertEquals(Reason.OTHER_CALL, reason(decoded));
  }

  @Test
  void another_call_of_the_role_is_none() {
    assertEquals(
        Reason.OTHER_CALL, reason(read(RECORD.replace("GetCallerIdentity", "GetSessionToken"))));
    assertEquals(
        Reason.OTHER_CALL, reason(read(RECORD.replace("sts.amazonaws.com", "sso.amazonaws.com"))));
  }

  /** F1: a sign of life that somebody else put on the bus would hide a silence. */
  @Test
  void what_aws_did_not_send_is_untrusted() {
    assertEquals(Fault.UNTRUSTED_SOURCE, fault(read(RECORD.replace("aws.sts", "com.example"))));
    assertEquals(
        Fault.UNTRUSTED_SOURCE,
        fault(
            read(
                RECORD.replace("\"account\": \"444455556666\"", "\"account\": \"999988887777\""))));
  }

  @Test
  void without_region_or_time_it_is_given_up() {
    assertEquals(
        Fault.FIELD_MISSING, fault(read(RECORD.replace("\"awsRegion\": \"ap-southeast-2\",", ""))));
    assertEquals(
        Fault.FIELD_MISSING,
        fault(read(RECORD.replace("\"awsRegion\": \"ap-southeast-2\"", "\"awsRegion\": \"a/b\""))));
    assertEquals(
        Fault.TIME_IN_FUTURE,
        fault(read(RECORD.replace("2026-07-01T00:08:20Z", "2026-07-02T00:08:20Z"))));
  }

  private static Decoded read(String record) {
    Watched watched = new Watched(Optional.empty(), Set.of("444455556666"), false, Set.of(ROLE));
    return new RecordReader(watched).read(record.getBytes(UTF_8), NOW).decoded();
  }

  private static Reason reason(Decoded decoded) {
    return assertInstanceOf(Ignored.class, decoded).reason();
  }

  private static Fault fault(Decoded decoded) {
    return assertInstanceOf(Rejected.class, decoded).fault();
  }
}
