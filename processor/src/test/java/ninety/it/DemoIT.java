package ninety.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code scripts/demo}, which fails by itself where an alert is not what its story expects. */
final class DemoIT {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  @Test
  void the_demo_plays_to_its_end(@TempDir Path folder) throws Exception {
    Path printed = folder.resolve("printed");
    Process demo =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dslf4j.internal.verbosity=ERROR",
                "-Dninety.root=" + ROOT,
                "-Dninety.terminal=false",
                "-jar",
                ROOT.resolve("lab/local/target/ninety-local.jar").toString())
            .redirectErrorStream(true)
            .redirectOutput(printed.toFile())
            .start();
    try {
      assertTrue(demo.waitFor(10, TimeUnit.MINUTES), () -> read(printed));
      assertEquals(0, demo.exitValue(), () -> read(printed));
      assertTrue(read(printed).contains("== What this was"), () -> read(printed));
    } finally {
      demo.destroy(); // It ends its servers by itself.
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException failed) {
      return failed.toString();
    }
  }
}
