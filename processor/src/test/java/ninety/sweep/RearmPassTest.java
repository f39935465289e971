package ninety.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import ninety.policy.Control;
import ninety.policy.Dossier;
import ninety.policy.Policy;
import ninety.policy.Policy.Basis;
import ninety.policy.Policy.PasswordRule;
import ninety.policy.Thresholds;
import ninety.user.Facts;
import org.junit.jupiter.api.Test;

final class RearmPassTest {

  private static final Instant DAY_0 = Instant.parse("2026-01-01T00:00:00Z");
  private static final Facts MARA = Facts.about(Facts.user(1));

  private static final Policy SHORTER =
      new Policy(
          Thresholds.ofDays(26, 30, 37),
          Thresholds.ofDays(26, 30, 37),
          Basis.LAST_ACTIVITY,
          PasswordRule.ALWAYS);

  @Test
  void everybody_is_armed_twice_a_day_apart_and_then_no_more() {
    Scene scene = Scene.since(DAY_0).heard(DAY_0, day(40));
    News.tell(scene.dossiers, MARA.signedIn(day(1)));

    scene.sweepAt(day(2));
    assertEquals(Optional.of(day(3)), scene.dossiers.read().again());

    scene.sweepAt(day(3).minusMillis(1));
    assertEquals(Optional.of(day(3)), scene.dossiers.read().again());

    scene.sweepAt(day(3));
    assertEquals(Optional.empty(), scene.dossiers.read().again());
    assertTrue(scene.dossiers.read().complete());

    scene.sweepAt(day(5));
    assertEquals(Optional.empty(), scene.dossiers.read().again());
  }

  /**
   * Found by the simulation: a sweep under the old policy came last, and died before it said so.
   */
  @Test
  void a_date_that_a_sweep_under_other_terms_left_behind_is_mended_a_day_later() {
    Scene scene = Scene.since(DAY_0).heard(DAY_0, day(60));
    News.tell(scene.dossiers, MARA.signedIn(day(0)));
    scene.under(SHORTER).sweepAt(day(20));

    Dossier mara = scene.dossiers.read(Facts.user(1)).orElseThrow();
    scene.dossiers.store(mara.withDue(Optional.of(day(86))));
    scene.sweepAt(day(20).plus(Duration.ofHours(23)));
    scene.sweepAt(day(21));
    Summary warned = scene.sweepAt(day(26));

    assertEquals(
        List.of(Control.INACTIVITY), warned.steps().stream().map(Summary.Step::control).toList());
  }

  private static Instant day(int day) {
    return DAY_0.plus(Duration.ofDays(day));
  }
}
