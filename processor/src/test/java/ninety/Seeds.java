package ninety;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * Runs a property for many seeds. A failure names its seed; {@code -Dninety.seed=…} repeats that
 * run alone.
 */
public final class Seeds {

  /** What is tested, and the worlds that it is tested in. */
  private static final List<String> SOURCES = List.of("processor/src", "lab/simulation/src");

  private static final long FIRST = ofSources();

  private Seeds() {}

  /**
   * The first of the seeds that are new with each change of the sources and the same for each run
   * of them: what broke once breaks again.
   */
  public static long first() {
    return FIRST;
  }

  /** A property of whatever the generator makes. */
  public interface Property {
    void holdsFor(RandomGenerator random) throws Exception;
  }

  /**
   * Checks the property with this many seeds from {@link #first} on, or with the one that was asked
   * for.
   */
  public static void each(int runs, Property property) {
    Long wanted = Long.getLong("ninety.seed");
    if (wanted != null) {
      check(property, wanted);
      return;
    }
    for (int run = 0; run < runs; run++) {
      check(property, FIRST + run);
    }
  }

  private static long ofSources() {
    CRC32C sum = new CRC32C();
    for (Path file : sources()) {
      try {
        sum.update(Files.readAllBytes(file));
      } catch (IOException unreadable) {
        throw new UncheckedIOException("cannot read " + file, unreadable);
      }
    }
    return sum.getValue() * 100_000;
  }

  /** In one order, wherever this project lies and whichever module's tests run. */
  private static List<Path> sources() {
    Path root = root();
    return SOURCES.stream().flatMap(folder -> javaIn(root.resolve(folder)).stream()).toList();
  }

  private static Path root() {
    Path here = Path.of("").toAbsolutePath();
    return Stream.iterate(here, folder -> folder != null, Path::getParent)
        .filter(folder -> SOURCES.stream().map(folder::resolve).allMatch(Files::isDirectory))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no " + SOURCES + " in or above " + here));
  }

  private static List<Path> javaIn(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException("cannot list " + folder, unreadable);
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
