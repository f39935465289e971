package ninety.reconcile;

import java.time.Instant;
import java.util.Optional;
import ninety.user.Facts;
import ninety.user.IdentityStoreId;
import ninety.user.Kind.Presence;
import ninety.user.Proof;
import ninety.user.Proof.Source;
import ninety.user.Roster;
import ninety.user.UserId;

/** Lists of a made-up directory. */
final class Directories {

  static final IdentityStoreId STORE = new IdentityStoreId(Facts.STORE);

  private static final String CALL = "identitystore.amazonaws.com ListUsers";

  private Directories() {}

  static Roster whole(Instant at, Roster.Entry... entries) {
    return of(STORE, at, true, entries);
  }

  static Roster of(IdentityStoreId store, Instant at, boolean whole, Roster.Entry... entries) {
    Roster.Entries all = new Roster.Entries();
    for (Roster.Entry entry : entries) {
      all.add(entry);
    }
    return new Roster(store, at, whole, proof(at), all.all());
  }

  static Roster.Entry entry(UserId user, String name, Presence presence, Instant at) {
    return new Roster.Entry(
        user,
        Optional.of(name),
        presence,
        Optional.of(Instant.parse("2024-02-03T04:05:06Z")),
        Optional.empty(),
        Optional.empty(),
        proof(at));
  }

  /** The same, changed at that time. */
  static Roster.Entry changed(Roster.Entry entry, Instant updated) {
    return new Roster.Entry(
        entry.id(),
        entry.name(),
        entry.presence(),
        entry.created(),
        Optional.of(updated),
        entry.described(),
        entry.proof());
  }

  private static Proof proof(Instant at) {
    return new Proof(at, "request-" + at.toEpochMilli(), CALL, Source.DIRECTORY);
  }
}
