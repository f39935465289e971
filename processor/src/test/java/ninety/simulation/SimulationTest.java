package ninety.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Whole worlds, each from one seed, always the same ones; {@code scripts/simulate} lives new ones.
 * What those still find is in docs/reliability.md. A failure names its seed; {@code
 * scripts/simulate --seed N} lives it again and tells it.
 */
final class SimulationTest {

  private static final int FIXED = 300;

  @Test
  void in_worlds_that_were_lived_before_every_promise_is_kept() {
    LongStream.range(0, FIXED).forEach(SimulationTest::live);
  }

  private static void live(long seed) {
    List<String> history = new ArrayList<>();
    try {
      World.live(Story.of(seed), Mutant.NONE, history::add);
    } catch (Throwable broken) {
      int last = history.size();
      throw new AssertionError(
          "seed %d (scripts/simulate --seed %d): %s%n%s"
              .formatted(
                  seed,
                  seed,
                  broken.getMessage(),
                  String.join("\n", history.subList(Math.max(0, last - 40), last))),
          broken);
    }
  }
}
