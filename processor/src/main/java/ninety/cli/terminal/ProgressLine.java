package ninety.cli.terminal;

import java.io.Console;
import java.io.PrintWriter;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** The progress of long work, on one line that is written over; silent where nobody watches. */
public final class ProgressLine implements AutoCloseable {

  private final boolean watched;
  private final PrintWriter out;
  private boolean shown;

  public ProgressLine(CommandSpec spec) {
    this.watched = isWatched();
    this.out = spec.commandLine().getErr();
  }

  /** True if a person sits before it, and not a file or a log. */
  public static boolean isWatched() {
    return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
  }

  public void looked(long users) {
    at("%d users looked at", users);
  }

  /** The same of messages. */
  public void messages(long looked) {
    at("%d messages looked at", looked);
  }

  /**
   * Shows a number.
   *
   * @param form with one {@code %d}
   */
  public void at(String form, long number) {
    show(form.formatted(number));
  }

  /** Shows a line of at most a terminal's width. */
  public void show(String text) {
    if (watched) {
      out.print("\r\u001b[K" + text);
      out.flush();
      shown = true;
    }
  }

  @Override
  public void close() {
    clear();
  }

  /** Takes the line away again, so that something else can be printed. */
  public void clear() {
    if (shown) {
      out.print("\r\u001b[K");
      out.flush();
      shown = false;
    }
  }
}
