package ninety.aws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.Protocol;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.identitystore.IdentitystoreAsyncClient;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kms.KmsAsyncClient;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sts.StsAsyncClient;

/**
 * S11: {@code aws-errors.csv}, read off the wire. Each code is sent as its service sends it, and
 * goes through the SDK before it is judged.
 */
final class FaultTableTest {

  /** The SDK's classes for errors of DynamoDB Streams, which is another service. */
  private static final Set<String> OF_STREAMS =
      Set.of("dynamodb ExpiredIteratorException", "dynamodb TrimmedDataAccessException");

  private final List<AutoCloseable> open = new ArrayList<>();
  private final Map<String, Callable<?>> calls = new LinkedHashMap<>();
  private volatile Row current = new Row("", 0, "", "", "", "");

  /** One line of the table. */
  private record Row(
      String service, int status, String code, String query, String exception, String fault) {

    static Row of(String line) {
      String[] cells = line.split(",", -1);
      return new Row(cells[0], Integer.parseInt(cells[1]), cells[2], cells[3], cells[4], cells[5]);
    }

    Row at(String other) {
      return new Row(other, status, code, query, exception, fault);
    }
  }

  @BeforeEach
  void start() throws IOException {
    HttpServer stub =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    stub.createContext("/", this::answer);
    stub.start();
    open.add(() -> stub.stop(0));
    URI endpoint = URI.create("http://127.0.0.1:" + stub.getAddress().getPort());
    SdkAsyncHttpClient http = NettyNioAsyncHttpClient.builder().protocol(Protocol.HTTP1_1).build();
    open.add(http);
    var kinesis = at(endpoint, KinesisAsyncClient.builder().httpClient(http)).build();
    var dynamo = at(endpoint, DynamoDbAsyncClient.builder().httpClient(http)).build();
    var sqs = at(endpoint, SqsAsyncClient.builder().httpClient(http)).build();
    var kms = at(endpoint, KmsAsyncClient.builder().httpClient(http)).build();
    var sts = at(endpoint, StsAsyncClient.builder().httpClient(http)).build();
    var store = at(endpoint, IdentitystoreAsyncClient.builder().httpClient(http)).build();
    open.addAll(List.of(kinesis, dynamo, sqs, kms, sts, store));
    calls.put("kinesis", () -> Calls.answer(kinesis.listShards(it -> it.streamName("s"))));
    calls.put("dynamodb", () -> Calls.answer(dynamo.describeTable(it -> it.tableName("users"))));
    calls.put("sqs", () -> Calls.answer(sqs.getQueueAttributes(it -> it.queueUrl("http://q/1/q"))));
    calls.put("kms", () -> Calls.answer(kms.getPublicKey(it -> it.keyId("k"))));
    calls.put("sts", () -> Calls.answer(sts.getCallerIdentity()));
    calls.put(
        "identitystore",
        () -> Calls.answer(store.listUsers(it -> it.identityStoreId("d-0000000000"))));
  }

  @AfterEach
  void stop() throws Exception {
    for (AutoCloseable each : open.reversed()) {
      each.close();
    }
  }

  @Test
  void each_code_means_what_the_table_says() throws Exception {
    List<String> wrong = new ArrayList<>();
    for (Row row : everywhere()) {
      AwsServiceException failed = failure(row);
      String meant = Fault.of(failed).name().toLowerCase(Locale.ROOT);
      if (!meant.equals(row.fault())
          || (!row.exception().isEmpty()
              && !failed.getClass().getSimpleName().equals(row.exception()))) {
        wrong.add("%s came as %s: %s".formatted(row, failed.getClass().getSimpleName(), meant));
      }
      String bare = row.query().isEmpty() ? row.code() : row.query();
      assertEquals(bare.substring(bare.lastIndexOf('.') + 1), Fault.codeOf(failed), row.toString());
    }
    assertEquals(List.of(), wrong);
  }

  /** A code may also stand in the answer to a batch, without a status of its own. */
  @Test
  void throttling_passes_whoever_says_it_and_however() throws IOException {
    for (Row row : table()) {
      if (row.code().matches(".*(Throttl|SlowDown|TooMany(Req|Rate)|Throughput|RequestLimit).*")) {
        assertEquals("passing", row.fault(), row.toString());
        assertEquals(Fault.PASSING, Fault.ofCode(row.code()), row.toString());
        assertEquals(
            Fault.PASSING, row.query().isEmpty() ? Fault.PASSING : Fault.ofCode(row.query()));
      }
    }
    assertEquals(Fault.PASSING, Fault.ofCode("KMS.ThrottlingException"));
  }

