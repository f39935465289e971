package ninety.cli.report;

import io.vavr.collection.Seq;
import io.vavr.control.Validation;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import ninety.cli.option.Texts;
import ninety.cli.terminal.HorizonView;
import ninety.coverage.Span;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which time the files of a report hold, and for which instant it judges. */
final class ReportOptions {

  @Option(
      names = "--covered-from",
      paramLabel = "INSTANT",
      description =
          "Since when the files hold every record (the time of their earliest record). What was"
              + " before is not known.")
  private @Nullable String coveredFrom;

  @Option(
      names = "--at",
      paramLabel = "INSTANT",
      description = "Judge for this instant (now); records after it are left out.")
  private @Nullable String at;

  @Option(
      names = "--gap",
      paramLabel = "FROM..TO",
      description =
          "A time of which records are missing, for each such time. It is not part of a count;"
              + " above 5 %% of the breach threshold users are not checked.")
  private List<String> gaps = List.of();

  /**
   * The times that they come to.
   *
   * @param coveredFrom empty where the earliest record decides
   */
  record Times(Optional<Instant> coveredFrom, Instant at, List<Span> gaps) {}

  Validation<Seq<String>, Times> times(Instant now) {
    return Validation.combine(
            Texts.alone(Texts.instant("--covered-from", coveredFrom)),
            Texts.alone(Texts.instant("--at", at)),
            Validation.sequence(
                gaps.stream().map(gap -> Texts.alone(Texts.span("--gap", gap))).toList()))
        .ap((from, until, missing) ->
            new Times(
                from, until.orElseGet(() -> now.truncatedTo(ChronoUnit.MILLIS)), missing.asJava()))
        .mapError(mistakes -> mistakes.flatMap(each -> each))
        .flatMap(ReportOptions::ordered);
  }

  private static Validation<Seq<String>, Times> ordered(Times times) {
    if (times.coveredFrom().filter(from -> from.isAfter(times.at())).isPresent()) {
      return tooLate("--covered-from is", times);
    }
    return times.gaps().stream().anyMatch(gap -> gap.to().isAfter(times.at()))
        ? tooLate("--gap ends", times)
        : Validation.valid(times);
  }

  private static Validation<Seq<String>, Times> tooLate(String what, Times times) {
    return Texts.alone(
        Validation.invalid(
            "%s after %s, the instant that is judged for"
                .formatted(what, HorizonView.seconds(times.at()))));
  }
}
