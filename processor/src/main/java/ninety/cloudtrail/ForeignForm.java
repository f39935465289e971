package ninety.cloudtrail;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A form that people take for a file of records and that is none, by the members that only it has.
 * Each says what it is and how to come from it to the records.
 */
enum ForeignForm {
  KINESIS_RECORD(
      "A Kinesis record from get-records, or a part of its answer: decode Data from base64 first,"
          + " then read what comes out."),
  LAMBDA_KINESIS_RECORD(
      "A Kinesis record as Lambda gets it: decode kinesis.data from base64 first, then read what"
          + " comes out."),
  LOGS_EVENT(
      "Events of CloudWatch Logs: the records are the texts in message; save those, one a line."),
  SNS_NOTIFICATION("A notification of SNS: what it is about is the text in Message; save that."),
  S3_NOTIFICATION(
      "A notification of S3 that a file was written: fetch the file that it names and read that."),
  LAKE_RESULT(
      "Results of a query of CloudTrail Lake: they have columns and no records; select eventJson"
          + " and save its texts, one a line."),
  EVENTBRIDGE_ARCHIVE(
      "The description of an EventBridge archive, which holds no events: replay the archive to the"
          + " bus of its source (`aws events start-replay`), and the stream gets them."),
  ALERT("An alert of ninety, which is not a record: `ninety verify` checks it."),
  /** Asked last: there is nothing in it by which it could be more. */
  OTHER_OBJECT(
      "A JSON object of no form that is known here: it has neither the eventSource, eventName and"
          + " eventTime of a CloudTrail record nor the detail of an EventBridge envelope. Save one of"
          + " those, or what 'ninety explain --help' names.");

  /** Beyond this, a file's first line is not looked at for its form. */
  private static final int LONGEST_HEADER = 4096;

  /** Any of these, and it may be a record that lacks something. */
  private static final Set<String> OF_RECORDS =
      Set.of("eventSource", "eventName", "eventTime", "eventID", "userIdentity");

  private final String whatToDo;

  ForeignForm(String whatToDo) {
    this.whatToDo = whatToDo;
  }

  String whatToDo() {
    return whatToDo;
  }

  static Optional<ForeignForm> of(JsonNode tree) {
    return tree.isObject() && !tree.path("detail").isObject() && !tree.has("eventVersion")
        ? Stream.of(values()).filter(form -> form.is(tree)).findFirst()
        : Optional.empty();
  }

  private boolean is(JsonNode tree) {
    return switch (this) {
      case KINESIS_RECORD ->
          (tree.has("Data") && tree.has("PartitionKey"))
              || (tree.has("MillisBehindLatest") && tree.has("Records"));
      case LAMBDA_KINESIS_RECORD -> tree.path("kinesis").has("data");
      case LOGS_EVENT ->
          tree.path("events").path(0).has("message")
              || tree.has("logEvents")
              || (tree.has("message") && tree.has("timestamp") && tree.has("ingestionTime"));
      case SNS_NOTIFICATION -> tree.has("Message") && tree.has("TopicArn");
      case S3_NOTIFICATION -> tree.path("s3").has("object");
      case LAKE_RESULT -> tree.has("QueryResultRows");
      case EVENTBRIDGE_ARCHIVE -> tree.has("ArchiveName") || tree.has("ArchiveArn");
      case ALERT -> tree.has("class_uid") && tree.has("finding_info");
      case OTHER_OBJECT ->
          OF_RECORDS.stream().noneMatch(tree::has)
              && Stream.of("detail", "source", "digestStartTime").noneMatch(tree::has);
    };
  }

  /**
   * Names the form of a file that is not JSON at all, and what to do; empty where its bytes do not
   * say.
   */
  static Optional<String> ofContent(byte[] content) {
    String head =
        new String(
            content, 0, Math.min(content.length, LONGEST_HEADER), StandardCharsets.ISO_8859_1);
    if (head.startsWith("PK\003\004")) {
      return Optional.of("A zip archive: unpack it and read the files in it.");
    }
    if (head.startsWith("\037\213")) {
      return Optional.of("Compressed with gzip twice: decompress it once.");
    }
    if (head.indexOf(0) >= 0) {
      return Optional.of(
          "A binary file and no text in UTF-8: decompress or decode it, and read what comes out.");
    }
    String first = head.lines().findFirst().orElse("").stripLeading();
    boolean columns = first.chars().filter(each -> each == ',').count() >= 2;
    return columns && !first.startsWith("{") && !first.startsWith("[")
        ? Optional.of(
            "It looks like CSV, such as the event history that the console downloads, which leaves out"
                + " most of a record: download it as JSON, or save what `aws cloudtrail lookup-events"
                + " --output json` prints.")
        : Optional.empty();
  }
}
