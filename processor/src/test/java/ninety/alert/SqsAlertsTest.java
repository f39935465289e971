package ninety.alert;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import ninety.Seeds;
import ninety.finding.Alert;
import ninety.finding.AlertQueue.Delivery;
import ninety.signature.Signer;
import ninety.signature.SigningRefused;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.KmsThrottledException;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;
import software.amazon.awssdk.services.sqs.model.RequestThrottledException;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResultEntry;
import software.amazon.awssdk.services.sqs.model.SqsException;

final class SqsAlertsTest {

  private static final String QUEUE = "https://sqs.eu-north-1.amazonaws.com/111122223333/alerts";
  private final Queue queue = new Queue();
  private final SqsAlerts fifo = new SqsAlerts(queue, QUEUE + ".fifo", Optional.empty());
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  @BeforeEach
  void listen() {
    log.start();
    logger().addAppender(log);
  }

  @AfterEach
  void stopListening() {
    logger().detachAppender(log);
    logger().setLevel(null);
  }

  @Test
  void a_fifo_queue_gets_the_finding_as_group_and_the_alert_as_deduplication_id() {
    Alert alert = alert(1, "{}");

    Set<UUID> arrived = fifo.send(List.of(alert)).arrived();

    assertEquals(Set.of(alert.id()), arrived);
    SendMessageBatchRequest call = queue.calls.getFirst();
    assertEquals(QUEUE + ".fifo", call.queueUrl());
    SendMessageBatchRequestEntry entry = call.entries().getFirst();
    assertEquals("{}", entry.messageBody());
    assertEquals(alert.finding().toString(), entry.messageGroupId());
    assertEquals(alert.id().toString(), entry.messageDeduplicationId());
    assertEquals(0, entry.messageAttributes().size());
  }

  @Test
  void a_standard_queue_gets_neither() {
    new SqsAlerts(queue, QUEUE, Optional.empty()).send(List.of(alert(1, "{}")));

    SendMessageBatchRequestEntry entry = queue.calls.getFirst().entries().getFirst();
    assertEquals(Optional.empty(), Optional.ofNullable(entry.messageGroupId()));
    assertEquals(Optional.empty(), Optional.ofNullable(entry.messageDeduplicationId()));
  }

  @Test
  void nothing_to_send_calls_nobody() {
    assertEquals(new Delivery(Set.of(), Map.of()), fifo.send(List.of()));

    assertEquals(List.of(), queue.calls);
  }

  @Test
  void a_call_takes_ten_alerts() {
    List<Alert> alerts = IntStream.range(0, 23).mapToObj(finding -> alert(finding, "{}")).toList();

    Set<UUID> arrived = fifo.send(alerts).arrived();

    assertEquals(ids(alerts), arrived);
    assertEquals(List.of(10, 10, 3), queue.calls.stream().map(it -> it.entries().size()).toList());
    assertEquals(alerts.stream().map(it -> it.id().toString()).toList(), queue.taken());
  }

  @Test
  void a_call_stays_within_the_bytes_that_sqs_takes() {
    // Two bytes a character, so that counting characters would be found out.
    String large = "é".repeat(50_000);
    List<Alert> alerts = IntStream.range(0, 5).mapToObj(finding -> alert(finding, large)).toList();

    fifo.send(alerts);

    assertEquals(List.of(2, 2, 1), queue.calls.stream().map(it -> it.entries().size()).toList());
  }

  @Test
  void alerts_of_one_finding_go_one_after_the_other() {
    Alert warning = alert(1, "warning");
    Alert other = alert(2, "warning");
    Alert breach = alert(1, "breach");
    Alert end = alert(1, "resolved");

    Set<UUID> arrived = fifo.send(List.of(warning, other, breach, end)).arrived();

    assertEquals(Set.of(warning.id(), other.id(), breach.id(), end.id()), arrived);
    assertEquals(
        List.of(List.of("warning", "warning"), List.of("breach"), List.of("resolved")),
        queue.calls.stream()
            .map(call ->
                call.entries().stream().map(SendMessageBatchRequestEntry::messageBody).toList())
            .toList());
  }

