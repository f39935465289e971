package ninety.reconcile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import ninety.finding.Dossier;
import ninety.reconcile.Comparison.Said;
import ninety.user.DirectoryHistory;
import ninety.user.Fact;
import ninety.user.Facts;
import ninety.user.IdentityStoreId;
import ninety.user.Kind;
import ninety.user.Kind.Presence;
import ninety.user.Proof;
import ninety.user.Reconciliation.Difference;
import ninety.user.Roster;
import ninety.user.UserId;
import ninety.user.UserRecord;
import ninety.user.UserRecord.Status;
import org.junit.jupiter.api.Test;

/** Issue 12, import: what a list says of one user (promises 3 and 10). */
final class ComparisonTest {

  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
  private static final UserId MARA = Facts.user(1);
  private static final Facts ABOUT = Facts.about(MARA);
  private static final String NAME = "mara.lindqvist";

  @Test
  void a_user_of_whom_no_event_came_is_created_with_the_day_on_which_the_directory_made_her() {
    Said said =
        of(Dossier.unknown(MARA), Directories.whole(NOON, listed(Presence.ENABLED))).orElseThrow();

    UserRecord record = said.facts();
    assertEquals(Set.of(Difference.CREATED), said.news().differences().keySet());
    assertEquals(Status.ENABLED, record.status());
    assertEquals(
        Optional.of(Instant.parse("2024-02-03T04:05:06Z")), record.creation().map(Proof::time));
    assertEquals(Optional.of(Facts.STORE), record.identityStoreId());
    assertEquals(Optional.of(NOON), record.firstSeen().map(Proof::time));
  }

  @Test
  void who_is_not_in_the_list_is_gone_and_a_sign_in_that_comes_late_does_not_revive_her() {
    Said said = of(known(ABOUT.signedIn(hoursBefore(30))), Directories.whole(NOON)).orElseThrow();

    assertEquals(Set.of(Difference.GONE), said.news().differences().keySet());
    assertEquals(
        Status.DELETED,
        known(ABOUT.signedIn(hoursBefore(30)))
            .user()
            .join(said.facts())
            .join(UserRecord.of(MARA, ABOUT.signedIn(hoursBefore(1))))
            .status());
  }

  /** What is younger than the list, by what the clocks may differ, says that she is there. */
  @Test
  void nobody_is_gone_of_whom_something_newer_than_the_list_is_known() {
    Instant within = NOON.minus(Proof.CLOCK_TOLERANCE);
    Instant before = within.minusMillis(1);

    assertEquals(Optional.empty(), of(known(ABOUT.created(NOON)), Directories.whole(NOON)));
    assertEquals(Optional.empty(), of(known(ABOUT.usedPortal(within)), Directories.whole(NOON)));
    assertTrue(of(known(ABOUT.usedPortal(before)), Directories.whole(NOON)).isPresent());
    // The directory's word is dated by our clock, as the list is.
    assertEquals(
        Optional.empty(), of(known(ABOUT.listed(Presence.ENABLED, NOON)), Directories.whole(NOON)));
    assertTrue(
        of(known(ABOUT.listed(Presence.ENABLED, within)), Directories.whole(NOON)).isPresent());
  }

  @Test
  void nobody_is_gone_by_a_list_of_another_store_or_by_one_that_is_not_whole() {
    Dossier known = known(ABOUT.signedIn(hoursBefore(30)));

    assertEquals(Optional.empty(), of(known, Directories.of(Directories.STORE, NOON, false)));
    assertEquals(
        Optional.empty(),
        of(known, Directories.of(new IdentityStoreId("d-90670b7f31"), NOON, true)));
  }

  /** Promise 3. The predecessor's table keeps users who were deleted; it is not the directory. */
  @Test
  void nobody_rises_by_a_list_that_is_not_the_directorys_in_whatever_order() {
    Roster old = Directories.of(Directories.STORE, NOON, false, listed(Presence.PRESENT));
    Dossier deleted = known(ABOUT.deleted(hoursBefore(30)));

    assertEquals(Optional.empty(), of(deleted, old));
    assertEquals(
        Status.DELETED,
        of(Dossier.unknown(MARA), old).orElseThrow().facts().join(deleted.user()).status());
  }

  /** It has a row for each name that a user ever had, and exemptions go by names. */
  @Test
  void nobody_gets_an_old_name_back_by_a_list_that_is_not_the_directorys() {
    Dossier known = known(ABOUT.seen(hoursBefore(30)));
    Roster old =
        Directories.of(
            Directories.STORE,
            NOON,
            false,
            Directories.entry(MARA, "break-glass", Presence.PRESENT, NOON));

    assertEquals(Optional.empty(), of(known, old));
  }

  /** Promise 3: a newer creation or the directory revives. */
  @Test
  void a_tombstone_whom_the_directory_lists_rises() {
    Dossier deleted = known(ABOUT.deleted(hoursBefore(30)));

    Said said = of(deleted, Directories.whole(NOON, listed(Presence.ENABLED))).orElseThrow();
    Said unsaid = of(deleted, Directories.whole(NOON, listed(Presence.PRESENT))).orElseThrow();

    assertEquals(Set.of(Difference.BACK), said.news().differences().keySet());
    assertEquals(Set.of(Difference.BACK), unsaid.news().differences().keySet());
    assertEquals(Status.ENABLED, deleted.user().join(said.facts()).status());
    assertEquals("deleted", was(said.news(), Difference.BACK).what());
  }

  /** A list from before the deletion, as a file may be, or from the same minute. */
  @Test
  void a_deletion_after_the_list_stands() {
    for (Instant deleted : Set.of(NOON.plusSeconds(60), NOON.minusSeconds(60))) {
      assertEquals(
          Status.DELETED,
          of(known(ABOUT.deleted(deleted)), Directories.whole(NOON, listed(Presence.ENABLED)))
              .map(said -> known(ABOUT.deleted(deleted)).user().join(said.facts()))
              .orElseThrow()
              .status());
    }
  }

