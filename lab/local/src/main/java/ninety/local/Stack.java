package ninety.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.core.waiters.WaiterOverrideConfiguration;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.model.DescribeStreamRequest;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * Real Kinesis, DynamoDB and SQS servers on this machine, empty at the start, with everything in
 * memory and on free loopback ports, and a {@link KmsLocal} beside them. They end with {@link
 * #close()}, and with this JVM at the latest. Any number of stacks run side by side. Safe for use
 * by several threads.
 */
public final class Stack implements AutoCloseable {

  /** The Region that clients sign for and ARNs name. */
  public static final Region REGION = Region.EU_CENTRAL_1;

  // DynamoDB Local takes only letters and digits.
  private static final AwsBasicCredentials CREDENTIALS =
      AwsBasicCredentials.create("local", "local");

  private static final WaiterOverrideConfiguration OFTEN =
      WaiterOverrideConfiguration.builder()
          .backoffStrategyV2(BackoffStrategy.fixedDelayWithoutJitter(Duration.ofMillis(20)))
          .maxAttempts(500)
          .build();

  private final List<Server> servers;
  private final Endpoints endpoints;
  private final Clients clients;
  private final KmsLocal kms = KmsLocal.start();
  private final Path logs;
  private final AtomicBoolean closed = new AtomicBoolean();

  private Stack(List<Server> servers, Endpoints endpoints, Path logs) {
    this.servers = List.copyOf(servers);
    this.endpoints = endpoints;
    this.clients = Clients.of(endpoints, REGION, CREDENTIALS);
    this.logs = logs;
  }

  /**
   * Starts all servers at once and returns when each answers.
   *
   * @throws IllegalStateException where one cannot be started; the message says what to do, or has
   *     the end of its log
   */
  public static Stack start() {
    return start(folderOfLogs(ProjectRoot.find()));
  }

  /** The same with the servers' logs in this folder. */
  public static Stack start(Path logs) {
    var root = ProjectRoot.find();
    var launches =
        List.of(
            Launch.kinesis(root, REGION.id()),
            Launch.dynamodb(root),
            Launch.sqs(root, REGION.id()));
    var servers = new ArrayList<Server>();
    try {
      for (var launch : launches) {
        servers.add(Server.start(launch, logs));
      }
      var ready = servers.stream().map(server -> answer(server.endpoint())).toList();
      var endpoints = new Endpoints(Health.awaited(ready.get(0)), ready.get(1), ready.get(2));
      return new Stack(servers, endpoints, logs);
    } catch (RuntimeException e) {
      servers.forEach(Server::close);
      throw e;
    }
  }

  public Endpoints endpoints() {
    return endpoints;
  }

  /** The folder with each server's log. */
  public Path logs() {
    return logs;
  }

  public KinesisAsyncClient kinesis() {
    return clients.kinesis();
  }

  public DynamoDbAsyncClient dynamodb() {
    return clients.dynamodb();
  }

  public SqsAsyncClient sqs() {
    return clients.sqs();
  }

  /** The stand-in for KMS, for which there is no server. */
  public KmsLocal kms() {
    return kms;
  }

  /** What turns a child process that follows the AWS SDK's conventions to these servers. */
  public Map<String, String> environment() {
    return Map.of(
        "AWS_ENDPOINT_URL_KINESIS", endpoints.kinesis().toString(),
        "AWS_ENDPOINT_URL_DYNAMODB", endpoints.dynamodb().toString(),
        "AWS_ENDPOINT_URL_SQS", endpoints.sqs().toString(),
        "AWS_ENDPOINT_URL_KMS", kms.endpoint().toString(),
        "AWS_REGION", REGION.id(),
        "AWS_ACCESS_KEY_ID", CREDENTIALS.accessKeyId(),
        "AWS_SECRET_ACCESS_KEY", CREDENTIALS.secretAccessKey(),
        "AWS_EC2_METADATA_DISABLED", "true");
  }

  /**
   * Makes a stream, and waits until it takes records. One at a time: Kinesis refuses more than five
   * in the making.
   */
  public synchronized void createStream(String name, int shards) {
    answer(kinesis().createStream(stream -> stream.streamName(name).shardCount(shards)));
    try (var waiter = kinesis().waiter()) {
      var made = DescribeStreamRequest.builder().streamName(name).build();
      answer(waiter.waitUntilStreamExists(made, OFTEN));
    }
  }

  /** Makes a {@link UsersTable}, and waits until it takes items. */
  public void createUsersTable(String name) {
    answer(dynamodb().createTable(UsersTable.named(name)));
    try (var waiter = dynamodb().waiter()) {
      answer(waiter.waitUntilTableExists(table -> table.tableName(name)));
    }
  }

  /** Makes a standard queue; returns its URL. */
  public String createQueue(String name) {
    return answer(sqs().createQueue(queue -> queue.queueName(name))).queueUrl();
  }

  /**
   * Makes the FIFO queue {@code name.fifo}, where senders name the deduplication id; returns its
   * URL.
   */
  public String createFifoQueue(String name) {
    var attributes =
        Map.of(
            QueueAttributeName.FIFO_QUEUE, "true",
            QueueAttributeName.CONTENT_BASED_DEDUPLICATION, "false");
    return answer(
            sqs().createQueue(queue -> queue.queueName(name + ".fifo").attributes(attributes)))
        .queueUrl();
  }

  /** Ends clients and servers, with all that they hold. Safe to repeat. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      try {
        clients.close();
        kms.close();
      } finally {
        servers.parallelStream().forEach(Server::close);
      }
    }
  }

  private static <T> T answer(CompletableFuture<T> asked) {
    try {
      return asked.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException failed ? failed : e;
    }
  }

  private static Path folderOfLogs(ProjectRoot root) {
    try {
      var target = Files.createDirectories(root.resolve("lab/local/target"));
      return Files.createTempDirectory(target, "stack-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