  @Test
  void a_refused_alert_holds_back_its_finding_and_no_other() {
    Alert refused = alert(1, "warning");
    Alert heldBack = alert(1, "breach");
    Alert other = alert(2, "warning");
    Alert othersNext = alert(2, "breach");
    queue.refused.add(refused.id().toString());

    Set<UUID> arrived = fifo.send(List.of(refused, other, heldBack, othersNext)).arrived();

    assertEquals(Set.of(other.id(), othersNext.id()), arrived);
    assertEquals(List.of(other.id().toString(), othersNext.id().toString()), queue.taken());
    assertEquals(List.of("WARN Alert " + refused.id() + " was not taken: InternalError"), logged());
  }

  /** F17: what the queue will never take as it is holds back nobody. */
  @Test
  void an_alert_that_is_refused_for_good_holds_back_nothing() {
    Alert refused = alert(1, "warning");
    Alert next = alert(1, "breach");
    Alert other = alert(2, "warning");
    queue.refusedForGood.add(refused.id().toString());

    Delivery delivery = fifo.send(List.of(refused, other, next));

    assertEquals(Set.of(next.id(), other.id()), delivery.arrived());
    assertEquals(Map.of(refused.id(), "InvalidMessageContents"), delivery.refused());
  }

  @Test
  void where_a_whole_call_is_refused_for_good_its_messages_are_sent_one_by_one() {
    List<Alert> alerts = List.of(alert(1, "warning"), alert(2, "too long"), alert(3, "warning"));
    SdkException tooLong =
        SqsException.builder()
            .message("too long")
            .statusCode(400)
            .awsErrorDetails(
                AwsErrorDetails.builder()
                    .errorCode("AWS.SimpleQueueService.BatchRequestTooLong")
                    .build())
            .build();
    queue.failAtCall(1, tooLong);
    queue.failAtCall(3, tooLong);

    Delivery delivery = fifo.send(alerts);

    assertEquals(Set.of(alerts.get(0).id(), alerts.get(2).id()), delivery.arrived());
    assertEquals(Map.of(alerts.get(1).id(), "BatchRequestTooLong (HTTP 400)"), delivery.refused());
  }

  @Test
  void an_alert_that_the_answer_does_not_mention_is_not_known_to_have_arrived() {
    Alert forgotten = alert(1, "warning");
    Alert later = alert(1, "breach");
    queue.forgotten.add(forgotten.id().toString());

    Set<UUID> arrived = fifo.send(List.of(forgotten, later)).arrived();

    assertEquals(Set.of(), arrived);
    assertEquals(1, queue.calls.size());
  }

  static Stream<SdkException> passing_faults() {
    return Stream.of(
        RequestThrottledException.builder().message("slow down").statusCode(400).build(),
        KmsThrottledException.builder().message("slow down").statusCode(400).build(),
        SqsException.builder()
            .message("slow down")
            .statusCode(400)
            .awsErrorDetails(AwsErrorDetails.builder().errorCode("ThrottlingException").build())
            .build(),
        SqsException.builder().message("unavailable").statusCode(503).build(),
        ApiCallTimeoutException.create(1000),
        // A task whose credentials cannot be had at the moment gets them a moment later.
        SdkClientException.create("Unable to load credentials"),
        SdkClientException.create("unable to execute", new IOException("refused")));
  }

  @ParameterizedTest
  @MethodSource("passing_faults")
  void a_fault_that_passes_leaves_the_rest_for_later(SdkException fault) {
    List<Alert> alerts = IntStream.range(0, 35).mapToObj(finding -> alert(finding, "{}")).toList();
    queue.failAtCall(2, fault);

    Set<UUID> arrived = fifo.send(alerts).arrived();

    assertEquals(ids(alerts.subList(0, 10)), arrived);
    assertEquals(2, queue.calls.size());
    assertEquals(1, logged().size());
    assertTrue(logged().getFirst().startsWith("WARN The alert queue takes nothing now"));
  }

