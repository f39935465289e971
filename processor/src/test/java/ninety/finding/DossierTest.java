package ninety.finding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import ninety.Seeds;
import ninety.policy.Baseline;
import ninety.policy.Control;
import ninety.policy.Level;
import ninety.user.Fact;
import ninety.user.Facts;
import ninety.user.Kind;
import ninety.user.Kind.Presence;
import ninety.user.Proof;
import ninety.user.RandomFacts;
import ninety.user.Register;
import ninety.user.Subject;
import ninety.user.UserId;
import ninety.user.UserRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DossierTest {

  private static final UserId MARA = Facts.user(1);
  private static final Facts FACTS = Facts.about(MARA);
  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
  private static final Instant DUE = NOON.plus(Duration.ofDays(86));
  private static final Duration HOUR = Duration.ofHours(1);

  @Test
  void a_new_user_is_due_at_once() {
    Dossier dossier = Dossier.unknown(MARA).absorb(news(FACTS.signedIn(NOON)), HOUR).orElseThrow();

    assertEquals(new Due.Now(), dossier.due());
    assertEquals(news(FACTS.signedIn(NOON)), dossier.user());
    assertEquals(0, dossier.version());
    assertFalse(dossier.stored());
  }

  @ParameterizedTest
  @CsvSource({
    "PT1H, PT0.001S, false",
    "PT1H, PT59M59.999S, false",
    "PT1H, PT1H, true",
    "PT1H, PT1H0.001S, true",
    "PT1H, P30D, true",
    "PT0S, PT0.001S, true",
    "PT0S, PT1H, true",
    "PT1H, PT-0.001S, false",
    "PT0S, PT-1H, false",
  })
  void a_move_of_the_last_activity_is_worth_a_write_from_the_granularity_on(
      Duration granularity, Duration move, boolean written) {
    Dossier dossier =
        stored(
            FACTS.created(NOON.minus(Duration.ofDays(9))),
            FACTS.signedIn(NOON.minus(Duration.ofDays(8))),
            FACTS.usedPortal(NOON));

    Optional<Dossier> after = dossier.absorb(news(FACTS.usedPortal(NOON.plus(move))), granularity);

    assertEquals(written, after.isPresent());
    after.ifPresent(changed ->
        assertEquals(Optional.of(NOON.plus(move)), changed.user().lastActivity().map(Proof::time)));
  }

  @Test
  void without_granularity_even_another_event_of_the_same_time_is_written() {
    Dossier dossier = stored(FACTS.of(new Kind.PortalActivity(), NOON, "a"));
    UserRecord news = news(FACTS.of(new Kind.PortalActivity(), NOON, "b"));

    assertTrue(dossier.absorb(news, Duration.ZERO).isPresent());
    assertTrue(dossier.absorb(news, Duration.ofMillis(1)).isEmpty());
  }

  @Test
  void the_first_activity_of_a_known_user_is_always_written() {
    Dossier dossier = stored(FACTS.created(NOON));

    assertTrue(
        dossier.absorb(news(FACTS.usedPortal(NOON.plusMillis(1))), Duration.ofDays(1)).isPresent());
  }

  /** F6: a mailed code after it is not a beginning of a password. */
  @Test
  void a_use_before_the_first_that_was_known_is_always_written() {
    Dossier dossier = stored(FACTS.created(NOON.minus(Duration.ofDays(9))), FACTS.usedPortal(NOON));
    Fact earlier = FACTS.usedPortal(NOON.minusMillis(1));

    Optional<Dossier> after = dossier.absorb(news(earlier), Duration.ofDays(1));

    assertEquals(Optional.of(earlier.proof()), after.orElseThrow().user().signIns().firstUse());
  }

  /** Row 8: else nobody would look again at a use from between it and the creation. */
  @Test
  void a_late_deletion_of_an_earlier_life_makes_due_at_once() {
    Dossier dossier =
        stored(FACTS.signedIn(NOON.minus(Duration.ofDays(3))), FACTS.created(NOON))
            .withDue(new Due.At(DUE));

    Dossier after =
        dossier.absorb(news(FACTS.deleted(NOON.minus(Duration.ofDays(9)))), HOUR).orElseThrow();

    assertEquals(new Due.Now(), after.due());
  }

  @Test
  void a_sign_in_is_always_written() {
    Dossier dossier = stored(FACTS.signedIn(NOON));

    Optional<Dossier> after =
        dossier.absorb(news(FACTS.signedIn(NOON.plusMillis(1))), Duration.ofDays(1));

    assertEquals(
        Optional.of(NOON.plusMillis(1)),
        after.orElseThrow().user().lastAuthenticated().map(it -> it.time()));
  }

  @Test
  void another_name_is_always_written_and_due_at_once_since_an_exemption_may_go_by_it() {
    Dossier dossier = stored(FACTS.usedPortal(NOON));
    Fact married =
        new Fact(
            new Subject.ById(MARA, Optional.of("mara.berg")),
            Optional.of(Facts.STORE),
            new Kind.PortalActivity(),
            new Proof(NOON.plusMillis(1), "e2", "sso.amazonaws.com Federate"));

    Dossier after = dossier.absorb(news(married), HOUR).orElseThrow();

    assertEquals(Optional.of("mara.berg"), after.user().name().map(Register::value));
    assertEquals(new Due.Now(), after.due());
  }

  @Test
  void nothing_is_too_little_for_a_user_who_is_not_stored_yet() {
    Dossier unstored =
        Dossier.unknown(MARA).absorb(news(FACTS.usedPortal(NOON)), HOUR).orElseThrow();

    assertTrue(unstored.absorb(news(FACTS.usedPortal(NOON.plusMillis(1))), HOUR).isPresent());
  }

  @Test
  void repeated_news_are_not_worth_a_write() {
    Fact[] facts = {
      FACTS.createdWithPassword(NOON), FACTS.signedIn(NOON), FACTS.passwordReset(NOON)
    };
    Dossier dossier = stored(facts);

    assertEquals(Optional.empty(), dossier.absorb(news(facts), Duration.ZERO));
    assertEquals(Optional.empty(), dossier.absorb(news(facts[1]), Duration.ZERO));
    assertEquals(Optional.empty(), dossier.absorb(UserRecord.unknown(MARA), Duration.ZERO));
    assertEquals(
        Optional.empty(), Dossier.unknown(MARA).absorb(UserRecord.unknown(MARA), Duration.ZERO));
  }

  @Test
  void later_activity_keeps_the_date() {
    Dossier dossier = stored(FACTS.created(NOON), FACTS.signedIn(NOON));

    Instant later = NOON.plus(Duration.ofDays(5));

    assertEquals(
        new Due.At(DUE), dossier.absorb(news(FACTS.signedIn(later)), HOUR).orElseThrow().due());
    assertEquals(
        new Due.At(DUE), dossier.absorb(news(FACTS.usedPortal(later)), HOUR).orElseThrow().due());
  }

  static Stream<Arguments> changes() {
    Instant later = NOON.plus(Duration.ofDays(5));
    return Stream.of(
        Arguments.argumentSet("created", FACTS.created(later)),
        Arguments.argumentSet("created with password", FACTS.createdWithPassword(later)),
        Arguments.argumentSet("password reset", FACTS.passwordReset(later)),
        Arguments.argumentSet("disabled", FACTS.disabled(later)),
        Arguments.argumentSet("deleted", FACTS.deleted(later)),
        Arguments.argumentSet("external", FACTS.signedInExternally(later)),
        Arguments.argumentSet("two factors", FACTS.signedInWith("PASSWORD,TOTP", later)),
        Arguments.argumentSet("gone by the directory", FACTS.listed(Presence.GONE, later)),
        Arguments.argumentSet("disabled by it", FACTS.listed(Presence.DISABLED, later)));
  }

  @ParameterizedTest
  @MethodSource("changes")
  void any_other_change_is_due_at_once(Fact change) {
    Dossier seen = stored(FACTS.seen(NOON));

    Dossier after = seen.absorb(news(change), HOUR).orElseThrow();

    assertEquals(new Due.Now(), after.due());
  }

  @ParameterizedTest
  @ValueSource(strings = {"PASSWORD", "PASSWORD,TOTP"})
  void a_first_sign_in_without_a_second_factor_is_due_at_once(String first) {
    Dossier dossier = stored(FACTS.signedInWith("PASSWORD,TOTP", NOON));

    Dossier after =
        dossier.absorb(news(FACTS.signedInWith(first, NOON.plusSeconds(1))), HOUR).orElseThrow();

    assertEquals(first.equals("PASSWORD") ? new Due.Now() : new Due.At(DUE), after.due());
  }

  /** A user of unknown creation counts from coverage, which no earlier sight puts back. */
  @Test
  void an_earlier_sight_keeps_the_date() {
    Dossier seen = stored(FACTS.seen(NOON));

    Dossier after = seen.absorb(news(FACTS.seen(NOON.minusSeconds(1))), HOUR).orElseThrow();

    assertEquals(new Due.At(DUE), after.due());
  }

  @Test
  void who_is_enabled_again_is_due_at_once() {
    Dossier dossier = stored(FACTS.signedIn(NOON), FACTS.disabled(NOON));

    Dossier after = dossier.absorb(news(FACTS.enabled(NOON.plusSeconds(1))), HOUR).orElseThrow();

    assertEquals(new Due.Now(), after.due());
  }

  @Test
  void who_comes_back_from_an_external_provider_is_due_at_once() {
    Dossier dossier = stored(FACTS.signedInExternally(NOON));

    Dossier after = dossier.absorb(news(FACTS.signedIn(NOON.plusSeconds(1))), HOUR).orElseThrow();

    assertEquals(new Due.Now(), after.due());
  }

  @Test
  void with_an_open_finding_every_change_is_due_at_once() {
    Finding open =
        new Finding(
            new UUID(1, 2),
            Control.INACTIVITY,
            Level.BREACH,
            Baseline.at(Baseline.From.ACTIVITY, FACTS.signedIn(NOON).proof()),
            DUE,
            DUE,
            DUE,
            1);
    Dossier dossier =
        new Dossier(
            news(FACTS.signedIn(NOON)),
            Map.of(Control.INACTIVITY, ControlState.of(1, Optional.of(open), Optional.empty())),
            List.of(),
            new Due.At(DUE),
            3);

    Dossier after = dossier.absorb(news(FACTS.signedIn(NOON.plus(HOUR))), HOUR).orElseThrow();

    assertEquals(new Due.Now(), after.due());
    assertEquals(dossier.states(), after.states());
    assertEquals(3, after.version());
  }

  @Test
  void with_something_left_to_tell_every_change_is_due_at_once() {
    Alert alert = new Alert(new UUID(1, 2), new UUID(3, 4), "{}");
    Dossier dossier =
        new Dossier(news(FACTS.signedIn(NOON)), Map.of(), List.of(alert), new Due.At(DUE), 3);

    Dossier after = dossier.absorb(news(FACTS.signedIn(NOON.plus(HOUR))), HOUR).orElseThrow();

    assertEquals(new Due.Now(), after.due());
    assertEquals(List.of(alert), after.outbox());
  }

  @Test
  void who_had_no_date_gets_one() {
    Dossier dossier =
        new Dossier(news(FACTS.signedIn(NOON)), Map.of(), List.of(), new Due.Never(), 3);

    Dossier after = dossier.absorb(news(FACTS.signedIn(NOON.plus(HOUR))), HOUR).orElseThrow();

    assertEquals(new Due.Now(), after.due());
  }

  @Test
  void a_user_is_due_from_the_very_instant_on() {
    Dossier dossier = stored(FACTS.signedIn(NOON));

    assertFalse(dossier.isDue(DUE.minusMillis(1)));
    assertTrue(dossier.isDue(DUE));
    assertTrue(dossier.isDue(DUE.plusMillis(1)));
    assertFalse(Dossier.unknown(MARA).isDue(Instant.MAX));
  }

  /** Promise 1 with a granularity: never later than the truth, earlier by less than it. */
  @Test
  void a_stored_activity_trails_the_truth_by_less_than_the_granularity() {
    Seeds.each(
        2_000,
        random -> {
          RandomFacts source = new RandomFacts(random, MARA);
          Duration granularity = Duration.ofMinutes(random.nextInt(0, 180));
          Dossier dossier = Dossier.unknown(MARA);
          UserRecord truth = UserRecord.unknown(MARA);
          for (int i = 0; i < 20; i++) {
            UserRecord news =
                news(source.fact(source.between(NOON, NOON.plus(Duration.ofHours(8)))));
            truth = truth.join(news);
            Dossier before = dossier;
            dossier =
                before
                    .absorb(news, granularity)
                    .map(changed -> changed.withVersion(before.version() + 1))
                    .orElse(before);
          }

          UserRecord kept = dossier.user();
          assertEquals(
              truth.withPortalUse(Optional.empty()).withName(Optional.empty()),
              kept.withPortalUse(Optional.empty()).withName(Optional.empty()));
          assertEquals(truth.lastActivity().isPresent(), kept.lastActivity().isPresent());
          if (truth.lastActivity().isPresent()) {
            Duration behind =
                Duration.between(
                    kept.lastActivity().orElseThrow().time(), truth.lastActivity().get().time());
            assertFalse(behind.isNegative());
            assertTrue(
                behind.isZero() || behind.compareTo(granularity) < 0, () -> "behind " + behind);
          }
          if (granularity.isZero()) {
            assertEquals(truth, kept);
          }
        });
  }

  @Test
  void every_control_has_its_watch() {
    Map<Control, ControlState> watches = new HashMap<>();
    watches.put(Control.INACTIVITY, ControlState.of(2, Optional.empty(), Optional.empty()));
    Dossier dossier = new Dossier(UserRecord.unknown(MARA), watches, List.of(), new Due.Never(), 0);

    watches.clear();

    assertEquals(
        ControlState.of(2, Optional.empty(), Optional.empty()), dossier.state(Control.INACTIVITY));
    assertEquals(ControlState.Quiet.NEVER, dossier.state(Control.PASSWORD_AGE));
    assertThrows(UnsupportedOperationException.class, () -> dossier.states().clear());
  }

  @Test
  void the_version_alone_tells_whether_it_is_stored() {
    Dossier unknown = Dossier.unknown(MARA);

    assertFalse(unknown.stored());
    assertTrue(unknown.withVersion(1).stored());
    assertNotEquals(unknown, unknown.withVersion(1));
  }

  private static Dossier stored(Fact... facts) {
    return new Dossier(news(facts), Map.of(), List.of(), new Due.At(DUE), 1);
  }

  private static UserRecord news(Fact... facts) {
    return Facts.record(MARA, List.of(facts));
  }
}
