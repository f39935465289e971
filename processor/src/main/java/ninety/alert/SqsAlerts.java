package ninety.alert;

import static java.nio.charset.StandardCharsets.UTF_8;
import static ninety.aws.Calls.answer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Gatherers;
import java.util.stream.IntStream;
import ninety.aws.Fault;
import ninety.finding.Alert;
import ninety.finding.AlertQueue;
import ninety.signature.Signer;
import ninety.signature.SigningRefused;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;

/**
 * Alerts to an SQS queue, one bare body per message. A FIFO queue (its URL ends in {@code .fifo})
 * gets the finding as message group and the alert's id as deduplication id; a standard queue keeps
 * no order and drops no repeats, which is left to the reader.
 *
 * <p>With a signer, each body is signed when it is sent, a repeat anew, and the signature travels
 * in the message attribute {@code signature}. What cannot be signed is not sent.
 *
 * <p>Any number of threads may use it; order is kept within one {@link #send}.
 */
public final class SqsAlerts implements AlertQueue {

  /** SQS, SendMessageBatch: entries in one call. */
  private static final int MOST_ENTRIES = 10;

  /** SQS, SendMessageBatch: bytes of all messages in one call. */
  private static final int MOST_BYTES = 262_144;

  /** The message attribute that carries the signature. */
  public static final String SIGNATURE = "signature";

  /** SQS's type of an attribute that is text. */
  private static final String TEXT = "String";

  private static final Logger LOG = LoggerFactory.getLogger(SqsAlerts.class);

  private final SqsAsyncClient client;
  private final String queueUrl;
  private final boolean fifo;
  private final Optional<Signer> signer;

  public SqsAlerts(SqsAsyncClient client, String queueUrl, Optional<Signer> signer) {
    this.client = client;
    this.queueUrl = queueUrl;
    this.fifo = queueUrl.endsWith(".fifo");
    this.signer = signer;
  }

  /** An alert as it goes out. */
  private record Letter(Alert alert, Optional<String> signature) {

    /** As SQS counts: the body, and of an attribute its name, type and value. */
    int bytes() {
      return alert.body().getBytes(UTF_8).length
          + signature.map(text -> SIGNATURE.length() + TEXT.length() + text.length()).orElse(0);
    }
  }

  /**
   * {@inheritDoc}
   *
   * <p>Where the queue or the signer does not answer or throttles, even after the client's own
   * retries, nothing more is sent.
   *
   * @throws SdkException if the call is refused for good: no such queue, no access
   * @throws SigningRefused if there are no signatures to be had
   */
  @Override
  public Delivery send(List<Alert> alerts) {
    Set<UUID> arrived = new HashSet<>();
    Map<UUID, String> refused = new HashMap<>();
    Set<UUID> stuckFindings = new HashSet<>();
    for (List<Alert> batch : batches(alerts)) {
      List<Alert> ready =
          batch.stream().filter(alert -> !stuckFindings.contains(alert.finding())).toList();
      List<Letter> letters = letters(ready);
      for (List<Letter> call : calls(letters)) {
        Optional<Delivery> taken = sendBatch(call);
        if (taken.isEmpty()) {
          return new Delivery(arrived, refused);
        }
        arrived.addAll(taken.get().arrived());
        refused.putAll(taken.get().refused());
      }
      if (letters.size() < ready.size()) {
        return new Delivery(arrived, refused);
      }
      ready.stream()
          .filter(alert -> !arrived.contains(alert.id()) && !refused.containsKey(alert.id()))
          .forEach(alert -> stuckFindings.add(alert.finding()));
    }
    return new Delivery(arrived, refused);
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
    return rounds.values().stream()
        .flatMap(round -> round.stream().gather(Gatherers.windowFixed(MOST_ENTRIES)))
        .toList();
  }

