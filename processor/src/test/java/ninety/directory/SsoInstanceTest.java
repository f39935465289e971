package ninety.directory;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import ninety.coverage.InstanceRegions.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ssoadmin.SsoAdminClient;

/** S4: over HTTP, with the service's own requests and answers. */
final class SsoInstanceTest {

  private static final String ARN = "arn:aws:sso:::instance/ssoins-1234567890abcdef";
  private static final String STORE = "d-1234567890";

  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final HttpServer server = server();
  private final SsoAdminClient client =
      SsoAdminClient.builder()
          .region(Region.EU_CENTRAL_1)
          .endpointOverride(URI.create("http://127.0.0.1:" + server.getAddress().getPort()))
          .credentialsProvider(
              StaticCredentialsProvider.create(AwsBasicCredentials.create("AKID", "secret")))
          .httpClientBuilder(UrlConnectionHttpClient.builder())
          .overrideConfiguration(it -> it.retryStrategy(AwsRetryStrategy.doNotRetry()))
          .build();
  private int status = 200;
  private String error = "";

  @BeforeEach
  void listen() {
    log.start();
    logger().setLevel(Level.INFO);
    logger().setAdditive(false);
    logger().addAppender(log);
    server.start();
  }

  @AfterEach
  void stop() {
    logger().detachAppender(log);
    logger().setAdditive(true);
    logger().setLevel(null);
    client.close();
    server.stop(0);
  }

  @Test
  void the_instance_of_the_store_is_found_and_its_regions_are_read_to_the_last_page() {
    assertEquals(
        new Answer.Regions(Set.of("eu-central-1", "eu-west-1", "us-east-1")),
        new SsoInstance(client, Optional.empty(), STORE).ask());
    assertEquals(
        List.of(
            "SWBExternalService.ListInstances {}",
            "SWBExternalService.ListRegions {\"InstanceArn\":\"" + ARN + "\"}",
            "SWBExternalService.ListRegions {\"InstanceArn\":\"" + ARN + "\",\"NextToken\":\"2\"}"),
        asked);
    assertEquals(List.of(), log.list);
  }

  @Test
  void an_instance_that_is_given_is_not_looked_for() {
    new SsoInstance(client, Optional.of(ARN), STORE).ask();

    assertTrue(asked.getFirst().startsWith("SWBExternalService.ListRegions"), asked.toString());
  }

  @Test
  void where_no_instance_has_the_store_nothing_is_known() {
    assertEquals(
        new Answer.Refused(), new SsoInstance(client, Optional.empty(), "d-0987654321").ask());
    assertEquals(1, log.list.size());
  }

  @Test
  void a_right_that_is_missing_is_no_fault_and_said() {
    status = 400;
    error = "AccessDeniedException";

    assertEquals(new Answer.Refused(), new SsoInstance(client, Optional.of(ARN), STORE).ask());
    assertEquals(
        "It is not known in which Regions the instance is replicated (AccessDeniedException (HTTP"
            + " 400)): one that is added and not listened to goes unnoticed. To have it noticed,"
            + " allow sso:ListRegions and sso:ListInstances",
        log.list.getFirst().getFormattedMessage());
  }

  @Test
  void what_passes_by_itself_is_asked_again() {
    status = 400;
    error = "ThrottlingException";

    assertEquals(new Answer.Failed(), new SsoInstance(client, Optional.of(ARN), STORE).ask());
  }

  private static Logger logger() {
    return (Logger) LoggerFactory.getLogger(SsoInstance.class);
  }

  private HttpServer server() {
    try {
      HttpServer made =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      made.createContext("/", this::handle);
      return made;
    } catch (IOException failed) {
      throw new AssertionError(failed);
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String call = exchange.getRequestHeaders().getFirst("X-Amz-Target");
      String request = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      asked.add(call + " " + request);
      byte[] body = (status == 200 ? answer(call, request) : refusal()).getBytes(UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
      // An exchange that is closed ends the connection; unannounced, that can meet the next
      // request.
      exchange.getResponseHeaders().set("Connection", "close");
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private String refusal() {
    return "{\"__type\":\"%s\",\"message\":\"User is not authorized\"}".formatted(error);
  }

  private static String answer(String call, String request) {
    if (call.endsWith("ListInstances")) {
      return """
      {"Instances":[{"CreatedDate":1.7485344612345E9,"IdentityStoreId":"d-1234567890",\
      "InstanceArn":"arn:aws:sso:::instance/ssoins-1234567890abcdef","OwnerAccountId":"111122223333",\
      "Status":"ACTIVE"}]}\
      """;
    }
    return request.contains("NextToken")
        ? """
        {"Regions":[{"RegionName":"us-east-1","Status":"REMOVING","AddedDate":1.7485344612345E9,\
        "IsPrimaryRegion":false},{"RegionName":"ap-south-1","Status":"ADDING",\
        "AddedDate":1.7485344612345E9,"IsPrimaryRegion":false}]}\
        """
        : """
        {"Regions":[{"RegionName":"eu-central-1","Status":"ACTIVE","AddedDate":1.7485344612345E9,\
        "IsPrimaryRegion":true},{"RegionName":"eu-west-1","Status":"ACTIVE",\
        "AddedDate":1.7485344612345E9,"IsPrimaryRegion":false}],"NextToken":"2"}\
        """;
  }
}
