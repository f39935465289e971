package ninety.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import ninety.coverage.Observed;
import ninety.exemption.Exemptions;
import ninety.finding.Dossier;
import ninety.finding.Due;
import ninety.finding.Rearming;
import ninety.finding.UnreadableItem;
import ninety.policy.Control;
import ninety.policy.Policy;
import ninety.policy.Terms;
import ninety.policy.Thresholds;
import ninety.user.Facts;
import ninety.user.UserId;
import org.junit.jupiter.api.Test;

final class RearmPassTest {

  private static final Instant DAY_0 = Instant.parse("2026-01-01T00:00:00Z");
  private static final Facts MARA = Facts.about(Facts.user(1));

  private static final Policy SHORTER =
      Policy.STANDARD.with(Thresholds.ofDays(26, 30, 37), Thresholds.ofDays(26, 30, 37));

  private final UnreadableItem unread = new UnreadableItem("user 7", "created");
  private final List<UnreadableItem> unreadable = new ArrayList<>();

  @Test
  void everybody_is_armed_twice_a_day_apart_and_then_no_more() {
    Scene scene = Scene.since(DAY_0).heard(DAY_0, day(40));
    News.arrive(scene.dossiers, MARA.signedIn(day(1)));

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
    News.arrive(scene.dossiers, MARA.signedIn(day(0)));
    scene.under(SHORTER).sweepAt(day(20));

    Dossier mara = scene.dossiers.read(Facts.user(1)).orElseThrow();
    scene.dossiers.store(mara.withDue(new Due.At(day(86))));
    scene.sweepAt(day(20).plus(Duration.ofHours(23)));
    scene.sweepAt(day(21));
    Summary warned = scene.sweepAt(day(26));

    assertEquals(
        List.of(Control.INACTIVITY), warned.steps().stream().map(Summary.Step::control).toList());
  }

  @Test
  void a_user_who_cannot_be_read_holds_up_nobody_and_is_tried_again() {
    Scene scene = Scene.since(DAY_0).heard(DAY_0, day(60));
    for (int i = 0; i < 1_200; i++) {
      News.arrive(scene.dossiers, Facts.about(Facts.user(i)).signedIn(day(0)));
    }
    scene.sweepAt(day(20));
    boolean[] broken = {true};
    Rearming rearming =
        new Rearming() {
          @Override
          public Armed read() {
            return scene.dossiers.read();
          }

          @Override
          public void write(Armed armed) {
            scene.dossiers.write(armed);
          }

          @Override
          public Page page(Optional<UserId> after) {
            Page page = scene.dossiers.page(after);
            return after.isEmpty()
                ? new Page(page.dossiers(), broken[0] ? List.of(unread) : List.of(), page.last())
                : page;
          }
        };
    Terms terms =
        new Terms(SHORTER, Exemptions.NONE, Optional.of(Observed.since(DAY_0)), day(21), day(21));
    RearmPass pass = pass(scene, rearming, terms);

    pass.run();

    assertEquals(List.of(unread), unreadable);
    assertTrue(
        scene.dossiers.all().stream()
            .allMatch(dossier -> dossier.due().equals(new Due.At(day(26)))));
    assertEquals(Optional.empty(), scene.dossiers.read().after());
    assertTrue(pass(scene, rearming, terms).needed());

    broken[0] = false;
    pass(scene, rearming, terms).run();
    assertTrue(scene.dossiers.read().complete());
  }

  private RearmPass pass(Scene scene, Rearming rearming, Terms terms) {
    Places real = scene.places(scene.dossiers, scene.siem);
    Places places = OtherPlaces.with(real, Rearming.class, rearming);
    return new RearmPass(
        places,
        new Crowd(8, Executors::newVirtualThreadPerTaskExecutor),
        _ -> {},
        terms,
        () -> false,
        unreadable::add);
  }

  private static Instant day(int day) {
    return DAY_0.plus(Duration.ofDays(day));
  }
}
