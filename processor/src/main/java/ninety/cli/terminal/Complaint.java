package ninety.cli.terminal;

import java.io.PrintWriter;
import ninety.app.Diagnosis;
import picocli.CommandLine.Model.CommandSpec;

/** Sentences on what is wrong, on standard error: each a line behind the name of the command. */
public final class Complaint {

  private Complaint() {}

  /**
   * Prints one line.
   *
   * @param text whatever it is: its one full stop is added where it has none, and what could steer
   *     the terminal, or begin a line that nobody of us wrote, comes out as {@code ?}
   */
  public static void print(CommandSpec command, String text) {
    line(command, Diagnosis.sentence(TextTable.printable(text.stripTrailing())));
  }

  /** Prints the message, each of its lines on one. */
  public static void print(CommandSpec command, Failure failure) {
    String.valueOf(failure.getMessage())
        .lines()
        .forEach(each -> line(command, TextTable.printable(each)));
  }

  private static void line(CommandSpec command, String sentence) {
    PrintWriter err = command.commandLine().getErr();
    err.printf("%s: %s%n", command.qualifiedName(), sentence);
    err.flush();
  }
}
