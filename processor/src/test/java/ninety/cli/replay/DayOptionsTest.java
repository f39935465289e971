package ninety.cli.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vavr.collection.Seq;
import io.vavr.control.Validation;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import ninety.cli.Ninety;
import ninety.cli.replay.DayOptions.Day;
import ninety.cli.terminal.Exit;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

final class DayOptionsTest {

  private static final Instant NOW = Instant.parse("2026-06-02T00:30:00Z");

  private static Validation<Seq<String>, Optional<Day>> value(String... args) {
    DayOptions options = new DayOptions();
    new CommandLine(CommandSpec.create().addMixin("day", CommandSpec.forAnnotatedObject(options)))
        .parseArgs(args);
    return options.value(NOW);
  }

  @Test
  void yesterday_is_a_day_of_utc() {
    Day day = value("--day", "yesterday").get().orElseThrow();

    assertEquals(LocalDate.parse("2026-06-01"), day.date());
    assertEquals(Instant.parse("2026-06-01T00:00:00Z"), day.begin());
    assertEquals(Instant.parse("2026-06-02T00:00:00Z"), day.end());
    assertEquals(Duration.ofHours(1), day.granularity());
  }

  @Test
  void a_day_that_is_not_over_and_one_that_is_none_are_refused() {
    assertTrue(value("--day", "2026-06-02").getError().mkString().contains("is not over"));
    assertTrue(value("--day", "monday").getError().mkString().contains("YYYY-MM-DD"));
  }

  private static String mistakesOf(String... options) {
    StringWriter err = new StringWriter();
    int code =
        Ninety.run(
            Clock.fixed(NOW, ZoneOffset.UTC),
            new PrintWriter(err),
            new PrintWriter(err),
            Stream.concat(Stream.of("replay", "--table", "users"), Stream.of(options))
                .toArray(String[]::new));
    assertEquals(Exit.MISUSED, code, err::toString);
    return err.toString();
  }

  /** Else a day of which event history has nothing any more would be one without a miss. */
  @Test
  void a_day_that_event_history_has_no_longer_is_refused() {
    assertTrue(mistakesOf("--day", "2026-03-03").contains("event history begins at"));
    assertTrue(mistakesOf("--day", "2025-12-01").contains("event history begins at"));
  }

  /** A count checks no digests and asks nobody for names: who asks for it would believe it did. */
  @Test
  void what_a_count_would_pass_over_is_refused() {
    for (List<String> option :
        List.of(
            List.of("--complete"),
            List.of("--verify-digests"),
            List.of("--names", "--identity-store", "d-1234567890"))) {
      assertTrue(
          mistakesOf(
                  Stream.concat(Stream.of("--day", "yesterday", "--from", "logs"), option.stream())
                      .toArray(String[]::new))
              .contains("--day is read alone"));
    }
  }

  @Test
  void without_the_option_there_is_none() {
    assertEquals(Optional.empty(), value().get());
  }
}
