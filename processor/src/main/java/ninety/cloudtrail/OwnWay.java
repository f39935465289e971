package ninety.cloudtrail;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import ninety.cloudtrail.Decoded.Tampered;
import ninety.user.Proof;

/**
 * Calls that change the way on which events come to ninety. Whether the trail, rule, key or stream
 * is ours is the pattern's to say that lets the record through; a record alone does not show it.
 */
final class OwnWay {

  private static final int LONGEST_ACTOR = 512;
  private static final int LONGEST_TARGET = 256;

  /** API references of CloudTrail, EventBridge, KMS and Kinesis Data Streams. */
  private static final Map<String, Set<String>> CALLS =
      Map.of(
          "cloudtrail.amazonaws.com",
          Set.of("StopLogging", "DeleteTrail", "UpdateTrail", "PutEventSelectors"),
          "events.amazonaws.com",
          Set.of("DisableRule", "DeleteRule", "PutRule", "RemoveTargets"),
          "kms.amazonaws.com",
          Set.of("DisableKey", "ScheduleKeyDeletion"),
          "kinesis.amazonaws.com",
          Set.of("DeleteStream"));

  /** Where the calls name what they change. */
  private static final String[] TARGETS = {
    "name", "trailName", "rule", "keyId", "streamName", "streamARN"
  };

  private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");
  private static final Pattern REGION = Pattern.compile("[a-z0-9-]{1,32}");

  private OwnWay() {}

  static boolean isChangedBy(String eventSource, String eventName) {
    return CALLS.getOrDefault(eventSource, Set.of()).contains(eventName);
  }

  static boolean isChangedBy(CloudTrailRecord record) {
    return isChangedBy(record.text("eventSource").orElse(""), record.text("eventName").orElse(""));
  }

  static Decoded changed(CloudTrailRecord record, Proof proof) {
    return new Tampered(
        proof,
        record
            .face(LONGEST_ACTOR, "userIdentity", "arn")
            .or(() -> record.face(LONGEST_ACTOR, "userIdentity", "invokedBy"))
            .or(() -> record.face(LONGEST_ACTOR, "userIdentity", "type"))
            .orElse("unknown"),
        Stream.of(TARGETS)
            .flatMap(name -> record.face(LONGEST_TARGET, "requestParameters", name).stream())
            .findFirst(),
        like(ACCOUNT, record.text("recipientAccountId"))
            .or(() -> like(ACCOUNT, record.text("userIdentity", "accountId"))),
        like(REGION, record.text("awsRegion")));
  }

  private static Optional<String> like(Pattern form, Optional<String> text) {
    return text.filter(it -> form.matcher(it).matches());
  }
}
