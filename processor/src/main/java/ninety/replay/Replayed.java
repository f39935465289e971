package ninety.replay;

import java.util.List;
import java.util.Map;
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
}
