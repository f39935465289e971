package ninety.cli;

import io.vavr.control.Validation;
import picocli.CommandLine.Option;

/** The option {@code --metrics} of the commands that run as tasks. */
final class MetricsOption {

  @Option(
      names = "--metrics",
      defaultValue = "${env:NINETY_METRICS:-none}",
      paramLabel = "FORM",
      description =
          "none, or emf: lines in CloudWatch's embedded metric format on standard output"
              + " (${DEFAULT-VALUE}).")
  private String text = "";

  Validation<String, Metrics.Form> value() {
    return Texts.oneOf("--metrics", text, Metrics.Form.class);
  }
}
