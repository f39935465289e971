package ninety.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vavr.collection.List;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import ninety.app.Sources;
import ninety.aws.Misconfigured;
import ninety.cli.option.Remedies;
import ninety.cli.terminal.Exit;
import ninety.cli.terminal.Failure;
import ninety.cli.terminal.PolicyNews;
import ninety.coverage.Source;
import ninety.policy.Policy;
import ninety.policy.PolicyInForce.Comparison;
import ninety.policy.PolicyOption;
import ninety.policy.PolicyOption.Difference;
import ninety.policy.PolicyVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** "At the terminal", issue 11: whatever is wrong, each line about it is a sentence. */
final class MessagesTest {

  private static final Pattern SENTENCE = Pattern.compile("ninety[a-z -]*: .*[^. ][.?]");

  /** What no option takes, or only some. */
  private static final java.util.List<String> VALUES =
      java.util.List.of(
          "",
          "nonsense",
          "nonsense.",
          "0",
          "-1",
          "99999999999999",
          "2099-01-01T00:00:00Z",
          "..",
          "1,2",
          "a\nb",
          "\u001b[31mred",
          "x".repeat(2000));

  private record Ended(int code, String out, String err) {

    /** All that is said, but for the line that names the help. */
    java.util.List<String> mistakes() {
      return err.lines().filter(line -> !line.startsWith("Try '")).toList();
    }
  }

  private static Ended run(java.util.List<String> arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        Ninety.run(
            Clock.systemUTC(),
            new PrintWriter(out),
            new PrintWriter(err),
            arguments.toArray(String[]::new));
    return new Ended(code, out.toString(), err.toString());
  }

  /** Every command, as its words. */
  static Stream<String> commands() {
    return specs(new CommandLine(new Ninety(), new Commands(Clock.systemUTC())).getCommandSpec())
        .filter(each -> !options(each).isEmpty())
        .map(CommandSpec::qualifiedName);
  }

  private static Stream<CommandSpec> specs(CommandSpec of) {
    return Stream.concat(
        Stream.of(of),
        of.subcommands().values().stream().flatMap(each -> specs(each.getCommandSpec())));
  }

  /** Those of the command itself: what all have alike refuses before it looks at any other. */
  private static java.util.List<OptionSpec> options(CommandSpec command) {
    return command.options().stream()
        .filter(option ->
            !Set.of("--help", "--version", "--log-level", "--log-format")
                .contains(option.longestName()))
        .toList();
  }

  private static CommandSpec spec(String command) {
    return specs(new CommandLine(new Ninety(), new Commands(Clock.systemUTC())).getCommandSpec())
        .filter(each -> each.qualifiedName().equals(command))
        .findFirst()
        .orElseThrow();
  }

  private static java.util.List<String> words(String command) {
    return new ArrayList<>(
        Arrays.asList(command.split(" ", -1)).subList(1, command.split(" ", -1).length));
  }

  private static void assertMisused(java.util.List<String> arguments) {
    Ended ended = run(arguments);
    assertEquals(Exit.MISUSED, ended.code(), arguments + ended.err());
    assertEquals("", ended.out(), arguments.toString());
    assertFalse(ended.mistakes().isEmpty(), arguments.toString());
    ended
        .mistakes()
        .forEach(line -> assertTrue(SENTENCE.matcher(line).matches(), arguments + ": " + line));
    assertTrue(ended.err().endsWith(" --help'.\n"), ended.err());
  }

  @ParameterizedTest
  @MethodSource("commands")
  void what_each_option_refuses_is_a_sentence(String command) {
    java.util.List<OptionSpec> options = options(spec(command));
    for (String value : VALUES) {
      java.util.List<String> arguments = words(command);
      // A certain mistake, so that no run begins.
      arguments.add("--output=nonsense");
      for (OptionSpec option : options) {
        if (option.arity().max() > 0 && !option.longestName().equals("--output")) {
          arguments.add(option.longestName() + "=" + value);
        }
      }
      assertMisused(arguments);
    }
  }

