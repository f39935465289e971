package ninety.policy;

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
import ninety.policy.Exemption.Signature;
import ninety.policy.Exemption.Who;
import ninety.policy.Exemptions.Addition;
import ninety.policy.Exemptions.Removing;
import ninety.user.UserId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ExemptionTest {

  private static final Instant NOW = Instant.parse("2026-06-01T08:14:27Z");
  private static final Instant LATER = NOW.plus(Duration.ofDays(30));
  private static final Signature KIM = new Signature("kim", NOW);
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
    Addition.Added added = added(Exemptions.NONE, BREAK_GLASS, LATER, KIM);

    Exemption exemption = added.exemption();
    assertTrue(exemption.id().matches("[0-9a-f]{8}"), exemption.id());
    assertEquals(Optional.of(exemption), added.exemptions().byId(exemption.id()));
    assertEquals(List.of(exemption), added.exemptions().inForce(NOW));
    assertEquals(List.of(), added.exemptions().inForce(LATER));
  }

  @Test
  void the_same_addition_again_is_the_same_exemption() {
    Addition.Added once = added(Exemptions.NONE, BREAK_GLASS, LATER, KIM);

    Addition.Added again = added(once.exemptions(), BREAK_GLASS, LATER, KIM);

    assertEquals(once, again);
  }

  @Test
  void what_is_in_force_for_the_same_and_as_long_is_needless() {
    Addition.Added once = added(Exemptions.NONE, BREAK_GLASS, LATER, KIM);
    Signature ann = new Signature("ann", NOW.plusSeconds(1));

    assertEquals(
        new Addition.Needless(once.exemption()),
        add(once.exemptions(), new Who.ByName("BREAK-GLASS-*"), LATER, ann));
    assertEquals(
        new Addition.Needless(once.exemption()),
        add(once.exemptions(), BREAK_GLASS, LATER.minusSeconds(1), ann));
  }

  @Test
  void a_later_end_renews_and_both_stay() {
    Addition.Added once = added(Exemptions.NONE, BREAK_GLASS, LATER, KIM);

    Addition.Added renewed = added(once.exemptions(), BREAK_GLASS, LATER.plusSeconds(1), KIM);

    assertEquals(List.of(once.exemption(), renewed.exemption()), renewed.exemptions().all());
    assertNotEquals(once.exemption().id(), renewed.exemption().id());
  }

  @Test
  void one_that_is_over_stands_in_the_way_of_none() {
    Addition.Added once = added(Exemptions.NONE, BREAK_GLASS, LATER, KIM);
    Signature late = new Signature("kim", LATER);
    Exemptions removed = removed(once.exemptions(), once.exemption().id(), KIM).exemptions();

    assertInstanceOf(
        Addition.Added.class,
        add(once.exemptions(), BREAK_GLASS, LATER.plus(Duration.ofDays(1)), late));
    assertInstanceOf(
        Addition.Added.class,
        add(removed, BREAK_GLASS, LATER, new Signature("kim", NOW.plusSeconds(1))));
  }

  @Test
  void what_is_removed_stays_with_who_when_and_why() {
    Addition.Added once = added(Exemptions.NONE, BREAK_GLASS, LATER, KIM);
    Signature ann = new Signature("ann", NOW.plusSeconds(60));

    Removing.Removed removed = removed(once.exemptions(), once.exemption().id(), ann);

    assertEquals(
        Optional.of(new Exemption.Removal(ann, "no longer needed")),
        removed.exemptions().byId(once.exemption().id()).orElseThrow().removed());
    assertFalse(removed.exemption().holds(NOW));
    assertEquals(removed, removed(removed.exemptions(), once.exemption().id(), ann));
  }

  @Test
  void only_what_is_in_force_can_be_removed() {
    Addition.Added once = added(Exemptions.NONE, BREAK_GLASS, LATER, KIM);
    String id = once.exemption().id();
    Removing.Removed removed = removed(once.exemptions(), id, KIM);

    assertEquals(
        new Removing.Over(removed.exemption()),
        removed.exemptions().remove(id, new Signature("ann", NOW), "too"));
    assertEquals(
        new Removing.Over(once.exemption()),
        once.exemptions().remove(id, new Signature("ann", LATER), "too"));
    assertEquals(new Removing.Unknown(), once.exemptions().remove("00000000", KIM, "why"));
  }

  @Test
  void each_change_makes_other_terms() {
    Addition.Added once = added(Exemptions.NONE, BREAK_GLASS, LATER, KIM);
    Exemptions removed = removed(once.exemptions(), once.exemption().id(), KIM).exemptions();

    assertNotEquals(fingerprint(Exemptions.NONE), fingerprint(once.exemptions()));
    assertNotEquals(fingerprint(once.exemptions()), fingerprint(removed));
    assertNotEquals(fingerprint(Exemptions.NONE), fingerprint(removed));
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

  private static Addition add(Exemptions to, Who who, Instant until, Signature signature) {
    return to.add(who, "platform team", "emergency access", until, signature);
  }

  private static Addition.Added added(Exemptions to, Who who, Instant until, Signature signature) {
    return assertInstanceOf(Addition.Added.class, add(to, who, until, signature));
  }

  private static Removing.Removed removed(Exemptions from, String id, Signature signature) {
    return assertInstanceOf(Removing.Removed.class, from.remove(id, signature, "no longer needed"));
  }
}
