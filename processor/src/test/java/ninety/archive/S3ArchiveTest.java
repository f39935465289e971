package ninety.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import ninety.cloudtrail.LogArchive.Entry;
import ninety.cloudtrail.LogFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** With S3's own answers (API reference, {@code ListObjectsV2} and {@code GetObject}). */
final class S3ArchiveTest {

  private final NavigableMap<String, byte[]> objects = new TreeMap<>();
  private final List<String> asked = new ArrayList<>();
  private HttpServer server;
  private S3AsyncClient s3;
  private S3Archive archive;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    s3 =
        S3AsyncClient.builder()
            .endpointOverride(URI.create("http://127.0.0.1:" + server.getAddress().getPort()))
            .region(Region.EU_CENTRAL_1)
            .forcePathStyle(true)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
            .overrideConfiguration(it -> it.retryStrategy(retry -> retry.maxAttempts(1)))
            .build();
    archive = new S3Archive(s3, S3Archive.Address.parse("s3://trail/prefix").orElseThrow());
  }

  @AfterEach
  void stop() {
    s3.close();
    server.stop(0);
  }

  private synchronized void answer(HttpExchange exchange) throws IOException {
    Map<String, String> query =
        Arrays.stream(
                Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("").split("&"))
            .map(each -> each.split("=", 2))
            .collect(
                Collectors.toMap(
                    each -> each[0], each -> URLDecoder.decode(each.length > 1 ? each[1] : "", UTF_8)));
    String path = exchange.getRequestURI().getPath();
    asked.add(path + " " + query.getOrDefault("prefix", ""));
    if (query.containsKey("list-type")) {
      send(exchange, 200, listing(query).getBytes(UTF_8), 0);
      return;
    }
    byte[] content = objects.get(path.substring("/trail/".length()));
    if (content == null) {
      send(exchange, 403, "<Error><Code>AccessDenied</Code><Message>no</Message></Error>".getBytes(UTF_8), 0);
    } else {
      send(exchange, 200, content, path.endsWith("cut.gz") ? 10 : 0);
    }
  }

  private static void send(HttpExchange exchange, int status, byte[] body, int missing)
      throws IOException {
    exchange.getResponseHeaders().add("Content-Type", "application/xml");
    exchange.sendResponseHeaders(status, body.length + missing);
    exchange.getResponseBody().write(body);
    if (missing > 0) {
      exchange.getResponseBody().flush();
      try {
        exchange.close();
      } catch (RuntimeException cutOff) {
        assertTrue(cutOff.getMessage() != null);
      }
      return;
    }
    exchange.close();
  }

  /** Two entries a page. */
  private String listing(Map<String, String> query) {
    String prefix = query.getOrDefault("prefix", "");
    assertEquals("/", query.get("delimiter"));
    List<String> entries =
        objects.keySet().stream()
            .filter(key -> key.startsWith(prefix))
            .map(key -> {
              int end = key.indexOf('/', prefix.length());
              boolean folder = end >= 0 && (end < key.length() - 1 || end >= prefix.length());
              return folder && !key.equals(prefix)
                  ? "<CommonPrefixes><Prefix>%s</Prefix></CommonPrefixes>"
                      .formatted(key.substring(0, end + 1))
                  : "<Contents><Key>%s</Key><Size>%d</Size></Contents>"
                      .formatted(key, objects.get(key).length);
            })
            .distinct()
            .toList();
    int from = Integer.parseInt(query.getOrDefault("continuation-token", "0"));
    int to = Math.min(entries.size(), from + 2);
    boolean more = to < entries.size();
    return "<?xml version=\"1.0\"?><ListBucketResult><IsTruncated>%s</IsTruncated>%s%s</ListBucketResult>"
        .formatted(
            more,
            more ? "<NextContinuationToken>%d</NextContinuationToken>".formatted(to) : "",
            String.join("", entries.subList(from, to)));
  }

  private void object(String key, String content) {
    objects.put(key, content.getBytes(UTF_8));
  }

  @Test
  void a_folder_is_listed_to_its_end_page_by_page() {
    object("prefix/", "");
    for (String name : List.of("a.json", "b.json", "x/1", "x/2", "y/1")) {
      object("prefix/" + name, "{}");
    }
    object("prefixed/other.json", "{}");
    List<Entry> entries = new ArrayList<>();

    archive.list("", entries::add);

    assertEquals(
        Set.of(
            new Entry.File(new LogFile("a.json", 2)),
            new Entry.File(new LogFile("b.json", 2)),
            new Entry.Folder("x/"),
            new Entry.Folder("y/")),
        Set.copyOf(entries));
    assertTrue(asked.size() > 1, asked.toString());
  }

  @Test
  void an_object_is_what_is_stored() throws IOException {
    object("prefix/x/1.json", "{\"Records\":[]}");

    try (InputStream in = archive.open(new LogFile("x/1.json", 14))) {
      assertEquals("{\"Records\":[]}", new String(in.readAllBytes(), UTF_8));
    }
  }

  @Test
  void an_object_that_is_not_given_is_that_files_fault_alone() {
    IOException thrown =
        assertThrows(IOException.class, () -> archive.open(new LogFile("x/none.json", 1)));

    assertEquals("S3 did not give it: AccessDenied (HTTP 403)", thrown.getMessage());
  }

  @Test
  void an_object_that_ends_too_early_fails() {
    object("prefix/cut.gz", "0123456789");

    assertThrows(
        IOException.class,
        () -> {
          try (InputStream in = archive.open(new LogFile("cut.gz", 20))) {
            in.readAllBytes();
          }
        });
  }

  @Test
  void a_bucket_that_may_not_be_listed_is_the_sdks_failure() {
    server.removeContext("/");
    server.createContext(
        "/",
        exchange ->
            send(
                exchange,
                403,
                "<Error><Code>AccessDenied</Code><Message>no</Message></Error>".getBytes(UTF_8),
                0));

    assertThrows(S3Exception.class, () -> archive.list("", _ -> {}));
  }

  @Test
  void an_address_is_a_bucket_and_a_folder_in_it() {
    assertEquals(
        Optional.of(new S3Archive.Address("trail", "a/b/")),
        S3Archive.Address.parse("s3://trail/a/b"));
    assertEquals(
        Optional.of(new S3Archive.Address("trail", "a/")), S3Archive.Address.parse("s3://trail/a/"));
    assertEquals(
        Optional.of(new S3Archive.Address("trail", "")), S3Archive.Address.parse("s3://trail"));
    assertEquals(Optional.empty(), S3Archive.Address.parse("trail/a"));
    assertEquals(Optional.empty(), S3Archive.Address.parse("s3://Not_A_Bucket/a"));
  }
}
