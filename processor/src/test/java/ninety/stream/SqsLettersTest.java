package ninety.stream;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import ninety.Seeds;
import ninety.ingest.DeadLetter;
import ninety.ingest.Envelope;
import ninety.ingest.Letter;
import ninety.ingest.ParkedRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequest;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchResponse;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.GetQueueAttributesRequest;
import software.amazon.awssdk.services.sqs.model.GetQueueAttributesResponse;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageResponse;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageResponse;
import software.amazon.awssdk.services.sqs.model.SqsException;

/** The queue of what was given up, by the calls of SQS. */
final class SqsLettersTest {

  private static final String URL = "https://sqs.eu-central-1.amazonaws.com/111122223333/dead";

  private final Queue sqs = new Queue();
  private final SqsLetters letters = new SqsLetters(sqs, URL);

  @Test
  void a_message_is_received_with_its_attributes_and_hidden_for_as_long_as_was_asked() {
    sqs.messages.add(message("1", Map.of("reason", "not-json"), "body"));

    List<Letter> received = letters.receive(Duration.ofMinutes(2));

    assertEquals(
        List.of(
            new Letter(
                "id-1",
                "handle-1",
                Instant.parse("2026-06-01T08:15:00Z"),
                Map.of("reason", "not-json"),
                "body")),
        received);
    assertEquals(120, sqs.received.visibilityTimeout());
    assertEquals(10, sqs.received.maxNumberOfMessages());
    assertTrue(sqs.received.waitTimeSeconds() > 0, "a call that does not wait asks some servers");
  }

  @Test
  void the_size_counts_what_is_hidden_too() {
    assertEquals(3 + 4 + 5, letters.size());
  }

  @Test
  void deletions_go_out_ten_at_a_time_and_what_fails_is_tried_once_more() {
    sqs.failing.add(Set.of("3"));
    sqs.failing.add(Set.of());

    List<Letter> left = letters.delete(letters(12));

    assertEquals(List.of(), left);
    assertEquals(
        List.of(10, 2, 1), sqs.deletions.stream().map(call -> call.entries().size()).toList());
    assertEquals("handle-3", sqs.deletions.getLast().entries().getFirst().receiptHandle());
  }

  @Test
  void what_is_not_known_to_be_deleted_is_returned() {
    sqs.failing.add(Set.of("0", "2"));
    sqs.failing.add(Set.of("1"));

    assertEquals(List.of("id-2"), letters.delete(letters(3)).stream().map(Letter::id).toList());
  }

