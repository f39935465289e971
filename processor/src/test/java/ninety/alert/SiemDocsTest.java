package ninety.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The pages in {@code docs/siem}: policies that can be pasted, fields that exist, links that lead.
 */
final class SiemDocsTest {

  private static final Path DOCS = Path.of("..", "docs");
  private static final Pattern JSON_BLOCK = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL);
  private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:)([^)#\\s]+)(?:#[^)]*)?\\)");

  /** What a reader may do, and no more. */
  private static final Set<String> READING =
      Set.of(
          "sqs:ReceiveMessage",
          "sqs:DeleteMessage",
          "sqs:ChangeMessageVisibility",
          "sqs:GetQueueAttributes",
          "sqs:GetQueueUrl",
          "kms:Decrypt");

  @Test
  void every_policy_allows_named_principals_to_read_and_nothing_else() throws IOException {
    List<JsonNode> statements = new ArrayList<>();
    // The rights of who signs are another matter.
    for (Path page : pages().stream().filter(it -> !it.endsWith("signatures.md")).toList()) {
      for (String block :
          JSON_BLOCK.matcher(Files.readString(page)).results().map(it -> it.group(1)).toList()) {
        JsonNode policy = new JsonMapper().readTree(block);
        if (policy.has("Statement")) {
          policy.get("Statement").forEach(statements::add);
        } else {
          statements.add(policy);
        }
      }
    }

    List<JsonNode> allowing =
        statements.stream().filter(it -> it.path("Effect").asText().equals("Allow")).toList();
    assertEquals(4, allowing.size());
    for (JsonNode statement : allowing) {
      assertFalse(statement.path("Principal").toString().matches(".*(\\*|:root).*"));
      assertTrue(READING.containsAll(texts(statement.path("Action"))), statement.toString());
    }
  }

  @Test
  void every_link_leads_somewhere() throws IOException {
    List<Path> from = new ArrayList<>(pages());
    from.add(DOCS.resolve("alerts.md"));
    List<String> dead = new ArrayList<>();
    for (Path page : from) {
      LINK.matcher(Files.readString(page))
          .results()
          .map(it -> it.group(1))
          .filter(target -> !Files.exists(page.resolveSibling(target)))
          .forEach(target -> dead.add(page + " -> " + target));
    }

    assertEquals(List.of(), dead);
  }

  private static Set<String> texts(JsonNode node) {
    return node.isTextual()
        ? Set.of(node.asText())
        : node.valueStream().map(JsonNode::asText).collect(Collectors.toSet());
  }

  private static List<Path> pages() throws IOException {
    try (Stream<Path> files = Files.list(DOCS.resolve("siem"))) {
      return files.filter(file -> file.toString().endsWith(".md")).sorted().toList();
    }
  }
}
