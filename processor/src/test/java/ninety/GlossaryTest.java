package ninety;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** docs/glossary.md has a row for every word that a reader of the code meets. */
final class GlossaryTest {

  private static final Path SOURCES = Path.of("src/main/java/ninety");
  private static final Path GLOSSARY = Path.of("../docs/glossary.md");

  private static final Pattern PUBLIC =
      Pattern.compile(
          "^public (?:sealed |abstract |final )*(?:record|interface|class|enum) (\\w+)",
          Pattern.MULTILINE);

  private static final Pattern ROW = Pattern.compile("^\\| `(\\w+)` \\|", Pattern.MULTILINE);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "user",
        "coverage",
        "cloudtrail",
        "digest",
        "exemption",
        "policy",
        "finding",
        "wording",
        "format",
        "ingest"
      })
  void every_public_type_of_a_pure_package_has_a_row_and_no_row_is_stale(String name)
      throws IOException {
    assertEquals(types(name), rows(name));
  }

  private static List<String> types(String name) throws IOException {
    try (Stream<Path> files = Files.list(SOURCES.resolve(name))) {
      return files.flatMap(GlossaryTest::publicType).sorted().toList();
    }
  }

  private static Stream<String> publicType(Path file) {
    try {
      return PUBLIC.matcher(Files.readString(file)).results().map(match -> match.group(1));
    } catch (IOException unreadable) {
      throw new java.io.UncheckedIOException(unreadable);
    }
  }

  /** Of the package's own section. */
  private static List<String> rows(String name) throws IOException {
    String glossary = Files.readString(GLOSSARY);
    int begin = glossary.indexOf("## `ninety." + name + "`");
    int end = glossary.indexOf("\n## ", begin);
    String section = glossary.substring(begin, end < 0 ? glossary.length() : end);
    return ROW.matcher(section).results().map(match -> match.group(1)).sorted().toList();
  }
}
