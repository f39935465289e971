package ninety.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * As much of STS as saying who calls takes: {@code AssumeRole} and {@code GetCallerIdentity}, with
 * the answers of its API reference. Nobody offers a local server for it, so this is one of ours,
 * inside this JVM and on a free loopback port. It checks neither credentials nor rights, and no
 * trail records its calls. Safe for use by several threads.
 */
public final class StsLocal implements AutoCloseable {

  /** A form of a role's ARN and a session's name, and little else. */
  private static final int LARGEST_REQUEST = 16_384;

  private static final Duration SESSION = Duration.ofHours(1);

  private final HttpServer server;
  private final String caller;

  private StsLocal(HttpServer server, String caller) {
    this.server = server;
    this.caller = caller;
  }

  /**
   * Starts one.
   *
   * @param caller the ARN that everybody has who asks
   */
  public static StsLocal start(String caller) {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      StsLocal sts = new StsLocal(server, caller);
      server.createContext("/", sts::handle);
      server.start();
      return sts;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String form = new String(exchange.getRequestBody().readNBytes(LARGEST_REQUEST), UTF_8);
      boolean assuming = form.contains("Action=AssumeRole");
      boolean known = assuming || form.contains("Action=GetCallerIdentity");
      byte[] body = (assuming ? session() : known ? identity() : unknown()).getBytes(UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "text/xml");
      // An exchange that is closed ends the connection; unannounced, that can meet the next
      // request.
      exchange.getResponseHeaders().set("Connection", "close");
      exchange.sendResponseHeaders(known ? 200 : 400, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private static String session() {
    return """
    <AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
      <AssumeRoleResult>
        <Credentials>
          <AccessKeyId>ASIALOCALEXAMPLE0001</AccessKeyId>
          <SecretAccessKey>no-secret</SecretAccessKey>
          <SessionToken>no-token</SessionToken>
          <Expiration>%s</Expiration>
        </Credentials>
      </AssumeRoleResult>
      <ResponseMetadata><RequestId>%s</RequestId></ResponseMetadata>
    </AssumeRoleResponse>
    """
        .formatted(Instant.now().plus(SESSION), UUID.randomUUID());
  }

  private String identity() {
    return """
    <GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
      <GetCallerIdentityResult>
        <Arn>%s</Arn>
        <UserId>AIDALOCALEXAMPLE00001</UserId>
        <Account>%s</Account>
      </GetCallerIdentityResult>
      <ResponseMetadata><RequestId>%s</RequestId></ResponseMetadata>
    </GetCallerIdentityResponse>
    """
        .formatted(caller, caller.split(":", -1)[4], UUID.randomUUID());
  }

  private static String unknown() {
    return """
    <ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
      <Error>
        <Type>Sender</Type>
        <Code>InvalidAction</Code>
        <Message>Could not find that operation.</Message>
      </Error>
      <RequestId>%s</RequestId>
    </ErrorResponse>
    """
        .formatted(UUID.randomUUID());
  }
}
