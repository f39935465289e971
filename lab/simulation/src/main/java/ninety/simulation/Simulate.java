package ninety.simulation;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/** Lives worlds for as long as it is reported: see scripts/simulate --help. */
public final class Simulate {

  private static final int MOST_FAILURES = 20;
  private static final boolean TERMINAL = Boolean.getBoolean("ninety.terminal");
  private static final Duration BETWEEN_NEWS = Duration.ofSeconds(TERMINAL ? 1 : 60);

  private final Instant begin = Instant.now();
  private Instant news = begin;
  private long lived;
  private int failed;

  private Simulate() {}

  /**
   * One of {@code seed N}, {@code seeds FROM TO STEP}, {@code minutes N FIRST STEP}, {@code
   * mutants}.
   */
  public static void main(String... arguments) {
    ((Logger) LoggerFactory.getLogger("ninety")).setLevel(Level.OFF);
    Simulate run = new Simulate();
    switch (arguments[0]) {
      case "seed" -> run.report(Long.parseLong(arguments[1]));
      case "seeds" ->
          run.live(
              Long.parseLong(arguments[1]),
              Long.parseLong(arguments[2]),
              Long.parseLong(arguments[3]),
              Instant.MAX);
      case "minutes" ->
          run.live(
              Long.parseLong(arguments[2]),
              Long.MAX_VALUE,
              Long.parseLong(arguments[3]),
              run.begin.plus(Duration.ofMinutes(Long.parseLong(arguments[1]))));
      case "mutants" -> mutants();
      default -> throw new IllegalArgumentException(arguments[0]);
    }
    System.exit(run.failed == 0 ? 0 : 1);
  }

  private void live(long from, long to, long step, Instant end) {
    for (long seed = from;
        seed < to && failed < MOST_FAILURES && Instant.now().isBefore(end);
        seed += step) {
      Trial trial = new Trial(seed, Mutant.NONE);
      Optional<Promise.Broken> broken = trial.outcome();
      lived++;
      if (broken.isPresent()) {
        failed++;
        clearLine();
        report(seed, trial, broken.get());
      }
      if (Instant.now().isAfter(news.plus(BETWEEN_NEWS))) {
        news = Instant.now();
        System.err.print("%s, now at seed %d%s".formatted(soFar(), seed, TERMINAL ? "\r" : "\n"));
      }
    }
    clearLine();
    System.out.println(soFar());
  }

  private String soFar() {
    Duration took = Duration.between(begin, Instant.now());
    return "%,d worlds in %d s, %.1f ms each; %s"
        .formatted(
            lived,
            took.toSeconds(),
            (double) took.toMillis() / Math.max(1, lived),
            failed == 0 ? "every promise was kept" : failed + " broke a promise");
  }

  private static void clearLine() {
    if (TERMINAL) {
      System.err.print("\r\033[K");
    }
  }

  /** The whole of one seed, and the shorter story where it breaks a promise. */
  private void report(long seed) {
    Trial trial = new Trial(seed, Mutant.NONE);
    Trial.history(Story.of(seed), Mutant.NONE).forEach(System.out::println);
    Optional<Promise.Broken> broken = trial.outcome();
    lived++;
    if (broken.isPresent()) {
      failed++;
      report(seed, trial, broken.get());
    }
    System.out.println(soFar());
  }

  private static void report(long seed, Trial trial, Promise.Broken broken) {
    Story shorter = trial.shortened(broken);
    System.out.printf("%nseed %d breaks a promise: %s%n", seed, broken.getMessage());
    System.out.printf(
        "A shorter story does so too, of %d happenings and not of %d, with %s (heartbeats left"
            + " out):%n",
        shorter.happenings().size(),
        Story.of(seed).happenings().size(),
        shorter.config().troubles());
    Trial.history(shorter, Mutant.NONE).stream()
        .filter(line -> !line.contains("stream: Beat"))
        .forEach(line -> System.out.println("  " + line));
    System.out.printf("Again: scripts/simulate --seed %d%n%n", seed);
  }

  /** How soon each deliberate bug is seen, as a table for docs/reliability.md. */
  private static void mutants() {
    System.out.println("| bug | worlds until it was seen | by |");
    System.out.println("| --- | ---: | --- |");
    for (Mutant mutant : Mutants.all()) {
      Optional<Promise.Broken> broken = Optional.empty();
      long worlds = 0;
      while (broken.isEmpty() && worlds < 10_000) {
        broken = new Trial(worlds++, mutant).outcome();
      }
      System.out.printf(
          "| `%s` | %s | %s |%n",
          mutant, broken.isPresent() ? worlds : "never", broken.map(it -> it.promise).orElse(""));
    }
  }
}
