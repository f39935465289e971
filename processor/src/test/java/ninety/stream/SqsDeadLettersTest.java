package ninety.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import ninety.Seeds;
import ninety.ingest.DeadLetter;
import ninety.ingest.Envelope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.model.GetQueueAttributesRequest;
import software.amazon.awssdk.services.sqs.model.GetQueueAttributesResponse;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageResponse;
import software.amazon.awssdk.services.sqs.model.SqsException;

final class SqsDeadLettersTest {

  private static final String QUEUE = "https://sqs.eu-north-1.amazonaws.com/111122223333/dead";
  private static final JsonMapper JSON = new JsonMapper();

  /** In bytes, with the attributes: what any SQS queue takes. */
  private static final int LARGEST_MESSAGE = 256 * 1024;

  private final Queue queue = new Queue();
  private final SqsDeadLetters deadLetters = new SqsDeadLetters(queue, QUEUE, "events");

  @Test
  void a_letter_says_what_it_was_why_and_where_it_stood() throws Exception {
    DeadLetter letter =
        new DeadLetter(
            new Envelope(
                "shardId-000000000007",
                "49571",
                3,
                Optional.of(Instant.parse("2026-06-01T08:15:00Z")),
                "{\"who\":\"Mära 🙂\"".getBytes(UTF_8)),
            "not-json",
            "It is not one whole JSON value.");

    List<DeadLetter> left = deadLetters.park(List.of(letter));

    assertEquals(List.of(), left);
    SendMessageRequest sent = queue.sent.getFirst();
    assertEquals(QUEUE, sent.queueUrl());
    assertEquals(
        JSON.readTree(
            """
            {"reason": "not-json", "detail": "It is not one whole JSON value.",
             "stream": "events", "shard": "shardId-000000000007", "sequenceNumber": "49571",
             "subSequenceNumber": 3, "arrival": "2026-06-01T08:15:00Z", "bytes": 19,
             "encoding": "utf-8", "truncated": false, "record": "{\\"who\\":\\"Mära 🙂\\""}\
            """),
        body(sent));
    assertEquals(
        Map.of("reason", text("not-json"), "shard", text("shardId-000000000007")),
        sent.messageAttributes());
  }

  @Test
  void bytes_that_are_no_text_come_as_base64() throws Exception {
    byte[] data = {(byte) 0xff, 0, 1, 2, (byte) 0x80};

    deadLetters.park(List.of(letter(data)));

    JsonNode body = body(queue.sent.getFirst());
    assertEquals("base64", body.get("encoding").textValue());
    assertFalse(body.get("truncated").booleanValue());
    assertArrayEquals(data, Base64.getDecoder().decode(body.get("record").textValue()));
  }

  @Test
  void a_letter_without_arrival_says_none() throws Exception {
    deadLetters.park(
        List.of(
            new DeadLetter(
                new Envelope("shard", "1", 0, Optional.empty(), new byte[0]), "not-json", "")));

    JsonNode body = body(queue.sent.getFirst());
    assertFalse(body.has("arrival"));
    assertEquals("", body.get("record").textValue());
  }

  /** SQS refuses U+FFFE, most control characters and lone surrogates; ASCII always passes. */
  @Test
  void whatever_the_text_the_message_is_plain_ascii() throws Exception {
    String text = "\0\u0001\u001b[31m\ufffe\uffff\u2028ä🙂\"\\\n";

    deadLetters.park(List.of(letter(text.getBytes(UTF_8))));

    SendMessageRequest sent = queue.sent.getFirst();
    assertTrue(sent.messageBody().chars().allMatch(each -> each >= ' ' && each < 0x7f));
    assertEquals(text, body(sent).get("record").textValue());
  }

  @Test
  void what_does_not_fit_is_cut_and_says_so() throws Exception {
    byte[] data = new byte[1 << 20];
    Arrays.fill(data, (byte) 'x');

    deadLetters.park(List.of(letter(data)));

    JsonNode body = body(queue.sent.getFirst());
    assertTrue(body.get("truncated").booleanValue());
    assertEquals(1 << 20, body.get("bytes").intValue());
    assertEquals("base64", body.get("encoding").textValue());
    byte[] beginning = Base64.getDecoder().decode(body.get("record").textValue());
    assertArrayEquals(Arrays.copyOf(data, beginning.length), beginning);
    assertTrue(beginning.length > 180_000);
    assertTrue(size(queue.sent.getFirst()) <= LARGEST_MESSAGE);
  }

