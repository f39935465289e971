package ninety.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;

/**
 * In front of one of the servers: passes every call on, but those that shall get a wrong answer.
 * For the services whose calls name their operation in {@code X-Amz-Target}: Kinesis, DynamoDB and
 * SQS. Safe for use by several threads.
 */
public final class Proxy implements AutoCloseable {

  /** What {@link HttpClient} sets itself, or would not pass on. */
  private static final Set<String> OWN =
      Set.of("connection", "content-length", "expect", "host", "http2-settings", "upgrade");

  private final URI server;
  private final HttpServer front;
  private final HttpClient client = HttpClient.newHttpClient();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, Wrong> wrong = new ConcurrentHashMap<>();

  private volatile Optional<UnaryOperator<String>> rewrite = Optional.empty();

  private record Wrong(int status, String code, boolean once) {}

  private Proxy(URI server, HttpServer front) {
    this.server = server;
    this.front = front;
  }

  /** Starts one on a free port. */
  public static Proxy before(URI server) throws IOException {
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    var proxy = new Proxy(server, HttpServer.create(address, 0));
    proxy.front.setExecutor(proxy.threads);
    proxy.front.createContext("/", proxy::handle);
    proxy.front.start();
    return proxy;
  }

  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + front.getAddress().getPort());
  }

  /** The next call of the operation fails, and no other. */
  public void failOnce(String operation, int status, String code) {
    wrong.put(operation, new Wrong(status, code, true));
  }

  /** The operation fails until {@link #mend}. */
  public void fail(String operation, int status, String code) {
    wrong.put(operation, new Wrong(status, code, false));
  }

  public void mend(String operation) {
    wrong.remove(operation);
  }

  /**
   * Passes calls on like this, as if they had been made so.
   *
   * @param call of a service that speaks JSON; Kinesis does not
   */
  public void rewrite(UnaryOperator<String> call) {
    this.rewrite = Optional.of(call);
  }

  /** Whether an answer that was ordered by {@link #failOnce} was not given yet. */
  public boolean isWaiting(String operation) {
    return wrong.containsKey(operation);
  }

  private void handle(HttpExchange exchange) throws IOException {
    byte[] call = exchange.getRequestBody().readAllBytes();
    var target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
    var answer = target == null ? null : wrong.get(target.substring(target.indexOf('.') + 1));
    if (answer == null || (answer.once() && !wrong.values().remove(answer))) {
      passOn(
          exchange,
          rewrite.map(it -> it.apply(new String(call, UTF_8)).getBytes(UTF_8)).orElse(call));
    } else {
      refuse(exchange, answer);
    }
  }

  /** All SDKs take the code from the header, whatever the body is written in. */
  private static void refuse(HttpExchange exchange, Wrong answer) throws IOException {
    exchange.getResponseHeaders().set("x-amzn-ErrorType", answer.code());
    var type = exchange.getRequestHeaders().getFirst("Content-Type");
    if (type != null) {
      exchange.getResponseHeaders().set("Content-Type", type);
    }
    exchange.sendResponseHeaders(answer.status(), -1);
  }

  private void passOn(HttpExchange exchange, byte[] call) throws IOException {
    var request =
        HttpRequest.newBuilder(server.resolve(exchange.getRequestURI()))
            .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(call));
    copy(exchange.getRequestHeaders(), request);
    try {
      HttpResponse<byte[]> response = client.send(request.build(), BodyHandlers.ofByteArray());
      response
          .headers()
          .map()
          .forEach((name, values) -> {
            if (!OWN.contains(name.toLowerCase(Locale.ROOT)) && !name.startsWith(":")) {
              exchange.getResponseHeaders().put(name, values);
            }
          });
      exchange.getResponseHeaders().remove("Transfer-Encoding");
      byte[] body = response.body();
      exchange.sendResponseHeaders(response.statusCode(), body.length == 0 ? -1 : body.length);
      // Not the exchange, for that would end the connection.
      try (var stream = exchange.getResponseBody()) {
        stream.write(body);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException(interrupted);
    }
  }

  private static void copy(Headers headers, HttpRequest.Builder request) {
    headers.forEach((name, values) -> {
      if (!OWN.contains(name.toLowerCase(Locale.ROOT))) {
        values.forEach(value -> request.header(name, value));
      }
    });
  }

  @Override
  public void close() {
    front.stop(0);
    // A call may be under way of somebody who is no more.
    client.shutdownNow();
    threads.shutdownNow();
  }
}
