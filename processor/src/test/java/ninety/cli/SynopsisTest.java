package ninety.cli;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import ninety.cli.terminal.Failure;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What {@code --help} shows of what a command needs. */
final class SynopsisTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "coverage attest",
        "coverage lost",
        "coverage revoke",
        "exempt add",
        "exempt remove",
        "process",
        "redrive alerts-unread",
        "redrive dead-letters",
        "redrive undelivered",
        "redrive unsent",
        "replay",
        "report",
        "sweep",
        "verify"
      })
  void what_a_command_refuses_to_miss_is_not_shown_as_optional(String command) {
    CommandLine line = new CommandLine(new Ninety(), new Commands(Clock.systemUTC()));
    line.parseArgs(command.split(" ", -1));
    CommandLine called = line;
    for (String word : command.split(" ", -1)) {
      called = requireNonNull(called.getSubcommands().get(word));
    }
    Callable<?> refusing = called.getCommand();
    String refusal = String.valueOf(assertThrows(Failure.class, refusing::call).getMessage());
    List<String> needed =
        Pattern.compile("(\\S+) is missing")
            .matcher(refusal)
            .results()
            .map(MatchResult::group)
            .map(it -> it.substring(0, it.indexOf(' ')))
            .toList();

    String synopsis = called.getHelp().synopsis(0).replaceAll("\\s+", " ");
    assertFalse(needed.isEmpty(), refusal);
    assertTrue(synopsis.startsWith("ninety " + command + " "), synopsis);
    needed.forEach(
        each -> assertTrue(synopsis.contains(" " + each), each + " is not in " + synopsis));
  }
}
