package ninety.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import ninety.local.Stack;
import ninety.local.StsLocal;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.sqs.model.Message;

/** The local servers with the demo's stream, table and queues: what goes in, and what comes out. */
final class Servers implements AutoCloseable {

  static final String STREAM = "ninety-events";
  static final String TABLE = "ninety-users";
  static final int SHARDS = 2;

  private static final String SIGNING_KEY = "alias/ninety-signing";
  private static final Duration LIMIT = Duration.ofMinutes(1);

  private final Stack stack;
  private final String alerts;
  private final String deadLetters;
  private final StsLocal sts;

  private Servers(Stack stack, StsLocal sts, String alerts, String deadLetters) {
    this.stack = stack;
    this.sts = sts;
    this.alerts = alerts;
    this.deadLetters = deadLetters;
  }

  /** From where act 6 expects signs of life: in none of the others does anything give them. */
  static final String PLACE = "111122223333/eu-central-1";

  /** The role under which the sweep gives signs of life. */
  static final String SIGNS_ROLE = "arn:aws:iam::111122223333:role/ninety-sign-of-life";

  static Servers with(Stack stack, StsLocal sts) {
    stack.createStream(STREAM, SHARDS);
    stack.createUsersTable(TABLE);
    stack.kms().alias(SIGNING_KEY, stack.kms().createSigningKey());
    return new Servers(
        stack,
        sts,
        stack.createFifoQueue("ninety-alerts"),
        stack.createQueue("ninety-dead-letters"));
  }

  /** What turns the product, and the reader's shell, to these servers. */
  Map<String, String> environment() {
    Map<String, String> all = new TreeMap<>(stack.environment());
    all.put("NINETY_STREAM", STREAM);
    all.put("NINETY_TABLE", TABLE);
    all.put("NINETY_ALERT_QUEUE", alerts);
    all.put("NINETY_DEAD_LETTER_QUEUE", deadLetters);
    all.put("NINETY_SIGNING_KEY", SIGNING_KEY);
    all.put("NINETY_SIGNS_ROLE", SIGNS_ROLE);
    all.put("AWS_ENDPOINT_URL_STS", sts.endpoint().toString());
    // The story is older than the demo, all of it is in the stream, and no schedule sends
    // heartbeats.
    all.put("NINETY_COVERAGE_FROM", "2020-01-01T00:00:00Z");
    // Which is before the stream was made, and refused anywhere else; and the story looks ahead.
    all.put("NINETY_TRIAL", "yes");
    all.put("NINETY_HEARTBEAT_FROM", "none");
    return all;
  }

  /** Puts one event into the stream, and keeps a copy in a file of JSON lines. */
  void put(Envelope envelope, Path copies) {
    stack
        .kinesis()
        .putRecord(record ->
            record
                .streamName(STREAM)
                .partitionKey(envelope.key())
                .data(SdkBytes.fromUtf8String(envelope.content())))
        .join();
    try {
      Files.writeString(
          copies, envelope.content() + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads as many alerts as are expected, and any that are there besides. */
  List<Message> alerts(int expected) {
    List<Message> read = messages(alerts, expected);
    read.forEach(message ->
        stack
            .sqs()
            .deleteMessage(done -> done.queueUrl(alerts).receiptHandle(message.receiptHandle()))
            .join());
    return read;
  }

  /** What {@code aws kms get-public-key} prints of the key that alerts are signed with. */
  String publicKey() {
    return stack.kms().publicKeyJson(SIGNING_KEY);
  }

  /** Reads the dead letters, and leaves them where they are: {@code ninety redrive} shows them. */
  List<JsonNode> deadLetters(int expected) {
    return messages(deadLetters, expected).stream()
        .map(message -> JsonText.read(message.body()))
        .toList();
  }

  private List<Message> messages(String queue, int expected) {
    List<Message> read = new ArrayList<>();
    Instant limit = Instant.now().plus(LIMIT);
    while (true) {
      boolean enough = read.size() >= expected;
      List<Message> messages =
          stack
              .sqs()
              .receiveMessage(ask ->
                  ask.queueUrl(queue)
                      .maxNumberOfMessages(10)
                      .messageAttributeNames("All")
                      .waitTimeSeconds(enough ? 0 : 1))
              .join()
              .messages();
      read.addAll(messages);
      if (messages.isEmpty() && (enough || Instant.now().isAfter(limit))) {
        return read;
      }
    }
  }

  String addresses() {
    return "Kinesis %s, DynamoDB %s, SQS %s"
        .formatted(
            stack.endpoints().kinesis().getAuthority(),
            stack.endpoints().dynamodb().getAuthority(),
            stack.endpoints().sqs().getAuthority());
  }

  @Override
  public void close() {
    stack.close();
  }
}
