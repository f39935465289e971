package ninety.alert;

import static java.nio.charset.StandardCharsets.UTF_8;
import static ninety.aws.Calls.answer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import ninety.aws.Fault;
import ninety.policy.Alert;
import ninety.policy.SourceTransition;
import ninety.policy.Transition;
import ninety.sweep.Alerts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResultEntry;

/**
 * Alerts to an SQS queue, one bare body per message. A FIFO queue (its URL ends in {@code .fifo})
 * gets the finding as message group and the alert's id as deduplication id; a standard queue keeps
 * no order and drops no repeats, which is left to the reader.
 *
 * <p>Any number of threads may use it; order is kept within one {@link #send}.
 */
public final class SqsAlerts implements Alerts {

  /** SQS, SendMessageBatch: entries in one call. */
  private static final int MOST_ENTRIES = 10;

  /** SQS, SendMessageBatch: bytes of all messages in one call. */
  private static final int MOST_BYTES = 262_144;

  private static final Logger LOG = LoggerFactory.getLogger(SqsAlerts.class);

  private final SqsAsyncClient client;
  private final String queueUrl;
  private final boolean fifo;
  private final Format format;

  public SqsAlerts(SqsAsyncClient client, String queueUrl, Format format) {
    this.client = client;
    this.queueUrl = queueUrl;
    this.fifo = queueUrl.endsWith(".fifo");
    this.format = format;
  }

  @Override
  public Optional<Alert> compose(Transition transition) {
    return format.compose(transition);
  }

  @Override
  public Optional<Alert> compose(SourceTransition transition) {
    return format.compose(transition);
  }

  /**
   * {@inheritDoc}
   *
   * <p>Where the queue does not answer or throttles, even after the client's own retries, nothing
   * more is sent.
   *
   * @throws SdkException if the call is refused for good: no such queue, no access
   */
  @Override
  public Set<UUID> send(List<Alert> alerts) {
    Set<UUID> arrived = new LinkedHashSet<>();
    Set<UUID> stuckFindings = new HashSet<>();
    for (List<Alert> batch : batches(alerts)) {
      List<Alert> ready =
          batch.stream().filter(alert -> !stuckFindings.contains(alert.finding())).toList();
      if (ready.isEmpty()) {
        continue;
      }
      Optional<Set<UUID>> taken = sendBatch(ready);
      if (taken.isEmpty()) {
        break;
      }
      arrived.addAll(taken.get());
      ready.stream()
          .filter(alert -> !arrived.contains(alert.id()))
          .forEach(alert -> stuckFindings.add(alert.finding()));
    }
    return arrived;
  }

  /**
   * Batches in order, none with two alerts of one finding: SQS may take the second and refuse the
   * first, and the reader would learn of the end before the beginning.
   */
  private static List<List<Alert>> batches(List<Alert> alerts) {
    Map<UUID, Integer> steps = new HashMap<>();
    Map<Integer, List<Alert>> rounds = new TreeMap<>();
    for (Alert alert : alerts) {
      int round = steps.merge(alert.finding(), 1, Integer::sum);
      rounds.computeIfAbsent(round, _ -> new ArrayList<>()).add(alert);
    }
    List<List<Alert>> batches = new ArrayList<>();
    for (List<Alert> round : rounds.values()) {
      List<Alert> batch = new ArrayList<>();
      int bytes = 0;
      for (Alert alert : round) {
        int size = alert.body().getBytes(UTF_8).length;
        if (batch.size() == MOST_ENTRIES || (!batch.isEmpty() && bytes + size > MOST_BYTES)) {
          batches.add(batch);
          batch = new ArrayList<>();
          bytes = 0;
        }
        batch.add(alert);
        bytes += size;
      }
      batches.add(batch);
    }
    return batches;
  }

  /** The ids of those that the queue took; empty where the call failed for now. */
  private Optional<Set<UUID>> sendBatch(List<Alert> batch) {
    List<SendMessageBatchRequestEntry> entries =
        IntStream.range(0, batch.size()).mapToObj(index -> entry(index, batch.get(index))).toList();
    SendMessageBatchResponse response;
    try {
      response = answer(client.sendMessageBatch(call -> call.queueUrl(queueUrl).entries(entries)));
    } catch (SdkException fault) {
      if (Fault.of(fault) != Fault.PASSING) {
        throw fault;
      }
      LOG.warn("The alert queue takes nothing now, the rest waits: {}", Fault.describe(fault));
      return Optional.empty();
    }
    response
        .failed()
        .forEach(failed ->
            LOG.warn(
                "Alert {} was not taken: {}",
                batch.get(Integer.parseInt(failed.id())).id(),
                failed.code()));
    Set<UUID> taken = new HashSet<>();
    for (SendMessageBatchResultEntry entry : response.successful()) {
      taken.add(batch.get(Integer.parseInt(entry.id())).id());
    }
    return Optional.of(taken);
  }

  /** The entry's own id is its place in the batch; it need not be known to anybody else. */
  private SendMessageBatchRequestEntry entry(int index, Alert alert) {
    SendMessageBatchRequestEntry.Builder entry =
        SendMessageBatchRequestEntry.builder()
            .id(Integer.toString(index))
            .messageBody(alert.body());
    if (fifo) {
      entry
          .messageGroupId(alert.finding().toString())
          .messageDeduplicationId(alert.id().toString());
    }
    return entry.build();
  }
}
