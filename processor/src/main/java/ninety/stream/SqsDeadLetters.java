package ninety.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static ninety.aws.Calls.answer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Gatherers;
import ninety.aws.Fault;
import ninety.ingest.DeadLetter;
import ninety.ingest.DeadLetters;
import ninety.ingest.Envelope;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageResponse;

/**
 * Dead letters as messages of an SQS queue, one a letter. The body is JSON: {@code reason}, {@code
 * detail}, {@code stream}, {@code shard}, {@code sequenceNumber}, {@code subSequenceNumber}, {@code
 * arrival}, {@code bytes} (the record's size), {@code encoding} ({@code utf-8} or {@code base64}),
 * {@code truncated} and {@code record}. A record that does not fit is cut; its place in the stream
 * says where the rest is, as long as the stream retains it.
 */
public final class SqsDeadLetters implements DeadLetters {

  /** SQS took 256 KiB before 2025-08 and its older queues still do; attributes count too. */
  private static final int LARGEST_BODY = 256 * 1024 - 4 * 1024;

  private static final int AT_ONCE = 32;

  private static final Logger LOG = LoggerFactory.getLogger(SqsDeadLetters.class);

  /** SQS refuses some characters that UTF-8 has; escaped to ASCII, any text passes. */
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private final SqsAsyncClient sqs;
  private final String queueUrl;
  private final String stream;

  public SqsDeadLetters(SqsAsyncClient sqs, String queueUrl, String stream) {
    this.sqs = sqs;
    this.queueUrl = queueUrl;
    this.stream = stream;
  }

  /** Looks whether the queue is there, so that a mistake is told before work begins. */
  public void check() {
    answer(
        sqs.getQueueAttributes(
            request -> request.queueUrl(queueUrl).attributeNames(QueueAttributeName.QUEUE_ARN)));
  }

  @Override
  public List<DeadLetter> park(List<DeadLetter> letters) {
    List<DeadLetter> left = new ArrayList<>();
    letters.stream()
        .gather(Gatherers.windowFixed(AT_ONCE))
        .forEach(some -> {
          List<CompletableFuture<SendMessageResponse>> sent =
              some.stream().map(this::send).toList();
          for (int i = 0; i < some.size(); i++) {
            if (!arrived(sent.get(i))) {
              left.add(some.get(i));
            }
          }
        });
    return left;
  }

  private CompletableFuture<SendMessageResponse> send(DeadLetter letter) {
    return sqs.sendMessage(send ->
        send.queueUrl(queueUrl)
            .messageBody(body(letter))
            .messageAttributes(
                Map.of(
                    "reason", text(letter.reason()),
                    "shard", text(letter.envelope().shard()))));
  }

  private static boolean arrived(CompletableFuture<SendMessageResponse> sent) {
    try {
      answer(sent);
      return true;
    } catch (SdkException failed) {
      if (Fault.of(failed) != Fault.PASSING) {
        throw failed;
      }
      LOG.warn("Dead-letter queue: {}; will try again", Fault.describe(failed));
      return false;
    }
  }

  private static MessageAttributeValue text(String value) {
    return MessageAttributeValue.builder().dataType("String").stringValue(value).build();
  }

  private String body(DeadLetter letter) {
    byte[] data = letter.envelope().data();
    Optional<String> whole = asText(data).map(text -> body(letter, "utf-8", text, false));
    if (whole.filter(body -> body.length() <= LARGEST_BODY).isPresent()) {
      return whole.get();
    }
    String base64 = body(letter, "base64", Base64.getEncoder().encodeToString(data), false);
    if (base64.length() <= LARGEST_BODY) {
      return base64;
    }
    byte[] beginning = Arrays.copyOf(data, (LARGEST_BODY - 2048) / 4 * 3);
    return body(letter, "base64", Base64.getEncoder().encodeToString(beginning), true);
  }

  private String body(DeadLetter letter, String encoding, String content, boolean truncated) {
    Envelope envelope = letter.envelope();
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("reason", letter.reason());
    fields.put("detail", letter.detail());
    fields.put("stream", stream);
    fields.put("shard", envelope.shard());
    fields.put("sequenceNumber", envelope.sequence());
    fields.put("subSequenceNumber", envelope.subSequence());
    envelope.arrival().ifPresent(arrival -> fields.put("arrival", arrival.toString()));
    fields.put("bytes", envelope.data().length);
    fields.put("encoding", encoding);
    fields.put("truncated", truncated);
    fields.put("record", content);
    try {
      return JSON.writeValueAsString(fields);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("strings and numbers always make JSON", impossible);
    }
  }

  private static Optional<String> asText(byte[] data) {
    try {
      return Optional.of(UTF_8.newDecoder().decode(ByteBuffer.wrap(data)).toString());
    } catch (CharacterCodingException binary) {
      return Optional.empty();
    }
  }
}
