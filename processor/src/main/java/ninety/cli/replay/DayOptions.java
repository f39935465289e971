package ninety.cli.replay;

import static java.time.ZoneOffset.UTC;

import io.vavr.collection.Seq;
import io.vavr.control.Try;
import io.vavr.control.Validation;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import ninety.cli.option.Texts;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Of which day it is counted what never came by the stream. */
final class DayOptions {

  private static final String YESTERDAY = "yesterday";

  @Option(
      names = "--day",
      paramLabel = "DAY",
      description =
          "Count the events of this day that never came by the stream: yesterday or YYYY-MM-DD, in"
              + " UTC. They are counted by kind, named in the log by their event id, kept for"
              + " 'ninety coverage', and then read into the table. The number is a lower bound: an"
              + " event that a later one overtook leaves no trace in the table and counts as come.")
  private @Nullable String day;

  @Option(
      names = "--granularity",
      defaultValue = "${env:NINETY_GRANULARITY:-1h}",
      paramLabel = "DURATION",
      description =
          "With --day: the consumer's, by less than which it writes no last activity, so that a use"
              + " of the portal that is not stored may have come (${DEFAULT-VALUE}).")
  private String granularity = "";

  /** A day that is over. */
  record Day(LocalDate date, Duration granularity) {
    Instant begin() {
      return date.atStartOfDay(UTC).toInstant();
    }

    Instant end() {
      return date.plusDays(1).atStartOfDay(UTC).toInstant();
    }
  }

  boolean isGiven() {
    return day != null && !day.isBlank();
  }

  /** Empty where none is given. */
  Validation<Seq<String>, Optional<Day>> value(Instant now) {
    String text = day;
    if (text == null || text.isBlank()) {
      return Validation.valid(Optional.empty());
    }
    return Validation.combine(
            date(text, LocalDate.ofInstant(now, UTC)),
            Texts.duration("--granularity", granularity, Duration.ZERO, Duration.ofDays(1)))
        .ap((date, least) -> Optional.of(new Day(date, least)));
  }

  private static Validation<String, LocalDate> date(String text, LocalDate today) {
    return (text.equals(YESTERDAY)
            ? Try.success(today.minusDays(1))
            : Try.of(() -> LocalDate.parse(text)))
        .toValidation(_ -> "--day: '%s' is neither yesterday nor YYYY-MM-DD".formatted(text))
        .flatMap(date ->
            date.isBefore(today)
                ? Validation.valid(date)
                : Validation.invalid("--day: %s is not over".formatted(date)));
  }
}
