package ninety.cli.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import ninety.app.Cautions;
import ninety.cli.Commands;
import ninety.cli.Ninety;
import ninety.cli.option.Trial;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

final class CautionOptionsTest {

  @CommandLine.Command
  private static final class Sweep {
    @CommandLine.Mixin CautionOptions cautions = new CautionOptions();
  }

  @Test
  void by_default_nothing_is_meant_that_could_be_a_mistake() {
    assertEquals(new Cautions(false, 1_000, OptionalInt.empty()), read());
  }

  @Test
  void each_can_be_said() {
    assertEquals(
        new Cautions(true, 10, OptionalInt.of(3)),
        read("--change-policy", "--first-sweep-limit", "10", "--accept-gone", "3"));
    assertEquals(false, read("--change-policy=false").changePolicy());
  }

  /** A user whose alerts never fit would be held back for ever. */
  @Test
  void a_limit_has_room_for_all_alerts_of_one_user() {
    Sweep sweep = new Sweep();
    new CommandLine(sweep)
        .parseArgs("--change-policy=maybe", "--first-sweep-limit", "9", "--accept-gone", "0");

    assertEquals(
        "--change-policy: 'maybe' is neither true nor false|--first-sweep-limit: '9' is not a whole"
            + " number from 10 to 1000000|--accept-gone: '0' is not a whole number from 1 to"
            + " 1000000",
        sweep.cautions.cautions().getError().mkString("|"));
  }

  @Test
  void a_trial_is_yes_and_no_other_word() {
    assertEquals(true, Trial.value(" yes ").get());
    assertEquals(false, Trial.value(null).get());
    assertEquals(false, Trial.value("").get());
  }

  @ParameterizedTest
  @ValueSource(strings = {"true", "no", "YES", "1"})
  void another_word_is_not_guessed_at(String word) {
    assertTrue(Trial.value(word).getError().contains("'" + word + "' is not yes"));
  }

  /** F16. */
  @Test
  void every_command_says_that_it_runs_in_a_trial() {
    CommandLine line = new CommandLine(new Ninety(), new Commands(Clock.systemUTC()));

    for (List<String> command :
        List.of(
            List.of("sweep"),
            List.of("process"),
            List.of("users", "--at", "2026-06-01T00:00:00Z"),
            List.of("exempt", "add", "x"),
            List.of("explain"))) {
      ParseResult parsed = line.parseArgs(command.toArray(String[]::new));
      String name =
          "ninety "
              + String.join(" ", command.subList(0, command.getFirst().equals("exempt") ? 2 : 1));
      assertEquals(
          Optional.of(
              name
                  + ": This is a trial (NINETY_TRIAL=yes). What it says and sends proves nothing."),
          Trial.notice(parsed, "yes"));
      assertEquals(Optional.empty(), Trial.notice(parsed, null));
      assertEquals(Optional.empty(), Trial.notice(parsed, "no"));
    }
    assertEquals(Optional.empty(), Trial.notice(line.parseArgs("sweep", "--help"), "yes"));
  }

  private static Cautions read(String... arguments) {
    Sweep sweep = new Sweep();
    new CommandLine(sweep).parseArgs(arguments);
    return sweep.cautions.cautions().get();
  }
}
