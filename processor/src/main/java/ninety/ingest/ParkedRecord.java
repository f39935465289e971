package ninety.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/**
 * The text of one of our dead letters, read back: the form is that of the dead-letter queue's
 * writer. It is a record, or it says why there is none to be had from it.
 */
public sealed interface ParkedRecord {

  /** The record as it came, with its place in the stream. */
  record Whole(Envelope envelope) implements ParkedRecord {}

  /**
   * There is no record to bring again.
   *
   * @param reason one of a few words
   */
  record Unusable(String reason, String detail) implements ParkedRecord {}

  /** The record did not fit into the message and was cut. */
  String TRUNCATED = "truncated";

  /** Nothing that we put there. */
  String NOT_A_DEAD_LETTER = "not-a-dead-letter";

  /** Of a text, whatever it is. */
  static ParkedRecord of(String text) {
    Optional<JsonNode> read = JsonText.read(text);
    if (read.isEmpty()
        || !read.get().path("record").isTextual()
        || !read.get().path("sequenceNumber").isTextual()) {
      return new Unusable(
          NOT_A_DEAD_LETTER,
          "It is not a dead letter of ninety. See who else sends to this queue.");
    }
    JsonNode letter = read.get();
    if (letter.path("truncated").asBoolean()) {
      return new Unusable(
          TRUNCATED,
          "The record did not fit and was cut. Take it from CloudTrail's logs, or from the stream"
              + " as long as that retains it.");
    }
    return data(letter)
        .<ParkedRecord>map(data ->
            new Whole(
                new Envelope(
                    letter.path("shard").asText(),
                    letter.path("sequenceNumber").textValue(),
                    letter.path("subSequenceNumber").asLong(),
                    arrival(letter),
                    data)))
        .orElseGet(() ->
            new Unusable(
                NOT_A_DEAD_LETTER,
                "Its encoding is neither utf-8 nor base64. Bring it back with the version that"
                    + " wrote it."));
  }

  /** The same text with another reason; empty where it is none of ours. */
  static Optional<String> withReason(String text, String reason, String detail) {
    return JsonText.read(text)
        .filter(JsonNode::isObject)
        .map(letter ->
            JsonText.written(((ObjectNode) letter).put("reason", reason).put("detail", detail)));
  }

  private static Optional<byte[]> data(JsonNode letter) {
    String record = letter.path("record").textValue();
    return switch (letter.path("encoding").asText()) {
      case "utf-8" -> Optional.of(record.getBytes(UTF_8));
      case "base64" -> {
        try {
          yield Optional.of(Base64.getDecoder().decode(record));
        } catch (IllegalArgumentException damaged) {
          yield Optional.empty();
        }
      }
      default -> Optional.empty();
    };
  }

  private static Optional<Instant> arrival(JsonNode letter) {
    try {
      return letter.has("arrival")
          ? Optional.of(Instant.parse(letter.path("arrival").asText()))
          : Optional.empty();
    } catch (DateTimeException unreadable) {
      return Optional.empty();
    }
  }
}
