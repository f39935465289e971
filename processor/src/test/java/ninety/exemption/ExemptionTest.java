package ninety.exemption;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import ninety.exemption.Exemption.Covered;
import ninety.exemption.Exemption.Removal;
import ninety.exemption.Exemption.Who;
import ninety.exemption.Exemptions.Addition;
import ninety.exemption.Exemptions.Removing;
import ninety.policy.Policy;
import ninety.policy.Terms;
import ninety.user.Author;
import ninety.user.Caller;
import ninety.user.UserId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ExemptionTest {

  private static final Instant NOW = Instant.parse("2026-06-01T08:14:27Z");
  private static final Instant LATER = NOW.plus(Duration.ofDays(30));
  private static final Author KIM = new Author("kim", NOW);
  private static final Who BREAK_GLASS = new Who.ByName("break-glass-*");

  @ParameterizedTest
  @CsvSource({
    "break-glass-*, break-glass-1",
    "break-glass-*, break-glass-",
    "break-glass-*, Break-Glass-ADMIN",
    "svc-??, svc-01",
    "*.bot, deploy.bot",
    "*deploy*, x.deploy.y",
    "a*b*c, a-b-b-c-c",
    "mara.lindqvist, Mara.Lindqvist",
    "m?ra岡, mÄra岡",
    "key?chain, key🙂chain",
    "ÄÖÜ*, äöüx",
    "***abc, abc",
  })
  void a_pattern_covers_the_names_that_fit(String pattern, String name) {
    assertTrue(new Who.ByName(pattern).covers(name));
  }

  @ParameterizedTest
  @CsvSource({
    "break-glass-*, xbreak-glass-1",
    "break-glass-*, breakxglass-1",
    "svc-??, svc-1",
    "svc-??, svc-001",
    "*.bot, deployxbot",
    "a*b*c, a-c-b",
    "mara.lindqvist, mara.lindqvist2",
    "mara.lindqvist, maraxlindqvist",
    "abc?, abc",
    "[abc], a",
    "(abc)+, abcabc",
  })
  void and_no_others(String pattern, String name) {
    assertFalse(new Who.ByName(pattern).covers(name));
  }

  @Test
  void no_pattern_takes_long() {
    Who.ByName evil = new Who.ByName("*a".repeat(60) + "*b");

    assertTimeoutPreemptively(
        Duration.ofSeconds(10), () -> assertFalse(evil.covers("a".repeat(1000))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"*", "**", "?*?", "ab*", "*a?b*", ""})
  void a_pattern_for_nearly_everybody_is_refused(String pattern) {
    assertThrows(IllegalArgumentException.class, () -> new Who.ByName(pattern));
  }

  @Test
  void what_is_added_can_be_found_under_eight_digits() {
    Exemption exemption = added(Exemptions.NONE, BREAK_GLASS, LATER, KIM);
    Exemptions all = Exemptions.NONE.with(exemption);

    assertTrue(exemption.id().matches("[0-9a-f]{8}"), exemption.id());
    assertEquals(Optional.of(exemption), all.byId(exemption.id()));
    assertEquals(List.of(exemption), all.inForce(NOW));
    assertEquals(List.of(), all.inForce(LATER));
  }

  @Test
  void the_same_addition_again_is_the_same_exemption() {
    Exemption once = added(Exemptions.NONE, BREAK_GLASS, LATER, KIM);

    assertEquals(once, added(Exemptions.NONE.with(once), BREAK_GLASS, LATER, KIM));
  }

  /** Who called, and whom it covers, may not be known the second time. */
  @Test
  void an_id_says_what_was_asked_for_and_not_what_was_found_out_about_it() {
    Author called =
        new Author("kim", NOW, Optional.of(new Caller.Known("arn:aws:iam::1:user/kim")));

    assertEquals(
        added(Exemptions.NONE, BREAK_GLASS, LATER, KIM).id(),
        added(Exemptions.NONE, BREAK_GLASS, LATER, called).id());
  }

  @Test
  void an_id_that_is_taken_is_given_to_no_other() {
    Exemption once = added(Exemptions.NONE, BREAK_GLASS, LATER, KIM);
    Exemption other = wanted(new Who.ByName("svc-*"), LATER, KIM);
    Exemptions taken = new Exemptions(List.of(renamed(other, once.id())));

    Exemption added = added(taken, BREAK_GLASS, LATER, KIM);

    assertNotEquals(once.id(), added.id());
  }

  @Test
  void what_is_in_force_for_the_same_and_as_long_is_needless() {
    Exemption once = added(Exemptions.NONE, BREAK_GLASS, LATER, KIM);
    Exemptions all = Exemptions.NONE.with(once);
    Author ann = new Author("ann", NOW.plusSeconds(1));

    assertEquals(
        new Addition.Needless(once), all.add(wanted(new Who.ByName("BREAK-GLASS-*"), LATER, ann)));
    assertEquals(
        new Addition.Needless(once), all.add(wanted(BREAK_GLASS, LATER.minusSeconds(1), ann)));
  }

  @Test
  void a_later_end_renews_and_both_stay() {
    Exemption once = added(Exemptions.NONE, BREAK_GLASS, LATER, KIM);

    Exemption renewed = added(Exemptions.NONE.with(once), BREAK_GLASS, LATER.plusSeconds(1), KIM);

    assertNotEquals(once.id(), renewed.id());
  }

  @Test
  void one_that_is_over_stands_in_the_way_of_none() {
    Exemption once = added(Exemptions.NONE, BREAK_GLASS, LATER, KIM);
    Exemptions removed = Exemptions.NONE.with(once.remove(KIM, "why"));

    added(
        Exemptions.NONE.with(once),
        BREAK_GLASS,
        LATER.plus(Duration.ofDays(1)),
        new Author("kim", LATER));
    added(removed, BREAK_GLASS, LATER, new Author("kim", NOW.plusSeconds(1)));
  }

  @Test
  void what_is_removed_stays_with_who_when_and_why_and_how_many() {
    Exemptions once = Exemptions.NONE.with(added(Exemptions.NONE, BREAK_GLASS, LATER, KIM));
    String id = once.all().getFirst().id();
    Removal removal =
        new Removal(
            new Author("ann", NOW.plusSeconds(60)),
            "no longer needed",
            Optional.of(new Covered(3, 40)));

    Exemption removed = removed(once, id, removal);

    assertEquals(Optional.of(removal), removed.removed());
    assertEquals(Optional.of(new Covered(3, 40)), removed.lastCounted());
    assertEquals(NOW.plusSeconds(60), removed.end());
    assertFalse(removed.holds(NOW));
    assertEquals(removed, removed(once.replacing(removed), id, removal));
  }

  @Test
  void only_what_is_in_force_can_be_removed() {
    Exemption once = added(Exemptions.NONE, BREAK_GLASS, LATER, KIM);
    Exemption removed = once.remove(KIM, "no longer needed");
    Exemptions before = Exemptions.NONE.with(once);

    assertEquals(
        new Removing.Over(removed),
        before.replacing(removed).remove(once.id(), new Removal(new Author("ann", NOW), "too")));
    assertEquals(
        new Removing.Over(once),
        before.remove(once.id(), new Removal(new Author("ann", LATER), "too")));
    assertEquals(new Removing.Unknown(), before.remove("00000000", new Removal(KIM, "why")));
  }

  @Test
  void each_change_makes_other_terms() {
    Exemption once = added(Exemptions.NONE, BREAK_GLASS, LATER, KIM);
    Exemptions added = Exemptions.NONE.with(once);
    Exemptions removed = added.replacing(once.remove(KIM, "why"));

    assertNotEquals(fingerprint(Exemptions.NONE), fingerprint(added));
    assertNotEquals(fingerprint(added), fingerprint(removed));
    assertNotEquals(fingerprint(Exemptions.NONE), fingerprint(removed));
  }

  @Test
  void the_order_in_which_they_are_read_makes_no_other_terms() {
    Exemption one = added(Exemptions.NONE, BREAK_GLASS, LATER, KIM);
    Exemption two = added(Exemptions.NONE, new Who.ByName("svc-*"), LATER, KIM);

    assertEquals(
        fingerprint(new Exemptions(List.of(one, two))),
        fingerprint(new Exemptions(List.of(two, one))));
  }

  @Test
  void users_exempt_are_those_that_were_counted_and_of_an_old_one_the_user_that_it_names() {
    Who user = new Who.ById(new UserId("9067f2a1c4-3f1c2b7e-5a90-4d61-8b1f-0c7d2e94a6b3"));
    Exemptions all =
        new Exemptions(
            List.of(
                renamed(wanted(BREAK_GLASS, LATER, KIM), "a").counted(new Covered(7, 40)),
                renamed(wanted(new Who.ByName("old-*"), LATER, KIM), "b"),
                renamed(wanted(user, LATER, KIM), "c"),
                renamed(wanted(BREAK_GLASS, NOW, KIM), "d").counted(new Covered(9, 40))));

    assertEquals(8, all.users(NOW));
    assertEquals(0, all.users(LATER));
  }

  @ParameterizedTest
  @CsvSource({
    "5, 100, false",
    "6, 1000, true",
    "1, 20, false",
    "1, 19, true",
    "0, 0, false",
    "0, 10, false",
  })
  void many_are_more_than_five_or_more_than_five_percent(long users, long known, boolean many) {
    assertEquals(many, new Covered(users, known).many());
  }

  @Test
  void one_user_by_id_is_another_than_one_of_that_name() {
    Who id = new Who.ById(new UserId("9067f2a1c4-3f1c2b7e-5a90-4d61-8b1f-0c7d2e94a6b3"));

    assertTrue(id.same(id));
    assertFalse(id.same(new Who.ByName("9067f2a1c4-3f1c2b7e-5a90-4d61-8b1f-0c7d2e94a6b3")));
  }

  private static UUID fingerprint(Exemptions exemptions) {
    return new Terms(Policy.STANDARD, exemptions, Optional.empty(), NOW, NOW).fingerprint();
  }

  private static Exemption wanted(Who who, Instant until, Author author) {
    return new Exemption(
        "new", who, "platform team", "emergency access", until, author, Optional.empty());
  }

  private static Exemption renamed(Exemption exemption, String id) {
    return new Exemption(
        id,
        exemption.who(),
        exemption.owner(),
        exemption.reason(),
        exemption.until(),
        exemption.added(),
        Optional.empty());
  }

  private static Exemption added(Exemptions to, Who who, Instant until, Author author) {
    return assertInstanceOf(Addition.Added.class, to.add(wanted(who, until, author))).exemption();
  }

  private static Exemption removed(Exemptions from, String id, Removal removal) {
    return assertInstanceOf(Removing.Removed.class, from.remove(id, removal)).exemption();
  }
}
