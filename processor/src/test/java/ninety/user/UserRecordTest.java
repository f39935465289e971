package ninety.user;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import ninety.user.AccessHistory.Word;
import ninety.user.Kind.Presence;
import ninety.user.UserRecord.Creation;
import ninety.user.UserRecord.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class UserRecordTest {

  private static final UserId MARA = Facts.user(1);
  private static final Facts FACTS = Facts.about(MARA);
  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
  private static final Instant LATER = NOON.plusSeconds(1);

  /** When an answer of the directory is as new as an event at noon. */
  private static final Instant AS_NEW = NOON.plusSeconds(300);

  @Test
  void a_sign_in_is_authentication_and_activity() {
    Fact fact = FACTS.signedIn(NOON);

    UserRecord record = UserRecord.of(MARA, fact);

    assertEquals(Optional.of(fact.proof()), record.lastAuthenticated());
    assertEquals(
        Optional.of(new Register<>(Credentials.parse("PASSWORD,TOTP"), fact.proof())),
        record.credentials());
    assertEquals(Optional.of(fact.proof()), record.lastActivity());
    assertEquals(Optional.of(fact.proof()), record.firstSeen());
    assertEquals(Optional.of(new Register<>("mara.lindqvist", fact.proof())), record.name());
    assertEquals(Optional.of(Facts.STORE), record.identityStoreId());
  }

  @Test
  void use_of_the_portal_is_activity_and_no_authentication() {
    Fact fact = FACTS.usedPortal(NOON);

    UserRecord record = UserRecord.of(MARA, fact);

    assertEquals(Optional.of(fact.proof()), record.lastActivity());
    assertEquals(Optional.empty(), record.lastAuthenticated());
  }

  @Test
  void what_an_administrator_does_to_a_user_is_no_activity_of_the_user() {
    UserRecord record =
        Facts.record(
            MARA,
            List.of(
                FACTS.createdWithPassword(NOON),
                FACTS.passwordReset(NOON),
                FACTS.disabled(NOON),
                FACTS.enabled(NOON),
                FACTS.seen(NOON),
                FACTS.deleted(NOON)));

    assertEquals(Optional.empty(), record.lastActivity());
    assertEquals(Optional.empty(), record.lastAuthenticated());
  }

  @Test
  void a_creation_says_whether_it_made_a_password_and_whether_the_user_may_sign_in() {
    Fact fact = FACTS.of(new Kind.UserCreated(false, Kind.PasswordMode.ONE_TIME), NOON);

    UserRecord record = UserRecord.of(MARA, fact);

    assertEquals(
        Optional.of(new Register<>(Creation.WITH_PASSWORD, fact.proof())), record.created());
    assertEquals(
        Optional.of(new AccessHistory.Entry(Word.CREATED_DISABLED, fact.proof())),
        record.access().latest());
    assertEquals(Status.DISABLED, record.status());
  }

  @Test
  void a_user_who_was_only_seen_is_taken_for_enabled() {
    UserRecord record = UserRecord.of(MARA, FACTS.seen(NOON));

    assertEquals(Status.ENABLED, record.status());
    assertEquals(Optional.of(FACTS.seen(NOON).proof()), record.firstSeen());
    assertEquals(AccessHistory.NONE, record.access());
  }

  @Test
  void first_seen_is_the_earliest_whatever_came_first() {
    UserRecord record =
        Facts.record(MARA, List.of(FACTS.signedIn(LATER), FACTS.seen(NOON), FACTS.deleted(LATER)));

    assertEquals(Optional.of(FACTS.seen(NOON).proof()), record.firstSeen());
  }

  @Test
  void enabled_wins_a_tie_whatever_the_event_ids() {
    UserRecord enabledFirst =
        Facts.record(
            MARA,
            List.of(
                FACTS.of(new Kind.UserEnabled(), NOON, "a"),
                FACTS.of(new Kind.UserDisabled(), NOON, "b")));
    UserRecord disabledFirst =
        Facts.record(
            MARA,
            List.of(
                FACTS.of(new Kind.UserDisabled(), NOON, "b"),
                FACTS.of(new Kind.UserEnabled(), NOON, "a")));

    assertEquals(Status.ENABLED, enabledFirst.status());
    assertEquals(enabledFirst, disabledFirst);
  }

  @Test
  void the_later_of_enabling_and_disabling_holds() {
    assertEquals(
        Status.DISABLED,
        Facts.record(MARA, List.of(FACTS.disabled(LATER), FACTS.enabled(NOON))).status());
    assertEquals(
        Status.ENABLED,
        Facts.record(MARA, List.of(FACTS.enabled(LATER), FACTS.disabled(NOON))).status());
  }

  @ParameterizedTest
  @CsvSource({
    "2026-06-01T11:59:59Z, DELETED",
    // In the very second of the deletion it is not known to be newer.
    "2026-06-01T12:00:00Z, DELETED",
    "2026-06-01T12:00:01Z, ENABLED",
  })
  void only_a_creation_newer_than_the_deletion_revives(Instant created, Status status) {
    UserRecord record = Facts.record(MARA, List.of(FACTS.deleted(NOON), FACTS.created(created)));

    assertEquals(status, record.status());
  }

  @Test
  void signing_in_and_being_enabled_after_a_deletion_revive_nobody() {
    UserRecord record =
        Facts.record(
            MARA,
            List.of(
                FACTS.deleted(NOON),
                FACTS.signedIn(LATER),
                FACTS.enabled(LATER),
                FACTS.seen(LATER)));

    assertEquals(Status.DELETED, record.status());
  }

  @Test
  void who_is_made_anew_as_disabled_is_disabled() {
    UserRecord record =
        Facts.record(
            MARA, List.of(FACTS.enabled(NOON), FACTS.deleted(NOON), FACTS.createdDisabled(LATER)));

    assertEquals(Status.DISABLED, record.status());
  }

  @Test
  void external_is_who_signed_in_externally_last() {
    UserRecord external =
        Facts.record(MARA, List.of(FACTS.signedIn(NOON), FACTS.signedInExternally(LATER)));
    UserRecord back =
        Facts.record(MARA, List.of(FACTS.signedInExternally(NOON), FACTS.signedIn(LATER)));

    assertEquals(true, external.passwords().external(false));
    assertEquals(false, back.passwords().external(false));
    assertEquals(false, UserRecord.unknown(MARA).passwords().external(false));
  }

  /** Row 3: what set a password in the store since, and row 8: a life that is over. */
  @Test
  void nobody_is_external_who_got_a_password_or_was_made_since() {
    List<Fact> outside = List.of(FACTS.signedInExternally(NOON));

    assertEquals(List.of(true, true), external(outside, FACTS.passwordReset(NOON)));
    assertEquals(List.of(false, false), external(outside, FACTS.passwordReset(LATER)));
    assertEquals(List.of(true, true), external(outside, FACTS.linkSent(NOON)));
    assertEquals(List.of(true, false), external(outside, FACTS.linkSent(LATER)));
    assertEquals(List.of(true, true), external(outside, FACTS.createdWithPassword(NOON)));
    assertEquals(List.of(false, false), external(outside, FACTS.createdWithPassword(LATER)));
    assertEquals(List.of(false, false), external(outside, FACTS.created(LATER)));
  }

  private static List<Boolean> external(List<Fact> facts, Fact other) {
    UserRecord record = Facts.record(MARA, facts).join(UserRecord.of(MARA, other));
    return List.of(record.passwords().external(false), record.passwords().external(true));
  }

  /** F6: to the second; and none of it is a use of the store's own account. */
  @ParameterizedTest
  @CsvSource({
    "-301, false",
    "-300, true",
    "-1, true",
    "0, true",
    "86400, true",
  })
  void a_mailed_code_is_a_beginning_where_nothing_was_long_before_it(
      long seconds, boolean beginning) {
    Fact code = FACTS.signedInWith("EMAIL_OTP", NOON);
    for (Fact use :
        List.of(
            FACTS.authenticated(NOON.plusSeconds(seconds)),
            FACTS.usedPortal(NOON.plusSeconds(seconds)),
            FACTS.signedInWith("WEBAUTHN", NOON.plusSeconds(seconds)),
            FACTS.signedInWith("SMARTCARD", NOON.plusSeconds(seconds)),
            FACTS.signedInWith("", NOON.plusSeconds(seconds)),
            FACTS.signedInWith("PASSWORD", NOON.plusSeconds(seconds)))) {
      assertEquals(
          beginning ? Optional.of(code.proof()) : Optional.empty(),
          Facts.record(MARA, List.of(code, use)).passwords().began(false),
          use::toString);
    }
    for (Fact none :
        List.of(
            FACTS.signedInExternally(NOON.plusSeconds(seconds)),
            FACTS.seen(NOON.plusSeconds(seconds)),
            FACTS.linkSent(NOON.plusSeconds(seconds)))) {
      assertEquals(
          Optional.of(code.proof()),
          Facts.record(MARA, List.of(code, none)).passwords().began(false),
          none::toString);
    }
  }

  /** Row 8. */
  @Test
  void a_sign_in_of_an_earlier_life_shows_no_password_of_this_one() {
    Fact anew = FACTS.created(NOON.plusSeconds(10));

    assertEquals(Optional.empty(), passwords(FACTS.signedInWith("PASSWORD", NOON), anew).seen());
    assertEquals(Optional.empty(), passwords(FACTS.signedInWith("EMAIL_OTP", NOON), anew).seen());
    assertEquals(false, passwords(FACTS.signedInWith("", NOON), anew).someUnsaid());
    assertEquals(
        true,
        passwords(
                FACTS.signedInWith("PASSWORD", NOON),
                anew,
                FACTS.authenticated(NOON.plusSeconds(20)))
            .someUnsaid());
  }

  private static Passwords passwords(Fact... facts) {
    return Facts.record(MARA, List.of(facts)).passwords();
  }

  @Test
  void a_name_is_the_latest_known_and_a_nameless_fact_takes_none_away() {
    Fact renamed =
        new Fact(
            new Subject.ById(MARA, Optional.of("mara.berg")),
            Optional.empty(),
            new Kind.UserUpdated(false),
            new Proof(LATER, "e2", "sso-directory.amazonaws.com UpdateUser"));
    Fact nameless =
        new Fact(
            new Subject.ById(MARA, Optional.empty()),
            Optional.empty(),
            new Kind.UserUpdated(false),
            new Proof(LATER.plusSeconds(1), "e3", "sso-directory.amazonaws.com UpdateUser"));

    UserRecord record = Facts.record(MARA, List.of(nameless, renamed, FACTS.signedIn(NOON)));

    assertEquals(Optional.of("mara.berg"), record.name().map(Register::value));
    assertEquals(Optional.of(Facts.STORE), record.identityStoreId());
  }

  @Test
  void the_directory_revives_and_buries() {
    UserRecord deleted = Facts.record(MARA, List.of(FACTS.deleted(NOON)));

    // F11: an answer counts as older by what the clocks may differ.
    assertEquals(Status.DELETED, with(deleted, Presence.ENABLED, AS_NEW).status());
    assertEquals(Status.ENABLED, with(deleted, Presence.ENABLED, AS_NEW.plusMillis(1)).status());
    assertEquals(Status.DISABLED, with(deleted, Presence.DISABLED, AS_NEW.plusMillis(1)).status());
    assertEquals(Status.DELETED, with(deleted, Presence.GONE, NOON.plusMillis(1)).status());
    UserRecord known = Facts.record(MARA, List.of(FACTS.signedIn(NOON)));
    assertEquals(Status.DELETED, with(known, Presence.GONE, NOON.minusMillis(1)).status());
  }

  /** The sign-in after a deletion must stay after it, whatever the directory confirms later. */
  @Test
  void what_the_directory_only_confirms_gets_no_newer() {
    Fact deletion = FACTS.deleted(NOON);
    Fact disabling = FACTS.disabled(NOON);

    assertEquals(
        Optional.of(deletion.proof()),
        with(Facts.record(MARA, List.of(deletion)), Presence.GONE, NOON.plusSeconds(9)).deletion());
    assertEquals(
        Optional.of(disabling.proof()),
        with(Facts.record(MARA, List.of(disabling)), Presence.DISABLED, NOON.plusSeconds(9))
            .disabling());
  }

  @Test
  void of_events_and_the_directory_the_later_says_whether_a_user_may_sign_in() {
    UserRecord enabled = Facts.record(MARA, List.of(FACTS.enabled(NOON)));
    UserRecord disabled = Facts.record(MARA, List.of(FACTS.disabled(NOON)));

    // F11: an answer counts as older by what the clocks may differ.
    assertEquals(Status.ENABLED, with(disabled, Presence.ENABLED, AS_NEW).status());
    assertEquals(Status.DISABLED, with(disabled, Presence.ENABLED, AS_NEW.minusMillis(1)).status());
    assertEquals(Status.ENABLED, with(enabled, Presence.DISABLED, AS_NEW).status());
    assertEquals(Status.DISABLED, with(enabled, Presence.DISABLED, AS_NEW.plusMillis(1)).status());
  }

  /** F11: whoever is disabled within seconds of an answer is disabled. */
  @Test
  void a_disabling_just_after_an_answer_holds_whatever_the_clocks_say() {
    UserRecord disabled = Facts.record(MARA, List.of(FACTS.disabled(NOON)));

    for (long ahead : List.of(-300_000L, -1L, 0L, 250L, 900L, 300_000L)) {
      assertEquals(
          Status.DISABLED, with(disabled, Presence.ENABLED, NOON.plusMillis(ahead - 1)).status());
    }
  }

  @Test
  void a_creation_that_no_event_tells_of_is_the_directorys() {
    Instant made = NOON.minusSeconds(1000);
    Fact listed = FACTS.of(new Kind.Listed(Presence.ENABLED, Optional.of(made)), NOON);
    UserRecord seen = Facts.record(MARA, List.of(FACTS.seen(NOON), listed));
    Fact creation = FACTS.created(made.minusSeconds(1));

    assertEquals(Optional.of(made), seen.creation().map(Proof::time));
    assertEquals(
        Optional.of(creation.proof()), seen.join(UserRecord.of(MARA, creation)).creation());
  }

  @ParameterizedTest
  @CsvSource({
    "'PASSWORD,TOTP', 'PASSWORD,WEBAUTHN', true",
    "'PASSWORD,TOTP', 'EXTERNAL_IDP', true",
    "'PASSWORD', 'PASSWORD,TOTP', false",
    "'PASSWORD,TOTP', 'PASSWORD', false",
    "'', 'PASSWORD,TOTP', false",
    // F5: what uses no password proves nothing about one.
    "'PASSWORD,TOTP', 'WEBAUTHN', true",
    "'WEBAUTHN', 'SMARTCARD', false",
    // F5: a word that nobody documents is no factor, nor is a mailed code by default.
    "'PASSWORD,TOTP', 'PASSWORD,NEW_PASSWORD', false",
    "'PASSWORD,TOTP', 'PASSWORD,EMAIL_OTP', false",
  })
  void a_second_factor_counts_where_every_sign_in_showed_one(
      String first, String second, boolean shown) {
    UserRecord record =
        Facts.record(
            MARA,
            List.of(
                FACTS.signedInWith(first, NOON), FACTS.signedInWith(second, NOON.plusSeconds(1))));

    assertEquals(shown, factorSince(record, NOON));
    assertEquals(false, factorSince(record, NOON.plusSeconds(2)));
  }

  /** Found by the simulation: whether a mailed link counts is the policy's matter. */
  @Test
  void a_sign_in_that_ends_the_second_factor_decides_something_although_a_link_was_mailed_since() {
    UserRecord before =
        Facts.record(
            MARA,
            List.of(
                FACTS.createdWithPassword(NOON),
                FACTS.signedInWith("PASSWORD,TOTP", NOON.plusSeconds(1)),
                FACTS.linkSent(NOON.plusSeconds(2))));
    UserRecord after =
        before.join(Facts.record(MARA, List.of(FACTS.signedInWith("", NOON.plusSeconds(3)))));

    assertNotEquals(before.passwords().gist(), after.passwords().gist());
  }

  @Test
  void a_sign_in_with_the_password_alone_before_the_current_password_does_not_matter() {
    UserRecord record =
        Facts.record(
            MARA,
            List.of(
                FACTS.signedInWith("PASSWORD", NOON),
                FACTS.signedInWith("PASSWORD,TOTP", NOON.plusSeconds(5))));

    assertEquals(false, factorSince(record, NOON));
    assertEquals(true, factorSince(record, NOON.plusSeconds(1)));
  }

  /** F14: an enabling event that ended a disabling starts a grace, and nothing else does. */
  @Test
  void enabled_again_is_who_was_disabled_and_then_enabled_by_an_event() {
    Fact again = FACTS.enabled(LATER);
    Fact repeated = FACTS.enabled(LATER.plusSeconds(600));

    assertEquals(Optional.of(again.proof()), again(List.of(FACTS.disabled(NOON), again, repeated)));
    assertEquals(Optional.empty(), again(List.of(again, repeated)));
    assertEquals(Optional.empty(), again(List.of(FACTS.disabled(NOON), FACTS.created(LATER))));
    assertEquals(
        Optional.empty(),
        again(
            List.of(
                FACTS.disabled(NOON),
                FACTS.listed(Presence.ENABLED, NOON.plusSeconds(4000)),
                FACTS.enabled(NOON.plusSeconds(9000)))));
    assertEquals(
        Optional.of(again.proof()),
        again(List.of(FACTS.listed(Presence.DISABLED, NOON.minusSeconds(9)), again)));
  }

  private static Optional<Proof> again(List<Fact> facts) {
    return Facts.record(MARA, facts).access().enabledAgain();
  }

  /** F7: a doubt lasts until something newer says how it is. */
  @Test
  void a_status_is_in_doubt_until_something_newer_says_how_it_is() {
    UserRecord doubted =
        Facts.record(
            MARA, List.of(FACTS.enabled(NOON), FACTS.of(new Kind.UserUpdated(true), LATER)));

    assertEquals(true, doubted.inDoubt());
    assertEquals(Status.ENABLED, doubted.status());
    assertEquals(true, with(doubted, Presence.DISABLED, LATER.plusSeconds(300)).inDoubt());
    assertEquals(false, with(doubted, Presence.DISABLED, LATER.plusSeconds(301)).inDoubt());
    assertEquals(
        false, doubted.join(UserRecord.of(MARA, FACTS.disabled(LATER.plusSeconds(1)))).inDoubt());
    assertEquals(
        false, doubted.join(UserRecord.of(MARA, FACTS.deleted(LATER.plusSeconds(1)))).inDoubt());
    assertEquals(
        true, doubted.join(UserRecord.of(MARA, FACTS.enabled(LATER.minusSeconds(1)))).inDoubt());
  }

  private static boolean factorSince(UserRecord record, Instant since) {
    return record.passwords().factorSince(since, false).isPresent();
  }

  private static UserRecord with(UserRecord record, Presence presence, Instant at) {
    return record.join(UserRecord.of(MARA, FACTS.listed(presence, at)));
  }
}
