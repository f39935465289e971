package ninety.policy;

import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import ninety.user.Proof;

/**
 * The newest changes of where the directory's users come from, and which of them are reported. The
 * newest sixteen of a union are a join, so the order in which they become known does not matter.
 *
 * @param reported those of {@code newest} that are
 */
public record DirectoryHistory(SortedSet<Proof> newest, SortedSet<Proof> reported) {

  private static final int MOST = 16;

  public static final DirectoryHistory NONE = new DirectoryHistory(List.of(), List.of());

  public DirectoryHistory {
    TreeSet<Proof> kept = new TreeSet<>(newest);
    while (kept.size() > MOST) {
      kept.removeFirst();
    }
    TreeSet<Proof> known = new TreeSet<>(reported);
    known.retainAll(kept);
    newest = Collections.unmodifiableSortedSet(kept);
    reported = Collections.unmodifiableSortedSet(known);
  }

  public DirectoryHistory(Collection<Proof> newest, Collection<Proof> reported) {
    this(new TreeSet<>(newest), new TreeSet<>(reported));
  }

  public static DirectoryHistory of(Proof change) {
    return new DirectoryHistory(List.of(change), List.of());
  }

  public DirectoryHistory join(DirectoryHistory other) {
    TreeSet<Proof> changes = new TreeSet<>(newest);
    changes.addAll(other.newest);
    TreeSet<Proof> all = new TreeSet<>(reported);
    all.addAll(other.reported);
    return new DirectoryHistory(changes, all);
  }

  /** When it was last changed. */
  public Optional<Instant> latest() {
    return newest.isEmpty() ? Optional.empty() : Optional.of(newest.last().time());
  }

  public SortedSet<Proof> unreported() {
    TreeSet<Proof> rest = new TreeSet<>(newest);
    rest.removeAll(reported);
    return rest;
  }

  /** The same where all of them are reported. */
  public DirectoryHistory allReported() {
    return new DirectoryHistory(newest, newest);
  }
}
