package ninety.user;

import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import ninety.user.Kind.Presence;

/**
 * The directory's list of its users at one time.
 *
 * @param at just before the list was begun: whatever happened to a user while it was made is newer
 * @param whole whether it has all users of the store, so that absence says something
 * @param absence what proves that somebody is not in it
 * @param entries by user; a user who came twice has one
 */
public record Roster(
    IdentityStoreId store, Instant at, boolean whole, Proof absence, Map<UserId, Entry> entries) {

  /**
   * One user.
   *
   * @param presence {@code PRESENT} where the list does not say whether the user is enabled
   * @param created when the directory made the user, where the list says so
   * @param updated when the user was changed last, where the list says so
   * @param described empty where nothing beside the name was asked for
   */
  public record Entry(
      UserId id,
      Optional<String> name,
      Presence presence,
      Optional<Instant> created,
      Optional<Instant> updated,
      Optional<Kind.Described> described,
      Proof proof) {

    /**
     * The fact that the entry proves where it is not of the directory itself: the user was there.
     */
    public UserRecord seen(IdentityStoreId store) {
      Subject subject = new Subject.ById(id, name);
      return UserRecord.of(
          id, new Fact(subject, Optional.of(store.value()), new Kind.UserUpdated(false), proof));
    }

    /** The facts that the entry proves. */
    public UserRecord record(IdentityStoreId store) {
      Subject subject = new Subject.ById(id, name);
      Optional<String> named = Optional.of(store.value());
      UserRecord listed =
          UserRecord.of(id, new Fact(subject, named, new Kind.Listed(presence, created), proof));
      return described
          .map(said -> listed.join(UserRecord.of(id, new Fact(subject, named, said, proof))))
          .orElse(listed);
    }
  }

  /** Joins all entries that came, in their order, of which those of one user become one. */
  public static final class Entries {

    /** Pages move while users come and go; what may be wrong harmlessly wins, as in a tie. */
    private static final Comparator<Entry> BY_PRESENCE = Comparator.comparing(Entry::presence);

    private final Map<UserId, Entry> entries = new LinkedHashMap<>();
    private int repeated;

    public void add(Entry entry) {
      Entry before = entries.get(entry.id());
      if (before != null) {
        repeated++;
      }
      if (before == null || BY_PRESENCE.compare(entry, before) >= 0) {
        entries.put(entry.id(), entry);
      }
    }

    public int size() {
      return entries.size();
    }

    /** The number of entries of users who were there already. */
    public int repeated() {
      return repeated;
    }

    public Map<UserId, Entry> all() {
      return entries;
    }
  }

  /** That a user is not in it. */
  public UserRecord absent(UserId id) {
    return UserRecord.of(
        id,
        new Fact(
            new Subject.ById(id, Optional.empty()),
            Optional.empty(),
            new Kind.Listed(Presence.GONE, Optional.empty()),
            absence));
  }
}
