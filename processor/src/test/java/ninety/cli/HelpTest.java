package ninety.cli;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import ninety.cli.terminal.Exit;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** "At the terminal", issue 11: what the help says is so. */
final class HelpTest {

  private static final Path ROOT = Path.of("..");

  /** What Terraform calls something, and what {@code ninety} is called by its default. */
  private static final Pattern NAME = Pattern.compile("(?:alias/)?\\$\\{var\\.name}-[a-z-]+");

  private static final Pattern SAID = Pattern.compile("(?:alias/)?\\bninety-[a-z-]+");

  @Test
  void what_the_help_calls_by_name_is_what_terraform_makes() throws IOException {
    Set<String> made = new TreeSet<>();
    try (Stream<Path> files = Files.list(ROOT.resolve("terraform"))) {
      for (Path file : files.filter(each -> each.toString().endsWith(".tf")).toList()) {
        NAME.matcher(Files.readString(file))
            .results()
            .map(MatchResult::group)
            .forEach(name -> made.add(name.replace("${var.name}", "ninety")));
      }
    }
    Set<String> said = new TreeSet<>();
    commands()
        .forEach((_, line) ->
            SAID.matcher(usage(line)).results().map(MatchResult::group).forEach(said::add));

    assertTrue(said.contains("alias/ninety-signing"), said.toString());
    said.removeAll(made);
    assertEquals(Set.of(), said, () -> "not among " + made);
  }

  /** The alias of the alerts is that of the queue's own key: a key that cannot verify anything. */
  @Test
  void the_key_that_verifies_is_the_one_that_terraform_signs_with() throws IOException {
    Matcher alias =
        Pattern.compile(
                "resource \"aws_kms_alias\" \"signing\" \\{[^}]*?name\\s*= \"(.*?)\"",
                Pattern.DOTALL)
            .matcher(Files.readString(ROOT.resolve("terraform").resolve("keys.tf")));
    assertTrue(alias.find());

    assertTrue(
        usage(requireNonNull(commands().get("ninety verify")))
            .contains("--key-id " + alias.group(1).replace("${var.name}", "ninety") + " "),
        alias.group(1));
  }

  /** Each variable is called as its option; the README and the help name those that have none. */
  @Test
  void which_options_come_from_the_environment_is_said_alike() throws IOException {
    Set<String> without = new TreeSet<>();
    Set<String> with = new TreeSet<>();
    for (CommandLine.Option option : options()) {
      String name = option.names()[0];
      String variable = "NINETY_" + name.substring(2).toUpperCase(Locale.ROOT).replace('-', '_');
      if (option.defaultValue().startsWith("${env:")) {
        assertTrue(option.defaultValue().matches("\\$\\{env:" + variable + "(:-.*)?}"), name);
        with.add(name);
      } else {
        without.add(name);
      }
    }
    String help = usage(requireNonNull(commands().get("ninety"))).replaceAll("\\s+", " ");
    Matcher said =
        Pattern.compile("Options for a single run \\((.*?)\\) have no environment variable\\.")
            .matcher(help);
    assertTrue(said.find(), help);

    assertEquals(without, new TreeSet<>(List.of(said.group(1).split(", "))));
    assertFalse(with.isEmpty());
    String readme =
        Files.readString(ROOT.resolve("README.md")).replace("`", "").replaceAll("\\s+", " ");
    assertTrue(readme.contains(said.group()), said.group());
    // One name is with or without in all commands.
    with.retainAll(without);
    assertEquals(Set.of(), with);
  }

  private static List<CommandLine.Option> options() {
    return new ClassFileImporter()
        .importUrl(Ninety.class.getProtectionDomain().getCodeSource().getLocation()).stream()
            .flatMap(type -> type.getFields().stream())
            .filter(field -> field.isAnnotatedWith(CommandLine.Option.class))
            .map(field -> field.getAnnotationOfType(CommandLine.Option.class))
            .toList();
  }

  /** What an empty value means, as the help says. */
  @Test
  void an_empty_value_is_none_where_there_is_no_default_and_refused_where_there_is_one() {
    StringWriter err = new StringWriter();
    int code =
        Ninety.run(
            Clock.systemUTC(),
            new PrintWriter(new StringWriter()),
            new PrintWriter(err),
            "sweep",
            "--account",
            "",
            "--heartbeat-from",
            "",
            "--password-days",
            "");

    assertEquals(Exit.MISUSED, code);
    assertFalse(err.toString().contains("--account"), err.toString());
    assertFalse(err.toString().contains("--heartbeat-from"), err.toString());
    assertTrue(err.toString().contains("--password-days: ''"), err.toString());
    assertTrue(
        usage(requireNonNull(commands().get("ninety")))
            .replaceAll("\\s+", " ")
            .contains("An empty value is none; an option that has a default refuses it."));
  }

  static Map<String, CommandLine> commands() {
    Map<String, CommandLine> all = new TreeMap<>();
    add(new CommandLine(new Ninety(), new Commands(Clock.systemUTC())), all);
    return all;
  }

  private static void add(CommandLine line, Map<String, CommandLine> all) {
    all.put(line.getCommandSpec().qualifiedName(), line);
    line.getSubcommands().values().forEach(each -> add(each, all));
  }

  static String usage(CommandLine line) {
    StringWriter text = new StringWriter();
    line.usage(new PrintWriter(text, true));
    return text.toString();
  }
}
