package ninety.replay;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
 * @param whole the days that were wholly read, by place; a place without any is in it too
 */
public record Replayed(
    long files, long bytes, List<Unread> unread, long alsoUnread, Map<Source, List<Span>> whole) {

  /** Whether all that was there was read and understood. */
  public boolean isComplete() {
    return unread.isEmpty();
  }

  /** Nothing. */
  public static final Replayed NOTHING = new Replayed(0, 0, List.of(), 0, Map.of());

  /** The same with another time that counts. */
  Replayed of(Map<Source, List<Span>> other) {
    return new Replayed(files, bytes, unread, alsoUnread, other);
  }

  /** Both together. */
  public Replayed and(Replayed other) {
    List<Unread> named =
        Stream.concat(unread.stream(), other.unread.stream()).limit(Replay.MOST_NAMED).toList();
    Map<Source, List<Span>> both = new TreeMap<>(whole);
    other.whole.forEach((place, spans) ->
        both.merge(
            place,
            spans,
            (one, more) ->
                Span.joined(Stream.concat(one.stream(), more.stream()).toList(), Duration.ZERO)));
    return new Replayed(
        files + other.files,
        bytes + other.bytes,
        named,
        alsoUnread + other.alsoUnread + unread.size() + other.unread.size() - named.size(),
        both);
  }
}
