package ninety.cli.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vavr.collection.Seq;
import io.vavr.control.Validation;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import ninety.cli.replay.DayOptions.Day;
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

  @Test
  void without_the_option_there_is_none() {
    assertEquals(Optional.empty(), value().get());
  }
}
