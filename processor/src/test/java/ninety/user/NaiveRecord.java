package ninety.user;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import ninety.user.Kind.Presence;
import ninety.user.UserRecord.Access;
import ninety.user.UserRecord.Creation;
import ninety.user.UserRecord.Listing;

/**
 * A user record worked out from all facts at once, by looking for the latest of each sort; shares
 * nothing with {@link UserRecord#join} but the words.
 */
final class NaiveRecord {

  private NaiveRecord() {}

  /** A value, and by what it is beaten: compared as text, part by part. */
  private record Entry<V>(V value, Proof proof, List<String> rank) {

    boolean beats(Entry<V> other) {
      for (int part = 0; part < rank.size(); part++) {
        int order = rank.get(part).compareTo(other.rank.get(part));
        if (order != 0) {
          return order > 0;
        }
      }
      return false;
    }
  }

  static UserRecord of(UserId id, List<Fact> facts) {
    List<Entry<String>> names = new ArrayList<>();
    List<Entry<String>> signIns = new ArrayList<>();
    List<Entry<Credentials>> credentials = new ArrayList<>();
    List<Entry<String>> weakSignIns = new ArrayList<>();
    List<Entry<String>> activities = new ArrayList<>();
    List<Entry<String>> resets = new ArrayList<>();
    List<Entry<Creation>> creations = new ArrayList<>();
    List<Entry<Access>> accesses = new ArrayList<>();
    List<Entry<String>> deletions = new ArrayList<>();
    List<Entry<Listing>> listings = new ArrayList<>();
    List<Entry<String>> all = new ArrayList<>();
    Optional<String> store = Optional.empty();
    for (Fact fact : facts) {
      Proof proof = fact.proof();
      all.add(plain(proof));
      if (fact.subject() instanceof Subject.ById(_, var name) && name.isPresent()) {
        names.add(new Entry<>(name.get(), proof, rank(proof, name.get())));
      }
      if (fact.identityStoreId().isPresent()
          && (store.isEmpty() || fact.identityStoreId().get().compareTo(store.get()) > 0)) {
        store = fact.identityStoreId();
      }
      switch (fact.kind()) {
        case Kind.SignIn(var said, _) -> {
          signIns.add(plain(proof));
          activities.add(plain(proof));
          if (said.isPresent()) {
            String text = said.get().toString();
            credentials.add(new Entry<>(said.get(), proof, rank(proof, text)));
            List<String> used = List.of(text.split(","));
            boolean strong = used.contains("PASSWORD") && used.size() > 1;
            if (!strong && !used.contains("EXTERNAL_IDP")) {
              weakSignIns.add(plain(proof));
            }
          }
        }
        case Kind.PortalActivity() -> activities.add(plain(proof));
        case Kind.PasswordReset _ -> resets.add(plain(proof));
        case Kind.UserCreated(var enabled, var mode) -> {
          creations.add(
              mode == Kind.PasswordMode.ONE_TIME
                  ? new Entry<>(Creation.WITH_PASSWORD, proof, rank(proof, "1"))
                  : new Entry<>(Creation.WITHOUT_PASSWORD, proof, rank(proof, "0")));
          accesses.add(access(enabled, proof));
        }
        case Kind.UserDeleted() -> deletions.add(plain(proof));
        case Kind.UserDisabled() -> accesses.add(access(false, proof));
        case Kind.UserEnabled() -> accesses.add(access(true, proof));
        case Kind.Listed(var presence, var created) -> {
          listings.add(
              new Entry<>(
                  new Listing(presence, created),
                  proof,
                  rank(
                      proof,
                      presence.compareTo(Presence.GONE)
                          + created.map(at -> "%020d".formatted(at.toEpochMilli())).orElse(""))));
          if (presence == Presence.ENABLED) {
            accesses.add(access(true, proof));
          }
        }
        case Kind.UserUpdated _ -> {}
      }
    }
    return new UserRecord(
        id,
        register(latest(names)),
        store,
        earliest(all),
        latest(signIns).map(Entry::proof),
        register(latest(credentials)),
        latest(weakSignIns).map(Entry::proof),
        latest(activities).map(Entry::proof),
        latest(resets).map(Entry::proof),
        register(latest(creations)),
        register(latest(accesses)),
        latest(deletions).map(Entry::proof),
        register(latest(listings)));
  }

  /** Of one second, enabled comes first, and only then the event. */
  private static Entry<Access> access(boolean enabled, Proof proof) {
    return new Entry<>(
        enabled ? Access.ENABLED : Access.DISABLED,
        proof,
        List.of(time(proof), enabled ? "1" : "0", proof.eventId(), proof.call()));
  }

  private static Entry<String> plain(Proof proof) {
    return new Entry<>("", proof, rank(proof, ""));
  }

  private static List<String> rank(Proof proof, String value) {
    return List.of(time(proof), proof.eventId(), proof.call(), value);
  }

  private static String time(Proof proof) {
    return "%020d".formatted(proof.time().toEpochMilli());
  }

  private static <V> Optional<Entry<V>> latest(List<Entry<V>> entries) {
    Optional<Entry<V>> best = Optional.empty();
    for (Entry<V> entry : entries) {
      if (best.isEmpty() || entry.beats(best.get())) {
        best = Optional.of(entry);
      }
    }
    return best;
  }

  private static Optional<Proof> earliest(List<Entry<String>> entries) {
    Optional<Entry<String>> first = Optional.empty();
    for (Entry<String> entry : entries) {
      if (first.isEmpty() || first.get().beats(entry)) {
        first = Optional.of(entry);
      }
    }
    return first.map(Entry::proof);
  }

  private static <V extends Comparable<V>> Optional<Register<V>> register(
      Optional<Entry<V>> entry) {
    return entry.map(it -> new Register<>(it.value(), it.proof()));
  }
}
