package ninety.finding;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import ninety.user.UserId;

/**
 * The progress in giving all users new dates after the terms changed. Repeating is safe, and so are
 * several sweeps that do it at one time.
 */
public interface Rearming {

  Armed read();

  void write(Armed armed);

  /** Some users, in an order that stays the same, after the given one or from the beginning. */
  Page page(Optional<UserId> after);

  /**
   * Under which terms users have their dates.
   *
   * @param terms their fingerprint
   * @param complete whether all users are done
   * @param after the last that is done, where some are not
   * @param again as of when all are to be armed once more, since until then a sweep that went by
   *     other terms may have been under way; empty in the first round, and after the second
   */
  record Armed(UUID terms, boolean complete, Optional<UserId> after, Optional<Instant> again) {
    /** Nobody was ever armed, or not under one set of terms. */
    public static final Armed NOBODY =
        new Armed(new UUID(0, 0), true, Optional.empty(), Optional.empty());
  }

  /**
   * Some users.
   *
   * @param unreadable those besides whom this program cannot read
   * @param last after whom the next page begins; empty where this is the last page
   */
  record Page(List<Dossier> dossiers, List<UnreadableItem> unreadable, Optional<UserId> last) {}
}
