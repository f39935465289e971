package ninety.cli;

import io.vavr.control.Validation;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import ninety.cli.SaidOptions.Said;
import ninety.coverage.Attestation.What;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "attest",
    customSynopsis = {
      "ninety coverage attest --from=INSTANT --to=INSTANT --reason=TEXT",
      "                              [OPTION]..."
    },
    description = {
      "Attests that nothing was missed in a time, so that a gap, a loss or a doubt in it is mended."
          + " Look into CloudTrail first: who attests answers for it.",
      "",
      "What is attested is kept apart from what was read from archived logs. The next sweep reports"
          + " it to the alert queue, with who, why and as which caller.",
      ""
    })
final class CoverageAttestCommand implements Callable<Integer> {

  private final Clock clock;

  @Spec private CommandSpec spec;

  @Mixin private SaidOptions said = new SaidOptions();

  @Mixin private TableOption table = new TableOption();

  @Mixin private SourceOptions sources = new SourceOptions();

  @Mixin private OutputOption output = new OutputOption();

  @SuppressWarnings("NullAway.Init") // picocli sets the spec
  CoverageAttestCommand(Clock clock) {
    this.clock = clock;
  }

  private record Settings(Said said, String table, Sources sources, Output output) {}

  @Override
  public Integer call() {
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    Settings settings =
        Texts.checked(
            Validation.combine(
                    said.said(now),
                    Texts.alone(table.value()),
                    sources.sources(),
                    Texts.alone(output.value()))
                .ap(Settings::new)
                .mapError(mistakes -> mistakes.flatMap(each -> each)));
    try (Wiring wiring = new Wiring(clock)) {
      new Attesting(wiring, settings.table(), settings.sources(), settings.output(), spec)
          .add(settings.said().attestation(What.COMPLETE, Wiring.caller(), now));
      return Exit.DONE;
    }
  }
}
