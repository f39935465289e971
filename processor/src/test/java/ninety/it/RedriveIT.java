package ninety.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import ninety.cloudtrail.CloudTrailRecords;
import ninety.coverage.Horizon;
import ninety.ingest.DeadLetter;
import ninety.ingest.Envelope;
import ninety.local.Proxy;
import ninety.stream.SqsDeadLetters;
import ninety.user.Proof;
import ninety.user.UserId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** `ninety redrive`, as a process, on real servers of Kinesis, DynamoDB and SQS. */
final class RedriveIT {

  private static final Instant MONDAY = Instant.parse("2026-06-01T08:14:27Z");
  private static final JsonMapper JSON = new JsonMapper();

  private final SqsAsyncClient sqs = Place.stack().sqs();

  @Test
  void dead_letters_come_into_the_table_and_what_fails_again_stays_with_the_new_reason()
      throws IOException {
    Place place = Place.withoutStream();
    List<UserId> users = ProcessIT.users(3);
    park(place, signIn(users.get(0)), "untrusted-source");
    park(place, signIn(users.get(1)), "untrusted-source");
    park(place, signIn(users.get(2)).replace("111122223333", "999988887777"), "field-missing");
    park(place, "{", "not-json");

    NinetyProcess listed = NinetyProcess.run(place.environment(), "redrive", "list");
    NinetyProcess ninety =
        NinetyProcess.run(
            place.environment(),
            "redrive",
            "dead-letters",
            "--accounts",
            "111122223333",
            "--output",
            "json");

    assertEquals(0, listed.exitCode(), listed.err());
    assertTrue(listed.out().contains("not-json"), listed.out());
    assertTrue(listed.out().contains("observed"), listed.out());
    assertEquals(1, ninety.exitCode(), ninety.err());
    JsonNode said = JSON.readTree(ninety.out());
    assertEquals(2, said.path("broughtBack").asInt(), ninety.out());
    assertEquals(1, said.at("/stayed/not-json").asInt(), ninety.out());
    assertEquals(1, said.at("/stayed/untrusted-source").asInt(), ninety.out());
    assertEquals(1, said.path("newReasons").asInt(), ninety.out());
    assertEquals(Set.of(users.get(0), users.get(1)), activities(place).keySet());
    List<Message> left = place.deadLetters();
    assertEquals(
        Set.of("not-json", "untrusted-source"),
        left.stream()
            .map(message -> message.messageAttributes().get("reason").stringValue())
            .collect(Collectors.toSet()));
    assertEquals(2, left.size());
  }

  /** Promise 4: what was killed in the middle is brought back by the next. */
  @Test
  void a_redrive_that_is_killed_loses_nothing_and_the_next_ends_in_the_same_table()
      throws IOException {
    Place place = Place.withoutStream();
    List<UserId> users = ProcessIT.users(600);
    SqsDeadLetters letters = new SqsDeadLetters(sqs, place.deadLetterQueue(), "events");
    letters.park(
        IntStream.range(0, users.size())
            .mapToObj(i -> letter(signIn(users.get(i)), "internal-error", i))
            .toList());

    try (Proxy queue = Proxy.before(Place.stack().endpoints().sqs());
        NinetyProcess doomed =
            NinetyProcess.start(
                hidingBriefly(place.environment(), queue), "redrive", "dead-letters")) {
      await()
          .atMost(Duration.ofMinutes(2))
          .pollInterval(Duration.ofMillis(50))
          .until(() -> place.users().count() > 30);
      doomed.kill();
    }
    long kept = place.users().count();

    assertTrue(kept < users.size(), "it was done before it was killed");
    assertTrue(kept + size(place.deadLetterQueue()) >= users.size(), "something is nowhere");
    // What it had in its hands is hidden for a while.
    await()
        .atMost(Duration.ofMinutes(4))
        .pollInterval(Duration.ofSeconds(2))
        .until(() -> {
          NinetyProcess next = NinetyProcess.run(place.environment(), "redrive", "dead-letters");
          // While the killed one's are all there are, it says so and ends with 1.
          boolean hidden = next.out().contains("None could be had");
          assertEquals(hidden ? 1 : 0, next.exitCode(), next.out() + next.err());
          return size(place.deadLetterQueue()) == 0;
        });
    assertEquals(new HashSet<>(users), activities(place).keySet());
    assertEquals(Set.of(MONDAY), new HashSet<>(activities(place).values()));
  }

  @Test
  void a_message_whose_deletion_was_refused_comes_again_and_changes_nothing() throws IOException {
    Place place = Place.withoutStream();
    UserId user = ProcessIT.users(1).getFirst();
    park(place, signIn(user), "internal-error");
    try (Proxy queue = Proxy.before(Place.stack().endpoints().sqs())) {
      Map<String, String> through = new HashMap<>(place.environment());
      through.put("AWS_ENDPOINT_URL_SQS", queue.endpoint().toString());
      queue.fail("DeleteMessageBatch", 400, "ReceiptHandleIsInvalid");

      NinetyProcess first = NinetyProcess.run(through, "redrive", "dead-letters");
      queue.mend("DeleteMessageBatch");

      assertEquals(0, first.exitCode(), first.err());
      assertTrue(first.out().contains("may come again"), first.out());
      assertEquals(Map.of(user, MONDAY), activities(place));
    }
  }

