package ninety.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProjectRootTest {

  @Test
  void the_root_is_found_from_a_folder_deep_inside_it(@TempDir Path project) throws IOException {
    Files.createDirectories(project.resolve("lab/local/kinesis"));
    Files.createFile(project.resolve("lab/local/kinesis/package.json"));
    var deep = Files.createDirectories(project.resolve("processor/src/test"));

    assertEquals(project, ProjectRoot.find(Optional.empty(), deep).folder());
  }

  @Test
  void a_named_root_is_taken_from_anywhere(@TempDir Path project, @TempDir Path elsewhere)
      throws IOException {
    Files.createDirectories(project.resolve("lab/local/kinesis"));
    Files.createFile(project.resolve("lab/local/kinesis/package.json"));

    assertEquals(project, ProjectRoot.find(Optional.of(project), elsewhere).folder());
  }

  @Test
  void outside_of_the_project_the_error_names_the_property_to_set(@TempDir Path elsewhere) {
    var refused =
        assertThrows(
            IllegalStateException.class, () -> ProjectRoot.find(Optional.empty(), elsewhere));

    assertTrue(String.valueOf(refused.getMessage()).contains("-Dninety.root"), refused::getMessage);
  }
}
