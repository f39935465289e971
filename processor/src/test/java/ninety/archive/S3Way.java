package ninety.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The way to an S3 server, on which things go wrong as they do at AWS (API reference, "Error
 * responses"): a bucket of another Region redirects, some requests are throttled, lists have small
 * pages, an object ends in its middle, or nothing comes any more.
 */
public final class S3Way implements AutoCloseable {

  private static final String REGION = "eu-west-1";

  private final HttpServer server;
  private final HttpClient client = HttpClient.newHttpClient();
  private final URI target;
  private final AtomicInteger requests = new AtomicInteger();
  private final AtomicInteger redirected = new AtomicInteger();
  private final AtomicInteger throttled = new AtomicInteger();
  private final AtomicInteger pages = new AtomicInteger();
  private final AtomicInteger logs = new AtomicInteger();
  private final CountDownLatch held = new CountDownLatch(1);
  private volatile Optional<String> half = Optional.empty();
  private volatile int most = Integer.MAX_VALUE;

  public S3Way(S3Server s3) {
    target = s3.url();
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    server.createContext("/", this::answer);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** An object whose key has this in it ends in its middle; empty for none. */
  public void halve(Optional<String> key) {
    half = key;
  }

  /** No more than so many log files are given. */
  public void give(int logFiles) {
    most = logFiles;
  }

  /** Waits until more log files are asked for than are given. */
  public void awaitMore() throws InterruptedException {
    held.await();
  }

  public int redirected() {
    return redirected.get();
  }

  public int throttled() {
    return throttled.get();
  }

  public int pages() {
    return pages.get();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getRawPath();
    String query = Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("");
    String signed =
        Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization")).orElse("");
    if (!signed.contains("/" + REGION + "/s3/")) {
      redirected.incrementAndGet();
      exchange.getResponseHeaders().add("x-amz-bucket-region", REGION);
      error(exchange, 301, "PermanentRedirect");
    } else if (requests.incrementAndGet() % 7 == 0) {
      throttled.incrementAndGet();
      error(exchange, 503, "SlowDown");
    } else if (query.contains("list-type=2")) {
      pages.incrementAndGet();
      forward(exchange, path + "?" + query + "&max-keys=9", false);
    } else if (path.contains("/CloudTrail/") && logs.incrementAndGet() > most) {
      held.countDown(); // And no answer.
    } else {
      forward(exchange, path, half.filter(path::contains).isPresent());
    }
  }

  private static void error(HttpExchange exchange, int status, String code) throws IOException {
    byte[] body =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>%s</Code><Message>no</Message></Error>"
            .formatted(code)
            .getBytes(UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/xml");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private void forward(HttpExchange exchange, String path, boolean halved) throws IOException {
    try {
      HttpResponse<byte[]> answer =
          client.send(
              HttpRequest.newBuilder(target.resolve(path)).build(),
              HttpResponse.BodyHandlers.ofByteArray());
      answer
          .headers()
          .map()
          .forEach((name, values) -> {
            if (name.startsWith("x-amz-meta-") || name.equals("content-type")) {
              exchange.getResponseHeaders().put(name, values);
            }
          });
      byte[] body = answer.body();
      exchange.sendResponseHeaders(answer.statusCode(), body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body, 0, halved ? body.length / 2 : body.length);
      exchange.close();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    server.stop(0);
    client.close();
  }
}
