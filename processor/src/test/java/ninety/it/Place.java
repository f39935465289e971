package ninety.it;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Gatherers;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import ninety.coverage.Undelivered;
import ninety.finding.AlertQueue;
import ninety.finding.Dossier;
import ninety.finding.Dossiers;
import ninety.finding.Rearming;
import ninety.format.OcsfFormat;
import ninety.local.Stack;
import ninety.store.DynamoAttestations;
import ninety.store.DynamoCoverage;
import ninety.store.DynamoDirectoryChanges;
import ninety.store.DynamoDossiers;
import ninety.store.DynamoExemptions;
import ninety.store.DynamoFeedWatches;
import ninety.store.DynamoNotices;
import ninety.store.DynamoPolicyLog;
import ninety.store.DynamoRearming;
import ninety.store.DynamoReconciliations;
import ninety.store.DynamoTamperings;
import ninety.sweep.Places;
import ninety.user.Directory;
import ninety.user.IdentityStoreId;
import ninety.user.Reconciliation;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResponse;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * A stream, a table and two queues of a test's own, on servers that all tests share. The servers
 * end with the JVM.
 */
public final class Place {

  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final String name;
  private final String alertQueue;
  private final String deadLetterQueue;

  private Place(String name, String alertQueue, String deadLetterQueue) {
    this.name = name;
    this.alertQueue = alertQueue;
    this.deadLetterQueue = deadLetterQueue;
  }

  /** The servers are started once, by the first test that needs them. */
  private static final class Shared {
    static final Stack STACK = Stack.start();
  }

  public static Stack stack() {
    return Shared.STACK;
  }

  public static Place withShards(int shards) {
    Place place = withoutStream();
    stack().createStream(place.stream(), shards);
    return place;
  }

  public static Place withoutStream() {
    Place place = withoutList();
    // As if everybody were known.
    new DynamoReconciliations(stack().dynamodb(), place.table())
        .done(
            new Reconciliation(
                Instant.parse("2020-01-01T00:00:00Z"),
                new IdentityStoreId("d-9067642ac7"),
                1,
                Map.of(),
                0));
    return place;
  }

  /** With a table that was never compared with the directory's list. */
  public static Place withoutList() {
    String name = "test-" + NUMBER.incrementAndGet();
    stack().createUsersTable(name + "-users");
    Place place =
        new Place(
            name, stack().createFifoQueue(name + "-alerts"), stack().createQueue(name + "-dead"));
    // As if we had listened for longer than any story is old.
    place.coverage().begun(Instant.parse("2020-01-01T00:00:00Z"));
    return place;
  }

  /** What a trial says on standard error, and nothing else. */
  public static final String TRIAL =
      "ninety sweep: This is a trial (NINETY_TRIAL=yes). What it says and sends proves nothing.\n";

  public String stream() {
    return name + "-events";
  }

  public String table() {
    return name + "-users";
  }

  public String application() {
    return name + "-application";
  }

  public String alertQueue() {
    return alertQueue;
  }

  public String deadLetterQueue() {
    return deadLetterQueue;
  }

  public DynamoDossiers dossiers() {
    return new DynamoDossiers(stack().dynamodb(), table());
  }

  /** All users, each of whom can be read. */
  public Stream<Dossier> users() {
    return dossiers()
        .all(unreadable -> {
          throw unreadable;
        });
  }

  public DynamoCoverage coverage() {
    return new DynamoCoverage(stack().dynamodb(), table());
  }

  /** What a sweep needs; it asks no directory. */
  public Places places(Dossiers dossiers, AlertQueue alerts) {
    DynamoDbAsyncClient dynamo = stack().dynamodb();
    return places(dynamo, table(), dossiers, new DynamoRearming(dynamo, table()), alerts);
  }

  private static final OcsfFormat FORMAT =
      new OcsfFormat(
          new OcsfFormat.Setting(
              "aws", Optional.of("eu-north-1"), Optional.of("111122223333"), "test"));

