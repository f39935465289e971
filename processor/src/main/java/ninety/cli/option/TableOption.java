package ninety.cli.option;

import io.vavr.control.Validation;
import picocli.CommandLine.Option;

/** The option {@code --table}, the same for all commands. */
public final class TableOption {

  @Option(
      names = "--table",
      defaultValue = "${env:NINETY_TABLE:-ninety-users}",
      paramLabel = "NAME",
      description = "The DynamoDB table of users (${DEFAULT-VALUE}).")
  private String text = "";

  public Validation<String, String> value() {
    return Texts.required("--table", "NINETY_TABLE", text);
  }
}
