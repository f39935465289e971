package ninety.local.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Files that live as long as the demo. */
final class Folder {

  private Folder() {}

  static Path temporary() {
    try {
      return Files.createTempDirectory("ninety-demo-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void write(Path file, String content) {
    try {
      Files.writeString(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Removes a folder with all that is in it; what cannot be removed is left. */
  static void remove(Path folder) {
    try (Stream<Path> found = Files.walk(folder)) {
      List<Path> inside = found.sorted(Comparator.reverseOrder()).toList();
      for (Path path : inside) {
        Files.deleteIfExists(path);
      }
    } catch (IOException | UncheckedIOException left) {
      // A file in the system's temporary folder, or in target/: nothing depends on it.
    }
  }
}
