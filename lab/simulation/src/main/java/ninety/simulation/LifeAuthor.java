package ninety.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Makes the lives of users up: what each does, and what is done to it, in order. */
abstract class LifeAuthor {

  static final List<String> CREDENTIALS =
      List.of(
          "PASSWORD",
          "PASSWORD",
          "PASSWORD,TOTP",
          "PASSWORD,TOTP",
          "PASSWORD,WEBAUTHN",
          "EXTERNAL_IDP",
          "WEBAUTHN",
          "EMAIL_OTP",
          "EMAIL_OTP",
          "EMAIL_OTP,PASSWORD",
          Story.UNKNOWN_WORD,
          "");
  static final List<String> NAMES = List.of("mara", "omar", "svc-bot", "svc-mail");
  static final java.time.temporal.ChronoUnit SECONDS = java.time.temporal.ChronoUnit.SECONDS;

  final Config config;
  final SplittableRandom random;
  final Instant begin;
  final Instant end;
  final Duration span;
  long ids;

  LifeAuthor(Config config, SplittableRandom random) {
    this.config = config;
    this.random = random;
    this.begin = Instant.parse("2026-01-01T00:00:00Z").plusSeconds(random.nextInt(86_400));
    Duration longest = config.days().inactivity().get(2);
    this.span =
        longest
            .plus(Duration.ofMinutes(random.nextLong(longest.toMinutes() * 3 / 2)))
            .plusHours(config.quick() ? 3 : 48);
    this.end = begin.plus(span);
  }

  List<Deed> life(int user) {
    List<Deed> life = new ArrayList<>();
    // Of many users most come early and do little, so that many are due at one time.
    int deeds = 1 + random.nextInt(config.crowded() ? 3 : 9);
    String name = NAMES.get(user % NAMES.size());
    Instant time =
        begin
            .plusMillis(random.nextLong(span.toMillis() / (config.crowded() ? 20 : 2)))
            .truncatedTo(SECONDS);
    for (int i = 0; i < deeds && time.isBefore(end); i++) {
      Deed.What what = i == 0 && random.nextInt(3) != 0 ? creation() : anything();
      if (random.nextInt(config.has(Trouble.EXEMPTIONS) ? 5 : 20) == 0) {
        name = NAMES.get(random.nextInt(NAMES.size()));
      }
      life.add(
          new Deed(
              user,
              what,
              time,
              id(),
              credentials(what),
              byUser(what) && random.nextInt(3) == 0 ? Optional.of(name) : Optional.empty()));
      time = next(what, time);
    }
    return life;
  }

  String credentials(Deed.What what) {
    return switch (what) {
      case SIGNED_IN -> CREDENTIALS.get(random.nextInt(CREDENTIALS.size()));
      case ENROLLED -> "PASSWORD";
      default -> "";
    };
  }

  static boolean byUser(Deed.What what) {
    return what.signsIn() || what == Deed.What.USED_PORTAL;
  }

  Deed.What creation() {
    return switch (random.nextInt(12)) {
      case 0 -> Deed.What.CREATED_DISABLED;
      case 1 -> Deed.What.CREATED_WITH_PASSWORD_DISABLED;
      case 2 -> Deed.What.INVITED_DISABLED;
      case 3, 4, 5 -> Deed.What.CREATED_BY_SCIM;
      case 6, 7 -> Deed.What.INVITED;
      default -> Deed.What.CREATED_WITH_PASSWORD;
    };
  }

  Deed.What anything() {
    return switch (random.nextInt(24)) {
      case 0, 1, 2, 3 -> Deed.What.SIGNED_IN;
      case 4 -> Deed.What.ENROLLED;
      case 5, 6 -> Deed.What.AUTHENTICATED;
      case 7, 8, 9, 10 -> Deed.What.USED_PORTAL;
      case 11 -> Deed.What.NEW_PASSWORD;
      case 12 -> Deed.What.LINK_SENT;
      case 13 -> creation();
      case 14 -> Deed.What.DELETED;
      case 15, 16 -> Deed.What.DISABLED;
      case 17 -> Deed.What.DISABLED_BY_SCIM;
      case 18, 19 -> Deed.What.ENABLED;
      case 20 -> Deed.What.ENABLED_BY_SCIM;
      case 21 -> Deed.What.PATCHED_ON;
      case 22 -> Deed.What.PATCHED_OFF;
      default -> Deed.What.CHANGED;
    };
  }

  /** Where it matters: at a threshold, within the granularity, in the same second. */
  Instant next(Deed.What what, Instant time) {
    if ((what.disables() || what == Deed.What.DELETED) && random.nextInt(3) == 0) {
      // Sessions may live on for so long.
      return time.plus(config.days().revocationGrace()).plusSeconds(random.nextInt(-1, 2));
    }
    List<Duration> levels =
        random.nextBoolean() ? config.days().inactivity() : config.days().password();
    Duration level = levels.get(random.nextInt(3));
    Instant next =
        switch (random.nextInt(8)) {
          case 0 -> time.plus(level);
          case 1 -> time.plus(level).plusSeconds(random.nextInt(-2, 3));
          case 2 -> time.plus(level).plus(minutes(-80, 80));
          case 3 -> time.plusSeconds(random.nextInt(3));
          case 4 -> time.plus(minutes(0, 130));
          case 5 -> time.plus(minutes(0, (int) level.toMinutes() * 2));
          default -> time.plus(minutes(0, (int) level.toMinutes()));
        };
    return next.isBefore(time) ? time : next;
  }

  Instant someTime() {
    return begin.plusMillis(random.nextLong(span.toMillis())).truncatedTo(SECONDS);
  }

  Duration clockOff() {
    return config.has(Trouble.CLOCK_OFF)
        ? Duration.ofMillis(random.nextInt(-299_000, 299_001))
        : Duration.ZERO;
  }

  Duration minutes(int least, int most) {
    return Duration.ofSeconds(random.nextLong(least * 60L, most * 60L + 1));
  }

  int key() {
    return random.nextInt(1 << 20);
  }

  String id() {
    return "%08x-0000-4000-8000-%012x".formatted(random.nextInt(), ids++);
  }
}
