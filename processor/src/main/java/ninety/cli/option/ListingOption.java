package ninety.cli.option;

import io.vavr.control.Validation;
import picocli.CommandLine.Option;

/** The option {@code --output} of commands that list something. */
public final class ListingOption {

  /** For whom they print. */
  public enum Form {
    TABLE,
    JSON,
    CSV
  }

  @Option(
      names = "--output",
      defaultValue = "${env:NINETY_OUTPUT:-table}",
      paramLabel = "FORM",
      description =
          "What is printed: table, json or csv (${DEFAULT-VALUE}). In CSV, a cell that a spreadsheet"
              + " would take for a formula begins with an apostrophe.")
  private String text = "";

  public Validation<String, Form> value() {
    return Texts.oneOf("--output", text, Form.class);
  }
}
