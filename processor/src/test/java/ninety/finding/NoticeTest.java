package ninety.finding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import ninety.exemption.Exemption;
import ninety.exemption.Exemption.Covered;
import ninety.exemption.Exemption.Removal;
import ninety.exemption.Exemption.Who;
import ninety.finding.Notice.Exempted;
import ninety.finding.Notice.ExemptionEnded;
import ninety.finding.Notice.ExemptionRemoved;
import ninety.user.Author;
import org.junit.jupiter.api.Test;

final class NoticeTest {

  private static final Instant ADDED = Instant.parse("2026-06-01T08:14:27Z");
  private static final Instant UNTIL = Instant.parse("2026-09-01T00:00:00Z");
  private static final Instant DURING = Instant.parse("2026-06-02T08:00:00Z");
  private static final Exemption SERVICES = exemption(Optional.of(new Covered(7, 40)));
  private static final Removal REMOVAL =
      new Removal(new Author("ann", DURING), "moved to roles", Optional.of(new Covered(6, 39)));

  @Test
  void an_exemption_is_reported_as_it_is_added_and_once() {
    assertEquals(List.of(new Exempted(SERVICES, DURING)), notices(SERVICES, Set.of(), DURING));
    assertEquals(List.of(), notices(SERVICES, reported(SERVICES, DURING), DURING));
  }

  @Test
  void its_end_by_time_is_reported_when_it_has_come() {
    Set<UUID> added = reported(SERVICES, DURING);

    assertEquals(List.of(), notices(SERVICES, added, UNTIL.minusNanos(1)));
    assertEquals(List.of(new ExemptionEnded(SERVICES, UNTIL)), notices(SERVICES, added, UNTIL));
  }

  @Test
  void a_removal_is_reported() {
    Exemption removed = SERVICES.remove(REMOVAL);

    assertEquals(
        List.of(new ExemptionRemoved(removed, REMOVAL, DURING)),
        notices(removed, reported(SERVICES, DURING), DURING));
  }

  /** Else one could exempt for less than the time between two sweeps unseen. */
  @Test
  void one_that_is_over_before_any_sweep_saw_it_is_reported_with_both_steps() {
    Exemption removed = SERVICES.remove(REMOVAL);

    assertEquals(
        List.of(new Exempted(removed, DURING), new ExemptionRemoved(removed, REMOVAL, DURING)),
        notices(removed, Set.of(), DURING));
    assertEquals(
        List.of(new Exempted(SERVICES, UNTIL), new ExemptionEnded(SERVICES, UNTIL)),
        notices(SERVICES, Set.of(), UNTIL));
  }

  @Test
  void an_end_by_time_is_final() {
    Exemption removedByAClockThatIsBehind = SERVICES.remove(REMOVAL);
    Set<UUID> ended = reported(SERVICES, UNTIL);

    assertEquals(List.of(), notices(removedByAClockThatIsBehind, ended, UNTIL));
    assertEquals(List.of(), notices(SERVICES, ended, DURING), "a clock that steps back");
  }

  @Test
  void of_an_exemption_of_version_0_1_nothing_is_reported_where_it_was_over_before() {
    Exemption old = exemption(Optional.empty());

    assertEquals(List.of(new Exempted(old, DURING)), notices(old, Set.of(), DURING));
    assertEquals(List.of(), notices(old, Set.of(), UNTIL));
    assertEquals(
        List.of(), notices(old.remove(new Author("ann", DURING), "why"), Set.of(), DURING));
    assertEquals(
        List.of(new ExemptionEnded(old, UNTIL)), notices(old, reported(old, DURING), UNTIL));
    assertEquals(
        2,
        notices(old.remove(REMOVAL), Set.of(), DURING).size(),
        "it was taken back by a version that reports");
  }

  @Test
  void ids_are_the_same_each_time_and_others_for_each_step_and_each_exemption() {
    Set<UUID> ids = new HashSet<>(Notice.ids(SERVICES));

    assertEquals(3, ids.size());
    assertEquals(Notice.ids(SERVICES), Notice.ids(SERVICES.remove(REMOVAL)));
    assertNotEquals(
        new Exempted(SERVICES, DURING).findingUid(),
        new Exempted(
                new Exemption(
                    SERVICES.id(),
                    SERVICES.who(),
                    "x",
                    "y",
                    UNTIL,
                    new Author("kim", ADDED.plusSeconds(1)),
                    Optional.empty()),
                DURING)
            .findingUid());
    notices(SERVICES.remove(REMOVAL), Set.of(), UNTIL)
        .forEach(notice -> assertTrue(ids.contains(notice.alertId())));
  }

  /** Labels that an id is made from never change. */
  @Test
  void ids_are_these() {
    assertEquals(
        List.of(
            "4bf0d948-db70-500c-89fe-7830cacaa298",
            "3d55a64a-0ed4-5eba-9396-37d28352f9f0",
            "02d981b6-fcc2-5ddc-83e4-0219abd4ca89",
            "10631875-ed73-5f45-8f10-172f34ece19a"),
        List.of(
            new Exempted(SERVICES, DURING).findingUid().toString(),
            Notice.ids(SERVICES).get(0).toString(),
            Notice.ids(SERVICES).get(1).toString(),
            Notice.ids(SERVICES).get(2).toString()));
  }

  private static List<Notice> notices(Exemption exemption, Set<UUID> reported, Instant at) {
    return Notice.of(exemption, reported, at, at);
  }

  private static Set<UUID> reported(Exemption exemption, Instant at) {
    Set<UUID> ids = new HashSet<>();
    notices(exemption, Set.of(), at).forEach(notice -> ids.add(notice.alertId()));
    return ids;
  }

  private static Exemption exemption(Optional<Covered> covered) {
    return new Exemption(
        "0a1b2c3d",
        new Who.ByName("service-*"),
        "platform team",
        "no person signs in",
        UNTIL,
        new Author("kim", ADDED),
        covered,
        Optional.empty());
  }
}
