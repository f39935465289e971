package ninety.cli.exempt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import ninety.cli.terminal.Exit;
import ninety.cli.terminal.Failure;
import ninety.exemption.Exemption;
import ninety.exemption.Exemption.Removal;
import ninety.exemption.Exemption.Who;
import ninety.exemption.ExemptionChanges;
import ninety.exemption.ExemptionLog;
import ninety.exemption.Exemptions;
import ninety.exemption.MemoryExemptions;
import ninety.finding.Notice;
import ninety.user.Author;
import org.junit.jupiter.api.Test;

final class ExemptChangeTest {

  private static final Instant NOW = Instant.parse("2026-06-01T08:14:27Z");
  private static final Instant LATER = Instant.parse("2026-09-01T00:00:00Z");
  private static final Who BREAK_GLASS = new Who.ByName("break-glass-*");

  private final MemoryExemptions stored = new MemoryExemptions();

  /** A log that others use too. */
  private static class Busy implements ExemptionLog {
    private final ExemptionLog right;

    Busy(ExemptionLog right) {
      this.right = right;
    }

    @Override
    public Exemptions read() {
      return right.read();
    }

    @Override
    public Exemptions trail() {
      return right.trail();
    }

    @Override
    public boolean add(Exemption exemption) {
      return right.add(exemption);
    }

    @Override
    public boolean remove(Exemption removed) {
      return right.remove(removed);
    }

    @Override
    public void putAway(Exemption over) {
      right.putAway(over);
    }
  }

  @Test
  void where_somebody_else_was_given_the_same_id_another_one_is_taken() {
    boolean[] taken = {false};
    ExemptionLog disturbed =
        new Busy(stored) {
          @Override
          public boolean add(Exemption exemption) {
            if (!taken[0]) {
              taken[0] = true;
              stored.add(
                  new Exemption(
                      exemption.id(),
                      new Who.ByName("service-*"),
                      "somebody",
                      "something",
                      LATER,
                      new Author("ann", NOW),
                      Optional.empty()));
            }
            return super.add(exemption);
          }
        };

    Exemption added = add(disturbed, BREAK_GLASS);

    assertEquals(2, stored.read().all().size());
    assertTrue(stored.read().all().contains(added));
  }

  @Test
  void who_is_overtaken_again_and_again_is_reported_so() {
    ExemptionLog busy =
        new Busy(stored) {
          @Override
          public boolean add(Exemption exemption) {
            return false;
          }
        };

    assertFails(
        "Others change the exemptions at the same time; nothing was stored. Run it again.",
        () -> add(busy, BREAK_GLASS));
  }

  @Test
  void an_answer_that_was_lost_makes_no_second_exemption() {
    boolean[] lost = {false};
    ExemptionLog forgetful =
        new Busy(stored) {
          @Override
          public boolean add(Exemption exemption) {
            boolean done = super.add(exemption);
            boolean answered = lost[0];
            lost[0] = true;
            return answered && done;
          }
        };

    Exemption added = add(forgetful, BREAK_GLASS);

    assertEquals(List.of(added), stored.read().all());
  }

  @Test
  void what_somebody_else_took_back_meanwhile_is_said_to_be_over() {
    Exemption first = add(stored, BREAK_GLASS);
    ExemptionLog disturbed =
        new Busy(stored) {
          @Override
          public boolean remove(Exemption removed) {
            stored.remove(first.remove(new Author("ann", NOW), "mine"));
            return super.remove(removed);
          }
        };

    assertFails(
        "Exemption %s was removed before, by ann at 2026-06-01T08:14:27Z.".formatted(first.id()),
        () ->
            new ExemptChange(disturbed)
                .remove(first.id(), new Removal(new Author("kim", NOW), "why")));
  }

  @Test
  void what_would_change_nothing_is_refused_naming_what_is_in_force() {
    Exemption first = add(stored, BREAK_GLASS);

    assertFails(
        "break-glass-* is exempt already, until 2026-09-01T00:00:00Z (%s, owner platform team)."
                .formatted(first.id())
            + " Give a later end, or remove that one first.",
        () ->
            new ExemptChange(stored)
                .add(wanted(BREAK_GLASS, "again", LATER, new Author("ann", NOW.plusSeconds(9)))));
  }

  @Test
  void only_one_that_is_in_force_can_be_removed() {
    Exemption first = add(stored, BREAK_GLASS);
    ExemptChange change = new ExemptChange(stored);

    assertFails(
        "There is no exemption 'nonsense'. See 'ninety exempt list'.",
        () -> change.remove("nonsense", removal("kim", NOW)));
    assertFails(
        "Exemption %s ended before, at 2026-09-01T00:00:00Z.".formatted(first.id()),
        () -> change.remove(first.id(), removal("kim", LATER)));
    change.remove(first.id(), removal("kim", NOW.plus(Duration.ofDays(1))));
    assertFails(
        "Exemption %s was removed before, by kim at 2026-06-02T08:14:27Z.".formatted(first.id()),
        () -> change.remove(first.id(), removal("ann", LATER)));
    assertEquals(1, stored.read().all().size());
  }

  @Test
  void what_is_long_over_and_reported_is_put_away_by_the_hundred_and_stays_in_the_trail() {
    ExemptChange change = new ExemptChange(stored);
    Set<UUID> reported = new HashSet<>();
    for (int i = 0; i < ExemptionChanges.MANY_OVER - 1; i++) {
      reported.addAll(Notice.ids(over(i)));
    }
    Instant longAfter = NOW.plus(Duration.ofDays(40));

    change.putAway(reported, longAfter);
    assertEquals(ExemptionChanges.MANY_OVER - 1, stored.read().all().size());

    Exemption last = over(ExemptionChanges.MANY_OVER);
    Exemption inForce = add(stored, BREAK_GLASS);
    change.putAway(reported, longAfter);
    assertEquals(ExemptionChanges.MANY_OVER + 1, stored.read().all().size(), "one is not reported");

    reported.addAll(Notice.ids(last));
    change.putAway(reported, NOW.plus(Duration.ofDays(20)));
    assertEquals(ExemptionChanges.MANY_OVER + 1, stored.read().all().size(), "none is long over");

    change.putAway(reported, longAfter);
    assertEquals(List.of(inForce), stored.read().all());
    assertEquals(ExemptionChanges.MANY_OVER + 1, stored.trail().all().size());
  }

  private Exemption over(int number) {
    Exemption exemption =
        new ExemptChange(stored)
            .add(
                wanted(
                        new Who.ByName("service-" + number),
                        "test",
                        NOW.plusSeconds(60),
                        new Author("kim", NOW))
                    .counted(new Exemption.Covered(1, 100)));
    return exemption;
  }

  private static Exemption add(ExemptionLog log, Who who) {
    return new ExemptChange(log)
        .add(wanted(who, "emergency access", LATER, new Author("kim", NOW)));
  }

  private static Exemption wanted(Who who, String reason, Instant until, Author author) {
    return new Exemption("new", who, "platform team", reason, until, author, Optional.empty());
  }

  private static Removal removal(String by, Instant at) {
    return new Removal(new Author(by, at), "why");
  }

  private static void assertFails(String message, Runnable change) {
    Failure failure = assertThrows(Failure.class, change::run);
    assertEquals(message, failure.getMessage());
    assertEquals(Exit.FAILED, failure.exitCode());
  }
}
