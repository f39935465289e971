package ninety.policy;

import java.time.Instant;
import java.util.Optional;
import ninety.user.UserRecord;

/**
 * A level that a user reaches if nothing happens before.
 *
 * @param level higher than any that is reached already
 * @param at when
 */
public record Outlook(Control control, Level level, Instant at) {

  /** Exemptions, graces and what becomes known end one after the other; so many are enough. */
  private static final int MOST_CHANGES = 50;

  /**
   * The next level of one control; empty where none is reached up to that instant. The end of an
   * exemption and of a grace are foreseen, as is the day on which it is known how an unseen user
   * stands.
   */
  public static Optional<Outlook> of(UserRecord user, Control control, Terms terms, Instant upTo) {
    if (!control.countsDays()) {
      return Optional.empty();
    }
    Standing standing = control.standing(user, terms);
    Optional<Level> reached = level(standing);
    Instant at = terms.asOf();
    for (int change = 0; change < MOST_CHANGES; change++) {
      Instant before = at;
      Optional<Instant> next =
          standing.changesAt().filter(it -> it.isAfter(before) && !it.isAfter(upTo));
      if (next.isEmpty()) {
        return Optional.empty();
      }
      at = next.get();
      standing = control.standing(user, terms.at(at));
      Optional<Level> then = level(standing);
      if (then.isPresent() && reached.filter(it -> it.compareTo(then.get()) >= 0).isEmpty()) {
        return Optional.of(new Outlook(control, then.get(), at));
      }
    }
    return Optional.empty();
  }

  private static Optional<Level> level(Standing standing) {
    return standing instanceof Standing.Counting counting ? counting.level() : Optional.empty();
  }
}
