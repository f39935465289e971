package ninety.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import software.amazon.awssdk.services.sqs.model.Message;

/** Alerts as they came out of the queue, with their signatures: whether these hold. */
final class Signatures {

  /** The file with the messages as the AWS CLI prints them, one a line. */
  static final String MESSAGES = "alerts.jsonl";

  private Signatures() {}

  static void keep(Message message, Path file) {
    var line =
        JsonNodeFactory.instance
            .objectNode()
            .put("MessageId", message.messageId())
            .put("Body", message.body());
    var attributes = line.putObject("MessageAttributes");
    message
        .messageAttributes()
        .forEach((name, value) ->
            attributes
                .putObject(name)
                .put("StringValue", value.stringValue())
                .put("DataType", value.dataType()));
    try {
      Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes the same messages, and in the first that names Mara somebody else. */
  static void forge(Path messages, Path forged) {
    try {
      String all = Files.readString(messages);
      Files.writeString(forged, all.replaceFirst(Person.MARA.userName(), Person.PAUL.userName()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One line each. */
  static void show(Screen screen, List<JsonNode> verdicts) {
    for (JsonNode verdict : verdicts) {
      boolean valid = verdict.path("result").asText().equals("valid");
      screen.output(
          List.of(
              "  %-8s %s"
                  .formatted(
                      verdict.path("result").asText(),
                      valid
                          ? "%-11s alert %s of finding %s"
                              .formatted(
                                  verdict.path("step").asText(),
                                  Person.brief(verdict.path("alertId").asText()),
                                  Person.brief(verdict.path("findingUid").asText()))
                          : "")
                  .stripTrailing()));
      if (!valid) {
        screen.note(verdict.path("reason").asText(), 12);
      }
    }
  }
}
