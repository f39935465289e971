package ninety.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What became of the events that say nothing about a user: ignored, or kept as dead letters. */
final class Leftovers {

  private Leftovers() {}

  /**
   * Shows how many were ignored for which reason, with an example of each.
   *
   * @param counts of {@code ninety process}
   * @param explained the lines of {@code ninety explain --output json}
   */
  static void ignored(Screen screen, JsonNode counts, List<JsonNode> explained) {
    Map<String, String> examples = new TreeMap<>();
    for (JsonNode line : explained) {
      if ("ignored".equals(line.path("outcome").asText())) {
        String[] reason = line.path("reason").asText().split(": ", 2);
        examples.putIfAbsent(reason[0], reason[reason.length - 1]);
      }
    }
    counts
        .path("ignored")
        .properties()
        .forEach(reason ->
            screen.item(
                "%2d %s".formatted(reason.getValue().asInt(), reason.getKey()),
                21,
                examples.getOrDefault(reason.getKey(), "-")));
  }

  /** Shows the dead letters, as they came out of their queue. */
  static void rejected(Screen screen, List<JsonNode> letters) {
    letters.forEach(
        letter -> screen.item(letter.path("reason").asText(), 21, letter.path("detail").asText()));
  }

  /** Shows the counts of {@code ninety process}. */
  static void counts(Screen screen, JsonNode counts) {
    screen.line("  %2d received".formatted(counts.path("received").asInt()));
    for (String outcome : List.of("observed", "ignored", "rejected")) {
      screen.item(
          "%2d %s".formatted(sum(counts.path(outcome)), outcome),
          15,
          String.join(
              ", ",
              counts.path(outcome).properties().stream()
                  .map(kind -> kind.getKey() + " " + kind.getValue())
                  .toList()));
    }
  }

  static int sum(JsonNode counts) {
    int sum = 0;
    for (JsonNode count : counts) {
      sum += count.asInt();
    }
    return sum;
  }
}
