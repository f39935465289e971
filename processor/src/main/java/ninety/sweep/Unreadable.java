package ninety.sweep;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import ninety.finding.UnreadableItem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The users' items that a sweep cannot read, each of them once; for one thread. */
final class Unreadable implements Consumer<UnreadableItem> {

  private static final Logger LOG = LoggerFactory.getLogger(Unreadable.class);

  private final Set<String> items = new LinkedHashSet<>();

  @Override
  public void accept(UnreadableItem item) {
    String message = String.valueOf(item.getMessage());
    if (items.add(message)) {
      LOG.error("{}", message);
    }
  }

  List<String> items() {
    return List.copyOf(items);
  }
}
