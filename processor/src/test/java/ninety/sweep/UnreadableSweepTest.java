package ninety.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import ninety.exemption.ExemptionLog;
import ninety.exemption.Exemptions;
import ninety.exemption.MemoryExemptions;
import ninety.finding.Dossier;
import ninety.finding.Dossiers;
import ninety.finding.NewerFormat;
import ninety.finding.UnreadableItem;
import ninety.user.Directory;
import ninety.user.Facts;
import ninety.user.UserId;
import org.junit.jupiter.api.Test;

/** What of the table cannot be read or stored: it stops nobody else, and is counted. */
final class UnreadableSweepTest extends SweptUsers {

  @Test
  void a_dossier_that_cannot_be_read_does_not_stop_the_others() {
    UserId broken = Facts.user(3);
    for (int i = 1; i <= 5; i++) {
      learn(Facts.about(Facts.user(i)).signedIn(day(0)));
    }

    Summary first = sweep(failingFor(broken, "read"), day(90));

    assertEquals(1, first.count(Count.FAILED));
    assertFalse(first.complete());
    assertEquals(4, siem.ids().size());
    assertEquals(5, first.count(Count.LOOKED));

    Summary second = sweep(day(90));

    assertTrue(second.complete());
    assertEquals(5, siem.ids().size());
  }

  @Test
  void a_dossier_that_cannot_be_stored_does_not_stop_the_others() {
    UserId broken = Facts.user(3);
    for (int i = 1; i <= 5; i++) {
      learn(Facts.about(Facts.user(i)).signedIn(day(0)));
    }

    Summary first = sweep(failingFor(broken, "store"), day(90));

    assertEquals(1, first.count(Count.FAILED));
    assertEquals(4, siem.ids().size());
    assertEquals(4, first.steps().size());

    sweep(day(90));

    assertEquals(5, siem.ids().size());
    EveryCrossingReported.check(siem, dossiers);
  }

  @Test
  void a_single_user_who_fails_is_counted() {
    learn(mara().signedIn(day(0)));

    Summary summary = sweep(failingFor(Facts.user(1), "read"), day(90));

    assertEquals(1, summary.count(Count.FAILED));
    assertEquals(1, summary.count(Count.LOOKED));
  }

  /** S15: two of them, or all of a page, once passed for a failure of the table and ended it. */
  @Test
  void items_that_cannot_be_read_are_named_and_counted_and_keep_nobody_from_being_judged() {
    for (int user = 1; user <= 3; user++) {
      learn(Facts.about(Facts.user(user)).signedIn(day(0)));
    }
    List<UserId> broken = new ArrayList<>(List.of(Facts.user(2), Facts.user(3)));
    Dossiers some =
        new Dossiers() {
          @Override
          public Optional<Dossier> read(UserId id) {
            if (id.equals(Facts.user(2)) && broken.contains(id)) {
              throw new NewerFormat("user " + id, 2, 1);
            }
            if (broken.contains(id)) {
              throw new UnreadableItem("user " + id, "created");
            }
            return dossiers.read(id);
          }

          @Override
          public Stored store(Dossier changed) {
            return dossiers.store(changed);
          }
        };

    Summary first = sweep(some, day(90));
    broken.add(Facts.user(1));
    Summary second = sweep(some, day(97));
    broken.clear();
    Summary third = sweep(some, day(97));

    assertEquals(List.of("breach"), labels(first));
    assertEquals(2, first.count(Count.FAILED));
    assertEquals(2, first.unreadable().size());
    assertFalse(first.complete());
    assertEquals(3, second.count(Count.FAILED));
    assertTrue(
        second.unreadable().stream()
            .anyMatch(each -> each.contains("user %s, attribute created".formatted(Facts.user(3)))),
        () -> second.unreadable().toString());
    assertEquals(List.of("escalated", "escalated", "escalated"), labels(third));
    assertTrue(third.complete());
  }

  /**
   * S15: a false alarm, rather than a silence, until it is mended; what was reported is not again.
   */
  @Test
  void an_exemption_that_cannot_be_read_exempts_nobody_and_is_named() {
    List<String> unreadable = List.of("row #exemption#x, attribute until");
    ExemptionLog log =
        new MemoryExemptions() {
          @Override
          public synchronized Exemptions read() {
            return new Exemptions(super.read().all(), unreadable);
          }
        };
    learn(mara().signedIn(day(0)));

    Summary summary =
        scene
            .sweep(
                new Places(
                    dossiers,
                    dossiers,
                    dossiers,
                    scene.coverage,
                    scene.feedWatches,
                    log,
                    scene.attestations,
                    scene.undelivered,
                    scene.notices,
                    scene.policyLog,
                    scene.directoryChanges,
                    scene.tamperings,
                    scene.reconciliations,
                    Directory.NONE,
                    siem,
                    siem),
                4)
            .run(day(90), day(90), SweptUsers::unwatched);

    assertEquals(List.of("breach"), labels(summary));
    assertEquals(unreadable, summary.unreadable());
    assertEquals(0, summary.count(Count.FAILED));
    assertFalse(summary.complete());
  }

  @Test
  void what_fails_for_all_ends_the_sweep_with_that_failure() {
    for (int i = 1; i <= 5; i++) {
      learn(Facts.about(Facts.user(i)).signedIn(day(0)));
    }
    IllegalStateException failure = new IllegalStateException("no such table");
    Dossiers unreachable =
        new Dossiers() {
          @Override
          public Optional<Dossier> read(UserId id) {
            throw failure;
          }

          @Override
          public Stored store(Dossier changed) {
            throw failure;
          }
        };

    assertSame(
        failure, assertThrows(IllegalStateException.class, () -> sweep(unreachable, day(90))));
  }

  private Dossiers failingFor(UserId broken, String call) {
    return new Dossiers() {
      @Override
      public Optional<Dossier> read(UserId id) {
        if (id.equals(broken) && call.equals("read")) {
          throw new IllegalStateException("an item that was changed by hand");
        }
        return dossiers.read(id);
      }

      @Override
      public Stored store(Dossier changed) {
        if (changed.user().id().equals(broken) && call.equals("store")) {
          throw new IllegalStateException("an item that is too large");
        }
        return dossiers.store(changed);
      }
    };
  }
}
