package ninety.cli.terminal;

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

  /** The thing that is read, or nothing where it cannot be. */
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
    items.stream().limit(MOST).forEach(item -> Complaint.print(spec, item));
    if (items.size() > MOST) {
      Complaint.print(spec, "And %d more.".formatted(items.size() - MOST));
    }
    return items.isEmpty() ? Exit.DONE : Exit.FAILED;
  }
}
