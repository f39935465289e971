package ninety.cli.terminal;

import java.io.PrintWriter;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import ninety.finding.UnreadableItem;
import picocli.CommandLine.Model.CommandSpec;

/** The items that a command could not read, which are named when all others are dealt with. */
public final class Unreadable implements Consumer<UnreadableItem> {

  private static final int MOST = 100;

  private final Set<String> items = new LinkedHashSet<>();

  @Override
  public void accept(UnreadableItem item) {
    items.add(String.valueOf(item.getMessage()));
  }

  public void addAll(Collection<String> messages) {
    items.addAll(messages);
  }

  /** What is read, or nothing where it cannot be. */
  public <T> Optional<T> unless(Supplier<Optional<T>> reading) {
    try {
      return reading.get();
    } catch (UnreadableItem item) {
      accept(item);
      return Optional.empty();
    }
  }

  public boolean isEmpty() {
    return items.isEmpty();
  }

  public List<String> items() {
    return List.copyOf(items);
  }

  /** Names them, on standard error, and returns the exit code that says whether there are some. */
  public int print(CommandSpec spec) {
    PrintWriter err = spec.commandLine().getErr();
    items.stream().limit(MOST).forEach(item -> err.printf("%s: %s%n", spec.qualifiedName(), item));
    if (items.size() > MOST) {
      err.printf("%s: and %d more%n", spec.qualifiedName(), items.size() - MOST);
    }
    err.flush();
    return items.isEmpty() ? Exit.DONE : Exit.FAILED;
  }
}