  @Test
  void undelivered_events_come_onto_the_stream_as_they_were_and_notices_stay() {
    Place place = Place.withShards(1);
    String queue = Place.stack().createQueue(place.stream() + "-undelivered");
    List<UserId> users = ProcessIT.users(2);
    users.forEach(user ->
        send(
            queue,
            signIn(user),
            Map.of(
                "ERROR_CODE",
                "NO_PERMISSIONS",
                "TARGET_ARN",
                "arn:aws:kinesis:eu-central-1:111122223333:stream/ninety-events")));
    send(
        queue,
        "{}",
        Map.of(
            "ERROR_CODE",
            "THROTTLING",
            "TARGET_ARN",
            "arn:aws:sns:eu-central-1:111122223333:ninety-alarms"));
    Map<String, String> environment = new HashMap<>(place.environment());
    environment.put("NINETY_UNDELIVERED", queue);

    NinetyProcess looked = NinetyProcess.run(environment, "redrive", "undelivered", "--dry-run");
    NinetyProcess ninety =
        NinetyProcess.run(environment, "redrive", "undelivered", "--reason", "NO_PERMISSIONS");
    NinetyProcess rest = NinetyProcess.run(environment, "redrive", "undelivered");

    assertEquals(0, looked.exitCode(), looked.err());
    assertTrue(looked.out().contains("Nothing was brought back"), looked.out());
    assertEquals(0, ninety.exitCode(), ninety.err());
    assertEquals(1, rest.exitCode(), rest.out());
    assertTrue(rest.out().contains("not-for-the-stream"), rest.out());
    assertEquals(
        users.stream().map(RedriveIT::signIn).collect(Collectors.toSet()),
        records(place).stream()
            .map(record -> record.data().asUtf8String())
            .collect(Collectors.toSet()));
    records(place)
        .forEach(record ->
            assertTrue(
                record.data().asUtf8String().contains("\"id\":\"" + record.partitionKey() + "\""),
                record.partitionKey()));
    assertEquals(1, size(queue));
  }

  /** Standard queues: of a FIFO queue ElasticMQ 1.7 says that all is done, and moves nothing. */
  @Test
  void unread_alerts_are_moved_back_to_the_alert_queue_with_their_signatures() {
    Place place = Place.withoutStream();
    String unread = Place.stack().createQueue(place.table() + "-unread");
    String alerts = withRedrive(place.table() + "-alerts", unread);
    sqs.sendMessage(it ->
            it.queueUrl(alerts)
                .messageBody("{\"an\": \"alert\"}")
                .messageAttributes(Map.of("signature", text("jws"))))
        .join();
    // The reader fails on it; the next receipt moves it.
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> {
          sqs.receiveMessage(it -> it.queueUrl(alerts).visibilityTimeout(0)).join();
          return size(unread) == 1;
        });
    Map<String, String> environment = new HashMap<>(place.environment());
    environment.put("NINETY_ALERTS_UNREAD", unread);

    NinetyProcess listed = NinetyProcess.run(environment, "redrive", "list");
    NinetyProcess ninety = NinetyProcess.run(environment, "redrive", "alerts-unread");
    NinetyProcess again = NinetyProcess.run(environment, "redrive", "alerts-unread");

