package ninety.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assertions;

/** A process of the product, mostly as {@code scripts/ninety} starts it, with what it printed. */
public final class NinetyProcess implements AutoCloseable {

  static final Path JAR = Path.of("target", "ninety.jar").toAbsolutePath();

  /** Of the classes of a run that reaches nobody, so that the others start sooner. */
  private static final Path CLASSES = classes();

  private final Process process;
  private final Path out;
  private final Path err;

  private NinetyProcess(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /** Starts it with these variables and none of the tests' own but the path. */
  public static NinetyProcess start(Map<String, String> environment, String... arguments) {
    return start(launcher("-XX:SharedArchiveFile=" + CLASSES), environment, arguments);
  }

  private static List<String> launcher(String classes) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "--sun-misc-unsafe-memory-access=allow",
        "-Xlog:disable", // what is not in the archive, or a folder that is not there, is no matter
        "-Xlog:all=error:stderr",
        classes,
        "-jar",
        JAR.toString());
  }

  private static Path classes() {
    try {
      Path archive = Files.createTempFile("ninety", ".jsa");
      archive.toFile().deleteOnExit();
      Map<String, String> nowhere =
          Map.of(
              "AWS_REGION", "eu-central-1",
              "AWS_ACCESS_KEY_ID", "none",
              "AWS_SECRET_ACCESS_KEY", "none",
              "AWS_EC2_METADATA_DISABLED", "true",
              "AWS_ENDPOINT_URL", "http://127.0.0.1:1");
      start(launcher("-XX:ArchiveClassesAtExit=" + archive), nowhere, "users", "--table", "none")
          .exitCode();
      return archive;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** The same, started in another way. */
  static NinetyProcess start(
      List<String> launcher, Map<String, String> environment, String... arguments) {
    try {
      Path out = Files.createTempFile("ninety", ".out");
      Path err = Files.createTempFile("ninety", ".err");
      out.toFile().deleteOnExit();
      err.toFile().deleteOnExit();
      List<String> command = new ArrayList<>(launcher);
      command.addAll(List.of(arguments));
      ProcessBuilder builder =
          new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
      builder.environment().clear();
      builder.environment().put("PATH", System.getenv("PATH"));
      builder.environment().put("HOME", "/nowhere");
      builder.environment().putAll(environment);
      return new NinetyProcess(builder.start(), out, err);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Runs it to its end. */
  public static NinetyProcess run(Map<String, String> environment, String... arguments) {
    NinetyProcess ninety = start(environment, arguments);
    ninety.exitCode();
    return ninety;
  }

  /** Waits for the end. */
  public int exitCode() {
    return exitCode(Duration.ofMinutes(3));
  }

  /** The same of one that works for long. */
  int exitCode(Duration limit) {
    try {
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        Assertions.fail("did not end within %s; it said: %s".formatted(limit, err()));
      }
      return process.exitValue();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  public boolean alive() {
    return process.isAlive();
  }

  public String out() {
    return read(out);
  }

  public String err() {
    return read(err);
  }

  /** SIGTERM, as an orchestrator sends it. */
  public NinetyProcess terminate() {
    process.destroy();
    return this;
  }

  /** SIGKILL: no last word. */
  public void kill() {
    process.destroyForcibly();
    exitCode();
  }

  @Override
  public void close() {
    if (process.isAlive()) {
      process.destroyForcibly();
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
