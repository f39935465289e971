package ninety.cli.sweep;

import io.vavr.collection.Seq;
import io.vavr.control.Validation;
import java.time.Duration;
import java.util.Optional;
import ninety.cli.option.MetricsOption;
import ninety.cli.option.OutputOption;
import ninety.cli.option.Texts;
import ninety.cli.sweep.Sweeping.Run;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** For when a sweep judges, how often, and what it prints. */
final class RunOptions {

  @Option(
      names = "--every",
      defaultValue = "${env:NINETY_EVERY}",
      paramLabel = "DURATION",
      description = "Sweep again and again, this long after each sweep, until SIGTERM.")
  private @Nullable String every;

  @Option(
      names = "--at",
      paramLabel = "INSTANT",
      description =
          "Judge for this instant instead of the horizon: 2026-06-01T08:14:27Z. One beyond the"
              + " horizon is refused but for --dry-run, or where NINETY_TRIAL=yes says that this is"
              + " a trial.")
  private @Nullable String at;

  @Option(names = "--dry-run", description = "Say what would be sent; write and send nothing.")
  private boolean dryRun;

  @Mixin private ResendOptions resend = new ResendOptions();

  @Mixin private OutputOption output = new OutputOption();

  @Mixin private MetricsOption metrics = new MetricsOption();

  Validation<Seq<String>, Run> run() {
    return Validation.combine(
            Texts.alone(Texts.instant("--at", at)),
            Texts.alone(every()),
            resend.resend(at == null && (every == null || every.isBlank())),
            Validation.<Seq<String>, Boolean>valid(dryRun),
            Texts.alone(output.value()),
            Texts.alone(metrics.value()))
        .ap(Run::new)
        .mapError(mistakes -> mistakes.flatMap(each -> each));
  }

  private Validation<String, Optional<Duration>> every() {
    if (every == null || every.isBlank()) {
      return Validation.valid(Optional.empty());
    }
    return at == null
        ? Texts.duration("--every", every, Duration.ofSeconds(1)).map(Optional::of)
        : Validation.invalid(
            "--every: with --at each sweep would judge for the same instant; leave one of them out"
                + " (--every may come from NINETY_EVERY)");
  }
}
