package ninety.user;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import ninety.user.AccessHistory.Word;
import ninety.user.Kind.PasswordMode;
import ninety.user.Kind.Presence;
import ninety.user.UserRecord.Creation;
import ninety.user.UserRecord.Listing;

/**
 * A user record worked out from all facts at once, by looking for the latest of each sort; shares
 * nothing with {@link UserRecord#join} but the words.
 */
final class NaiveRecord {

  private static final Set<String> FACTORS = Set.of("TOTP", "RESYNC_TOTP", "WEBAUTHN", "SMARTCARD");

  private NaiveRecord() {}

  /** A value, and by what it is beaten: compared as text, part by part. */
  private record Entry<V>(V value, Proof proof, List<String> rank) {

    boolean beats(Entry<?> other) {
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
    List<Entry<Creation>> creations = new ArrayList<>();
    List<Entry<Listing>> listings = new ArrayList<>();
    Optional<String> store = Optional.empty();
    for (Fact fact : facts) {
      Proof proof = fact.proof();
      if (fact.subject() instanceof Subject.ById(_, var name) && name.isPresent()) {
        names.add(new Entry<>(name.get(), proof, rank(proof, name.get())));
      }
      if (fact.identityStoreId().isPresent()
          && (store.isEmpty() || fact.identityStoreId().get().compareTo(store.get()) > 0)) {
        store = fact.identityStoreId();
      }
      switch (fact.kind()) {
        case Kind.UserCreated(_, var mode) ->
            creations.add(
                switch (mode) {
                  case ONE_TIME -> new Entry<>(Creation.WITH_PASSWORD, proof, rank(proof, "2"));
                  case EMAIL -> new Entry<>(Creation.INVITED, proof, rank(proof, "1"));
                  case UNKNOWN -> new Entry<>(Creation.WITHOUT_PASSWORD, proof, rank(proof, "0"));
                });
        case Kind.Listed(var presence, var created) ->
            listings.add(
                new Entry<>(
                    new Listing(presence, created),
                    proof,
                    rank(
                        proof,
                        presence.compareTo(Presence.GONE)
                            + created.map(at -> "%020d".formatted(at.toEpochMilli())).orElse(""))));
        default -> {}
      }
    }
    return new UserRecord(
        id,
        register(latest(names)),
        store,
        first(facts, _ -> true),
        signIns(facts),
        last(facts, kind -> kind instanceof Kind.PortalActivity),
        last(facts, kind -> resets(kind, true)),
        last(facts, kind -> resets(kind, false)),
        register(latest(creations)),
        access(facts),
        last(facts, kind -> kind.equals(new Kind.UserUpdated(true))),
        last(facts, kind -> kind instanceof Kind.UserDeleted),
        register(latest(listings)),
        new Contact(
            text(facts, Kind.Described::email),
            text(facts, Kind.Described::manager),
            text(facts, Kind.Described::department)));
  }

  private static Optional<Register<String>> text(
      List<Fact> facts, Function<Kind.Described, Optional<String>> of) {
    List<Entry<String>> texts = new ArrayList<>();
    for (Fact fact : facts) {
      if (fact.kind() instanceof Kind.Described said && of.apply(said).isPresent()) {
        String text = of.apply(said).get();
        texts.add(new Entry<>(text, fact.proof(), rank(fact.proof(), text)));
      }
    }
    return register(latest(texts));
  }

  private static boolean resets(Kind kind, boolean set) {
    return kind instanceof Kind.PasswordReset(var mode) && (mode == PasswordMode.ONE_TIME) == set;
  }

  private static SignIns signIns(List<Fact> facts) {
    List<Entry<Credentials>> credentials = new ArrayList<>();
    Map<Factors, List<Entry<String>>> shown = new EnumMap<>(Factors.class);
    for (Fact fact : facts) {
      if (fact.kind() instanceof Kind.SignIn(var said, var enrolled) && said.isPresent()) {
        Factors factors = factors(said.get(), enrolled);
        shown.computeIfAbsent(factors, _ -> new ArrayList<>()).add(plain(fact.proof()));
        if (factors != Factors.ENROLMENT) {
          String text = said.get().toString();
          credentials.add(new Entry<>(said.get(), fact.proof(), rank(fact.proof(), text)));
        }
      }
    }
    Map<Factors, Proof> byFactors = new EnumMap<>(Factors.class);
    shown.forEach((factors, entries) ->
        byFactors.put(factors, latest(entries).map(Entry::proof).orElseThrow()));
    return new SignIns(
        last(facts, kind -> kind instanceof Kind.SignIn),
        register(latest(credentials)),
        byFactors,
        first(
            facts,
            kind ->
                kind instanceof Kind.SignIn(var said, _)
                    && said.map(Credentials::toString).equals(Optional.of("EMAIL_OTP"))),
        first(
            facts,
            kind ->
                kind instanceof Kind.PortalActivity
                    || (kind instanceof Kind.SignIn(var said, _)
                        && said.map(Credentials::toString)
                            .filter(words ->
                                words.equals("EMAIL_OTP") || words.contains("EXTERNAL_IDP"))
                            .isEmpty())));
  }