  static Places places(
      DynamoDbAsyncClient dynamo,
      String table,
      Dossiers dossiers,
      Rearming rearming,
      AlertQueue alerts) {
    return new Places(
        dossiers,
        new DynamoDossiers(dynamo, table),
        rearming,
        new DynamoCoverage(dynamo, table),
        new DynamoFeedWatches(dynamo, table),
        new DynamoExemptions(dynamo, table),
        new DynamoAttestations(dynamo, table),
        Undelivered.NONE,
        new DynamoNotices(dynamo, table),
        new DynamoPolicyLog(dynamo, table),
        new DynamoDirectoryChanges(dynamo, table),
        new DynamoTamperings(dynamo, table),
        new DynamoReconciliations(dynamo, table),
        Directory.NONE,
        FORMAT,
        alerts);
  }

  /** All settings as environment variables, for a process of the product. */
  public Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>(stack().environment());
    environment.put("NINETY_STREAM", stream());
    environment.put("NINETY_TABLE", table());
    environment.put("NINETY_APPLICATION", application());
    environment.put("NINETY_ALERT_QUEUE", alertQueue);
    environment.put("NINETY_DEAD_LETTER_QUEUE", deadLetterQueue);
    environment.put("NINETY_PACE", "local");
    environment.put("NINETY_HEARTBEAT_FROM", "none");
    return environment;
  }

  /** The same where a sweep may judge for an instant that nothing was heard of. */
  public Map<String, String> trial() {
    Map<String, String> environment = environment();
    environment.put("NINETY_TRIAL", "yes");
    return environment;
  }

  /** The same as of now, without an author who would have to be asked for. */
  public Map<String, String> task() {
    Map<String, String> environment = environment();
    environment.put("NINETY_CHANGE_POLICY", "true");
    return environment;
  }

  /** Puts records into the stream, spread over its shards by their place in the list. */
  public void put(List<byte[]> records) {
    List<PutRecordsRequestEntry> left =
        IntStream.range(0, records.size())
            .mapToObj(i ->
                PutRecordsRequestEntry.builder()
                    .partitionKey("key-" + i)
                    .data(SdkBytes.fromByteArray(records.get(i)))
                    .build())
            .toList();
    while (!left.isEmpty()) {
      // A few at a time: the server takes them one after the other, and what waits longer than a
      // client does is sent again, which it takes as well.
      left =
          left.stream()
              .gather(Gatherers.windowFixed(100))
              .gather(Gatherers.mapConcurrent(2, this::refused))
              .flatMap(List::stream)
              .toList();
    }
  }

  private List<PutRecordsRequestEntry> refused(List<PutRecordsRequestEntry> sent) {
    PutRecordsResponse answer =
        stack().kinesis().putRecords(put -> put.streamName(stream()).records(sent)).join();
    return IntStream.range(0, sent.size())
        .filter(i -> answer.records().get(i).errorCode() != null)
        .mapToObj(sent::get)
        .toList();
  }

  /** What the dead-letter queue holds now and did not give out before. */
  public List<Message> deadLetters() {
    return taken(deadLetterQueue);
  }

  /** What the alert queue holds now and did not give out before, oldest first. */
  public List<Message> alerts() {
    return taken(alertQueue);
  }

  private static List<Message> taken(String queue) {
    List<Message> all = new ArrayList<>();
    while (true) {
      List<Message> some =
          stack()
              .sqs()
              .receiveMessage(receive ->
                  receive
                      .queueUrl(queue)
                      .maxNumberOfMessages(10)
                      .messageAttributeNames("All")
                      .waitTimeSeconds(0))
              .join()
              .messages();
      if (some.isEmpty()) {
        return all;
      }
      for (Message message : some) {
        all.add(message);
        stack()
            .sqs()
            .deleteMessage(delete -> delete.queueUrl(queue).receiptHandle(message.receiptHandle()))
            .join();
      }
    }
  }

  /** The KCL's lease on each shard: its checkpoint and owner. */
  public Map<String, Map<String, AttributeValue>> leases() {
    return stack()
        .dynamodb()
        .scan(scan -> scan.tableName(application()).consistentRead(true))
        .join()
        .items()
        .stream()
        .filter(item -> item.containsKey("checkpoint"))
        .collect(Collectors.toMap(item -> item.get("leaseKey").s(), item -> item));
  }
}
