package ninety.cli.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import ninety.cli.Ninety;
import ninety.cli.terminal.Json;
import ninety.signature.TestKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class VerifyCommandTest {

  private static final JsonMapper JSON = new JsonMapper();
  private static final String ARN =
      "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
  private static final TestKey OURS = TestKey.named(ARN);
  private static final TestKey ANOTHER = TestKey.named("arn:another");
  private static final String ALERT = "279cac45-1d29-5a7d-98e3-dc7351cf326e";
  private static final String FINDING = "2a4980e5-d04e-5c70-8765-f6fbc92bfea3";
  private static final String BODY =
      "{\"metadata\":{\"uid\":\"%s\"},\"finding_info\":{\"uid\":\"%s\"},\"compliance\":{\"status_code\":\"breach\"},\"message\":\"Mära\"}"
          .formatted(ALERT, FINDING);

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  private record Ended(int code, String out, String err) {

    List<JsonNode> lines() {
      return out.lines().map(VerifyCommandTest::json).toList();
    }
  }

  @Test
  void a_valid_alert_is_named_with_its_finding_and_step() {
    String file = file("messages.json", messages(message("m-1", BODY, OURS.sign(BODY))));

    Ended ended = verify(file, "--key", pem(), "--wide");

    assertEquals(0, ended.code(), ended.err());
    assertEquals("", ended.err());
    assertEquals(
        """
        MESSAGE%1$s  RESULT  STEP    ALERT                                 FINDING
        %2$s#0  valid   breach  %3$s  %4$s
        1 message: 1 valid
        Valid signatures are by %5$s
        """
            .formatted(
                " ".repeat(file.length() + 2 - "MESSAGE".length()), file, ALERT, FINDING, ARN),
        ended.out());
  }

  @Test
  void each_message_is_said_to_be_what_it_is_and_one_that_is_not_valid_fails_the_command() {
    String file =
        file(
            "messages.json",
            messages(
                    message("m-0", BODY, OURS.sign(BODY)),
                    message("m-1", BODY.replace("breach", "resolved"), OURS.sign(BODY)),
                    message("m-2", BODY, ANOTHER.sign(BODY)),
                    "{\"MessageId\":\"m-3\",\"Body\":\"{}\"}",
                    message("m-4", BODY, OURS.sign("{\"alg\":\"none\"}", BODY)),
                    message("m-5", BODY, "no signature"))
                + "\n{\"no\":\"message\"}\nno JSON");

    Ended ended = verify(file, "--key", jwks(OURS), "--output", "json");

    assertEquals(1, ended.code());
    assertEquals(
        List.of(
            "valid",
            "changed",
            "other-key",
            "no-signature",
            "other-algorithm",
            "malformed",
            "malformed",
            "malformed"),
        ended.lines().stream().map(line -> line.path("result").asText()).toList());
    JsonNode valid = ended.lines().getFirst();
    assertEquals(file + "#0", valid.path("source").asText());
    assertEquals("m-0", valid.path("messageId").asText());
    assertEquals(ALERT, valid.path("alertId").asText());
    assertEquals(FINDING, valid.path("findingUid").asText());
    assertEquals("breach", valid.path("step").asText());
    assertEquals(ARN, valid.path("keyId").asText());
    assertTrue(valid.path("reason").isNull());
    JsonNode changed = ended.lines().get(1);
    // What a changed body says about itself is worth nothing.
    assertTrue(changed.path("alertId").isNull());
    assertEquals(
        "the body is not what was signed with " + ARN + ": it was changed",
        changed.path("reason").asText());
    assertEquals(
        "it is signed with another key: arn:another is not among those of --key",
        ended.lines().get(2).path("reason").asText());
    assertTrue(ended.lines().get(3).path("reason").asText().contains("--message-attribute-names"));
    assertEquals(
        "its algorithm is 'none'; only ES256 is taken",
        ended.lines().get(4).path("reason").asText());
    assertEquals(
        "its signature cannot be read: it is not a compact JWS",
        ended.lines().get(5).path("reason").asText());

    String table = verify(file, "--key", jwks(OURS)).out();

    assertTrue(
        table.contains(
            "8 messages: 1 changed, 3 malformed, 1 no-signature, 1 other-algorithm, 1 other-key, 1"
                + " valid"),
        table);
    assertTrue(table.contains("#1 is not valid: the body is not what was signed"), table);
  }

  @Test
  void a_key_without_an_id_cannot_tell_a_changed_body_from_another_key() {
    String file = file("messages.json", message("m-0", BODY, ANOTHER.sign(BODY)));

    Ended ended = verify(file, "--key", pem(), "--output", "json");

    assertEquals(1, ended.code());
    assertEquals("no-match", ended.lines().getFirst().path("result").asText());
    assertTrue(
        ended.lines().getFirst().path("reason").asText().endsWith("it names arn:another"),
        ended.out());
  }

  @Test
  void of_several_keys_the_named_one_is_taken() {
    String file =
        file(
            "lines.jsonl",
            message("m-0", BODY, OURS.sign(BODY))
                + "\n"
                + message("m-1", BODY, ANOTHER.sign(BODY)));

    Ended ended = verify(file, "--key", jwks(ANOTHER, OURS));

    assertEquals(0, ended.code(), ended.out());
    assertTrue(ended.out().contains("Valid signatures are by " + ARN), ended.out());
    assertTrue(ended.out().contains("Valid signatures are by arn:another"), ended.out());
  }

  @Test
  @ResourceLock("java.lang.System.in")
  void standard_input_is_read_where_no_file_is_named_or_a_dash() {
    String message = message("m-0", BODY, OURS.sign(BODY));

    assertEquals(0, reading(message, "--key", pem()).code());
    assertEquals(0, reading(message, "-", "--key", pem()).code());
    assertEquals(0, reading(BODY, "-", "--signature", OURS.sign(BODY), "--key", pem()).code());
    assertEquals(1, reading("", "-", "--key", pem()).code());
  }

  @Test
  void a_bare_body_goes_with_its_signature_as_text_or_file() {
    String body = file("body.json", BODY);
    String signature = file("signature.jws", OURS.sign(BODY) + "\n");

    assertEquals(0, verify(body, "--signature", OURS.sign(BODY), "--key", pem()).code());
    Ended ended = verify(body, "--signature", signature, "--key", pem(), "--output", "json");

    assertEquals(0, ended.code(), ended.err());
    assertEquals(body, ended.lines().getFirst().path("source").asText());
    assertEquals(ALERT, ended.lines().getFirst().path("alertId").asText());
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\n\n"})
  void a_line_break_that_an_editor_added_is_named_and_still_not_signed(String end) {
    String body = file("body.json", BODY + end);

    Ended ended = verify(body, "--signature", OURS.sign(BODY), "--key", pem(), "--output", "json");

    assertEquals(1, ended.code());
    assertEquals("no-match", ended.lines().getFirst().path("result").asText());
    assertTrue(ended.lines().getFirst().path("alertId").isNull());
    assertTrue(ended.out().contains("ends with a line break that was not signed"), ended.out());
  }

  @Test
  void the_files_of_a_call_are_all_looked_at_whatever_is_wrong_with_one() {
    String good = file("good.json", message("m-0", BODY, OURS.sign(BODY)));
    String empty = file("empty.json", "{\"Messages\":[]}");

    Ended ended = verify("nowhere.json", empty, good, "--key", pem(), "--output", "json");

    assertEquals(1, ended.code());
    assertEquals(1, ended.lines().size());
    assertEquals("valid", ended.lines().getFirst().path("result").asText());
    assertTrue(ended.err().contains("ninety verify: nowhere.json"), ended.err());
    assertTrue(
        ended.err().contains("ninety verify: " + empty + ": there is no message in it"),
        ended.err());
  }

  @Test
  void a_body_of_another_format_is_valid_and_has_no_ids() {
    String text = "WARNING mara.lindqvist";

    Ended ended =
        verify(
            file("message.json", message("m-0", text, OURS.sign(text))),
            "--key",
            pem(),
            "--output",
            "json");

    assertEquals(0, ended.code());
    assertEquals("valid", ended.lines().getFirst().path("result").asText());
    assertTrue(ended.lines().getFirst().path("alertId").isNull());
  }

  @Test
  void all_mistakes_of_a_call_are_reported_at_once() {
    Ended ended = verify("a", "b", "--signature", "x.y.z", "--output", "xml");

    assertEquals(2, ended.code());
    assertTrue(ended.err().contains("--key is missing (or set NINETY_KEY)"), ended.err());
    assertTrue(ended.err().contains("--signature goes with one FILE"), ended.err());
    assertTrue(ended.err().contains("--output: 'xml'"), ended.err());
  }

  @Test
  void a_key_file_that_is_none_is_named_with_the_reason() {
    String other = file("key.txt", "hello");

    assertTrue(
        verify("a", "--key", other)
            .err()
            .contains("--key: " + other + " is neither PEM, DER, a JWK nor a JWKS"));
    Ended missing = verify("a", "--key", "nowhere.pem");
    assertEquals(2, missing.code());
    assertTrue(missing.err().contains("--key: nowhere.pem"), missing.err());
    assertTrue(
        verify("a", "--key", file("large", "a".repeat((1 << 20) + 1)))
            .err()
            .contains("has more than 1 MiB"));
    assertTrue(
        verify("a", "--key", pem(), "--signature", "nothing")
            .err()
            .contains("--signature: 'nothing' is neither a file nor a JWS"));
  }

  /** What is in a message was written by somebody else, and goes to a terminal. */
  @Test
  void nothing_in_a_message_steers_the_terminal() {
    String steering = "\u001b[2J\nall is valid";
    String jws = OURS.sign("{\"alg\":\"ES256\",\"kid\":%s}".formatted(Json.line(steering)), BODY);
    String algorithm = OURS.sign("{\"alg\":%s}".formatted(Json.line(steering)), BODY);
    String body = BODY.replace("breach", "\\u001b[2J");
    String file =
        file(
            "messages.json",
            messages(
                message("m-0", BODY, jws),
                message("m-1", "other", jws),
                message("m-2", BODY, algorithm),
                message("m-3", body, OURS.sign(body))));

    Ended ended = verify(file, "--key", pem(), "--wide");

    assertFalse(ended.out().contains("\u001b"), ended.out());
    // Header, four messages, two reasons, the sum, two keys.
    assertEquals(10, ended.out().lines().count(), ended.out());
  }

  private Ended verify(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        Ninety.run(
            Clock.systemUTC(),
            new PrintWriter(out, true),
            new PrintWriter(err, true),
            Stream.concat(Stream.of("verify"), Stream.of(arguments)).toArray(String[]::new));
    return new Ended(code, out.toString(), err.toString());
  }

  private Ended reading(String input, String... arguments) {
    InputStream before = System.in;
    try {
      System.setIn(new ByteArrayInputStream(input.getBytes(UTF_8)));
      return verify(arguments);
    } finally {
      System.setIn(before);
    }
  }

  private String pem() {
    return file("key.pem", OURS.pem());
  }

  private String jwks(TestKey... keys) {
    List<Map<String, Object>> all = new ArrayList<>();
    for (TestKey key : keys) {
      all.add(key.jwk());
    }
    return file("keys.json", Json.line(Map.of("keys", all)));
  }

  private static String messages(String... messages) {
    return "{\"Messages\":[" + String.join(",", messages) + "]}";
  }

  private static String message(String id, String body, String signature) {
    return Json.line(
        Map.of(
            "MessageId",
            id,
            "Body",
            body,
            "MessageAttributes",
            Map.of("signature", Map.of("StringValue", signature, "DataType", "String"))));
  }

  private String file(String name, String content) {
    try {
      return Files.writeString(folder.resolve(name), content).toString();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException noJson) {
      throw new AssertionError(text, noJson);
    }
  }
}
