package ninety.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import ninety.user.UserId;
import software.amazon.kinesis.retrieval.KinesisClientRecord;

/** The records of one shard, in order, and what they say. */
final class Shard {

  static final String ID = "shardId-000000000007";

  private final List<KinesisClientRecord> records = new ArrayList<>();

  List<KinesisClientRecord> records() {
    return List.copyOf(records);
  }

  KinesisClientRecord put(String text) {
    return put(text.getBytes(UTF_8));
  }

  KinesisClientRecord put(byte[] data) {
    return put(data, records.size() + 1, 0);
  }

  /** A part of a record that a producer aggregated: such share a sequence number. */
  KinesisClientRecord put(byte[] data, long sequence, long subSequence) {
    KinesisClientRecord record =
        KinesisClientRecord.builder()
            // As long as real ones, and not to be compared as text: 9 comes before 10.
            .sequenceNumber("4957" + sequence)
            .subSequenceNumber(subSequence)
            .partitionKey("p")
            .approximateArrivalTimestamp(Instant.parse("2026-06-01T08:15:00Z"))
            .data(ByteBuffer.wrap(data))
            .build();
    records.add(record);
    return record;
  }

  /** What EventBridge makes of a record of CloudTrail. */
  static String envelope(String record) {
    return """
    {"version": "0", "detail-type": "AWS API Call via CloudTrail", "source": "aws.sso",
     "account": "111122223333", "region": "eu-central-1", "detail": %s}\
    """
        .formatted(record);
  }

  static String usedPortal(UserId user, Instant at) {
    return byUser("sso.amazonaws.com", "Federate", user, at);
  }

  static String signedIn(UserId user, Instant at) {
    return byUser("sso.amazonaws.com", "Authenticate", user, at);
  }

  static String disabled(UserId user, Instant at) {
    return aboutUser("DisableUser", user, at);
  }

  static String passwordReset(UserId user, Instant at) {
    return aboutUser("UpdatePassword", user, at);
  }

  /** A sign-in from before 2025-11-26: its user has a name and no id. */
  static String signedInByName(String name, Instant at) {
    return envelope(
        """
        {"eventVersion": "1.08", "eventSource": "signin.amazonaws.com",
        "eventName": "UserAuthentication", "eventTime": "%s", "eventID": "%s-%s",
        "userIdentity": {"type": "Unknown", "userName": "%s"},
        "additionalEventData": {"CredentialType": "PASSWORD"},
        "serviceEventDetails": {"UserAuthentication": "Success"}}\
        """
            .formatted(at, name, at.getEpochSecond(), name));
  }

  /** A call that reports nothing about a user. */
  static String otherCall(Instant at) {
    return envelope(
        """
        {"eventVersion": "1.08", "eventSource": "s3.amazonaws.com", "eventName": "ListBuckets",
        "eventTime": "%s", "eventID": "other-%s"}\
        """
            .formatted(at, at.getEpochSecond()));
  }

  /** F9: the source of the directory's users is changed. */
  static String directoryChange(Instant at) {
    return envelope(
        """
        {"eventVersion": "1.08", "eventSource": "sso.amazonaws.com",
        "eventName": "AssociateDirectory", "eventTime": "%s",
        "eventID": "AssociateDirectory-%s", "userIdentity": {"type": "AssumedRole"}}\
        """
            .formatted(at, at.toEpochMilli()));
  }

  static String signedInWith(UserId user, String credentials, Instant at) {
    return byUser("signin.amazonaws.com", "UserAuthentication", user, at)
        .replace(
            "\"userIdentity\"",
            "\"additionalEventData\": {\"CredentialType\": \"%s\"}, ".formatted(credentials)
                + "\"serviceEventDetails\": {\"UserAuthentication\": \"Success\"}, "
                + "\"userIdentity\"");
  }

  /** The record of an envelope. */
  static String bare(String envelope) {
    return envelope.substring(envelope.indexOf("\"detail\": ") + 10, envelope.length() - 1);
  }

  private static String byUser(String source, String name, UserId user, Instant at) {
    return envelope(
        """
        {"eventVersion": "1.08", "eventSource": "%s", "eventName": "%s", "eventTime": "%s",
        "eventID": "%s-%s-%s", "userIdentity": {"type": "IdentityCenterUser", "onBehalfOf":
        {"userId": "%s",
         "identityStoreArn": "arn:aws:identitystore::111122223333:identitystore/d-9067f2a1c4"}}}\
        """
            .formatted(source, name, at, name, shortened(user), at.toEpochMilli(), user));
  }

  private static String aboutUser(String name, UserId user, Instant at) {
    return envelope(
        """
        {"eventVersion": "1.08", "eventSource": "sso-directory.amazonaws.com", "eventName": "%s",
        "eventTime": "%s", "eventID": "%s-%s-%s", "userIdentity": {"type": "AssumedRole"},
        "requestParameters": {"userId": "%s"}}\
        """
            .formatted(name, at, name, shortened(user), at.toEpochMilli(), user));
  }

  private static String shortened(UserId user) {
    return user.value().substring(user.value().length() - 12);
  }
}
