package ninety.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import ninety.policy.Exemption;
import ninety.policy.Exemption.Signature;
import ninety.policy.Exemption.Who;
import ninety.policy.ExemptionLog;
import ninety.policy.Exemptions;
import ninety.policy.MemoryExemptions;
import org.junit.jupiter.api.Test;

final class ExemptChangeTest {

  private static final Instant NOW = Instant.parse("2026-06-01T08:14:27Z");
  private static final Instant LATER = Instant.parse("2026-09-01T00:00:00Z");
  private static final Who BREAK_GLASS = new Who.ByName("break-glass-*");

  private final MemoryExemptions stored = new MemoryExemptions();

  @Test
  void what_somebody_else_stored_meanwhile_is_kept() {
    int[] reads = {0};
    ExemptionLog disturbed =
        new ExemptionLog() {
          @Override
          public Exemptions read() {
            Exemptions read = stored.read();
            if (++reads[0] <= 3) {
              add(stored, new Who.ByName("service-" + reads[0]));
            }
            return read;
          }

          @Override
          public boolean store(Exemptions changed) {
            return stored.store(changed);
          }
        };

    Exemption added = add(disturbed, BREAK_GLASS);

    assertEquals(4, reads[0]);
    assertEquals(4, stored.read().all().size());
    assertTrue(stored.read().all().contains(added));
  }

  @Test
  void who_is_overtaken_again_and_again_is_told_so() {
    ExemptionLog busy =
        new ExemptionLog() {
          @Override
          public Exemptions read() {
            return stored.read();
          }

          @Override
          public boolean store(Exemptions changed) {
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
        new ExemptionLog() {
          @Override
          public Exemptions read() {
            return stored.read();
          }

          @Override
          public boolean store(Exemptions changed) {
            boolean done = stored.store(changed);
            boolean answered = lost[0];
            lost[0] = true;
            return answered && done;
          }
        };

    Exemption added = add(forgetful, BREAK_GLASS);

    assertEquals(List.of(added), stored.read().all());
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
                .add(
                    BREAK_GLASS,
                    "somebody",
                    "again",
                    LATER,
                    new Signature("ann", NOW.plusSeconds(9))));
  }

  @Test
  void only_one_that_is_in_force_can_be_removed() {
    Exemption first = add(stored, BREAK_GLASS);
    ExemptChange change = new ExemptChange(stored);

    assertFails(
        "There is no exemption 'nonsense'. See 'ninety exempt list'.",
        () -> change.remove("nonsense", new Signature("kim", NOW), "why"));
    assertFails(
        "Exemption %s ended before, at 2026-09-01T00:00:00Z.".formatted(first.id()),
        () -> change.remove(first.id(), new Signature("kim", LATER), "why"));
    change.remove(first.id(), new Signature("kim", NOW.plus(Duration.ofDays(1))), "why");
    assertFails(
        "Exemption %s was removed before, by kim at 2026-06-02T08:14:27Z.".formatted(first.id()),
        () -> change.remove(first.id(), new Signature("ann", LATER), "why"));
    assertEquals(1, stored.read().all().size());
  }

  private static Exemption add(ExemptionLog log, Who who) {
    return new ExemptChange(log)
        .add(who, "platform team", "emergency access", LATER, new Signature("kim", NOW));
  }

  private static void assertFails(String message, Runnable change) {
    Failure failure = assertThrows(Failure.class, change::run);
    assertEquals(message, failure.getMessage());
    assertEquals(Exit.FAILED, failure.exitCode());
  }
}
