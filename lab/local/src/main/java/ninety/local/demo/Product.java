package ninety.local.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Runs {@code ninety}'s commands as {@code scripts/ninety} does: in JVMs of their own. */
final class Product implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofMinutes(3);

  /** All that the product gets of our environment, so that the reader's settings do not enter. */
  private static final Set<String> INHERITED = Set.of("PATH", "HOME", "LANG", "TMPDIR");

  /**
   * Ctrl-C in a terminal reaches all of a group; when the product ends is for the demo to say. And
   * should the demo be killed, its end of the pipe closes, and the product is killed too.
   */
  private static final String GUARDED =
      "trap '' INT; exec 3<&0; (cat <&3; kill -9 $$) >/dev/null 2>&1 & exec \"$@\" 3<&- </dev/null";

  private final Path jar;
  private final Path archive;
  private final Path folder;
  private final Map<String, String> environment;
  private final AtomicInteger runs = new AtomicInteger();
  private final Set<Process> running = ConcurrentHashMap.newKeySet();

  /**
   * @param folder where the logs go
   * @param environment what turns the product to the servers
   */
  Product(Path jar, Path folder, Map<String, String> environment) {
    this.jar = jar;
    this.archive = freshArchive(jar);
    this.folder = folder;
    this.environment = environment;
  }

  /** Where the archive of the jar's classes is or will be; the JVM does not replace an old one. */
  private static Path freshArchive(Path jar) {
    Path archive = jar.resolveSibling("ninety.jsa");
    try {
      if (Files.exists(archive)
          && Files.getLastModifiedTime(archive).compareTo(Files.getLastModifiedTime(jar)) < 0) {
        Files.delete(archive);
      }
      return archive;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A command that was started. */
  record Started(String command, Process process, Path output, Path log) {

    /** What it printed to standard output so far. */
    List<String> printed() {
      return read(output);
    }

    List<String> logged() {
      return read(log);
    }

    private static List<String> read(Path file) {
      try {
        return Files.readString(file).lines().toList();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    DemoFailed failure(String how) {
      String said =
          logged().stream()
              // Neither JSON nor the inside of a stack trace.
              .filter(line -> !line.isBlank() && !line.startsWith("{") && !line.startsWith("\t"))
              .reduce((_, last) -> ": " + last)
              .orElse(".");
      return new DemoFailed(
          "`%s` %s%s\nThe whole log is %s; please report it if this happens again."
              .formatted(command, how, said, log));
    }
  }

  Started start(String... arguments) {
    String command = "ninety " + String.join(" ", arguments);
    String name = "ninety-%s-%d".formatted(arguments[0], runs.incrementAndGet());
    List<String> line = new ArrayList<>(List.of("sh", "-c", GUARDED, "sh"));
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(
        List.of(
            "-XX:+UseSerialGC",
            // Nothing here runs long enough for the optimizing compiler.
            "-XX:TieredStopAtLevel=1",
            // The first command leaves what it loaded beside the jar; the others start sooner.
            "-XX:+AutoCreateSharedArchive",
            "-XX:SharedArchiveFile=" + archive,
            "-Xlog:disable", // what could not go into the archive is of no interest
            "--sun-misc-unsafe-memory-access=allow",
            "-jar",
            jar.toString()));
    line.addAll(List.of(arguments));
    Path output = folder.resolve(name + ".out");
    Path log = folder.resolve(name + ".log");
    ProcessBuilder builder =
        new ProcessBuilder(line)
            .directory(folder.toFile())
            .redirectOutput(output.toFile())
            .redirectError(log.toFile());
    builder.environment().keySet().retainAll(INHERITED);
    builder.environment().putAll(environment);
    try {
      Process process = builder.start();
      running.add(process);
      return new Started(command, process, output, log);
    } catch (IOException e) {
      throw new DemoFailed("`%s` could not be started: %s".formatted(command, e.getMessage()));
    }
  }

  /** Runs a command to its end; returns the lines that it printed. */
  List<String> run(String... arguments) {
    Started started = start(arguments);
    int code = exitCode(started, LIMIT);
    if (code != 0) {
      throw started.failure("ended with exit code " + code);
    }
    return started.printed();
  }

  /** The same, with the sentences on standard error before them. */
  List<String> runWithErrors(String... arguments) {
    Started started = start(arguments);
    int code = exitCode(started, LIMIT);
    if (code != 0) {
      throw started.failure("ended with exit code " + code);
    }
    List<String> all = new ArrayList<>(started.logged());
    all.removeIf(line -> !line.startsWith("ninety "));
    all.addAll(started.printed());
    return all;
  }

  /** The same for a command that says by its exit code, too, what it found. */
  List<String> runWhateverComes(String... arguments) {
    Started started = start(arguments);
    exitCode(started, LIMIT);
    return started.printed();
  }

  /** Waits for the end of a command, for so long. */
  int exitCode(Started started, Duration limit) {
    try {
      if (!started.process().waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        throw started.failure("did not end within %d s".formatted(limit.toSeconds()));
      }
      running.remove(started.process());
      return started.process().exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw started.failure("was interrupted");
    }
  }

  /** Kills what still runs: what it works on goes as well. */
  @Override
  public void close() {
    running.forEach(Process::destroyForcibly);
    running.forEach(process -> {
      try {
        process.waitFor(5, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    });
    running.clear();
  }
}
