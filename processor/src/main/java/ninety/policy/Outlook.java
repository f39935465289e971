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
    if (control == Control.REVOKED_ACCESS) {
      return Optional.empty();
    }
    Standing standing = Standing.of(user, control, terms);
    Optional<Level> reached = level(standing);
    Instant at = terms.asOf();
    for (int change = 0; change < MOST_CHANGES; change++) {
      Instant before = at;
      Optional<Instant> next =
          changes(standing).filter(it -> it.isAfter(before) && !it.isAfter(upTo));
      if (next.isEmpty()) {
        return Optional.empty();
      }
      at = next.get();
      standing = Standing.of(user, control, terms.at(at));
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

  /** When it stands otherwise, if nothing happens before. */
  private static Optional<Instant> changes(Standing standing) {
    return switch (standing) {
      case Standing.Counting counting -> counting.next();
      case Standing.NotDeterminable(var soFar) -> soFar.flatMap(Standing.Counting::next);
      case Standing.NotChecked(var soFar) -> soFar.flatMap(Standing.Counting::next);
      case Standing.Exempt(var exemption) -> Optional.of(exemption.until());
      case Standing.NotApplicable(_, _, var until) -> until;
      case Standing.Used _ -> Optional.empty();
    };
  }
}
