package ninety.cloudtrail;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.Instant;
import java.util.Optional;
import ninety.cloudtrail.Decoded.DirectoryChanged;
import ninety.cloudtrail.Decoded.Fault;
import ninety.cloudtrail.Decoded.Heartbeat;
import ninety.cloudtrail.Decoded.Ignored;
import ninety.cloudtrail.Decoded.Observed;
import ninety.cloudtrail.Decoded.Reason;
import ninety.cloudtrail.Decoded.Rejected;
import ninety.user.Fact;
import ninety.user.Kind;
import ninety.user.Subject;
import ninety.user.UserId;

/** What the reader of log files makes of a record, and what tests ask of that. */
final class ReadRecords {

  static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");

  private static final RecordReader READER = new RecordReader(Watched.files());

  private ReadRecords() {}

  static Decoded read(CloudTrailRecords records) {
    return READER.read(records.bytes(), NOW).decoded();
  }

  static Decoded read(String text) {
    return READER.read(text.getBytes(UTF_8), NOW).decoded();
  }

  static Fact fact(CloudTrailRecords records) {
    return assertInstanceOf(Observed.class, read(records)).fact();
  }

  static Kind kind(CloudTrailRecords records) {
    return fact(records).kind();
  }

  static Subject subject(CloudTrailRecords records) {
    return fact(records).subject();
  }

  static Subject by(UserId id) {
    return new Subject.ById(id, Optional.empty());
  }

  static void assertIgnored(Reason reason, CloudTrailRecords records) {
    assertEquals(reason, assertInstanceOf(Ignored.class, read(records)).reason());
  }

  static void assertRejected(Fault fault, CloudTrailRecords records) {
    assertEquals(fault, assertInstanceOf(Rejected.class, read(records)).fault());
  }

  static void assertRejected(Fault fault, String text) {
    assertEquals(fault, assertInstanceOf(Rejected.class, read(text)).fault());
  }

  static String detail(Decoded decoded) {
    return switch (decoded) {
      case Observed(var fact) -> throw new AssertionError("observed: " + fact);
      case Heartbeat heartbeat -> throw new AssertionError(heartbeat.toString());
      case DirectoryChanged changed -> throw new AssertionError(changed.toString());
      case Decoded.Tampered tampered -> throw new AssertionError(tampered.toString());
      case Ignored(_, var detail) -> detail;
      case Rejected(_, var detail) -> detail;
    };
  }

  static String id(Subject subject) {
    return assertInstanceOf(Subject.ById.class, subject).id().value();
  }

  static String heartbeat(String rule, String source, String time) {
    return """
    {"version": "0", "id": "a9549888-43d0-43f3-b266-df68cddc1f42",
     "detail-type": "Scheduled Event", "source": "%s", "account": "111122223333",
     "time": "%s", "region": "eu-central-1", "detail": {},
     "resources": ["arn:aws:events:eu-central-1:111122223333:rule/%s"]}\
    """
        .formatted(source, time, rule);
  }
}
