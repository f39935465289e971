package ninety.local;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure.ALL_OLD;
import static software.amazon.awssdk.services.kinesis.model.ShardIteratorType.TRIM_HORIZON;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.StreamStatus;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

class StackIT {

  @SuppressWarnings("NullAway.Init")
  private static Stack stack;

  @SuppressWarnings("NullAway.Init")
  private static List<ProcessHandle> servers;

  @BeforeAll
  static void start() {
    stack = Stack.start();
    servers = children().toList();
  }

  @AfterAll
  static void end() {
    stack.close();
  }

  @Test
  void a_record_put_into_a_stream_comes_out_of_its_shard() {
    stack.createStream("trail", 2);

    var put =
        stack
            .kinesis()
            .putRecord(record ->
                record
                    .streamName("trail")
                    .partitionKey("mara")
                    .data(SdkBytes.fromUtf8String("hello")))
            .join();

    await()
        .untilAsserted(() ->
            assertEquals(
                List.of("hello"),
                recordsOf("trail", put.shardId()).stream()
                    .map(record -> record.data().asUtf8String())
                    .toList()));
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void a_Ctrl_C_in_the_terminal_leaves_the_servers_to_whoever_started_them() throws Exception {
    for (var server : servers) {
      assertEquals(
          0, new ProcessBuilder("kill", "-INT", Long.toString(server.pid())).start().waitFor());
    }

    stack.createStream("interrupted", 1);
    stack.createUsersTable("interrupted");
    stack.createQueue("interrupted");
    assertTrue(servers.stream().allMatch(ProcessHandle::isAlive));
  }

  @Test
  void a_new_stream_is_active_and_splits_at_once() {
    stack.createStream("splits", 1);
    stack
        .kinesis()
        .updateShardCount(update ->
            update.streamName("splits").targetShardCount(2).scalingType("UNIFORM_SCALING"))
        .join();

    await()
        .atMost(Duration.ofSeconds(5))
        .untilAsserted(() -> {
          var described =
              stack
                  .kinesis()
                  .describeStreamSummary(stream -> stream.streamName("splits"))
                  .join()
                  .streamDescriptionSummary();
          assertEquals(StreamStatus.ACTIVE, described.streamStatus());
          assertEquals(2, described.openShardCount());
        });
  }

  @Test
  void many_tests_may_make_their_streams_at_the_same_time() {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var made =
          IntStream.range(0, 8)
              .mapToObj(
                  i -> CompletableFuture.runAsync(() -> stack.createStream("s-" + i, 1), threads))
              .toList();

      made.forEach(CompletableFuture::join);
    }
  }

  @Test
  void a_stream_may_have_many_shards() {
    stack.createStream("wide", 150);

    var described =
        stack.kinesis().describeStreamSummary(stream -> stream.streamName("wide")).join();

    assertEquals(150, described.streamDescriptionSummary().openShardCount());
  }

  @Test
  void an_update_whose_condition_fails_returns_the_item_that_is_there() {
    stack.createUsersTable("conditional");
    stack
        .dynamodb()
        .putItem(put ->
            put.tableName("conditional").item(Map.of("id", text("u-1"), "version", number(7))))
        .join();

    var refused =
        assertThrows(
            CompletionException.class,
            () ->
                stack
                    .dynamodb()
                    .updateItem(update ->
                        update
                            .tableName("conditional")
                            .key(Map.of("id", text("u-1")))
                            .updateExpression("SET version = :next")
                            .conditionExpression("version = :read")
                            .expressionAttributeValues(
                                Map.of(":read", number(6), ":next", number(7)))
                            .returnValuesOnConditionCheckFailure(ALL_OLD))
                    .join());

    var failed = assertInstanceOf(ConditionalCheckFailedException.class, refused.getCause());
    assertEquals(Map.of("id", text("u-1"), "version", number(7)), failed.item());
  }

  @Test
  void the_index_holds_only_what_is_due() {
    stack.createUsersTable("sparse");
    Stream.of(
            Map.of("id", text("late"), "dueShard", number(3), "dueAt", number(900)),
            Map.of("id", text("now"), "dueShard", number(3), "dueAt", number(100)),
            Map.of("id", text("other shard"), "dueShard", number(4), "dueAt", number(100)),
            Map.of("id", text("never")))
        .map(item -> stack.dynamodb().putItem(put -> put.tableName("sparse").item(item)))
        .toList()
        .forEach(put -> put.join());

    var due =
        stack
            .dynamodb()
            .query(query ->
                query
                    .tableName("sparse")
                    .indexName("due")
                    .keyConditionExpression("dueShard = :shard AND dueAt <= :now")
                    .expressionAttributeValues(Map.of(":shard", number(3), ":now", number(500))))
            .join();

    assertEquals(
        List.of(Map.of("id", text("now"), "dueShard", number(3), "dueAt", number(100))),
        due.items());
  }

