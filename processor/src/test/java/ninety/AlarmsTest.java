package ninety;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import ninety.user.Kind;
import org.junit.jupiter.api.Test;

/**
 * The alarms and widgets of Terraform's {@code observability.tf} on {@code ninety}'s own metrics:
 * one on a metric that is printed with another dimension, or not at all, would stay quiet for ever.
 */
final class AlarmsTest {

  private static final Pattern ALARM =
      Pattern.compile(
          "namespace = \"ninety\", metric = \"(\\w+)\", dimensions ="
              + " local\\.of_(process|sweep|import)\\b");
  private static final Pattern WIDGET =
      Pattern.compile(
          "for metric in \\[([^]]*)] : \\[\"ninety\", metric,"
              + " local\\.of_(process|sweep|import)\\b");
  private static final Pattern QUOTED = Pattern.compile("\"(\\w+)\"");

  /** Which class prints the metrics of a task. */
  private static final Map<String, String> PRINTED_BY =
      Map.of(
          "process", "process/TallyMetrics.java",
          "sweep", "sweep/SweepMetrics.java",
          "import", "reconcile/ImportMetrics.java");

  @Test
  void a_metric_is_read_from_the_task_that_prints_it() throws IOException {
    String terraform = Files.readString(Path.of("..", "terraform", "observability.tf"));
    Map<String, Set<String>> read = new TreeMap<>();
    ALARM
        .matcher(terraform)
        .results()
        .forEach(alarm ->
            read.computeIfAbsent(alarm.group(2), _ -> new TreeSet<>()).add(alarm.group(1)));
    WIDGET
        .matcher(terraform)
        .results()
        .forEach(widget ->
            QUOTED
                .matcher(widget.group(1))
                .results()
                .forEach(name ->
                    read.computeIfAbsent(widget.group(2), _ -> new TreeSet<>())
                        .add(name.group(1))));
    assertEquals(PRINTED_BY.keySet(), read.keySet());

    Map<String, Set<String>> silent = new HashMap<>();
    for (Map.Entry<String, Set<String>> task : read.entrySet()) {
      Set<String> missing = new TreeSet<>(task.getValue());
      missing.removeAll(printed(PRINTED_BY.getOrDefault(task.getKey(), "")));
      if (!missing.isEmpty()) {
        silent.put(task.getKey(), missing);
      }
    }
    assertEquals(Map.of(), silent);
  }

  /** {@code SignIn} of {@code sign-in}. */
  private static String joined(String label) {
    StringBuilder name = new StringBuilder();
    for (String word : label.split("-", -1)) {
      name.append(Character.toUpperCase(word.charAt(0))).append(word, 1, word.length());
    }
    return name.toString();
  }

  private static Set<String> printed(String file) throws IOException {
    Set<String> names = new TreeSet<>();
    QUOTED
        .matcher(Files.readString(Path.of("src", "main", "java", "ninety", "cli", file)))
        .results()
        .forEach(name -> names.add(name.group(1)));
    assertFalse(names.isEmpty());
    if (names.contains("UserEvents")) {
      Kind.OF_EVENTS.forEach(kind -> names.add("UserEvents" + joined(kind)));
    }
    return names;
  }
}
