package ninety.cli.terminal;

import java.io.PrintWriter;
import ninety.app.Diagnosis;
import picocli.CommandLine.Model.CommandSpec;

/** Sentences on what is wrong, on standard error: each a line behind the name of the command. */
public final class Complaint {

  private Complaint() {}

  /**
   * Prints it.
   *
   * @param text whatever it is: its one full stop is added where it has none, and what could steer
   *     the terminal comes out as {@code ?}
   */
  public static void print(CommandSpec command, String text) {
    PrintWriter err = command.commandLine().getErr();
    Diagnosis.sentence(text)
        .lines()
        .forEach(
            line -> err.printf("%s: %s%n", command.qualifiedName(), TextTable.printable(line)));
    err.flush();
  }
}
