package ninety.cli.option;

import picocli.CommandLine.Option;

/** The option {@code --wide}, the same for all commands that print tables. */
public final class WideOption {

  @Option(
      names = "--wide",
      description =
          "Print all columns, whole texts and times to the nanosecond, one line a row, however wide"
              + " that is. Without it a table fits a terminal of 80 columns.")
  private boolean wide;

  public boolean value() {
    return wide;
  }
}
