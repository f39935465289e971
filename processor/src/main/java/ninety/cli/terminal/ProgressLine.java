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
    this.watched = Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    this.out = spec.commandLine().getErr();
  }

  public void looked(long users) {
    show("%d users looked at".formatted(users));
  }

  /** The same of messages. */
  public void messages(long looked) {
    show("%d messages looked at".formatted(looked));
  }

  private void show(String text) {
    if (watched) {
      out.print("\r" + text);
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