    assertEquals(0, listed.exitCode(), listed.err());
    assertTrue(listed.out().contains("alerts-unread  1"), listed.out());
    assertEquals(0, ninety.exitCode(), ninety.err());
    assertEquals(0, again.exitCode(), again.err());
    assertEquals(0, size(unread));
    Message back =
        sqs.receiveMessage(it -> it.queueUrl(alerts).messageAttributeNames("All"))
            .join()
            .messages()
            .getFirst();
    assertEquals("{\"an\": \"alert\"}", back.body());
    assertEquals("jws", back.messageAttributes().get("signature").stringValue());
  }

  @Test
  void what_is_exported_is_for_its_owner_alone_and_explain_reads_it(@TempDir Path folder)
      throws IOException {
    Place place = Place.withoutStream();
    UserId user = ProcessIT.users(1).getFirst();
    park(place, signIn(user), "internal-error");
    Path file = folder.resolve("letters.jsonl");

    NinetyProcess listed =
        NinetyProcess.run(place.environment(), "redrive", "list", "--export", file.toString());
    NinetyProcess explained =
        NinetyProcess.run(place.environment(), "explain", "--output", "json", file.toString());
    NinetyProcess over =
        NinetyProcess.run(place.environment(), "redrive", "list", "--export", file.toString());

    assertEquals(0, listed.exitCode(), listed.err());
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    assertEquals(user.value(), JSON.readTree(explained.out()).path("userId").textValue());
    assertEquals(1, over.exitCode());
    assertTrue(over.err().contains("is there already"), over.err());
    assertEquals(1, size(place.deadLetterQueue()));
  }

  @Test
  void a_sweep_sends_what_is_open_again_once_somebody_repeats_how_much_that_is() {
    Place place = Place.withoutStream();
    List<UserId> users = ProcessIT.users(2);
    Instant now = Instant.now();
    users.forEach(user ->
        SweepIT.absorb(
            place, CloudTrailRecords.signIn().by(user).at(now.minus(Duration.ofDays(87)))));
    place.coverage().progressed("shardId-000000000000", progress(now));
    NinetyProcess first = NinetyProcess.run(place.task(), "sweep");
    Set<String> before = bodies(place.alerts());

    NinetyProcess shown = NinetyProcess.run(place.task(), "sweep", "--resend");
    int sentUnmeant = place.alerts().size();
    NinetyProcess meant = NinetyProcess.run(place.task(), "sweep", "--resend", "--yes", "2");

    assertEquals(0, first.exitCode(), first.err());
    assertEquals(2, before.size());
    assertEquals(1, shown.exitCode(), shown.out());
    assertTrue(shown.err().contains("add --yes 2"), shown.err());
    assertEquals(0, sentUnmeant);
    assertEquals(0, meant.exitCode(), meant.err());
    // A FIFO queue itself drops what has the id of an alert of the last five minutes.
    assertTrue(meant.out().contains("2 alerts of an earlier sweep sent"), meant.out());
  }

  /** The queue hides for ten seconds what it would hide for two minutes. */
  private static Map<String, String> hidingBriefly(Map<String, String> environment, Proxy queue) {
    queue.rewrite(call -> call.replace("\"VisibilityTimeout\":120", "\"VisibilityTimeout\":10"));
    Map<String, String> through = new HashMap<>(environment);
    through.put("AWS_ENDPOINT_URL_SQS", queue.endpoint().toString());
    return through;
  }

  private static ninety.coverage.Progress progress(Instant now) {
    return new ninety.coverage.Progress(now.plus(Horizon.ALLOWANCE), false);
  }

  private static Set<String> bodies(List<Message> messages) {
    return messages.stream().map(Message::body).collect(Collectors.toSet());
  }

  private void park(Place place, String record, String reason) {
    new SqsDeadLetters(sqs, place.deadLetterQueue(), "events")
        .park(List.of(letter(record, reason, 1)));
  }

  private static DeadLetter letter(String record, String reason, int sequence) {
    return new DeadLetter(
        new Envelope(
            "shardId-000000000007",
            Integer.toString(sequence),
            0,
            Optional.of(MONDAY),
            record.getBytes(UTF_8)),
        reason,
        "It was so.");
  }

  private void send(String queue, String body, Map<String, String> attributes) {
    Map<String, MessageAttributeValue> values = new HashMap<>();
    attributes.forEach((name, value) -> values.put(name, text(value)));
    sqs.sendMessage(it -> it.queueUrl(queue).messageBody(body).messageAttributes(values)).join();
  }

  private static MessageAttributeValue text(String value) {
    return MessageAttributeValue.builder().dataType("String").stringValue(value).build();
  }

  private String withRedrive(String name, String unread) {
    String arn =
        sqs.getQueueAttributes(
                it -> it.queueUrl(unread).attributeNames(QueueAttributeName.QUEUE_ARN))
            .join()
            .attributes()
            .get(QueueAttributeName.QUEUE_ARN);
    return sqs.createQueue(it ->
            it.queueName(name)
                .attributes(
                    Map.of(
                        QueueAttributeName.REDRIVE_POLICY,
                        "{\"deadLetterTargetArn\":\"%s\",\"maxReceiveCount\":\"1\"}"
                            .formatted(arn))))
        .join()
        .queueUrl();
  }

  private long size(String queue) {
    return sqs
        .getQueueAttributes(it ->
            it.queueUrl(queue)
                .attributeNames(
                    QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                    QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE))
        .join()
        .attributes()
        .values()
        .stream()
        .mapToLong(Long::parseLong)
        .sum();
  }

  private static List<Record> records(Place place) {
    String iterator =
        Place.stack()
            .kinesis()
            .getShardIterator(it ->
                it.streamName(place.stream())
                    .shardId("shardId-000000000000")
                    .shardIteratorType(ShardIteratorType.TRIM_HORIZON))
            .join()
            .shardIterator();
    return Stream.of(Place.stack().kinesis().getRecords(it -> it.shardIterator(iterator)).join())
        .flatMap(answer -> answer.records().stream())
        .toList();
  }

  private static Map<UserId, Instant> activities(Place place) {
    return place
        .users()
        .collect(
            Collectors.toMap(
                it -> it.user().id(),
                it -> it.user().lastActivity().map(Proof::time).orElse(Instant.EPOCH)));
  }

  private static String signIn(UserId user) {
    return CloudTrailRecords.signIn().by(user).at(MONDAY).envelope();
  }
}
