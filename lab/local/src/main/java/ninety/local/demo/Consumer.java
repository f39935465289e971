package ninety.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code ninety process} in the background. */
final class Consumer {

  static final String[] COMMAND = {
    "process", "--pace", "local", "--counts-every", "1s", "--output", "json", "--log-format", "json"
  };

  private static final Pattern RECEIVED = Pattern.compile("received (\\d+);");
  private static final Duration GRACE = Duration.ofSeconds(30);

  private final Product product;
  private final Product.Started process;

  private Consumer(Product product, Product.Started process) {
    this.product = product;
    this.process = process;
  }

  static Consumer start(Product product) {
    return new Consumer(product, product.start(COMMAND));
  }

  /** Records taken from the stream, by the counts that it logs. */
  int received() {
    if (!process.process().isAlive()) {
      throw process.failure("ended with exit code " + product.exitCode(process, GRACE));
    }
    int received = 0;
    for (String line : process.logged()) {
      Matcher counts = RECEIVED.matcher(line);
      if (counts.find()) {
        received = Integer.parseInt(counts.group(1));
      }
    }
    return received;
  }

  /** Asks it to end, which it does in order; returns its counts. */
  JsonNode end() {
    // Not Process.destroy(), which closes the pipe as well: that kills.
    process.process().toHandle().destroy();
    int code = product.exitCode(process, GRACE);
    if (code != 0) {
      throw process.failure("ended with exit code " + code);
    }
    return JsonText.read(process.printed().getLast());
  }
}
