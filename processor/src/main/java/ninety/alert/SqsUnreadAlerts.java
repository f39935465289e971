package ninety.alert;

import static ninety.aws.Calls.answer;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import ninety.finding.UnreadAlerts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.model.ListMessageMoveTasksResultEntry;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.SqsException;

/**
 * The dead-letter queue of the alert queue. SQS itself moves its messages back, with their
 * attributes and so with their signatures; FIFO queues too. A moved message has a new id and its
 * time begins anew; its text, by which a reader drops repeats, is the same.
 */
public final class SqsUnreadAlerts implements UnreadAlerts {

  private static final Logger LOG = LoggerFactory.getLogger(SqsUnreadAlerts.class);

  private final SqsAsyncClient sqs;
  private final String queueUrl;

  public SqsUnreadAlerts(SqsAsyncClient sqs, String queueUrl) {
    this.sqs = sqs;
    this.queueUrl = queueUrl;
  }

  /** The same, if the queue is there: so a mistake is said before work begins. */
  public SqsUnreadAlerts checked() {
    attributes();
    return this;
  }

  private Map<QueueAttributeName, String> attributes() {
    return answer(
            sqs.getQueueAttributes(request ->
                request
                    .queueUrl(queueUrl)
                    .attributeNames(
                        QueueAttributeName.QUEUE_ARN,
                        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE)))
        .attributes();
  }

  private String arn() {
    return Optional.ofNullable(attributes().get(QueueAttributeName.QUEUE_ARN))
        .orElseThrow(() -> new IllegalStateException("SQS does not say the queue's ARN"));
  }

  @Override
  public long size() {
    Map<QueueAttributeName, String> queue = attributes();
    return Stream.of(
            QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
            QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE)
        .mapToLong(name -> Long.parseLong(queue.getOrDefault(name, "0")))
        .sum();
  }

  @Override
  public Optional<Move> latest() {
    String arn = arn();
    return answer(sqs.listMessageMoveTasks(request -> request.sourceArn(arn).maxResults(1)))
        .results()
        .stream()
        .findFirst()
        .map(SqsUnreadAlerts::move);
  }

  private static Move move(ListMessageMoveTasksResultEntry task) {
    return new Move(
        state(task.status()),
        Instant.ofEpochMilli(Optional.ofNullable(task.startedTimestamp()).orElse(0L)),
        Optional.ofNullable(task.approximateNumberOfMessagesMoved()).orElse(0L),
        Optional.ofNullable(task.approximateNumberOfMessagesToMove()),
        Optional.ofNullable(task.failureReason()));
  }

  /** SQS API reference, ListMessageMoveTasksResultEntry, {@code Status}. */
  private static State state(String status) {
    return switch (status) {
      case "RUNNING", "CANCELLING" -> State.RUNNING;
      case "COMPLETED" -> State.COMPLETED;
      case "CANCELLED" -> State.CANCELLED;
      default -> State.FAILED;
    };
  }

  @Override
  public void start(Optional<Integer> perSecond) {
    String arn = arn();
    try {
      answer(
          sqs.startMessageMoveTask(request ->
              request.sourceArn(arn).maxNumberOfMessagesPerSecond(perSecond.orElse(null))));
    } catch (SqsException fault) {
      // One task a queue (SQS API reference, StartMessageMoveTask); no code says so alone.
      if (latest().filter(Move::underWay).isEmpty()) {
        throw fault;
      }
      LOG.info("A move is under way already");
    }
  }
}
