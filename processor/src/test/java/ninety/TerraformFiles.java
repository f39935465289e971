package ninety;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The sources of the Terraform module, of which tests read what the code has to agree with. */
final class TerraformFiles {

  private TerraformFiles() {}

  /** The text of all files about one theme: {@code variables.tf}, {@code variables_policy.tf}, … */
  static String text(Path module, String theme) {
    try (Stream<Path> files = Files.list(module)) {
      List<Path> about =
          files
              .filter(file -> file.getFileName().toString().matches(theme + "(_\\w+)?\\.tf"))
              .sorted()
              .toList();
      if (about.isEmpty()) {
        throw new AssertionError("No " + theme + ".tf in " + module);
      }
      return about.stream().map(TerraformFiles::read).collect(Collectors.joining("\n"));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
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
