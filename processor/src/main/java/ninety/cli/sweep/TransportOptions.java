package ninety.cli.sweep;

import io.vavr.control.Validation;
import java.util.Optional;
import ninety.app.SweepSettings.Transport;
import ninety.cli.option.Texts;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The way on which events come, as far as a sweep knows it, besides whence. */
final class TransportOptions {

  @Option(
      names = "--undelivered",
      defaultValue = "${env:NINETY_UNDELIVERED}",
      paramLabel = "URL",
      description =
          "The dead-letter queue of EventBridge's rules. While it is not empty, it is reported that"
              + " what happened is in doubt; what expires in it is a gap.")
  private @Nullable String undelivered;

  @Option(
      names = "--data-key",
      defaultValue = "${env:NINETY_DATA_KEY}",
      paramLabel = "ARN",
      description =
          "The KMS key that encrypts the stream and the table. Signs of life show that it works"
              + " again after somebody disabled it; of other keys, and without it of all, somebody"
              + " has to attest that nothing was missed.")
  private @Nullable String dataKey;

  Validation<String, Transport> transport() {
    return Texts.key("--data-key", dataKey)
        .map(key ->
            new Transport(
                Optional.ofNullable(undelivered).map(String::strip).filter(it -> !it.isEmpty()),
                key));
  }
}
