package ninety.alert;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import ninety.finding.UnreadAlerts.Move;
import ninety.finding.UnreadAlerts.State;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.model.SqsException;

/**
 * The moving of unread alerts, by the calls of SQS and with answers of the shapes that its API
 * reference has: ListMessageMoveTasks, StartMessageMoveTask, and the error of a second task.
 */
final class SqsUnreadAlertsTest {

  private static final String ARN =
      "arn:aws:sqs:eu-central-1:111122223333:ninety-alerts-unread.fifo";

  private static final JsonMapper JSON = new JsonMapper();

  /** What is answered to an operation: its status, and a body. */
  private record Answer(int status, String body) {}

  private static final Map<String, Answer> ANSWERS = new ConcurrentHashMap<>();
  private static final List<String> OPERATIONS = new CopyOnWriteArrayList<>();
  private static final List<JsonNode> CALLS = new CopyOnWriteArrayList<>();

  /** Once: a client takes seconds to close. */
  private static final HttpServer SERVER = server();

  private static final SqsAsyncClient CLIENT =
      SqsAsyncClient.builder()
          .endpointOverride(URI.create("http://127.0.0.1:" + SERVER.getAddress().getPort()))
          .region(Region.EU_CENTRAL_1)
          .credentialsProvider(
              StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
          .build();

  private final SqsUnreadAlerts unread =
      new SqsUnreadAlerts(
          CLIENT, "https://sqs.eu-central-1.amazonaws.com/111122223333/ninety-alerts-unread.fifo");

  private static HttpServer server() {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext("/", SqsUnreadAlertsTest::handle);
      server.start();
      return server;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  @BeforeEach
  void forget() {
    ANSWERS.clear();
    OPERATIONS.clear();
    CALLS.clear();
    answer(
        "GetQueueAttributes",
        """
        {"Attributes": {"QueueArn": "%s", "ApproximateNumberOfMessages": "7",
         "ApproximateNumberOfMessagesNotVisible": "2"}}\
        """
            .formatted(ARN));
  }

  @AfterAll
  static void stop() {
    CLIENT.close();
    SERVER.stop(0);
  }

  @Test
  void how_many_there_are_counts_those_that_are_hidden() {
    assertEquals(9, unread.size());
  }

  @Test
  void a_queue_that_was_never_moved_has_no_latest_move() {
    answer("ListMessageMoveTasks", "{}");

    assertEquals(Optional.empty(), unread.latest());
    assertEquals(ARN, CALLS.getLast().path("SourceArn").textValue());
    assertEquals(1, CALLS.getLast().path("MaxResults").intValue());
  }

  @ParameterizedTest
  @CsvSource({
    "RUNNING, RUNNING",
    "CANCELLING, RUNNING",
    "COMPLETED, COMPLETED",
    "CANCELLED, CANCELLED",
    "SOMETHING_NEW, FAILED"
  })
  void the_latest_move_is_said(String status, State state) {
    answer(
        "ListMessageMoveTasks",
        """
        {"Results": [{"ApproximateNumberOfMessagesMoved": 27,
          "ApproximateNumberOfMessagesToMove": 35, "SourceArn": "%s",
          "MaxNumberOfMessagesPerSecond": 50, "StartedTimestamp": 1780301667123,
          "Status": "%s", "TaskHandle": "eyJ0YXNrSWQiOiJkYzE2OWUwNCJ9"}]}\
        """
            .formatted(ARN, status));

    assertEquals(
        Optional.of(
            new Move(
                state,
                Instant.ofEpochMilli(1_780_301_667_123L),
                27,
                Optional.of(35L),
                Optional.empty())),
        unread.latest());
  }

  /** Of one that was not taken up yet SQS says neither count. */
  @Test
  void a_move_that_failed_says_why() {
    answer(
        "ListMessageMoveTasks",
        """
        {"Results": [{"SourceArn": "%s", "StartedTimestamp": 1780301667123, "Status": "FAILED",
          "FailureReason": "CouldNotDetermineMessageSource"}]}\
        """
            .formatted(ARN));

    assertEquals(
        Optional.of(
            new Move(
                State.FAILED,
                Instant.ofEpochMilli(1_780_301_667_123L),
                0,
                Optional.empty(),
                Optional.of("CouldNotDetermineMessageSource"))),
        unread.latest());
  }

  @Test
  void a_move_goes_back_to_where_each_message_came_from_as_fast_as_was_asked() {
    answer("StartMessageMoveTask", "{\"TaskHandle\": \"eyJ0YXNrSWQiOiJkYzE2OWUwNCJ9\"}");

    unread.start(Optional.of(50));

    assertEquals("StartMessageMoveTask", OPERATIONS.getLast());
    assertEquals(ARN, CALLS.getLast().path("SourceArn").textValue());
    assertEquals(50, CALLS.getLast().path("MaxNumberOfMessagesPerSecond").intValue());
    assertEquals(true, CALLS.getLast().path("DestinationArn").isMissingNode());
  }

  private static final String UNDER_WAY =
      """
      {"__type": "com.amazonaws.sqs#InvalidParameterValue", "message": "There is already a task \
      running. Only one active task is allowed for a source queue arn at a given time."}\
      """;

  @Test
  void a_second_move_is_no_failure_while_one_is_under_way() {
    ANSWERS.put("StartMessageMoveTask", new Answer(400, UNDER_WAY));
    answer(
        "ListMessageMoveTasks",
        """
        {"Results": [{"SourceArn": "%s", "StartedTimestamp": 1, "Status": "RUNNING"}]}\
        """
            .formatted(ARN));

    unread.start(Optional.empty());

    assertEquals("ListMessageMoveTasks", OPERATIONS.getLast());
  }

  @Test
  void a_move_that_is_refused_is_a_failure() {
    ANSWERS.put(
        "StartMessageMoveTask",
        new Answer(
            400,
            """
            {"__type": "com.amazonaws.sqs#InvalidParameterValue",
             "message": "Source queue must be configured as a Dead Letter Queue."}\
            """));
    answer("ListMessageMoveTasks", "{\"Results\": []}");

    assertThrows(SqsException.class, () -> unread.start(Optional.empty()));
  }

  private static void answer(String operation, String body) {
    ANSWERS.put(operation, new Answer(200, body));
  }

  private static void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
      String operation = target.substring(target.indexOf('.') + 1);
      OPERATIONS.add(operation);
      CALLS.add(JSON.readTree(exchange.getRequestBody()));
      Answer answer = ANSWERS.getOrDefault(operation, new Answer(500, "{}"));
      byte[] body = answer.body().getBytes(UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
      exchange.sendResponseHeaders(answer.status(), body.length);
      exchange.getResponseBody().write(body);
    }
  }
}
