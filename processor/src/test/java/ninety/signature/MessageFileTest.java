package ninety.signature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import ninety.signature.MessageFile.Entry;
import ninety.signature.MessageFile.Entry.Message;
import ninety.signature.MessageFile.Entry.NoMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MessageFileTest {

  /** As the AWS CLI prints it, with all that is of no interest here. */
  private static final String SIGNED =
      """
      {
          "MessageId": "6e2d7d21-2a4b-4d45-9d3b-2a0d8f7b7f0e",
          "ReceiptHandle": "AQEBwJnKyrHigUMZj6rYigCgxlaS3SLy0a",
          "MD5OfBody": "9e107d9d372bb6826bd81d3542a419d6",
          "Body": "{\\"a\\":\\"M\\u00e4ra\\"}",
          "Attributes": {"SentTimestamp": "1700000000000"},
          "MD5OfMessageAttributes": "c3f5",
          "MessageAttributes": {
              "signature": {"StringValue": "e30..AA", "DataType": "String"}
          }
      }
      """;

  private static final Message MESSAGE =
      new Message(
          Optional.of("6e2d7d21-2a4b-4d45-9d3b-2a0d8f7b7f0e"),
          "{\"a\":\"Mära\"}",
          Optional.of("e30..AA"));

  private static final Message BARE = new Message(Optional.empty(), "b", Optional.empty());

  @Test
  void the_cli_s_output_a_message_and_sequences_of_them_are_read_alike() throws IOException {
    String bare = "{\"Body\":\"b\"}";

    assertEquals(List.of(MESSAGE), read(SIGNED));
    assertEquals(List.of(MESSAGE, BARE), read("{\"Messages\":[" + SIGNED + "," + bare + "]}"));
    assertEquals(List.of(MESSAGE, BARE), read("[" + SIGNED + "," + bare + "]"));
    assertEquals(List.of(MESSAGE, BARE), read(SIGNED + bare));
    assertEquals(List.of(BARE, BARE), read(bare + "\n\n" + bare + "\n"));
    assertEquals(
        List.of(MESSAGE, BARE),
        read("{\"Messages\":[" + SIGNED + "]}\n{\"Messages\":[" + bare + "]}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " \n", "[]", "{\"Messages\":[]}"})
  void a_file_without_messages_has_none(String text) throws IOException {
    assertEquals(List.of(), read(text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'{}'                        | is no message of SQS: it has no Body",
        "'7'                         | is no message of SQS: it has no Body",
        "'{\"Body\":7}'              | is no message of SQS: it has no Body",
        "'{\"class_uid\":2003}'      | is no message of SQS: it has no Body",
        "'{\"Body\":\"b\",\"MessageAttributes\":{\"signature\":{\"BinaryValue\":\"AA\"}}}' | has an"
            + " attribute signature that is not text",
        "'{\"Body\":\"b\",\"MessageAttributes\":{\"signature\":\"e30..AA\"}}' | has an attribute"
            + " signature that is not text",
      })
  void what_is_no_message_says_why(String text, String why) throws IOException {
    assertEquals(List.of(new NoMessage(why), BARE), read(text + "\n{\"Body\":\"b\"}"));
  }

  /** A reader that takes the first and one that takes the last would read different bodies. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"Body\":\"b\",\"Body\":\"c\"}",
        "{\"Body\":\"b\",\"MessageAttributes\":{},\"MessageAttributes\":{}}",
        "{\"Body\":\"b\"",
        "nonsense",
      })
  void where_it_is_no_json_any_more_reading_ends_with_the_line(String text) throws IOException {
    List<Entry> entries = read("{\"Body\":\"b\"}\n" + text);

    assertEquals(2, entries.size());
    assertEquals(BARE, entries.getFirst());
    NoMessage broken = assertInstanceOf(NoMessage.class, entries.getLast());
    assertTrue(broken.why().startsWith("is no JSON: "), broken.why());
    assertTrue(broken.why().contains("(line 2)"), broken.why());
  }

  @Test
  void a_body_is_no_larger_than_sqs_takes() throws IOException {
    String largest = "a".repeat(1 << 20);

    assertInstanceOf(Message.class, read("{\"Body\":\"" + largest + "\"}").getFirst());
    assertEquals(
        List.of(new NoMessage("has a larger Body than SQS takes")),
        read("{\"Body\":\"" + largest + "a\"}"));
  }

  @Test
  void a_file_is_bounded() {
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            return ' ';
          }
        };

    assertThrows(IOException.class, () -> MessageFile.readBody(endless));
    assertThrows(IOException.class, () -> MessageFile.read(endless));
  }

  private static List<Entry> read(String text) throws IOException {
    return MessageFile.read(new ByteArrayInputStream(text.getBytes(UTF_8)));
  }
}
