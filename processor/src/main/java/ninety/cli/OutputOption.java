package ninety.cli;

import io.vavr.control.Validation;
import picocli.CommandLine.Option;

/** The option {@code --output}, the same for all commands. */
final class OutputOption {

  @Option(
      names = "--output",
      defaultValue = "${env:NINETY_OUTPUT:-table}",
      paramLabel = "FORM",
      description = "What is printed: table or json (${DEFAULT-VALUE}).")
  private String text = "";

  Validation<String, Output> value() {
    return Texts.oneOf("--output", text, Output.class);
  }
}
