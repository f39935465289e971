package ninety.cli.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import ninety.exemption.Exemption;
import ninety.exemption.Exemption.Who;
import ninety.exemption.Exemptions;
import ninety.user.Author;
import ninety.user.UserId;

/** The JSON lines that {@code ninety exempt list --output json} prints. */
final class ExemptionFile {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private ExemptionFile() {}

  /**
   * The exemptions; fields that are not known here are passed over.
   *
   * @throws IOException if the file cannot be read, or a line of it is not an exemption: to go on
   *     without one would accuse whom it covers
   */
  static Exemptions read(Path file) throws IOException {
    List<Exemption> exemptions = new ArrayList<>();
    int number = 0;
    for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
      number++;
      if (line.isBlank()) {
        continue;
      }
      try {
        exemptions.add(exemption(JSON.readTree(line)));
      } catch (IOException | IllegalArgumentException | DateTimeException notOne) {
        throw new IOException(
            "%s: line %d is not an exemption as 'ninety exempt list --output json' prints it"
                .formatted(file, number),
            notOne);
      }
    }
    return new Exemptions(exemptions);
  }

  private static Exemption exemption(JsonNode line) {
    return new Exemption(
        text(line, "id"),
        who(line),
        text(line, "owner"),
        text(line, "reason"),
        Instant.parse(text(line, "until")),
        author(line.path("added")),
        Optional.of(line.path("removed"))
            .filter(JsonNode::isObject)
            .map(removed -> new Exemption.Removal(author(removed), text(removed, "reason"))));
  }

  private static Who who(JsonNode line) {
    if (line.path("userId").isTextual()) {
      return new Who.ById(
          UserId.parse(text(line, "userId"))
              .orElseThrow(() -> new IllegalArgumentException("not the id of a user")));
    }
    return new Who.ByName(text(line, "pattern"));
  }

  private static Author author(JsonNode node) {
    return new Author(text(node, "by"), Instant.parse(text(node, "at")));
  }

  private static String text(JsonNode node, String field) {
    return Optional.ofNullable(node.path(field).textValue())
        .orElseThrow(() -> new IllegalArgumentException(field + " is missing"));
  }
}
