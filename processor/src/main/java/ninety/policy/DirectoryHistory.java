package ninety.policy;

import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import ninety.user.Proof;

/**
 * The newest changes of where the directory's users come from. The newest sixteen of a union are a
 * join, so the order in which they become known does not matter.
 */
public record DirectoryHistory(SortedSet<Proof> newest) {

  private static final int MOST = 16;

  public static final DirectoryHistory NONE = new DirectoryHistory(new TreeSet<>());

  public DirectoryHistory {
    TreeSet<Proof> kept = new TreeSet<>(newest);
    while (kept.size() > MOST) {
      kept.removeFirst();
    }
    newest = Collections.unmodifiableSortedSet(kept);
  }

  public static DirectoryHistory of(Collection<Proof> changes) {
    return new DirectoryHistory(new TreeSet<>(changes));
  }

  public DirectoryHistory with(Proof change) {
    TreeSet<Proof> changes = new TreeSet<>(newest);
    changes.add(change);
    return new DirectoryHistory(changes);
  }

  /** When it was last changed. */
  public Optional<Instant> latest() {
    return newest.isEmpty() ? Optional.empty() : Optional.of(newest.last().time());
  }
}