  @ParameterizedTest
  @MethodSource("commands")
  void what_is_wrong_with_the_line_itself_is_a_sentence(String command) {
    for (OptionSpec option : options(spec(command))) {
      String name = option.longestName();
      java.util.List<String> alone = words(command);
      alone.add(name);
      if (option.arity().min() > 0) {
        assertMisused(alone);
        java.util.List<String> misspelt = words(command);
        misspelt.add(name.substring(0, name.length() - 1) + "qq=1");
        assertMisused(misspelt);
        if (!option.isMultiValue()) {
          java.util.List<String> twice = words(command);
          twice.addAll(java.util.List.of(name + "=1", name + "=2"));
          assertMisused(twice);
        }
      } else if (option.arity().max() == 0) {
        java.util.List<String> valued = words(command);
        valued.add(name + "=maybe");
        assertMisused(valued);
      }
    }
    java.util.List<String> unknown = words(command);
    unknown.addAll(java.util.List.of("--\u001b[31m", "--output=nonsense"));
    assertMisused(unknown);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--log-level", "--log-format"})
  void what_all_commands_have_alike_refuses_in_a_sentence(String option) {
    for (String value : VALUES) {
      assertMisused(java.util.List.of("users", option + "=" + value));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"usres", "nonsense", "exempt nonsense", "coverage nonsense", "process x"})
  void so_is_what_is_not_a_command(String words) {
    assertMisused(java.util.List.of(words.split(" ", -1)));
  }

  /** A file has whatever name somebody gave it. */
  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r", "\u2028", "\u001b[2K"})
  void a_file_name_begins_no_line(String between) {
    String name = "a" + between + "ninety explain: all is well";

    for (Ended ended :
        java.util.List.of(
            run(java.util.List.of("explain", name)),
            run(java.util.List.of("report", "--from=" + name)))) {
      assertEquals(1, ended.code());
      assertTrue(ended.err().contains(": a?"), ended.err());
      assertFalse(ended.err().lines().anyMatch(line -> line.contains(": ninety")), ended.err());
    }
  }

  @Test
  void files_that_cannot_be_read_are_named_in_a_sentence() {
    for (String command : java.util.List.of("explain nowhere.json", "report --from nowhere.json")) {
      Ended ended = run(java.util.List.of(command.split(" ", -1)));
      assertEquals(Exit.FAILED, ended.code());
      ended.mistakes().forEach(line -> assertTrue(SENTENCE.matcher(line).matches(), line));
    }
  }

  @Test
  void settings_that_contradict_one_another_are_refused_in_sentences() {
    Sources sources =
        new Sources(
            Optional.of(
                Set.of(Source.ofRegion("eu-north-1"), new Source("111122223333", "eu-west-1"))),
            Optional.empty(),
            Map.of("444455556666", "arn:1", "777788889999", "arn:2"),
            Optional.empty(),
            Duration.ofHours(1));
    Sources.Expected given =
        new Sources.Expected(
            Set.of(new Source("111122223333", "eu-west-1").as(Source.Kind.CLOUDTRAIL)),
            Set.of(),
            Duration.ofHours(1));

    assertSentences(refused(() -> sources.expected(() -> "eu-north-1")), 2);
    assertSentences(refused(() -> given.notSlower(Duration.ofHours(1))), 1);
  }

  @Test
  void another_policy_is_refused_in_sentences_one_for_each_option() {
    java.util.List<Difference> all =
        Arrays.stream(PolicyOption.values())
            .map(option -> new Difference(option, "86,90,97", "1,2,3"))
            .toList();
    PolicyVersion inForce =
        new PolicyVersion(Policy.STANDARD, Policy.EDITION, Instant.EPOCH, "arn:aws:iam::1:user/x");

    assertSentences(
        Failure.misused(PolicyNews.refusal(new Comparison.Different(inForce, all))),
        all.size() + 1);
  }

  @Test
  void what_aws_shows_to_be_set_wrongly_is_a_sentence_with_the_options() {
    for (String why : java.util.List.of("It is so", "It is so.", "It is so..", "It is so…")) {
      assertSentences(Remedies.of(new Misconfigured(why)), 1);
      assertSentences(Remedies.of(new Misconfigured(why, Misconfigured.Setting.values())), 1);
    }
  }

  /** By the one piece that ends a command, so that nothing has to be enumerated. */
  @ParameterizedTest
  @ValueSource(strings = {"It is so", "It is so.", "It is so..", "It is so. ", "It is so..."})
  void whatever_ends_a_command_is_given_one_full_stop(String text) {
    assertEquals("It is so.", Failure.failed(text).getMessage());
    assertEquals("It is so.\nIt is so.", Failure.misused(List.of(text, text)).getMessage());
  }

  private static Failure refused(Runnable command) {
    try {
      command.run();
    } catch (RuntimeException mistake) {
      return Remedies.of(mistake);
    }
    throw new AssertionError("not refused");
  }

  private static void assertSentences(Failure failure, int lines) {
    String message = String.valueOf(failure.getMessage());
    assertEquals(lines, message.lines().count(), message);
    message
        .lines()
        .forEach(line -> assertTrue(SENTENCE.matcher("ninety: " + line).matches(), line));
  }
}
