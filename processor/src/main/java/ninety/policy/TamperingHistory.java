package ninety.policy;

import java.util.Collection;
import java.util.SortedSet;
import java.util.TreeSet;

/** The newest two hundred changes of the way on which events come to ninety. */
public record TamperingHistory(SortedSet<Tampering> newest) {

  /** Of a kilobyte each at the most, so that a row has room for all. */
  private static final int MOST = 200;

  public static final TamperingHistory NONE = new TamperingHistory(new TreeSet<>());

  public TamperingHistory {
    newest = Newest.of(newest, MOST);
  }

  public static TamperingHistory of(Collection<Tampering> changes) {
    return new TamperingHistory(new TreeSet<>(changes));
  }

  public TamperingHistory with(Tampering change) {
    TreeSet<Tampering> changes = new TreeSet<>(newest);
    changes.add(change);
    return new TamperingHistory(changes);
  }
}
