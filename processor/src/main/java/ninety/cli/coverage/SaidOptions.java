package ninety.cli.coverage;

import io.vavr.collection.List;
import io.vavr.collection.Seq;
import io.vavr.control.Validation;
import java.time.Instant;
import java.util.Optional;
import ninety.cli.option.Texts;
import ninety.cli.option.WhyOptions;
import ninety.cli.option.WhyOptions.Why;
import ninety.coverage.Attestation;
import ninety.coverage.Attestation.What;
import ninety.coverage.Span;
import ninety.user.Caller;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * The options by which somebody says something of a time; the same for all commands that store it.
 */
final class SaidOptions {

  @Option(
      names = "--from",
      paramLabel = "INSTANT",
      description = "Where the time begins: 2026-06-01T08:14:27Z.")
  private @Nullable String from;

  @Option(
      names = "--to",
      paramLabel = "INSTANT",
      description = "Where it ends; at most 31 days later, and not in the future.")
  private @Nullable String to;

  @Mixin private WhyOptions why = new WhyOptions();

  /** A time, and why something is said of it. */
  record Said(Span span, Why why) {

    /** As an attestation, under no id of its own yet. */
    Attestation attestation(What what, Caller caller, Instant now) {
      return new Attestation(
          "new", what, span, why.reason(), why.author(now, caller), Optional.empty());
    }
  }

  Validation<Seq<String>, Said> said(Instant now) {
    return Validation.combine(span(now), why.value())
        .ap(Said::new)
        .mapError(mistakes -> mistakes.flatMap(each -> each));
  }

  private record Ends(Instant from, Instant to) {}

  private Validation<Seq<String>, Span> span(Instant now) {
    return Validation.combine(Texts.past("--from", from, now), Texts.past("--to", to, now))
        .ap(Ends::new)
        .flatMap(ends -> {
          if (!ends.to().isAfter(ends.from())) {
            return Validation.invalid(
                List.of("--to: %s is not after --from, %s".formatted(ends.to(), ends.from())));
          }
          Span span = new Span(ends.from(), ends.to());
          return span.length().compareTo(Attestation.LONGEST) > 0
              ? Validation.invalid(
                  List.of(
                      "--to: %s is more than %d days after --from; for a longer time, give each part a"
                              .formatted(ends.to(), Attestation.LONGEST.toDays())
                          + " reason of its own"))
              : Validation.valid(span);
        });
  }
}
