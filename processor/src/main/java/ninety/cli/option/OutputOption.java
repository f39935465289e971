package ninety.cli.option;

import io.vavr.control.Validation;
import ninety.cli.terminal.Output;
import picocli.CommandLine.Option;

/** The option {@code --output}, the same for all commands. */
public final class OutputOption {

  @Option(
      names = "--output",
      defaultValue = "${env:NINETY_OUTPUT:-table}",
      paramLabel = "FORM",
      description = "What is printed: table or json (${DEFAULT-VALUE}).")
  private String text = "";

  public Validation<String, Output> value() {
    return Texts.oneOf("--output", text, Output.class);
  }
}