  static Stream<RuntimeException> lasting_faults() {
    return Stream.of(
        QueueDoesNotExistException.builder().message("no such queue").statusCode(400).build(),
        SqsException.builder().message("access denied").statusCode(403).build(),
        new IllegalStateException("closed"));
  }

  @ParameterizedTest
  @MethodSource("lasting_faults")
  void a_fault_that_lasts_comes_out_as_it_is(RuntimeException fault) {
    queue.failAtCall(1, fault);
    List<Alert> alerts = List.of(alert(1, "{}"));

    assertSame(fault, assertThrows(RuntimeException.class, () -> fifo.send(alerts)));
  }

  @Test
  void an_error_stays_wrapped() {
    queue.failAtCall(1, new AssertionError("bug"));
    List<Alert> alerts = List.of(alert(1, "{}"));

    assertThrows(CompletionException.class, () -> fifo.send(alerts));
  }

  @Test
  void with_a_signer_each_alert_carries_the_signature_of_its_body() {
    List<Alert> alerts = List.of(alert(1, "one"), alert(2, "two"));

    Set<UUID> arrived = signed(body -> Optional.of("signed " + body)).send(alerts).arrived();

    assertEquals(ids(alerts), arrived);
    for (SendMessageBatchRequestEntry entry : queue.entries()) {
      assertEquals(Set.of("signature"), entry.messageAttributes().keySet());
      assertEquals(
          MessageAttributeValue.builder()
              .dataType("String")
              .stringValue("signed " + entry.messageBody())
              .build(),
          entry.messageAttributes().get("signature"));
    }
    assertEquals(2, queue.entries().size());
  }

  @Test
  void a_standard_queue_gets_the_signature_too() {
    new SqsAlerts(queue, QUEUE, Optional.of(_ -> Optional.of("e30..AA")))
        .send(List.of(alert(1, "{}")));

    SendMessageBatchRequestEntry entry = queue.entries().getFirst();
    assertEquals(Optional.of("e30..AA"), signatureOf(entry));
    assertEquals(Optional.empty(), Optional.ofNullable(entry.messageGroupId()));
  }

  @Test
  void ten_are_signed_at_one_time_and_keep_their_order() {
    CyclicBarrier all = new CyclicBarrier(10);
    List<Alert> alerts = IntStream.range(0, 20).mapToObj(finding -> alert(finding, "{}")).toList();

    signed(
            body -> {
              await(all);
              return Optional.of(body);
            })
        .send(alerts);

    assertEquals(alerts.stream().map(it -> it.id().toString()).toList(), queue.taken());
  }

  /** SQS counts name, type and value of an attribute with the body. */
  @Test
  void the_bytes_of_the_signatures_count() {
    int most = 262_144;
    int attribute = "signature".length() + "String".length() + 100;
    String half = "a".repeat(most / 2 - attribute);
    SqsAlerts alerts = signed(_ -> Optional.of("s".repeat(100)));

    alerts.send(List.of(alert(1, half), alert(2, half)));
    alerts.send(List.of(alert(1, half), alert(2, half + "a")));

    assertEquals(List.of(2, 1, 1), queue.calls.stream().map(it -> it.entries().size()).toList());
  }

  @Test
  void what_cannot_be_signed_now_is_not_sent_and_neither_is_anything_after_it() {
    List<Alert> alerts =
        IntStream.range(0, 30).mapToObj(finding -> alert(finding, "body " + finding)).toList();

    Set<UUID> arrived =
        signed(body -> body.equals("body 14") ? Optional.empty() : Optional.of(body))
            .send(alerts)
            .arrived();

    List<Alert> expected = new ArrayList<>(alerts.subList(0, 20));
    expected.remove(14);
    assertEquals(ids(expected), arrived);
    assertTrue(queue.entries().stream().allMatch(SqsAlertsTest::isSigned));
  }

