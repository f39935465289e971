package ninety.user;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The outcome of one comparison of the table with the directory's list.
 *
 * @param at when the list was begun
 * @param listed how many users it had
 * @param differences of how many users the table said otherwise
 * @param missed of how many of them an event should have said so
 */
public record Reconciliation(
    Instant at,
    IdentityStoreId store,
    long listed,
    Map<Difference, Long> differences,
    long missed) {

  public Reconciliation {
    Map<Difference, Long> complete = new EnumMap<>(Difference.class);
    for (Difference difference : Difference.values()) {
      complete.put(difference, differences.getOrDefault(difference, 0L));
    }
    differences = Collections.unmodifiableMap(complete);
  }

  /** In what the table and the directory's list differ about a user. */
  public enum Difference {
    /** The table does not know the user. */
    CREATED,
    /** The table has the user as deleted, and the directory has the user. */
    BACK,
    /** The directory does not have the user any more. */
    GONE,
    DISABLED,
    ENABLED,
    RENAMED;

    /** The name under which it is kept and read, such as {@code created}. Never to be changed. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public long count(Difference difference) {
    return differences.getOrDefault(difference, 0L);
  }

  /** The users who would not be watched any more. */
  public long revoked() {
    return count(Difference.GONE) + count(Difference.DISABLED);
  }

  /**
   * The latest of each.
   *
   * @param done what was written to its end
   * @param refused of which nothing was written, since it was not believed
   */
  public record Latest(Optional<Reconciliation> done, Optional<Refused> refused) {

    public static final Latest NONE = new Latest(Optional.empty(), Optional.empty());

    /**
     * The latest list of that store that was compared to its end: since then its users are known.
     *
     * @param store an id or ARN; where there is none, every store's
     */
    public Optional<Reconciliation> doneOf(Optional<String> store) {
      return done.filter(it -> it.store().mayBe(store));
    }

    /** The refusal that nothing has followed yet. */
    public Optional<Refused> standing() {
      return refused.filter(
          it -> done.filter(after -> !after.at().isBefore(it.what().at())).isEmpty());
    }

    public Latest withDone(Reconciliation later) {
      return done.filter(it -> it.at().isAfter(later.at())).isPresent()
          ? this
          : new Latest(Optional.of(later), refused);
    }

    public Latest withRefused(Refused later) {
      return refused.filter(it -> it.what().at().isAfter(later.what().at())).isPresent()
          ? this
          : new Latest(done, Optional.of(later));
    }
  }

  /**
   * A list that was not believed.
   *
   * @param why in one sentence, which names no user
   */
  public record Refused(Reconciliation what, String why) {}
}
