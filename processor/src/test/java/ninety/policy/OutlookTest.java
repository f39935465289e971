package ninety.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import ninety.coverage.Observed;
import ninety.exemption.Exemption;
import ninety.exemption.Exemption.Who;
import ninety.exemption.Exemptions;
import ninety.user.Author;
import ninety.user.Credentials;
import ninety.user.Fact;
import ninety.user.Kind;
import ninety.user.Proof;
import ninety.user.Subject;
import ninety.user.UserId;
import ninety.user.UserRecord;
import org.junit.jupiter.api.Test;

/** "At the terminal", issue 11: who reaches a level within the next days. */
final class OutlookTest {

  private static final Instant BEGUN = Instant.parse("2026-06-01T08:14:27Z");
  private static final UserId MARA = new UserId("9067f2a1c4-3f1c2b7e-5a90-4d61-8b1f-000000000001");

  @Test
  void who_was_seen_reaches_the_first_level_86_days_later() {
    UserRecord mara = with(UserRecord.unknown(MARA), signIn(), day(10));

    assertEquals(Optional.empty(), inactivity(mara, day(65), 30));
    assertEquals(reached(Level.WARNING, day(96)), inactivity(mara, day(66), 30));
    assertEquals(reached(Level.WARNING, day(96)), inactivity(mara, day(95), 1));
  }

  @Test
  void a_level_that_is_reached_already_is_followed_by_the_next_and_the_last_by_none() {
    UserRecord mara = with(UserRecord.unknown(MARA), signIn(), day(10));

    assertEquals(reached(Level.BREACH, day(100)), inactivity(mara, day(97), 30));
    assertEquals(reached(Level.ESCALATED, day(107)), inactivity(mara, day(101), 30));
    assertEquals(Optional.empty(), inactivity(mara, day(107), 30));
  }

  @Test
  void of_an_unseen_user_it_is_the_day_on_which_the_standing_is_known() {
    UserRecord unseen = UserRecord.unknown(MARA);

    assertEquals(reached(Level.WARNING, day(86)), inactivity(unseen, day(60), 30));
  }

  @Test
  void the_end_of_an_exemption_is_foreseen_with_the_level_that_stands_then() {
    UserRecord mara = with(UserRecord.unknown(MARA), signIn(), day(0));
    Exemptions exempt =
        new Exemptions(
            List.of(
                new Exemption(
                    "0a1b2c3d",
                    new Who.ById(MARA),
                    "platform team",
                    "leave",
                    day(92),
                    new Author("kim", day(1)),
                    Optional.empty())));

    assertEquals(
        reached(Level.BREACH, day(92)),
        Outlook.of(mara, Control.INACTIVITY, terms(exempt, day(80)), day(110)));
    assertEquals(
        Optional.empty(), Outlook.of(mara, Control.INACTIVITY, terms(exempt, day(80)), day(91)));
  }

  /** F14. */
  @Test
  void so_is_the_end_of_the_grace_of_a_user_who_is_enabled_again() {
    UserRecord mara =
        with(
            with(with(UserRecord.unknown(MARA), signIn(), day(0)), new Kind.UserDisabled(), day(2)),
            new Kind.UserEnabled(),
            day(100));

    assertEquals(reached(Level.ESCALATED, day(107)), inactivity(mara, day(101), 30));
  }

  @Test
  void nothing_is_foreseen_of_who_is_disabled_or_of_a_revoked_access() {
    UserRecord mara =
        with(with(UserRecord.unknown(MARA), signIn(), day(0)), new Kind.UserDisabled(), day(2));

    assertEquals(Optional.empty(), inactivity(mara, day(80), 3650));
    assertEquals(
        Optional.empty(),
        Outlook.of(mara, Control.REVOKED_ACCESS, terms(Exemptions.NONE, day(80)), day(3000)));
  }

  /** Day by day: what is foreseen is what a sweep of that instant finds, and no day before it. */
  @Test
  void what_is_foreseen_comes_to_pass() {
    UserRecord mara = with(UserRecord.unknown(MARA), signIn(), day(10));
    for (int today = 10; today < 120; today++) {
      Optional<Level> now = level(mara, day(today));
      Optional<Outlook> foreseen = inactivity(mara, day(today), 30);
      Optional<Instant> found =
          java.util.stream.IntStream.rangeClosed(today + 1, today + 30)
              .mapToObj(OutlookTest::day)
              .filter(at -> level(mara, at).isPresent() && !level(mara, at).equals(now))
              .findFirst();
      assertEquals(found, foreseen.map(Outlook::at), "day " + today);
    }
  }

  private static Optional<Level> level(UserRecord user, Instant at) {
    return Control.INACTIVITY.standing(user, terms(Exemptions.NONE, at))
            instanceof Standing.Counting counting
        ? counting.level()
        : Optional.empty();
  }

  private static Optional<Outlook> inactivity(UserRecord user, Instant asOf, int days) {
    return Outlook.of(
        user, Control.INACTIVITY, terms(Exemptions.NONE, asOf), asOf.plus(Duration.ofDays(days)));
  }

  private static Optional<Outlook> reached(Level level, Instant at) {
    return Optional.of(new Outlook(Control.INACTIVITY, level, at));
  }

  private static Terms terms(Exemptions exemptions, Instant asOf) {
    return new Terms(Policy.STANDARD, exemptions, Optional.of(Observed.since(BEGUN)), asOf, asOf);
  }

  private static Kind signIn() {
    return new Kind.SignIn(Credentials.parse("PASSWORD"));
  }

  private static UserRecord with(UserRecord user, Kind kind, Instant at) {
    Fact fact =
        new Fact(
            new Subject.ById(MARA, Optional.of("mara")),
            Optional.of("d-9067f2a1c4"),
            kind,
            new Proof(at, "event-" + kind.label() + at, "sso-directory.amazonaws.com Call"));
    return user.join(UserRecord.of(MARA, fact));
  }

  private static Instant day(int number) {
    return BEGUN.plus(Duration.ofDays(number));
  }
}
