package ninety.user;

import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** The newest sixteen changes of where the directory's users come from. */
public record DirectoryHistory(SortedSet<Proof> newest) {

  private static final int MOST = 16;

  public static final DirectoryHistory NONE = new DirectoryHistory(new TreeSet<>());

  public DirectoryHistory {
    newest = Newest.of(newest, MOST);
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
