package ninety;

import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import ninety.user.UserId;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/**
 * One default each: what Terraform's {@code variables*.tf} has where nothing is said is what the
 * command line has. Else a sweep by hand would judge by another policy than the scheduled one.
 */
final class DefaultsTest {

  private static final Path MODULE = Path.of("..", "terraform");

  /** {@code NINETY_X = …} of a task: the variable's name and what is made of its value. */
  private static final Pattern SETTING =
      Pattern.compile("(?m)^\\s+(?:.*\\{ )?(NINETY_\\w+)\\s*= (.+?)(?: } : .*| },?)?$");

  private static final Pattern VARIABLE = Pattern.compile("\\bvar\\.([\\w.]+)");
  private static final Pattern DEFAULT = Pattern.compile("\\$\\{env:(NINETY_\\w+)(?::-([^}]*))?}");

  /** What must be among the compared, however the files are written. */
  private static final Set<String> COMPARED =
      Set.of(
          "NINETY_INACTIVITY_DAYS",
          "NINETY_INACTIVITY_FROM",
          "NINETY_PASSWORD_DAYS",
          "NINETY_PASSWORD_RULE",
          "NINETY_EMAIL_CODE",
          "NINETY_EMAIL_RESET",
          "NINETY_REVOCATION_GRACE",
          "NINETY_ENABLED_GRACE",
          "NINETY_FIRST_SWEEP_LIMIT",
          "NINETY_HORIZON_LIMIT",
          "NINETY_RETRIEVAL",
          "NINETY_FORMAT");

  @Test
  void a_variable_and_its_option_have_one_default() throws IOException {
    Map<String, String> ofOptions = defaultsOfOptions();
    Map<String, String> ofVariables = defaultsOfVariables();

    assertTrue(ofVariables.keySet().containsAll(COMPARED), () -> ofVariables.toString());
    Map<String, String> apart = new TreeMap<>();
    ofVariables.forEach((setting, value) -> {
      String option = ofOptions.getOrDefault(setting, "(no such option)");
      if (!comparable(option).equals(comparable(value))) {
        apart.put(setting, "in Terraform %s, in the command line %s".formatted(value, option));
      }
    });
    assertEquals(Map.of(), apart);
  }

  @Test
  void every_setting_of_the_tasks_is_that_of_an_option() throws IOException {
    Set<String> unread = new TreeSet<>(settings().keySet());
    assertTrue(unread.contains("NINETY_ACCOUNTS"), unread.toString());

    unread.removeAll(defaultsOfOptions().keySet());

    assertEquals(Set.of(), unread);
  }

  /** What a task gets if no variable is set; without those that are then made of resources. */
  private static Map<String, String> defaultsOfVariables() throws IOException {
    String variables = TerraformFiles.text(MODULE, "variables");
    Map<String, String> defaults = new TreeMap<>();
    settings()
        .forEach((setting, expression) -> {
          Set<String> named =
              VARIABLE
                  .matcher(expression)
                  .results()
                  .map(found -> found.group(1))
                  .collect(toCollection(TreeSet::new));
          if (named.size() == 1 && !expression.contains("null") && !expression.contains("[")) {
            String variable = named.iterator().next();
            String value = defaultOf(variable, variables);
            if (!value.isEmpty()) {
              defaults.put(setting, rendered(expression, variable, value));
            }
          }
        });
    return defaults;
  }

  /** The settings of the tasks by their names, with the expressions that they are given. */
  private static Map<String, String> settings() throws IOException {
    return SETTING
        .matcher(Files.readString(MODULE.resolve("compute.tf")).replaceAll("(?m)\\s+# .*$", ""))
        .results()
        .collect(
            Collectors.toMap(
                found -> found.group(1),
                found -> found.group(2).strip(),
                (first, _) -> first,
                TreeMap::new));
  }

  /** The default as a text, a list with commas; empty where there is none or null. */
  private static String defaultOf(String variable, String variables) {
    List<String> path = List.of(variable.split("\\."));
    Matcher block =
        Pattern.compile("(?ms)^variable \"" + path.getFirst() + "\" \\{\n(.*?)^}")
            .matcher(variables);
    assertTrue(block.find(), () -> "variables*.tf have no " + variable);
    Pattern written =
        path.size() == 1
            ? Pattern.compile("(?m)^  default\\s+= (.+)$")
            : Pattern.compile("\\b" + path.getLast() + "\\s*= optional\\(\\w+, ([^)]+)\\)");
    return written
        .matcher(block.group(1))
        .results()
        .map((MatchResult found) -> found.group(1).replaceAll("[\\[\\]\" ]", ""))
        .filter(value -> !value.equals("null"))
        .findFirst()
        .orElse("");
  }

  /** A value as the task gets it: as it is, in a template, or a list with commas. */
  private static String rendered(String expression, String variable, String value) {
    return expression.startsWith("\"")
        ? expression.replace("${var." + variable + "}", value).replace("\"", "")
        : value;
  }

  /** The defaults of the options by the names of their settings; empty where an option has none. */
  private static Map<String, String> defaultsOfOptions() {
    return new ClassFileImporter()
        .importUrl(UserId.class.getProtectionDomain().getCodeSource().getLocation()).stream()
            .flatMap(type -> type.getFields().stream())
            .filter(field -> field.isAnnotatedWith(CommandLine.Option.class))
            .map(DefaultsTest::defaultOf)
            .map(DEFAULT::matcher)
            .filter(Matcher::matches)
            .collect(
                Collectors.toMap(
                    found -> found.group(1),
                    found -> found.group(2) == null ? "" : found.group(2),
                    (first, second) -> {
                      assertEquals(first, second, "one setting, two defaults");
                      return first;
                    }));
  }

  private static String defaultOf(JavaField field) {
    return field.getAnnotationOfType(CommandLine.Option.class).defaultValue();
  }

  /** A duration as such, since 60m is 1h; any other text as it is. */
  private static Object comparable(String text) {
    if (!text.matches("[0-9]+[smhd]")) {
      return text;
    }
    String upper = text.toUpperCase(Locale.ROOT);
    return Duration.parse(upper.endsWith("D") ? "P" + upper : "PT" + upper);
  }
}
