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
    name = "lost",
    customSynopsis = {
      "ninety coverage lost --from=INSTANT --to=INSTANT --reason=TEXT",
      "                              [OPTION]..."
    },
    description = {
      "Records that events were lost in a time, so that it counts as a gap that ninety could not"
          + " see: where a queue was purged, say. A trail that was stopped is a gap by itself.",
      "",
      "The next sweep reports it to the alert queue, with who, why and as which caller. Refused"
          + " where somebody attests that nothing was missed.",
      ""
    })
final class CoverageLostCommand implements Callable<Integer> {

  private final Clock clock;

  @Spec private CommandSpec spec;

  @Mixin private SaidOptions said = new SaidOptions();

  @Mixin private TableOption table = new TableOption();

  @Mixin private SourceOptions sources = new SourceOptions();

  @Mixin private OutputOption output = new OutputOption();

  @SuppressWarnings("NullAway.Init") // picocli sets the spec
  CoverageLostCommand(Clock clock) {
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
          .add(settings.said().attestation(What.LOST, Wiring.caller(), now));
      return Exit.DONE;
    }
  }
}
