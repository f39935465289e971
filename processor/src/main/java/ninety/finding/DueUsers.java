package ninety.finding;

import java.time.Instant;
import java.util.function.Consumer;
import java.util.stream.Stream;
import ninety.user.UserId;

/**
 * The users who are due, earliest first. What it says may be a moment old: whoever acts on it looks
 * at the dossier itself.
 */
public interface DueUsers {

  /** Into how many disjoint parts the users fall, so that sweeps of them can run side by side. */
  int shards();

  /**
   * The users of one part who are due at that instant, the longest due first, read as consumed.
   *
   * @param unreadable takes what is due and has not the id of a user
   */
  Stream<UserId> due(int shard, Instant asOf, Consumer<UnreadableItem> unreadable);
}
