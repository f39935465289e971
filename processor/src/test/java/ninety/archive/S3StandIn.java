package ninety.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A bucket {@code trail} with S3's own answers (API reference, {@code ListObjectsV2} and {@code
 * GetObject}), two entries a page. An object whose name ends in {@code cut.gz} ends too early, and
 * one that is not there is denied.
 */
public final class S3StandIn implements AutoCloseable {

  private static final byte[] DENIED =
      "<Error><Code>AccessDenied</Code><Message>no</Message></Error>".getBytes(UTF_8);

  private final NavigableMap<String, byte[]> objects = new TreeMap<>();
  private final HttpServer server;
  private boolean denied;
  private int lists;

  public S3StandIn() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    server.createContext("/", this::answer);
    server.start();
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  public synchronized void put(String key, byte[] content) {
    objects.put(key, content);
  }

  /** From now on nothing is given. */
  synchronized void deny() {
    denied = true;
  }

  /** How many pages were asked for. */
  synchronized int lists() {
    return lists;
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private synchronized void answer(HttpExchange exchange) throws IOException {
    Map<String, String> query =
        Arrays.stream(
                Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("").split("&"))
            .map(each -> each.split("=", 2))
            .collect(
                Collectors.toMap(
                    each -> each[0],
                    each -> URLDecoder.decode(each.length > 1 ? each[1] : "", UTF_8)));
    String path = exchange.getRequestURI().getPath();
    if (denied) {
      send(exchange, 403, DENIED, 0);
    } else if (query.containsKey("list-type")) {
      lists++;
      send(exchange, 200, listing(query).getBytes(UTF_8), 0);
    } else {
      byte[] content = objects.get(path.substring("/trail/".length()));
      if (content == null) {
        send(exchange, 403, DENIED, 0);
      } else {
        send(exchange, 200, content, path.endsWith("cut.gz") ? 10 : 0);
      }
    }
  }

  private static void send(HttpExchange exchange, int status, byte[] body, int missing)
      throws IOException {
    exchange.getResponseHeaders().add("Content-Type", "application/xml");
    exchange.sendResponseHeaders(status, body.length + missing);
    exchange.getResponseBody().write(body);
    exchange.getResponseBody().flush();
    exchange.close();
  }

  private String listing(Map<String, String> query) {
    String prefix = query.getOrDefault("prefix", "");
    List<String> entries =
        objects.keySet().stream()
            .filter(key -> key.startsWith(prefix))
            .map(key -> entry(key, key.indexOf('/', prefix.length())))
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

  private String entry(String key, int end) {
    return end >= 0
        ? "<CommonPrefixes><Prefix>%s</Prefix></CommonPrefixes>"
            .formatted(key.substring(0, end + 1))
        : "<Contents><Key>%s</Key><Size>%d</Size></Contents>"
            .formatted(key, objects.getOrDefault(key, DENIED).length);
  }
}
