package ninety.alert;

import static ninety.aws.Calls.answer;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import ninety.aws.Fault;
import ninety.coverage.Undelivered;
import ninety.coverage.Waiting;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * The dead-letter queue of EventBridge's rules. It is looked into by receiving and deleting
 * nothing: what was seen is hidden from others for {@link #HIDDEN} and is there again then.
 */
public final class SqsUndelivered implements Undelivered {

  /** So long that one look does not see a message twice, and so short that a redrive waits. */
  private static final int HIDDEN = 20;

  /** SQS, ReceiveMessage: messages in one call. */
  private static final int MOST_IN_A_CALL = 10;

  /** Of more it is believed that they were sent at any time since the earliest. */
  private static final int MOST_CALLS = 30;

  private static final Logger LOG = LoggerFactory.getLogger(SqsUndelivered.class);

  private final SqsAsyncClient sqs;
  private final String queueUrl;

  public SqsUndelivered(SqsAsyncClient sqs, String queueUrl) {
    this.sqs = sqs;
    this.queueUrl = queueUrl;
  }

  /** The same, if the queue is there: so a mistake is said before work begins. */
  public SqsUndelivered checked() {
    attributes();
    return this;
  }

  @Override
  public Optional<Waiting> look(Instant now) {
    try {
      Map<QueueAttributeName, String> queue = attributes();
      long messages =
          Stream.of(
                  QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                  QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE,
                  QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED)
              .mapToLong(name -> Long.parseLong(queue.getOrDefault(name, "0")))
              .sum();
      Duration kept =
          Duration.ofSeconds(
              Long.parseLong(
                  queue.getOrDefault(QueueAttributeName.MESSAGE_RETENTION_PERIOD, "1209600")));
      return Optional.of(new Waiting(messages, sent(messages), kept, now));
    } catch (SdkException failed) {
      if (Fault.of(failed) != Fault.PASSING) {
        throw failed;
      }
      LOG.warn(
          "What waits undelivered is not known now, the next sweep looks again: {}",
          Fault.describe(failed));
      return Optional.empty();
    }
  }

  private Map<QueueAttributeName, String> attributes() {
    return answer(
            sqs.getQueueAttributes(request ->
                request
                    .queueUrl(queueUrl)
                    .attributeNames(
                        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE,
                        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED,
                        QueueAttributeName.MESSAGE_RETENTION_PERIOD)))
        .attributes();
  }

  /** When the messages were sent, of as many as are seen. One call at the least: counts lag. */
  private List<Instant> sent(long messages) {
    Map<String, Instant> seen = new HashMap<>();
    for (int call = 0; call < MOST_CALLS; call++) {
      List<Message> some = receive(messages > 0 ? 1 : 0);
      some.forEach(message -> seen.put(message.messageId(), sent(message)));
      if (some.isEmpty() || seen.size() >= messages) {
        break;
      }
    }
    return List.copyOf(seen.values());
  }

  /** A call that waits asks all of SQS's servers; else some are asked, which is enough for none. */
  private List<Message> receive(int seconds) {
    return answer(
            sqs.receiveMessage(request ->
                request
                    .queueUrl(queueUrl)
                    .maxNumberOfMessages(MOST_IN_A_CALL)
                    .visibilityTimeout(HIDDEN)
                    .waitTimeSeconds(seconds)
                    .messageSystemAttributeNames(MessageSystemAttributeName.SENT_TIMESTAMP)))
        .messages();
  }

  private static Instant sent(Message message) {
    return Instant.ofEpochMilli(
        Long.parseLong(message.attributes().get(MessageSystemAttributeName.SENT_TIMESTAMP)));
  }
}
