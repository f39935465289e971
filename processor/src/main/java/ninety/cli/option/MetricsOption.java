package ninety.cli.option;

import io.vavr.control.Validation;
import ninety.cli.terminal.Metrics;
import picocli.CommandLine.Option;

/** The option {@code --metrics} of the commands that run as tasks. */
public final class MetricsOption {

  @Option(
      names = "--metrics",
      defaultValue = "${env:NINETY_METRICS:-none}",
      paramLabel = "FORM",
      description =
          "none, or emf: lines in CloudWatch's embedded metric format on standard output"
              + " (${DEFAULT-VALUE}).")
  private String text = "";

  public Validation<String, Metrics.Form> value() {
    return Texts.oneOf("--metrics", text, Metrics.Form.class);
  }
}
