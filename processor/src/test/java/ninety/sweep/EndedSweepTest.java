package ninety.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.UUID;
import java.util.stream.Collectors;
import ninety.user.Facts;
import org.junit.jupiter.api.Test;

/** S18: a sweep that is asked to end does so after its page, and the next goes on. */
final class EndedSweepTest {

  private static final int USERS = 250;
  private static final Instant DAY_90 = Life.day(90);

  private final Scene scene = Scene.since(Life.DAY_0);

  @Test
  void what_a_sweep_left_when_it_was_asked_to_end_the_next_takes_up_and_nothing_comes_twice() {
    for (int user = 0; user < USERS; user++) {
      News.arrive(scene.dossiers, Facts.about(Facts.user(user)).signedIn(Life.DAY_0));
    }
    scene.heard(Life.DAY_0, DAY_90);
    scene.sweepAt(Life.day(1));

    Sweep cut = scene.sweep();
    Summary first = cut.run(DAY_90, DAY_90, _ -> cut.end());
    Summary second = scene.sweepAt(DAY_90);

    assertEquals(Sweep.PAGE, first.count(Count.LOOKED));
    assertEquals(Sweep.PAGE, first.steps().size());
    assertEquals(USERS - Sweep.PAGE, second.count(Count.LOOKED));
    assertEquals(
        USERS,
        scene.siem.arrivals().stream()
            .map(alert -> alert.id())
            .collect(Collectors.<UUID>toSet())
            .size());
    assertEquals(USERS, scene.siem.arrivals().size());
  }

  @Test
  void a_sweep_that_is_asked_to_end_before_it_began_looks_at_nobody() {
    News.arrive(scene.dossiers, Facts.about(Facts.user(1)).signedIn(Life.DAY_0));
    scene.heard(Life.DAY_0, DAY_90);
    Sweep cut = scene.sweep();
    cut.end();

    assertEquals(0, cut.run(DAY_90, DAY_90, _ -> {}).count(Count.LOOKED));
    assertEquals(1, scene.sweepAt(DAY_90).count(Count.LOOKED));
  }
}