  @Test
  void whatever_the_record_the_message_fits_and_what_is_not_cut_is_whole() {
    Seeds.each(
        200,
        random -> {
          byte[] data = new byte[random.nextInt(100_000, 300_000)];
          int alphabet = 1 + random.nextInt(256);
          for (int i = 0; i < data.length; i++) {
            data[i] = (byte) random.nextInt(alphabet);
          }
          queue.sent.clear();

          deadLetters.park(List.of(letter(data)));

          JsonNode body = body(queue.sent.getFirst());
          String record = body.get("record").textValue();
          byte[] kept =
              body.get("encoding").textValue().equals("utf-8")
                  ? record.getBytes(UTF_8)
                  : Base64.getDecoder().decode(record);
          assertTrue(size(queue.sent.getFirst()) <= LARGEST_MESSAGE);
          assertArrayEquals(Arrays.copyOf(data, kept.length), kept);
          assertEquals(kept.length < data.length, body.get("truncated").booleanValue());
        });
  }

  @Test
  void what_the_queue_does_not_take_now_is_handed_back() {
    queue.answers.add(Optional.empty());
    queue.answers.add(Optional.of(failed("ThrottlingException", 400)));
    queue.answers.add(Optional.of(failed("InternalFailure", 500)));
    queue.answers.add(Optional.of(SdkClientException.create("no connection")));
    queue.answers.add(Optional.empty());
    List<DeadLetter> letters =
        List.of(letter("1"), letter("2"), letter("3"), letter("4"), letter("5"));

    List<DeadLetter> left = deadLetters.park(letters);

    assertEquals(letters.subList(1, 4), left);
    assertEquals(List.of(), deadLetters.park(left));
  }

  @ParameterizedTest
  @ValueSource(strings = {"AccessDenied", "InvalidMessageContents"})
  void what_no_repeat_mends_is_thrown(String code) {
    RuntimeException refusal = failed(code, 403);
    queue.answers.add(Optional.of(refusal));

    assertSame(
        refusal, assertThrows(SqsException.class, () -> deadLetters.park(List.of(letter("1")))));
  }

  @Test
  void a_queue_that_is_not_there_is_found_out_beforehand() {
    deadLetters.check();
    assertEquals(1, queue.looks);

    queue.there = false;

    assertThrows(QueueDoesNotExistException.class, deadLetters::check);
  }

  private static DeadLetter letter(String data) {
    return letter(data.getBytes(UTF_8));
  }

  private static DeadLetter letter(byte[] data) {
    return new DeadLetter(
        new Envelope(
            "shardId-000000000007",
            "49640000000000000000000000000000000000000000000000000001",
            0,
            Optional.of(Instant.parse("2026-06-01T08:15:00.123Z")),
            data),
        "not-json",
        "It is not one whole JSON value in UTF-8 without repeated keys: line 1, column 1.");
  }

  private static MessageAttributeValue text(String value) {
    return MessageAttributeValue.builder().dataType("String").stringValue(value).build();
  }

  private static JsonNode body(SendMessageRequest sent) throws JsonProcessingException {
    return JSON.readTree(sent.messageBody());
  }

  private static int size(SendMessageRequest sent) {
    int size = sent.messageBody().getBytes(UTF_8).length;
    for (var attribute : sent.messageAttributes().entrySet()) {
      size +=
          attribute.getKey().length()
              + attribute.getValue().dataType().length()
              + attribute.getValue().stringValue().length();
    }
    return size;
  }

  private static RuntimeException failed(String code, int status) {
    return SqsException.builder()
        .message(code)
        .statusCode(status)
        .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
        .build();
  }

  /** Keeps what it took. */
  private static final class Queue implements SqsAsyncClient {
    private final List<SendMessageRequest> sent = new ArrayList<>();
    private final Deque<Optional<RuntimeException>> answers = new ArrayDeque<>();
    private boolean there = true;
    private int looks;

    @Override
    public CompletableFuture<SendMessageResponse> sendMessage(SendMessageRequest request) {
      Optional<RuntimeException> failure =
          Optional.ofNullable(answers.poll()).orElse(Optional.empty());
      if (failure.isPresent()) {
        return CompletableFuture.failedFuture(failure.get());
      }
      sent.add(request);
      return CompletableFuture.completedFuture(SendMessageResponse.builder().build());
    }

    @Override
    public CompletableFuture<GetQueueAttributesResponse> getQueueAttributes(
        GetQueueAttributesRequest request) {
      looks++;
      return there
          ? CompletableFuture.completedFuture(GetQueueAttributesResponse.builder().build())
          : CompletableFuture.failedFuture(
              QueueDoesNotExistException.builder().message("gone").build());
    }

    @Override
    public String serviceName() {
      return "sqs";
    }

    @Override
    public void close() {}
  }
}
