package ninety;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Runs a property for many seeds. A failure names its seed; {@code -Dninety.seed=…} repeats that
 * run alone.
 */
public final class Seeds {

  private Seeds() {}

  /** A property of whatever the generator makes. */
  public interface Property {
    void holdsFor(RandomGenerator random) throws Exception;
  }

  /** Checks the property with this many fresh seeds, or with the one that was asked for. */
  public static void each(int runs, Property property) {
    Long wanted = Long.getLong("ninety.seed");
    if (wanted != null) {
      check(property, wanted);
      return;
    }
    long first = System.nanoTime();
    for (int run = 0; run < runs; run++) {
      check(property, first + run);
    }
  }

  private static void check(Property property, long seed) {
    try {
      property.holdsFor(new SplittableRandom(seed));
    } catch (Throwable failed) {
      throw new AssertionError(
          "seed %d (repeat with -Dninety.seed=%d): %s".formatted(seed, seed, failed.getMessage()),
          failed);
    }
  }
}