  @Test
  void a_fifo_queue_keeps_the_order_and_drops_a_repeat() {
    var queue = stack.createFifoQueue("alerts");

    send(queue, "first", "id-1");
    send(queue, "second", "id-2");
    send(queue, "first, again", "id-1");

    assertEquals(List.of("first", "second"), bodies(received(queue)));
    assertEquals(List.of(), bodies(received(queue)));
  }

  @Test
  void a_queue_has_the_arn_of_a_real_region_and_a_url_on_loopback() {
    var queue = stack.createQueue("dead-letters");

    var attributes =
        stack
            .sqs()
            .getQueueAttributes(
                get -> get.queueUrl(queue).attributeNames(QueueAttributeName.QUEUE_ARN))
            .join()
            .attributes();

    assertTrue(queue.startsWith(stack.endpoints().sqs() + "/"), queue);
    assertEquals(
        "arn:aws:sqs:eu-central-1:000000000000:dead-letters",
        attributes.get(QueueAttributeName.QUEUE_ARN));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void every_server_listens_on_loopback_only() throws IOException {
    assertEquals(3, servers.size());
    for (var server : servers) {
      var addresses = ListeningSockets.of(server);

      assertFalse(addresses.isEmpty(), () -> server.info() + " listens nowhere");
      assertTrue(
          addresses.stream().allMatch(address -> address.startsWith("0100007F:")),
          () -> server.info() + " listens on " + addresses);
    }
  }

  @Test
  void closing_ends_every_server_and_may_be_repeated() {
    var before = children().toList();
    var second = Stack.start();
    var its = children().filter(child -> !before.contains(child)).toList();

    second.close();
    second.close();

    assertEquals(3, its.size());
    assertTrue(its.stream().noneMatch(ProcessHandle::isAlive), its::toString);
  }

  @Test
  void no_server_outlives_a_program_that_is_killed() throws IOException {
    var program =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                HoldsAStack.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (var output = program.inputReader()) {
      var its =
          Arrays.stream(output.readLine().split(" ", -1))
              .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)).stream())
              .toList();
      assertEquals(3, its.size());

      program.toHandle().destroyForcibly();

      await()
          .untilAsserted(
              () -> assertTrue(its.stream().noneMatch(ProcessHandle::isAlive), its::toString));
    } finally {
      program.destroyForcibly();
    }
  }

  @Test
  void a_child_process_learns_all_that_it_needs_from_its_environment() {
    assertEquals(
        Map.of(
            "AWS_ENDPOINT_URL_KINESIS",
            stack.endpoints().kinesis().toString(),
            "AWS_ENDPOINT_URL_DYNAMODB",
            stack.endpoints().dynamodb().toString(),
            "AWS_ENDPOINT_URL_SQS",
            stack.endpoints().sqs().toString(),
            "AWS_ENDPOINT_URL_KMS",
            stack.kms().endpoint().toString(),
            "AWS_REGION",
            "eu-central-1",
            "AWS_ACCESS_KEY_ID",
            "local",
            "AWS_SECRET_ACCESS_KEY",
            "local",
            "AWS_EC2_METADATA_DISABLED",
            "true"),
        stack.environment());
  }

  private static Stream<ProcessHandle> children() {
    return ProcessHandle.current().children().filter(ProcessHandle::isAlive);
  }

  private static List<Record> recordsOf(String stream, String shard) {
    var iterator =
        stack
            .kinesis()
            .getShardIterator(
                get -> get.streamName(stream).shardId(shard).shardIteratorType(TRIM_HORIZON))
            .join()
            .shardIterator();
    return stack.kinesis().getRecords(get -> get.shardIterator(iterator)).join().records();
  }

  private static void send(String queue, String body, String deduplicationId) {
    stack
        .sqs()
        .sendMessage(send ->
            send.queueUrl(queue)
                .messageBody(body)
                .messageGroupId("finding-1")
                .messageDeduplicationId(deduplicationId))
        .join();
  }

  private static List<Message> received(String queue) {
    var messages =
        stack
            .sqs()
            .receiveMessage(receive -> receive.queueUrl(queue).maxNumberOfMessages(10))
            .join()
            .messages();
    messages.forEach(message ->
        stack
            .sqs()
            .deleteMessage(delete -> delete.queueUrl(queue).receiptHandle(message.receiptHandle()))
            .join());
    return messages;
  }

  private static List<String> bodies(List<Message> messages) {
    return messages.stream().map(Message::body).toList();
  }

  private static AttributeValue text(String value) {
    return AttributeValue.fromS(value);
  }

  private static AttributeValue number(long value) {
    return AttributeValue.fromN(Long.toString(value));
  }
}