  @Test
  void a_deletion_that_throttles_is_no_failure_and_one_that_is_denied_is() {
    sqs.fault = Optional.of(failed("ThrottlingException"));
    assertEquals(2, letters.delete(letters(2)).size());

    sqs.fault = Optional.of(failed("AccessDenied"));
    assertThrows(SqsException.class, () -> letters.delete(letters(2)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ThrottlingException", "AccessDenied", "ReceiptHandleIsInvalid"})
  void a_release_that_fails_is_waited_for_and_not_complained_about(String code) {
    sqs.fault = Optional.of(failed(code));

    letters.release(letters(2));

    assertEquals(0, sqs.releases);
  }

  @Test
  void a_release_makes_visible_at_once() {
    letters.release(letters(23));

    assertEquals(23, sqs.releases);
  }

  @Test
  void a_message_is_sent_anew_with_its_attributes() {
    assertEquals(Optional.of("new"), letters.send("text", Map.of("reason", "a", "since", "2026")));

    assertEquals("text", sqs.sent.messageBody());
    assertEquals(Map.of("reason", text("a"), "since", text("2026")), sqs.sent.messageAttributes());
  }

  @ParameterizedTest
  @ValueSource(strings = {"ThrottlingException", "InvalidMessageContents", "MessageTooLong"})
  void what_the_queue_does_not_take_anew_is_said_and_not_thrown(String code) {
    sqs.fault = Optional.of(failed(code));

    assertEquals(Optional.empty(), letters.send("text", Map.of()));
  }

  /** What the consumer writes is what a redrive reads, whatever the record is. */
  @Test
  void a_dead_letter_is_read_back_as_it_was_written() {
    Seeds.each(
        100,
        random -> {
          byte[] data = new byte[random.nextInt(1, 3_000)];
          int alphabet = random.nextBoolean() ? 127 : 256;
          for (int i = 0; i < data.length; i++) {
            data[i] = (byte) random.nextInt(alphabet);
          }
          Envelope envelope =
              new Envelope(
                  "shardId-000000000007",
                  "49640",
                  random.nextInt(4),
                  random.nextBoolean()
                      ? Optional.of(Instant.parse("2026-06-01T08:15:00.123Z"))
                      : Optional.empty(),
                  data);
          new SqsDeadLetters(sqs, URL, "events")
              .park(List.of(new DeadLetter(envelope, "not-json", "Why.")));

          Envelope read =
              assertInstanceOf(ParkedRecord.Whole.class, ParkedRecord.of(sqs.sent.messageBody()))
                  .envelope();

          assertArrayEquals(data, read.data());
          assertEquals(envelope.shard(), read.shard());
          assertEquals(envelope.sequence(), read.sequence());
          assertEquals(envelope.subSequence(), read.subSequence());
          assertEquals(envelope.arrival(), read.arrival());
          String renewed =
              ParkedRecord.withReason(sqs.sent.messageBody(), "other", "Ä.").orElseThrow();
          assertTrue(renewed.chars().allMatch(each -> each >= ' ' && each < 0x7f), renewed);
          assertArrayEquals(
              data,
              assertInstanceOf(ParkedRecord.Whole.class, ParkedRecord.of(renewed))
                  .envelope()
                  .data());
        });
  }

  @Test
  void a_record_that_was_cut_is_none_to_bring_back() {
    new SqsDeadLetters(sqs, URL, "events")
        .park(
            List.of(
                new DeadLetter(
                    new Envelope("s", "1", 0, Optional.empty(), new byte[1 << 20]), "x", "")));

    assertEquals(
        ParkedRecord.TRUNCATED,
        assertInstanceOf(ParkedRecord.Unusable.class, ParkedRecord.of(sqs.sent.messageBody()))
            .reason());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "[]", "{}", "\"x\"", "{\"record\": 1}", "{", "hello"})
  void what_is_no_dead_letter_is_said_to_be_none(String text) {
    assertEquals(
        ParkedRecord.NOT_A_DEAD_LETTER,
        assertInstanceOf(ParkedRecord.Unusable.class, ParkedRecord.of(text)).reason());
  }

  private static List<Letter> letters(int number) {
    return IntStream.range(0, number)
        .mapToObj(i -> new Letter("id-" + i, "handle-" + i, Instant.EPOCH, Map.of(), ""))
        .toList();
  }

  private static Message message(String id, Map<String, String> attributes, String body) {
    Map<String, MessageAttributeValue> values = new java.util.HashMap<>();
    attributes.forEach((name, value) -> values.put(name, text(value)));
    return Message.builder()
        .messageId("id-" + id)
        .receiptHandle("handle-" + id)
        .attributes(
            Map.of(
                MessageSystemAttributeName.SENT_TIMESTAMP,
                Long.toString(Instant.parse("2026-06-01T08:15:00Z").toEpochMilli())))
        .messageAttributes(values)
        .body(body)
        .build();
  }

  private static MessageAttributeValue text(String value) {
    return MessageAttributeValue.builder().dataType("String").stringValue(value).build();
  }

  private static RuntimeException failed(String code) {
    return SqsException.builder()
        .message(code)
        .statusCode(400)
        .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
        .build();
  }

  /** Answers as it was told to. */
  private static final class Queue implements SqsAsyncClient {
    private final List<Message> messages = new ArrayList<>();
    private final List<DeleteMessageBatchRequest> deletions = new ArrayList<>();
    private final Deque<Set<String>> failing = new ArrayDeque<>();
    private ReceiveMessageRequest received = ReceiveMessageRequest.builder().build();
    private SendMessageRequest sent = SendMessageRequest.builder().build();
    private Optional<RuntimeException> fault = Optional.empty();
    private int releases;

    private <T> CompletableFuture<T> answer(T response) {
      return fault
          .<CompletableFuture<T>>map(CompletableFuture::failedFuture)
          .orElseGet(() -> CompletableFuture.completedFuture(response));
    }

    private List<BatchResultErrorEntry> failures() {
      return Optional.ofNullable(failing.poll()).orElse(Set.of()).stream()
          .map(id ->
              BatchResultErrorEntry.builder()
                  .id(id)
                  .code("InternalError")
                  .senderFault(false)
                  .build())
          .toList();
    }

    @Override
    public CompletableFuture<ReceiveMessageResponse> receiveMessage(ReceiveMessageRequest call) {
      received = call;
      return answer(ReceiveMessageResponse.builder().messages(messages).build());
    }

    @Override
    public CompletableFuture<GetQueueAttributesResponse> getQueueAttributes(
        GetQueueAttributesRequest call) {
      return answer(
          GetQueueAttributesResponse.builder()
              .attributes(
                  Map.of(
                      QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES, "3",
                      QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE, "4",
                      QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED, "5"))
              .build());
    }

    @Override
    public CompletableFuture<DeleteMessageBatchResponse> deleteMessageBatch(
        DeleteMessageBatchRequest call) {
      deletions.add(call);
      return answer(DeleteMessageBatchResponse.builder().failed(failures()).build());
    }

    @Override
    public CompletableFuture<ChangeMessageVisibilityBatchResponse> changeMessageVisibilityBatch(
        ChangeMessageVisibilityBatchRequest call) {
      if (fault.isEmpty()) {
        releases += (int) call.entries().stream().filter(it -> it.visibilityTimeout() == 0).count();
      }
      return answer(ChangeMessageVisibilityBatchResponse.builder().failed(failures()).build());
    }

    @Override
    public CompletableFuture<SendMessageResponse> sendMessage(SendMessageRequest call) {
      sent = call;
      return answer(SendMessageResponse.builder().messageId("new").build());
    }

    @Override
    public String serviceName() {
      return "sqs";
    }

    @Override
    public void close() {}
  }
}
