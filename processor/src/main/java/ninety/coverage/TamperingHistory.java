package ninety.coverage;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Changes of the way on which events come to ninety. One that is not reported, or whose finding is
 * open, is never forgotten for another: whoever makes many calls hides none.
 *
 * @param listed each by itself
 * @param beyond the first for which there was no room, which stands for all of these
 */
public record TamperingHistory(SortedSet<Tampering> listed, Optional<Tampering> beyond) {

  private static final int MOST = 200;

  /** With what stands for others, and its ids, this is less than 100 KB of a row. */
  private static final int MOST_BYTES = 64 * 1024;

  /** The bytes that a row has of each besides its texts: names, and a time. */
  private static final int OVERHEAD = 120;

  public static final TamperingHistory NONE = of(List.of(), Optional.empty());

  public TamperingHistory {
    listed = Collections.unmodifiableSortedSet(listed);
  }

  public static TamperingHistory of(Collection<Tampering> listed, Optional<Tampering> beyond) {
    return new TamperingHistory(new TreeSet<>(listed), beyond);
  }

  public List<Tampering> all() {
    return Stream.concat(listed.stream(), beyond.stream()).toList();
  }

  /**
   * With one more. Room is made by forgetting those whose finding is closed, the oldest first.
   *
   * @param decided the ids of all alerts that arrived or are on their way; asked for only where
   *     there is no room
   */
  public TamperingHistory with(Tampering change, Supplier<Set<UUID>> decided) {
    if (listed.contains(change) || beyond.filter(it -> it.includes(change)).isPresent()) {
      return this;
    }
    TreeSet<Tampering> more = new TreeSet<>(listed);
    more.add(change);
    if (fit(more)) {
      return new TamperingHistory(more, beyond);
    }
    Set<UUID> known = decided.get();
    for (Tampering each : listed) {
      if (each.isOver(known)) {
        more.remove(each);
        if (fit(more)) {
          return new TamperingHistory(more, beyond);
        }
      }
    }
    Tampering other =
        beyond
            .filter(it -> !it.isOver(known))
            .map(it -> it.and(change))
            .orElseGet(change::standingForOthers);
    return new TamperingHistory(listed, Optional.of(other));
  }

  private static boolean fit(Collection<Tampering> changes) {
    return changes.size() <= MOST
        && changes.stream().mapToInt(TamperingHistory::bytes).sum() <= MOST_BYTES;
  }

  private static int bytes(Tampering change) {
    return OVERHEAD
        + Stream.of(
                Stream.of(change.proof().eventId(), change.proof().call(), change.actor()),
                change.target().stream(),
                change.account().stream(),
                change.region().stream())
            .flatMap(each -> each)
            .mapToInt(text -> text.getBytes(UTF_8).length)
            .sum();
  }
}
