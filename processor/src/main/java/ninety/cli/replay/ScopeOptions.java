package ninety.cli.replay;

import static java.time.ZoneOffset.UTC;

import io.vavr.collection.Seq;
import io.vavr.control.Validation;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import ninety.cli.option.Texts;
import ninety.coverage.Source;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which part of an archive is read. */
final class ScopeOptions {

  /** Beyond the last level (97 days), and the day at each end of which only a part is there. */
  private static final int DAYS = 100;

  @Option(
      names = "--since",
      paramLabel = "INSTANT",
      description =
          "Read events from then on (100 days before --until). Inactivity of 90 days can be judged"
              + " where coverage is that long.")
  private @Nullable String since;

  @Option(names = "--until", paramLabel = "INSTANT", description = "Read events before then (now).")
  private @Nullable String until;

  @Option(
      names = "--places",
      paramLabel = "PLACES",
      description =
          "Read only logs of these accounts and Regions, as a comma list"
              + " (111122223333/eu-central-1,us-east-1; those from which sweeps ever expected signs"
              + " of life, or all where there is none). A Region alone is one of any account.")
  private @Nullable String places;

  /** The part: an end is the beginning of a day, or now. */
  record Part(Optional<Set<Source>> places, Instant since, Instant until) {}

  /** Whether a time was given. */
  boolean hasTime() {
    return since != null || until != null;
  }

  Validation<Seq<String>, Part> part(Instant now) {
    return Validation.combine(
            Texts.places("--places", places)
                .filter(it -> it.filter(Set::isEmpty).isEmpty())
                .getOrElse(() -> Validation.invalid("--places: none leaves nothing to be read")),
            Texts.instant("--since", since),
            Texts.instant("--until", until))
        .ap((given, from, to) -> {
          Instant end = to.filter(now::isAfter).orElse(now);
          return new Part(given, from.orElseGet(() -> before(end)), end);
        })
        .flatMap(part ->
            part.since().isBefore(part.until())
                ? Validation.valid(part)
                : Validation.invalid(io.vavr.collection.List.of("--since is not before --until")));
  }

  private static Instant before(Instant end) {
    return LocalDate.ofInstant(end, UTC).minusDays(DAYS).atStartOfDay(UTC).toInstant();
  }
}
