package ninety.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** STS as far as {@code AssumeRole} goes, with its own answers; whoever asks may, or nobody. */
final class TokenService implements AutoCloseable {

  static final String ACCESS_KEY = "ASIAIOSFODNN7EXAMPLE";

  private final HttpServer server;
  private final boolean allowed;
  private final List<String> asked = new CopyOnWriteArrayList<>();

  TokenService(boolean allowed) throws IOException {
    this.allowed = allowed;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
  }

  String endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort()).toString();
  }

  /** The forms that were posted, decoded. */
  List<String> asked() {
    return asked;
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      asked.add(
          URLDecoder.decode(new String(exchange.getRequestBody().readAllBytes(), UTF_8), UTF_8));
      byte[] body = (allowed ? credentials() : denied()).getBytes(UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "text/xml");
      // An exchange that is closed ends the connection; unannounced, that can meet the next
      // request.
      exchange.getResponseHeaders().set("Connection", "close");
      exchange.sendResponseHeaders(allowed ? 200 : 403, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private static String credentials() {
    return """
    <AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
      <AssumeRoleResult>
        <AssumedRoleUser>
          <AssumedRoleId>AROA123EXAMPLE123:ninety-sweep</AssumedRoleId>
          <Arn>arn:aws:sts::111122223333:assumed-role/directory/ninety-sweep</Arn>
        </AssumedRoleUser>
        <Credentials>
          <AccessKeyId>%s</AccessKeyId>
          <SecretAccessKey>wJalrXUtnFEMI/K7MDENG/bPxRfiCYzEXAMPLEKEY</SecretAccessKey>
          <SessionToken>AQoDYXdzEPT//////////wEXAMPLE</SessionToken>
          <Expiration>%s</Expiration>
        </Credentials>
      </AssumeRoleResult>
      <ResponseMetadata><RequestId>c6104cbe-af31-11e0-8154-cbc7ccf896c7</RequestId></ResponseMetadata>
    </AssumeRoleResponse>
    """
        .formatted(ACCESS_KEY, Instant.now().plus(Duration.ofHours(1)));
  }

  private static String denied() {
    return """
    <ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
      <Error>
        <Type>Sender</Type>
        <Code>AccessDenied</Code>
        <Message>User: arn:aws:iam::111122223333:user/sweep is not authorized to perform: sts:AssumeRole</Message>
      </Error>
      <RequestId>c6104cbe-af31-11e0-8154-cbc7ccf896c7</RequestId>
    </ErrorResponse>
    """;
  }
}
