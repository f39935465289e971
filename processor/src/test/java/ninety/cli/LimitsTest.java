package ninety.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import ninety.cli.process.ProcessCommand;
import ninety.cli.sweep.SweepCommand;
import ninety.cli.terminal.Exit;
import ninety.stream.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Limits that promises rest on, at the command itself and in Terraform. */
final class LimitsTest {

  private static final Path MODULE = Path.of("..", "terraform");
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-06-01T08:14:27Z"), ZoneOffset.UTC);

  /** S6: by a longer one a silence would become a gap before it is reported. */
  @ParameterizedTest
  @ValueSource(strings = {"76m", "2h", "1d", "15m"})
  void a_horizon_limit_that_could_hide_a_gap_is_refused(String limit) {
    String mistakes = mistakesOf("sweep", "--horizon-limit", limit);

    assertTrue(
        mistakes.contains("--horizon-limit: '%s' is not a duration".formatted(limit)), mistakes);
  }

  /** S6. */
  @Test
  void the_longest_horizon_limit_is_that_of_terraform() throws IOException {
    int longest =
        number("variables_alarms.tf", "var\\.alarm_limits\\.horizon >= 16 && .*horizon <= (\\d+)");

    assertEquals(75, longest);
    assertFalse(mistakesOf("sweep", "--horizon-limit", longest + "m").contains("--horizon-limit"));
    assertTrue(
        mistakesOf("sweep", "--horizon-limit", (longest + 1) + "m").contains("--horizon-limit"));
  }

  /** S13. */
  @Test
  void a_granularity_of_more_than_a_day_is_refused() {
    String refused = "--granularity: '25h' is not a duration";

    assertTrue(mistakesOf("process", "--granularity", "25h").contains(refused));
    assertFalse(mistakesOf("process", "--granularity", "24h").contains("--granularity"));
  }

  /** S18: ECS kills what has not ended by then, and machines are slow at times. */
  @Test
  void a_task_that_is_asked_to_end_does_so_well_before_it_is_killed() throws IOException {
    Duration killed = Duration.ofSeconds(number("compute.tf", "stopTimeout = (\\d+)"));
    Duration room = Duration.ofSeconds(30);

    for (Duration longest :
        new Duration[] {Consumer.GRACE.plus(ProcessCommand.LAST_WORDS), SweepCommand.PAGE}) {
      assertTrue(
          longest.compareTo(killed.minus(room)) <= 0,
          () -> "%s of %s, and %s are left".formatted(longest, killed, room));
    }
  }

  private static int number(String file, String pattern) throws IOException {
    Matcher found = Pattern.compile(pattern).matcher(Files.readString(MODULE.resolve(file)));
    assertTrue(found.find(), () -> file + " has no " + pattern);
    return Integer.parseInt(found.group(1));
  }

  /** What a command that is otherwise misused says: all its mistakes at once. */
  private static String mistakesOf(String command, String... options) {
    StringWriter err = new StringWriter();
    String[] arguments = new String[options.length + 3];
    arguments[0] = command;
    System.arraycopy(options, 0, arguments, 1, options.length);
    arguments[options.length + 1] = "--table";
    arguments[options.length + 2] = "no table";
    int code = Ninety.run(CLOCK, new PrintWriter(err), new PrintWriter(err), arguments);

    assertEquals(Exit.MISUSED, code, err::toString);
    return err.toString();
  }
}