  @Test
  void a_finding_whose_alert_cannot_be_signed_is_held_back() {
    Alert unsigned = alert(1, "warning");
    Alert heldBack = alert(1, "breach");
    Alert other = alert(2, "warning");
    AtomicInteger calls = new AtomicInteger();

    Set<UUID> arrived =
        signed(body ->
                body.equals("warning") && calls.getAndIncrement() == 0
                    ? Optional.empty()
                    : Optional.of(body))
            .send(List.of(unsigned, heldBack, other))
            .arrived();

    assertEquals(1, arrived.size());
    assertFalse(arrived.contains(heldBack.id()));
    assertTrue(queue.entries().stream().allMatch(SqsAlertsTest::isSigned));
  }

  @Test
  void a_refused_alert_holds_back_its_finding_with_a_signer_too() {
    Alert refused = alert(1, "warning");
    Alert heldBack = alert(1, "breach");
    Alert other = alert(2, "warning");
    queue.refused.add(refused.id().toString());

    Set<UUID> arrived = signed(Optional::of).send(List.of(refused, other, heldBack)).arrived();

    assertEquals(Set.of(other.id()), arrived);
    assertEquals(List.of(other.id().toString()), queue.taken());
  }

  /** A repeat has the same body and id; its signature is made anew. */
  @Test
  void a_repeat_is_signed_again() {
    AtomicInteger number = new AtomicInteger();
    SqsAlerts alerts = signed(_ -> Optional.of("signature " + number.incrementAndGet()));
    Alert alert = alert(1, "{}");

    alerts.send(List.of(alert));
    alerts.send(List.of(alert));

    assertEquals(
        List.of(Optional.of("signature 1"), Optional.of("signature 2")),
        queue.entries().stream().map(SqsAlertsTest::signatureOf).toList());
    assertEquals(1, queue.entries().stream().map(entry -> entry.messageBody()).distinct().count());
  }

  @Test
  void a_key_that_signs_nothing_any_more_comes_out_as_it_is_and_nothing_is_sent() {
    SigningRefused refusal =
        new SigningRefused("arn", SqsException.builder().message("disabled").build());
    SqsAlerts alerts =
        signed(_ -> {
          throw refusal;
        });
    List<Alert> all = List.of(alert(1, "{}"), alert(2, "{}"));

    assertSame(refusal, assertThrows(SigningRefused.class, () -> alerts.send(all)));
    assertEquals(List.of(), queue.calls);
  }

  @Test
  void nothing_unsigned_leaves_whatever_fails() {
    logger().setLevel(Level.OFF);
    Seeds.each(
        200,
        random -> {
          Queue some = new Queue();
          int failingCall = random.nextInt(1, 8);
          some.failAtCall(
              failingCall, SqsException.builder().message("unavailable").statusCode(503).build());
          List<Alert> alerts = new ArrayList<>();
          for (int i = random.nextInt(60); i > 0; i--) {
            Alert alert = alert(random.nextInt(20), "body " + i);
            alerts.add(alert);
            if (random.nextInt(10) == 0) {
              some.refused.add(alert.id().toString());
            }
          }
          Set<String> unsignable = new HashSet<>();
          alerts.forEach(alert -> {
            if (random.nextInt(30) == 0) {
              unsignable.add(alert.body());
            }
          });

          Set<UUID> arrived =
              new SqsAlerts(
                      some,
                      QUEUE + ".fifo",
                      Optional.of(
                          body -> unsignable.contains(body) ? Optional.empty() : Optional.of(body)))
                  .send(alerts)
                  .arrived();

          assertTrue(some.entries().stream().allMatch(SqsAlertsTest::isSigned));
          assertEquals(
              arrived, some.taken().stream().map(UUID::fromString).collect(Collectors.toSet()));
          // Of each finding a first stretch arrived, in order.
          for (int finding = 0; finding < 20; finding++) {
            UUID its = new UUID(0, finding);
            List<String> sent =
                alerts.stream()
                    .filter(alert -> alert.finding().equals(its))
                    .map(alert -> alert.id().toString())
                    .toList();
            List<String> came = some.taken().stream().filter(sent::contains).toList();
            assertEquals(sent.subList(0, came.size()), came);
          }
        });
  }

