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
 * @param whole the days that were wholly read, by place; a place without any is in it too
 */
public record Replayed(
    long files, long bytes, List<Unread> unread, long alsoUnread, Map<Source, List<Span>> whole) {

  /** Whether all that was there was read and understood. */
  public boolean isComplete() {
    return unread.isEmpty();
  }
}
