package ninety.user;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;

/**
 * Facts about one user from a seed. Times and event ids are few on purpose, so that they collide:
 * two facts of one second, two facts of one event, the same fact twice.
 */
public final class RandomFacts {

  private static final List<String> CREDENTIALS =
      List.of(
          "",
          "PASSWORD",
          "PASSWORD,TOTP",
          "EXTERNAL_IDP",
          "WEBAUTHN",
          "EMAIL_OTP",
          "EMAIL_OTP,PASSWORD");
  private static final List<String> NAMES = List.of("mara", "mara.lindqvist", "m.lindqvist");
  private static final List<String> STORES = List.of("d-9067f2a1c4", "d-90670b7f31");

  private final RandomGenerator random;
  private final UserId user;

  public RandomFacts(RandomGenerator random, UserId user) {
    this.random = random;
    this.user = user;
  }

  /** Up to {@code most} facts that lie a few seconds apart. */
  List<Fact> colliding(int most) {
    List<Fact> facts = new ArrayList<>();
    int many = random.nextInt(most + 1);
    for (int i = 0; i < many; i++) {
      Instant at = Instant.parse("2026-06-01T08:14:27Z").plusSeconds(random.nextInt(6));
      facts.add(fact(at, "event-" + random.nextInt(8), List.of(Kind.Presence.values())));
    }
    return facts;
  }

  /** Answers of the directory say whether the user is enabled; a file's need not. */
  public Fact fact(Instant at) {
    return fact(
        at,
        "event-" + random.nextInt(1_000_000),
        List.of(Kind.Presence.GONE, Kind.Presence.DISABLED, Kind.Presence.ENABLED));
  }

  private Fact fact(Instant at, String eventId, List<Kind.Presence> presences) {
    Kind kind = kind(presences);
    Optional<String> name = random.nextBoolean() ? Optional.of(one(NAMES)) : Optional.empty();
    Optional<String> store = random.nextBoolean() ? Optional.of(one(STORES)) : Optional.empty();
    return new Fact(
        new Subject.ById(user, name),
        store,
        kind,
        new Proof(at, eventId, Facts.call(kind), Facts.source(kind)));
  }

  private Kind listed(List<Kind.Presence> presences) {
    Kind.Presence presence = one(presences);
    return new Kind.Listed(
        presence,
        random.nextBoolean()
            ? Optional.of(Instant.parse("2026-01-01T00:00:00Z").plusSeconds(random.nextInt(3)))
            : Optional.empty());
  }

  /** What is not said, what there is not, and one of two texts. */
  private Kind described() {
    List<Optional<String>> texts =
        List.of(Optional.empty(), Optional.of(""), Optional.of("a"), Optional.of("b"));
    return new Kind.Described(one(texts), one(texts), one(texts));
  }

  private Kind.PasswordMode mode() {
    return one(List.of(Kind.PasswordMode.values()));
  }

  private Kind kind(List<Kind.Presence> presences) {
    return switch (random.nextInt(14)) {
      case 0, 1 ->
          new Kind.SignIn(Optional.of(Credentials.parse(one(CREDENTIALS))), random.nextInt(5) == 0);
      case 2 -> new Kind.SignIn(Optional.empty());
      case 3, 4 -> new Kind.PortalActivity();
      case 5 -> new Kind.PasswordReset(mode());
      case 6, 7 -> new Kind.UserCreated(random.nextInt(4) > 0, mode());
      case 8 -> new Kind.UserDeleted();
      case 9 -> new Kind.UserDisabled();
      case 10 -> new Kind.UserEnabled();
      case 11 -> listed(presences);
      case 12 -> described();
      default -> new Kind.UserUpdated(random.nextBoolean());
    };
  }

  /** An instant between two, in whole milliseconds. */
  public Instant between(Instant from, Instant to) {
    return from.plusMillis(random.nextLong(Math.max(1, Duration.between(from, to).toMillis())));
  }

  private <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  static <T> List<T> shuffled(List<T> list, RandomGenerator random) {
    List<T> copy = new ArrayList<>(list);
    Collections.shuffle(copy, new Random(random.nextLong()));
    return copy;
  }
}