  private static Factors factors(Credentials said, boolean enrolled) {
    List<String> words = List.of(said.toString().split(","));
    if (said.toString().isEmpty()) {
      return Factors.UNSAID;
    }
    if (words.contains("EXTERNAL_IDP")) {
      return Factors.EXTERNAL;
    }
    if (!words.contains("PASSWORD")) {
      return Factors.WITHOUT_PASSWORD;
    }
    if (words.stream().anyMatch(FACTORS::contains)) {
      return Factors.PASSWORD_AND_FACTOR;
    }
    if (enrolled) {
      return Factors.ENROLMENT;
    }
    return words.contains("EMAIL_OTP") ? Factors.PASSWORD_AND_EMAIL_CODE : Factors.PASSWORD_ALONE;
  }

  /** The sixteen that no more than fifteen others beat. */
  private static AccessHistory access(List<Fact> facts) {
    List<Entry<Word>> all = new ArrayList<>();
    for (Fact fact : facts) {
      Optional<Word> word =
          switch (fact.kind()) {
            case Kind.UserCreated(var enabled, _) ->
                Optional.of(enabled ? Word.CREATED_ENABLED : Word.CREATED_DISABLED);
            case Kind.UserEnabled() -> Optional.of(Word.ENABLED);
            case Kind.UserDisabled() -> Optional.of(Word.DISABLED);
            case Kind.Listed(var presence, _) when presence == Presence.ENABLED ->
                Optional.of(Word.LISTED_ENABLED);
            case Kind.Listed(var presence, _) when presence == Presence.DISABLED ->
                Optional.of(Word.LISTED_DISABLED);
            default -> Optional.empty();
          };
      word.map(it -> entry(it, fact.proof())).ifPresent(all::add);
    }
    List<Entry<Word>> distinct = all.stream().distinct().toList();
    TreeSet<AccessHistory.Entry> newest = new TreeSet<>();
    for (Entry<Word> entry : distinct) {
      if (distinct.stream().filter(other -> other.beats(entry)).count() < 16) {
        newest.add(new AccessHistory.Entry(entry.value(), entry.proof()));
      }
    }
    return new AccessHistory(newest);
  }

  /** The directory's words count five minutes earlier; of one instant, enabled comes first. */
  private static Entry<Word> entry(Word word, Proof proof) {
    boolean enables =
        Set.of(Word.ENABLED, Word.LISTED_ENABLED, Word.CREATED_ENABLED).contains(word);
    boolean listed = Set.of(Word.LISTED_ENABLED, Word.LISTED_DISABLED).contains(word);
    Instant counts = listed ? proof.time().minus(Duration.ofMinutes(5)) : proof.time();
    return new Entry<>(
        word,
        proof,
        List.of(
            time(counts),
            enables ? "1" : "0",
            time(proof.time()),
            proof.eventId(),
            proof.call(),
            Integer.toString(List.of(Word.values()).indexOf(word))));
  }

  private static Optional<Proof> last(List<Fact> facts, Predicate<Kind> which) {
    return latest(facts.stream().filter(it -> which.test(it.kind())).map(it -> plain(it.proof())))
        .map(Entry::proof);
  }

  private static Optional<Proof> first(List<Fact> facts, Predicate<Kind> which) {
    Optional<Entry<String>> first = Optional.empty();
    for (Fact fact : facts) {
      Entry<String> entry = plain(fact.proof());
      if (which.test(fact.kind()) && (first.isEmpty() || first.get().beats(entry))) {
        first = Optional.of(entry);
      }
    }
    return first.map(Entry::proof);
  }

  private static Entry<String> plain(Proof proof) {
    return new Entry<>("", proof, rank(proof, ""));
  }

  private static List<String> rank(Proof proof, String value) {
    return List.of(time(proof.time()), proof.eventId(), proof.call(), value);
  }

  private static String time(Instant time) {
    return "%020d".formatted(time.toEpochMilli());
  }

  private static <V> Optional<Entry<V>> latest(java.util.stream.Stream<Entry<V>> entries) {
    return latest(entries.toList());
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

  private static <V extends Comparable<V>> Optional<Register<V>> register(
      Optional<Entry<V>> entry) {
    return entry.map(it -> new Register<>(it.value(), it.proof()));
  }
}