  /** The alerts with their signatures, without those that cannot be signed now. */
  private List<Letter> letters(List<Alert> batch) {
    if (signer.isEmpty()) {
      return batch.stream().map(alert -> new Letter(alert, Optional.empty())).toList();
    }
    Signer seal = signer.get();
    List<CompletableFuture<Optional<Letter>>> signing;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      signing =
          batch.stream()
              .map(alert ->
                  CompletableFuture.supplyAsync(
                      () ->
                          seal.sign(alert.body())
                              .map(signature -> new Letter(alert, Optional.of(signature))),
                      threads))
              .toList();
    }
    return signing.stream().flatMap(each -> answer(each).stream()).toList();
  }

  /** The letters in order, in as many calls as their bytes need. */
  private static List<List<Letter>> calls(List<Letter> letters) {
    List<List<Letter>> calls = new ArrayList<>();
    List<Letter> call = new ArrayList<>();
    int bytes = 0;
    for (Letter letter : letters) {
      if (!call.isEmpty() && bytes + letter.bytes() > MOST_BYTES) {
        calls.add(call);
        call = new ArrayList<>();
        bytes = 0;
      }
      call.add(letter);
      bytes += letter.bytes();
    }
    if (!call.isEmpty()) {
      calls.add(call);
    }
    return calls;
  }

  /**
   * The alerts that the queue took and those that it refused; empty where the call failed for now.
   */
  private Optional<Delivery> sendBatch(List<Letter> batch) {
    List<SendMessageBatchRequestEntry> entries =
        IntStream.range(0, batch.size()).mapToObj(index -> entry(index, batch.get(index))).toList();
    try {
      return Optional.of(
          delivery(
              batch,
              answer(client.sendMessageBatch(call -> call.queueUrl(queueUrl).entries(entries)))));
    } catch (SdkException fault) {
      return switch (Fault.of(fault)) {
        case PASSING -> {
          LOG.warn("The alert queue takes nothing now, the rest waits: {}", Fault.describe(fault));
          yield Optional.empty();
        }
        case REFUSED -> oneByOne(batch, fault);
        case LASTING, BUG -> throw fault;
      };
    }
  }

  /** A whole call is refused for what is wrong with one of its messages. */
  private Optional<Delivery> oneByOne(List<Letter> batch, SdkException fault) {
    if (batch.size() == 1) {
      UUID alert = batch.getFirst().alert().id();
      LOG.error("Alert {} is refused for good: {}", alert, Fault.describe(fault));
      return Optional.of(new Delivery(Set.of(), Map.of(alert, Fault.describe(fault))));
    }
    Set<UUID> arrived = new HashSet<>();
    Map<UUID, String> refused = new HashMap<>();
    for (Letter letter : batch) {
      Optional<Delivery> one = sendBatch(List.of(letter));
      if (one.isEmpty()) {
        break;
      }
      arrived.addAll(one.get().arrived());
      refused.putAll(one.get().refused());
    }
    return Optional.of(new Delivery(arrived, refused));
  }

  private static Delivery delivery(List<Letter> batch, SendMessageBatchResponse response) {
    Map<UUID, String> refused = new HashMap<>();
    for (BatchResultErrorEntry failed : response.failed()) {
      UUID alert = batch.get(Integer.parseInt(failed.id())).alert().id();
      LOG.warn("Alert {} was not taken: {}", alert, failed.code());
      if (Fault.ofCode(failed.code()) == Fault.REFUSED) {
        refused.put(alert, failed.code());
      }
    }
    return new Delivery(
        response.successful().stream()
            .map(entry -> batch.get(Integer.parseInt(entry.id())).alert().id())
            .collect(Collectors.toSet()),
        refused);
  }

  /** The entry's own id is its place in the batch; it need not be known to anybody else. */
  private SendMessageBatchRequestEntry entry(int index, Letter letter) {
    Alert alert = letter.alert();
    SendMessageBatchRequestEntry.Builder entry =
        SendMessageBatchRequestEntry.builder()
            .id(Integer.toString(index))
            .messageBody(alert.body());
    letter
        .signature()
        .ifPresent(text ->
            entry.messageAttributes(
                Map.of(
                    SIGNATURE,
                    MessageAttributeValue.builder().dataType(TEXT).stringValue(text).build())));
    if (fifo) {
      entry
          .messageGroupId(alert.finding().toString())
          .messageDeduplicationId(alert.id().toString());
    }
    return entry.build();
  }
}
