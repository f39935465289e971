package ninety.signature;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import ninety.alert.SqsAlerts;

/**
 * A file of messages as {@code aws sqs receive-message} prints them, with all their attributes: its
 * whole output, single messages, arrays of them, and any of these one after the other, JSON lines
 * included. UTF-8.
 */
public final class MessageFile {

  /** In bytes. SQS keeps no message of more than 1 MiB, so these are 64 of the largest. */
  private static final int LARGEST_FILE = 64 << 20;

  /** SQS quotas: a message's bytes at most. */
  private static final int LARGEST_BODY = 1 << 20;

  /** A field that is there twice would be read one way here and another way elsewhere. */
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  /** One element of a file. */
  public sealed interface Entry {

    /**
     * A message with what was signed and the signature.
     *
     * @param id what SQS calls it
     */
    record Message(Optional<String> id, String body, Optional<String> signature) implements Entry {}

    /**
     * An element that is not a message.
     *
     * @param why continues a sentence that begins with the element's name
     */
    record NoMessage(String why) implements Entry {}
  }

  private MessageFile() {}

  /**
   * Reads the whole file. What is not a message is one element of the answer; where the file is no
   * JSON from some point on, that is its last element.
   *
   * @param in read to its end and left open
   * @throws IOException if it cannot be read or has more than 64 MiB
   */
  public static List<Entry> read(InputStream in) throws IOException {
    return entries(bounded(in, LARGEST_FILE));
  }

  /**
   * Reads a file that is a body and nothing else.
   *
   * @param in read to its end and left open
   * @throws IOException if it cannot be read or has more than the 1 MiB of an SQS message
   */
  public static byte[] readBody(InputStream in) throws IOException {
    return bounded(in, LARGEST_BODY);
  }

  private static List<Entry> entries(byte[] content) throws IOException {
    List<Entry> entries = new ArrayList<>();
    try (MappingIterator<JsonNode> values = JSON.readerFor(JsonNode.class).readValues(content)) {
      while (values.hasNextValue()) {
        messages(values.nextValue()).map(MessageFile::entry).forEach(entries::add);
      }
    } catch (JsonProcessingException broken) {
      entries.add(new Entry.NoMessage("is not JSON: " + where(broken)));
    }
    return entries;
  }

  private static String where(JsonProcessingException broken) {
    return broken.getLocation() == null
        ? broken.getOriginalMessage()
        : "%s (line %d)".formatted(broken.getOriginalMessage(), broken.getLocation().getLineNr());
  }

  private static Stream<JsonNode> messages(JsonNode value) {
    if (value.isArray()) {
      return StreamSupport.stream(value.spliterator(), false);
    }
    return value.path("Messages").isArray() && !value.has("Body")
        ? messages(value.get("Messages"))
        : Stream.of(value);
  }

  private static Entry entry(JsonNode message) {
    if (!message.path("Body").isTextual()) {
      return new Entry.NoMessage("is not a message of SQS: it has no Body");
    }
    String body = message.get("Body").textValue();
    if (!UTF_8.newEncoder().canEncode(body)) {
      return new Entry.NoMessage("has a Body that is not text in UTF-8");
    }
    if (body.getBytes(UTF_8).length > LARGEST_BODY) {
      return new Entry.NoMessage("has a larger Body than SQS takes");
    }
    JsonNode attribute = message.path("MessageAttributes").path(SqsAlerts.SIGNATURE);
    if (!attribute.isMissingNode() && !attribute.path("StringValue").isTextual()) {
      return new Entry.NoMessage("has an attribute signature that is not text");
    }
    return new Entry.Message(
        Optional.ofNullable(message.path("MessageId").textValue()),
        body,
        Optional.ofNullable(attribute.path("StringValue").textValue()));
  }

  private static byte[] bounded(InputStream in, int largest) throws IOException {
    byte[] content = in.readNBytes(largest + 1);
    if (content.length > largest) {
      throw new IOException("It has more than %d MiB.".formatted(largest >> 20));
    }
    return content;
  }
}
