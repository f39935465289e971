package ninety.local;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** One server in a child process, which does not outlive this JVM however that ends. */
final class Server implements AutoCloseable {

  private static final String READY = "ready ";

  /** It takes seconds, and a busy machine many of them. */
  private static final Duration START_LIMIT = Duration.ofMinutes(3);

  private static final Duration GRACE = Duration.ofSeconds(1);
  private static final int LAST_LINES = 20;

  /** All that a server gets of our environment, so that a developer's settings do not change it. */
  private static final Set<String> INHERITED = Set.of("PATH", "HOME", "LANG", "TMPDIR");

  private final String name;
  private final Process process;
  private final Path log;
  private final CompletableFuture<URI> endpoint = new CompletableFuture<>();
  private final Thread killer;

  private Server(String name, Process process, Path log) {
    this.name = name;
    this.process = process;
    this.log = log;
    this.killer = new Thread(process::destroyForcibly, "kill-" + name);
  }

  /**
   * Starts the process, in {@code folder} and with its log there; does not wait until it is ready.
   */
  static Server start(Launch launch, Path folder) {
    var builder =
        new ProcessBuilder(launch.command()).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().keySet().retainAll(INHERITED);
    builder.environment().putAll(launch.environment());
    try {
      var log = folder.resolve(launch.name() + ".log");
      var copy = new PrintWriter(Files.newBufferedWriter(log), true);
      var server = new Server(launch.name(), builder.start(), log);
      Runtime.getRuntime().addShutdownHook(server.killer);
      Thread.ofPlatform()
          .daemon()
          .name("log-" + launch.name())
          .start(() -> server.follow(server.process.inputReader(), copy));
      return server;
    } catch (IOException e) {
      var program = launch.command().getFirst();
      throw new IllegalStateException(
          launch.name() + " could not be started: is " + program + " installed and on the PATH?",
          e);
    }
  }

  /** Where the server listens; fails, with the end of its log, when it ends or takes too long. */
  CompletableFuture<URI> endpoint() {
    return endpoint
        .copy()
        .orTimeout(START_LIMIT.toMillis(), MILLISECONDS)
        .exceptionallyCompose(
            e -> CompletableFuture.failedFuture(new IllegalStateException(log(), e)));
  }

  private void follow(BufferedReader output, PrintWriter copy) {
    try (output;
        copy) {
      output
          .lines()
          .forEach(line -> {
            copy.println(line);
            if (line.startsWith(READY)) {
              endpoint.complete(URI.create(line.substring(READY.length())));
            }
          });
    } catch (IOException | UncheckedIOException closed) {
      // close() closes the stream while this reads: the server has nothing more to say.
    } finally {
      endpoint.completeExceptionally(new IllegalStateException(name + " ended"));
    }
  }

  private String log() {
    try {
      var lines = Files.readAllLines(log);
      var last = lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size());
      return name + " did not become ready. The end of " + log + ":\n" + String.join("\n", last);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends the process: gently, and after a grace time not. Safe to repeat. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(GRACE.toMillis(), MILLISECONDS)) {
        process.destroyForcibly().waitFor(5, SECONDS);
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    try {
      Runtime.getRuntime().removeShutdownHook(killer);
    } catch (IllegalStateException shuttingDown) {
      // The hook runs, or has run: nothing is left to remove.
    }
  }
}
