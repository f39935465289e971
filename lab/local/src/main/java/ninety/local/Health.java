package ninety.local;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;

/** The health check of the Kinesis server, which listens before it is set up. */
final class Health {

  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofMillis(20);

  private Health() {}

  /** Returns {@code endpoint} once {@code /healthcheck} there says 200. */
  static URI awaited(URI endpoint) {
    var check = endpoint.resolve("/healthcheck");
    var end = Instant.now().plus(LIMIT);
    try {
      while (status(check) != HttpURLConnection.HTTP_OK) {
        if (Instant.now().isAfter(end)) {
          throw new IllegalStateException(check + " does not say 200 after " + LIMIT);
        }
        Thread.sleep(PAUSE);
      }
      return endpoint;
    } catch (IOException e) {
      throw new IllegalStateException(check + " does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for " + check, e);
    }
  }

  private static int status(URI check) throws IOException {
    var connection = (HttpURLConnection) check.toURL().openConnection();
    connection.setConnectTimeout((int) LIMIT.toMillis());
    connection.setReadTimeout((int) LIMIT.toMillis());
    return connection.getResponseCode();
  }
}
