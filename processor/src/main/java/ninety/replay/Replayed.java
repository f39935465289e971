package ninety.replay;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import ninety.coverage.Source;
import ninety.coverage.Span;

/**
 * What a replay came to.
 *
 * @param files that were in its scope, unread ones included
 * @param bytes of them, as they are stored
 * @param unread at most {@link Replay#MOST_NAMED} of those that were not read to their end, or in
 *     which there was something that is no record
 * @param alsoUnread how many more there are
 * @param left how many were not taken since no digest proves them yet, and that is nobody's fault
 * @param whole the days that were wholly read, by place; a place without any is in it too
 * @param verified the time of which the digests prove that all of it was read, by place; a place
 *     without any is in it too. Empty where no digests were asked for
 */
public record Replayed(
    long files,
    long bytes,
    List<Unread> unread,
    long alsoUnread,
    long left,
    Map<Source, List<Span>> whole,
    Map<Source, List<Span>> verified) {

  /** What came of a replay without digests. */
  public Replayed(
      long files, long bytes, List<Unread> unread, long alsoUnread, Map<Source, List<Span>> whole) {
    this(files, bytes, unread, alsoUnread, 0, whole, Map.of());
  }

  /** Whether all that was there was read and understood. */
  public boolean isComplete() {
    return unread.isEmpty();
  }

  /**
   * Of these places those of which there was no file. None where the files do not lie by place, so
   * that nothing is known of that.
   */
  public Set<Source> without(Set<Source> places) {
    return whole.isEmpty()
        ? Set.of()
        : places.stream()
            .filter(place -> whole.keySet().stream().noneMatch(place::mayBe))
            .collect(Collectors.toUnmodifiableSet());
  }

  /** Nothing. */
  public static final Replayed NOTHING = new Replayed(0, 0, List.of(), 0, Map.of());

  /** The same with another time that counts. */
  Replayed of(Map<Source, List<Span>> other) {
    return new Replayed(files, bytes, unread, alsoUnread, left, other, verified);
  }

  /** Both together. */
  public Replayed and(Replayed other) {
    List<Unread> named =
        Stream.concat(unread.stream(), other.unread.stream()).limit(Replay.MOST_NAMED).toList();
    return new Replayed(
        files + other.files,
        bytes + other.bytes,
        named,
        alsoUnread + other.alsoUnread + unread.size() + other.unread.size() - named.size(),
        left + other.left,
        both(whole, other.whole),
        both(verified, other.verified));
  }

  private static Map<Source, List<Span>> both(
      Map<Source, List<Span>> one, Map<Source, List<Span>> other) {
    Map<Source, List<Span>> both = new TreeMap<>(one);
    other.forEach((place, spans) ->
        both.merge(
            place,
            spans,
            (some, more) ->
                Span.joined(Stream.concat(some.stream(), more.stream()).toList(), Duration.ZERO)));
    return both;
  }
}