  @Test
  void a_disabling_and_an_enabling_that_no_event_said_are_recorded_with_what_events_had_said() {
    Dossier enabled = known(ABOUT.created(hoursBefore(50)));
    Dossier disabled = known(ABOUT.disabled(hoursBefore(50)));

    News nowDisabled = news(enabled, listed(Presence.DISABLED));
    News nowEnabled = news(disabled, listed(Presence.ENABLED));

    assertEquals(Set.of(Difference.DISABLED), nowDisabled.differences().keySet());
    assertEquals("enabled", was(nowDisabled, Difference.DISABLED).what());
    assertEquals(
        Optional.of(ABOUT.created(hoursBefore(50)).proof()),
        was(nowDisabled, Difference.DISABLED).proof());
    assertEquals(Set.of(Difference.ENABLED), nowEnabled.differences().keySet());
    assertEquals("disabled", was(nowEnabled, Difference.ENABLED).what());
    assertTrue(nowDisabled.missed());
  }

  /** Where the list does not say whether she is enabled, nothing is guessed. */
  @Test
  void a_status_that_is_not_said_changes_none() {
    Dossier disabled = known(ABOUT.disabled(hoursBefore(50)));
    Dossier doubtful = known(ABOUT.statusHidden(hoursBefore(50)));

    Said said = of(disabled, Directories.whole(NOON, listed(Presence.PRESENT))).orElseThrow();

    assertEquals(Set.of(), said.news().differences().keySet());
    assertEquals(Status.DISABLED, disabled.user().join(said.facts()).status());
    assertTrue(
        doubtful
            .user()
            .join(
                of(doubtful, Directories.whole(NOON, listed(Presence.PRESENT)))
                    .orElseThrow()
                    .facts())
            .inDoubt());
  }

  @Test
  void a_name_that_is_newer_in_the_list_is_news_and_one_that_is_older_is_none() {
    Fact renamed =
        new Fact(
            new ninety.user.Subject.ById(MARA, Optional.of("m.berg")),
            Optional.of(Facts.STORE),
            new Kind.UserUpdated(false),
            new Proof(NOON.plusSeconds(9), "e9", "identitystore.amazonaws.com UpdateUser"));
    Dossier before = known(ABOUT.seen(hoursBefore(50)));

    News news = news(before, Directories.entry(MARA, "mara.berg", Presence.ENABLED, NOON));
    News late = news(known(renamed), Directories.entry(MARA, "mara.berg", Presence.ENABLED, NOON));

    assertEquals(Set.of(Difference.RENAMED), news.differences().keySet());
    assertEquals(NAME, was(news, Difference.RENAMED).what());
    assertEquals(Optional.of("mara.berg"), news.name());
    assertFalse(news.missed(), "a name is masked in most events");
    assertEquals(Set.of(), late.differences().keySet());
  }

  /** Promise 8. */
  @Test
  void what_only_repeats_the_table_is_not_news() {
    Dossier known = known(ABOUT.created(hoursBefore(50)));
    Said first = of(known, Directories.whole(NOON, listed(Presence.ENABLED))).orElseThrow();
    Dossier after = stored(known.user().join(first.facts()));
    Instant next = NOON.plus(Duration.ofDays(1));

    Roster repeated = Directories.whole(next, entry(Presence.ENABLED, next));
    assertEquals(Set.of(), first.news().differences().keySet());
    assertEquals(Optional.empty(), of(after, repeated));
    assertTrue(
        new Comparison(
                repeated,
                true,
                DirectoryHistory.of(
                    Set.of(new Proof(NOON.plusSeconds(5), "c", "sso AssociateDirectory"))))
            .of(after)
            .isPresent(),
        "the first word since the identity source was changed");
  }

  /** The event may still come, and on the first import nobody knows what came before. */
  @Test
  void what_changed_just_now_or_before_the_first_list_was_not_missed() {
    Dossier enabled = known(ABOUT.created(hoursBefore(50)));
    Roster.Entry disabled = listed(Presence.DISABLED);
    Roster young =
        Directories.whole(NOON, Directories.changed(disabled, NOON.minus(Duration.ofMinutes(59))));
    Roster old =
        Directories.whole(NOON, Directories.changed(disabled, NOON.minus(Duration.ofMinutes(61))));

    assertFalse(of(enabled, young).orElseThrow().news().missed());
    assertTrue(of(enabled, old).orElseThrow().news().missed());
    assertFalse(
        new Comparison(old, false, DirectoryHistory.NONE)
            .of(enabled)
            .orElseThrow()
            .news()
            .missed());
  }

  private static News.Known was(News news, Difference difference) {
    return Objects.requireNonNull(news.differences().get(difference));
  }

  private static Roster.Entry listed(Presence presence) {
    return entry(presence, NOON);
  }

  private static Roster.Entry entry(Presence presence, Instant at) {
    return Directories.entry(MARA, NAME, presence, at);
  }

  private static News news(Dossier known, Roster.Entry entry) {
    return of(known, Directories.whole(NOON, entry)).orElseThrow().news();
  }

  private static Optional<Said> of(Dossier known, Roster roster) {
    return new Comparison(roster, true, DirectoryHistory.NONE).of(known);
  }

  private static Dossier known(Fact fact) {
    return stored(UserRecord.of(MARA, fact));
  }

  private static Dossier stored(UserRecord record) {
    return Dossier.unknown(MARA).withUser(record).withVersion(1);
  }

  private static Instant hoursBefore(int hours) {
    return NOON.minus(Duration.ofHours(hours));
  }
}
