package ninety.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import ninety.policy.Control;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is concluded from records, not only what kind they are: the cases from the field, and each
 * sample of the corpus 95 days later. What must come out was derived from the rules, not printed.
 */
final class ConsequencesTest {

  private static final JsonMapper JSON = new JsonMapper();
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-27T12:00:00Z"), ZoneOffset.UTC);
  private static final File RESOURCES = new File("src/test/resources");

  /** One expectation, named by its file. */
  record Row(JsonNode node) {
    String file() {
      return node.path("file").asText();
    }

    @Override
    public String toString() {
      return file() + " " + node.path("control").asText();
    }
  }

  static List<Row> cases() throws IOException {
    return rows("cases/consequences.json");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void a_case_from_the_field_has_its_consequence(Row expected) {
    List<String> arguments = new ArrayList<>(List.of("--at", expected.node().path("at").asText()));
    expected.node().path("options").forEach(option -> arguments.add(option.asText()));

    List<JsonNode> lines = report("cases/" + expected.file(), arguments);

    assertEquals(Control.values().length, lines.size(), () -> "one user: " + lines);
    JsonNode line =
        lines.stream()
            .filter(it -> it.path("control").equals(expected.node().path("control")))
            .findFirst()
            .orElseThrow();
    Set<String> notOfTheLine = Set.of("file", "at", "options", "why");
    for (Map.Entry<String, JsonNode> field : expected.node().properties()) {
      if (!notOfTheLine.contains(field.getKey())) {
        assertEquals(
            field.getValue(), line.get(field.getKey()), () -> field.getKey() + ": " + line);
      }
    }
  }

  static List<Row> samples() throws IOException {
    return rows("consequences-of-events.json");
  }

  @ParameterizedTest
  @MethodSource("samples")
  void a_sample_of_the_corpus_has_its_consequence_95_days_later(Row expected) throws IOException {
    JsonNode wanted = expected.node();

    List<JsonNode> lines =
        report("events/" + expected.file(), List.of("--at", later(expected.file()).toString()));

    if (wanted.path("userId").isNull()) {
      assertEquals(List.of(), lines, () -> wanted.path("why").asText());
      return;
    }
    assertEquals(Control.values().length, lines.size(), () -> "one user: " + lines);
    for (JsonNode line : lines) {
      JsonNode standing = wanted.path(line.path("control").asText());
      for (Map.Entry<String, JsonNode> field : line.properties()) {
        JsonNode right = (wanted.has(field.getKey()) ? wanted : standing).path(field.getKey());
        if (!field.getKey().equals("control")) {
          assertEquals(right, field.getValue(), () -> line + " " + wanted.path("why").asText());
        }
      }
    }
  }

  @Test
  void every_sample_has_a_consequence() throws IOException {
    assertEquals(files(rows("events/expected.json")), files(samples()));
  }

  private static Set<String> files(List<Row> rows) {
    return rows.stream().map(Row::file).collect(Collectors.toCollection(TreeSet::new));
  }

  /** 95 days after the record; after some other day where it says no time. */
  private static Instant later(String file) throws IOException {
    if (!file.endsWith(".json")) {
      return CLOCK.instant();
    }
    String time =
        JSON.readTree(new File(RESOURCES, "events/" + file)).at("/detail/eventTime").asText();
    return time.matches("[0-9].*")
        ? Instant.parse(time).plus(Duration.ofDays(95))
        : CLOCK.instant();
  }

  private static List<Row> rows(String resource) throws IOException {
    return StreamSupport.stream(JSON.readTree(new File(RESOURCES, resource)).spliterator(), false)
        .map(Row::new)
        .toList();
  }

  private static List<JsonNode> report(String resource, List<String> arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    String file = new File(RESOURCES, resource).getPath();
    int code =
        Ninety.run(
            CLOCK,
            new PrintWriter(out),
            new PrintWriter(err),
            Stream.concat(
                    Stream.of("report", "--from", file, "--output", "json"), arguments.stream())
                .toArray(String[]::new));
    assertEquals(0, code, err::toString);
    return out.toString().lines().map(ConsequencesTest::json).toList();
  }

  private static JsonNode json(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException thrown) {
      throw new AssertionError(line, thrown);
    }
  }
}
