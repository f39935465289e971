package ninety.it;

import static java.nio.charset.StandardCharsets.UTF_8;

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
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** DynamoDB behind a door; shut, it answers as DynamoDB does when it is in trouble. */
final class Door implements AutoCloseable {

  private static final byte[] TROUBLE =
      "{\"__type\":\"com.amazonaws.dynamodb.v20120810#InternalServerError\"}".getBytes(UTF_8);

  private final URI server;
  private final HttpServer front;
  private final HttpClient client = HttpClient.newHttpClient();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private volatile boolean open = true;

  private Door(URI server, HttpServer front) {
    this.server = server;
    this.front = front;
  }

  static Door before(URI server) throws IOException {
    Door door =
        new Door(
            server,
            HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
    door.front.setExecutor(door.threads);
    door.front.createContext("/", door::handle);
    door.front.start();
    return door;
  }

  String url() {
    return "http://127.0.0.1:" + front.getAddress().getPort();
  }

  void open() {
    open = true;
  }

  void shut() {
    open = false;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] call = exchange.getRequestBody().readAllBytes();
      if (open) {
        HttpResponse<byte[]> response = passedOn(exchange, call);
        answer(exchange, response.statusCode(), response.body());
      } else {
        answer(exchange, 500, TROUBLE);
      }
    }
  }

  private HttpResponse<byte[]> passedOn(HttpExchange exchange, byte[] call) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server).POST(BodyPublishers.ofByteArray(call));
    for (String header : List.of("Authorization", "Content-Type", "X-Amz-Date", "X-Amz-Target")) {
      request.header(header, exchange.getRequestHeaders().getFirst(header));
    }
    try {
      return client.send(request.build(), BodyHandlers.ofByteArray());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException(interrupted);
    }
  }

  private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
    // An exchange that is closed ends the connection; unannounced, that can meet the next request.
    exchange.getResponseHeaders().set("Connection", "close");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    front.stop(0);
    client.close();
    threads.close();
  }
}