  private SqsAlerts signed(Signer signer) {
    return new SqsAlerts(queue, QUEUE + ".fifo", Optional.of(signer));
  }

  private static boolean isSigned(SendMessageBatchRequestEntry entry) {
    return signatureOf(entry).equals(Optional.of(entry.messageBody()));
  }

  private static Optional<String> signatureOf(SendMessageBatchRequestEntry entry) {
    return Optional.ofNullable(entry.messageAttributes().get("signature"))
        .map(MessageAttributeValue::stringValue);
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await(30, TimeUnit.SECONDS);
    } catch (Exception broken) {
      throw new IllegalStateException(broken);
    }
  }

  private static Alert alert(int finding, String body) {
    return new Alert(
        UUID.nameUUIDFromBytes((finding + body).getBytes(UTF_8)), new UUID(0, finding), body);
  }

  private static Set<UUID> ids(List<Alert> alerts) {
    return alerts.stream().map(Alert::id).collect(Collectors.toSet());
  }

  private List<String> logged() {
    return log.list.stream()
        .filter(event -> event.getLevel().isGreaterOrEqual(Level.INFO))
        .map(event -> event.getLevel() + " " + event.getFormattedMessage())
        .toList();
  }

  private static Logger logger() {
    return (Logger) LoggerFactory.getLogger(SqsAlerts.class);
  }

  /** Answers as a FIFO queue does, as far as one call goes. */
  private static final class Queue implements SqsAsyncClient {

    final List<SendMessageBatchRequest> calls = new ArrayList<>();
    final Set<String> refused = new HashSet<>();
    final Set<String> forgotten = new HashSet<>();
    private final List<String> taken = new ArrayList<>();
    final Set<String> refusedForGood = new HashSet<>();
    private final Map<Integer, Throwable> faults = new HashMap<>();

    void failAtCall(int number, Throwable how) {
      faults.put(number, how);
    }

    List<String> taken() {
      return taken;
    }

    List<SendMessageBatchRequestEntry> entries() {
      return calls.stream().flatMap(call -> call.entries().stream()).toList();
    }

    @Override
    public CompletableFuture<SendMessageBatchResponse> sendMessageBatch(
        SendMessageBatchRequest call) {
      calls.add(call);
      Throwable fault = faults.get(calls.size());
      if (fault != null) {
        return CompletableFuture.failedFuture(fault);
      }
      List<SendMessageBatchResultEntry> successful = new ArrayList<>();
      List<BatchResultErrorEntry> failed = new ArrayList<>();
      for (SendMessageBatchRequestEntry entry : call.entries()) {
        String id = entry.messageDeduplicationId();
        if (refused.contains(id)) {
          failed.add(BatchResultErrorEntry.builder().id(entry.id()).code("InternalError").build());
        } else if (refusedForGood.contains(id)) {
          failed.add(
              BatchResultErrorEntry.builder()
                  .id(entry.id())
                  .code("InvalidMessageContents")
                  .senderFault(true)
                  .build());
        } else if (!forgotten.contains(id)) {
          taken.add(id);
          successful.add(SendMessageBatchResultEntry.builder().id(entry.id()).build());
        }
      }
      return CompletableFuture.completedFuture(
          SendMessageBatchResponse.builder().successful(successful).failed(failed).build());
    }

    @Override
    public String serviceName() {
      return "sqs";
    }

    @Override
    public void close() {}
  }
}