  /** A new version of the SDK may bring codes of which nobody has decided what they mean. */
  @Test
  void the_table_has_every_error_that_the_sdk_knows() throws Exception {
    Set<String> known = new TreeSet<>();
    for (Row row : table()) {
      known.add(row.service() + " " + row.exception());
    }
    Set<String> missing = new TreeSet<>();
    for (String service : calls.keySet()) {
      List<String> exceptions = exceptions(service);
      assertTrue(exceptions.size() > 5, service);
      exceptions.stream().map(name -> service + " " + name).forEach(missing::add);
    }
    missing.removeAll(known);
    missing.removeAll(OF_STREAMS);
    assertEquals(Set.of(), missing);
  }

  private List<Row> everywhere() throws IOException {
    return table().stream()
        .flatMap(row ->
            row.service().equals("*") ? calls.keySet().stream().map(row::at) : Stream.of(row))
        .toList();
  }

  private static List<Row> table() throws IOException {
    try (var csv = FaultTableTest.class.getResourceAsStream("/aws-errors.csv")) {
      return new String(Objects.requireNonNull(csv).readAllBytes(), UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#") && !line.startsWith("service,"))
          .map(Row::of)
          .toList();
    }
  }

  private AwsServiceException failure(Row row) throws Exception {
    current = row;
    try {
      Objects.requireNonNull(calls.get(row.service())).call();
    } catch (AwsServiceException failed) {
      return failed;
    }
    throw new AssertionError(row + " is not a failure");
  }

  /** The classes for modelled errors: those that extend the service's own exception. */
  private static List<String> exceptions(String service) throws Exception {
    String folder = "software/amazon/awssdk/services/%s/model".formatted(service);
    URI any =
        Objects.requireNonNull(FaultTableTest.class.getClassLoader().getResource(folder)).toURI();
    List<String> exceptions = new ArrayList<>();
    try (FileSystem jar = FileSystems.newFileSystem(any, Map.of());
        Stream<Path> files = Files.list(jar.getPath(folder))) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString().replace(".class", "");
        if (name.endsWith("Exception")) {
          Class<?> type = Class.forName(folder.replace('/', '.') + "." + name);
          if (AwsServiceException.class.isAssignableFrom(type)
              && type.getSuperclass() != AwsServiceException.class) {
            exceptions.add(name);
          }
        }
      }
    }
    return exceptions;
  }

  private void answer(HttpExchange exchange) throws IOException {
    exchange.getRequestBody().readAllBytes();
    Row row = current;
    byte[] body =
        switch (row.service()) {
          case "sts" -> query(row);
          case "kinesis" -> cbor(row);
          default -> json(row);
        };
    exchange.getResponseHeaders().set("x-amzn-RequestId", "1");
    // Announced: a connection that this server ends by itself can meet the next request.
    exchange.getResponseHeaders().set("Connection", "close");
    exchange.getResponseHeaders().set("Content-Type", type(row.service()));
    if (!row.query().isEmpty()) {
      exchange.getResponseHeaders().set("x-amzn-query-error", row.query() + ";Sender");
    }
    exchange.sendResponseHeaders(row.status(), body.length);
    try (var stream = exchange.getResponseBody()) {
      stream.write(body);
    }
  }

  private static String type(String service) {
    return switch (service) {
      case "sts" -> "text/xml";
      case "kinesis" -> "application/x-amz-cbor-1.1";
      default -> "application/x-amz-json-1.0";
    };
  }

  private static byte[] json(Row row) {
    return "{\"__type\":\"com.amazonaws.%s#%s\",\"message\":\"no\"}"
        .formatted(row.service(), row.code())
        .getBytes(UTF_8);
  }

  private static byte[] query(Row row) {
    return """
    <ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type>\
    <Code>%s</Code><Message>no</Message></Error><RequestId>1</RequestId></ErrorResponse>\
    """
        .formatted(row.code())
        .getBytes(UTF_8);
  }

  /** A map of one text to another, by RFC 8949. */
  private static byte[] cbor(Row row) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(0xa1);
    for (String text : List.of("__type", row.code())) {
      bytes.write(0x78);
      bytes.write(text.length());
      bytes.writeBytes(text.getBytes(UTF_8));
    }
    return bytes.toByteArray();
  }

  private static <B extends AwsClientBuilder<B, ?>> B at(URI endpoint, B builder) {
    return builder
        .region(Region.EU_CENTRAL_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "secret")))
        .endpointOverride(endpoint)
        .overrideConfiguration(it -> it.retryStrategy(AwsRetryStrategy.doNotRetry()));
  }
}
