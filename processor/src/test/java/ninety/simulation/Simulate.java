package ninety.simulation;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.LoggerFactory;

/** Lives worlds for as long as it is told: see scripts/simulate --help. */
public final class Simulate {

  private static final int MOST_FAILURES = 20;

  private long lived;
  private int failed;

  private Simulate() {}

  /** One of {@code seed N}, {@code seeds FROM TO}, {@code minutes N}. */
  public static void main(String... arguments) {
    ((Logger) LoggerFactory.getLogger("ninety")).setLevel(Level.OFF);
    Simulate run = new Simulate();
    Instant begin = Instant.now();
    switch (arguments[0]) {
      case "seed" -> run.live(Long.parseLong(arguments[1]), true);
      case "seeds" -> {
        long to = Long.parseLong(arguments[2]);
        for (long seed = Long.parseLong(arguments[1]); seed < to && run.goesOn(); seed++) {
          run.live(seed, false);
        }
      }
      default -> {
        Instant end = begin.plus(Duration.ofMinutes(Long.parseLong(arguments[1])));
        for (long seed = System.nanoTime(); Instant.now().isBefore(end) && run.goesOn(); seed++) {
          run.live(seed, false);
        }
      }
    }
    Duration took = Duration.between(begin, Instant.now());
    System.out.printf(
        "%d worlds lived in %d s, %d broke a promise%n", run.lived, took.toSeconds(), run.failed);
    System.exit(run.failed == 0 ? 0 : 1);
  }

  private boolean goesOn() {
    return failed < MOST_FAILURES;
  }

  private void live(long seed, boolean told) {
    lived++;
    try {
      World.live(Story.of(seed), Mutant.NONE, told ? System.out::println : _ -> {});
    } catch (RuntimeException | Error broken) {
      failed++;
      System.out.printf("seed %d: %s%n", seed, broken.getMessage());
    }
    if (lived % 1_000 == 0) {
      System.err.printf("%d worlds, %d broke a promise%n", lived, failed);
    }
  }
}
