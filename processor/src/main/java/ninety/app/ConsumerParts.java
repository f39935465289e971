package ninety.app;

import static ninety.aws.Calls.answer;

import java.time.Clock;
import java.util.SplittableRandom;
import java.util.UUID;
import ninety.store.DynamoCoverage;
import ninety.store.DynamoDirectoryChanges;
import ninety.store.DynamoDossiers;
import ninety.store.DynamoTamperings;
import ninety.stream.Consumer;
import ninety.stream.SqsDeadLetters;
import software.amazon.awssdk.services.cloudwatch.CloudWatchAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;

/** The parts that consume the stream. */
final class ConsumerParts {

  private final Clients clients;
  private final Clock clock;
  private final ProcessSettings settings;
  private final KinesisAsyncClient kinesis;
  private final DynamoDbAsyncClient dynamo;
  private final DynamoDossiers dossiers;
  private final SqsDeadLetters deadLetters;
  private final Checks checks = new Checks();

  ConsumerParts(Clients clients, Clock clock, ProcessSettings settings) {
    this.clients = clients;
    this.clock = clock;
    this.settings = settings;
    String stream = settings.consumer().stream();
    kinesis = clients.kinesis();
    dynamo = clients.dynamo();
    dossiers = new DynamoDossiers(dynamo, settings.table());
    checks.need("users table " + settings.table(), dossiers::check);
    deadLetters = new SqsDeadLetters(clients.sqs(), settings.deadLetterQueue(), stream);
    checks.need(
        "stream " + stream,
        () -> {
          answer(kinesis.describeStreamSummary(it -> it.streamName(stream)));
        });
    checks.need("dead-letter queue " + settings.deadLetterQueue(), deadLetters::check);
  }

  Checks checks() {
    return checks;
  }

  /**
   * @throws NotReady if something that it needs is not there
   */
  Consumer consumer() {
    checks.pass();
    return new Consumer(
        settings.consumer(),
        kinesis,
        // The KCL's lease calls have time-outs of their own.
        clients.opened(DynamoDbAsyncClient.builder()),
        clients.opened(CloudWatchAsyncClient.builder()),
        dossiers,
        new DynamoCoverage(dynamo, settings.table()),
        new LoggedNoting(
            new DynamoDirectoryChanges(dynamo, settings.table()),
            new DynamoTamperings(dynamo, settings.table())),
        deadLetters,
        settings.workerId().orElseGet(() -> UUID.randomUUID().toString()),
        clock,
        new SplittableRandom());
  }
}
