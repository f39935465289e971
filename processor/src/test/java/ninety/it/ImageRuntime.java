package ninety.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assertions;

/**
 * The folder that the image consists of, made by {@code scripts/image-runtime} where it is missing
 * or older than what it is made from. There is no container around it here.
 */
record ImageRuntime(Path folder) {

  static final Path ROOT = Path.of("").toAbsolutePath().getParent();

  private static final Path SCRIPT = ROOT.resolve("scripts/image-runtime");

  static ImageRuntime made() {
    Path folder = Path.of("target", "runtime").toAbsolutePath();
    try {
      if (stale(folder.resolve("ninety.options"))) {
        Path log = Files.createTempFile("image-runtime", ".log");
        Process script =
            new ProcessBuilder(SCRIPT.toString(), folder.toString(), NinetyProcess.JAR.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        boolean ended = script.waitFor(5, TimeUnit.MINUTES);
        if (!ended) {
          script.destroyForcibly();
        }
        Assertions.assertTrue(ended && script.exitValue() == 0, () -> text(log));
        Files.delete(log);
      }
      return new ImageRuntime(folder);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  private static boolean stale(Path made) throws IOException {
    if (!Files.exists(made)) {
      return true;
    }
    for (Path source : List.of(NinetyProcess.JAR, SCRIPT)) {
      if (Files.getLastModifiedTime(source).compareTo(Files.getLastModifiedTime(made)) > 0) {
        return true;
      }
    }
    return false;
  }

  /** A file of it; the path may be absolute, as in the image. */
  Path file(String path) {
    return folder.resolve(path.replaceFirst("^/opt/ninety/", ""));
  }

  /** Starts ninety as the image does. */
  NinetyProcess start(Map<String, String> environment, String... arguments) {
    return NinetyProcess.start(
        List.of(file("bin/java").toString(), "@" + file("ninety.options")), environment, arguments);
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
