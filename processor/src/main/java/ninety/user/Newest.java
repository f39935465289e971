package ninety.user;

import java.util.Collection;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The newest of all that became known. The newest of a union are a join, so the order in which they
 * become known does not matter.
 */
final class Newest {

  private Newest() {}

  static <T extends Comparable<? super T>> SortedSet<T> of(Collection<T> all, int most) {
    TreeSet<T> kept = new TreeSet<>(all);
    while (kept.size() > most) {
      kept.removeFirst();
    }
    return Collections.unmodifiableSortedSet(kept);
  }
}
