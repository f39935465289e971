package ninety.cli.coverage;

import io.vavr.control.Validation;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import ninety.app.Sources;
import ninety.app.Wiring;
import ninety.cli.coverage.SaidOptions.Said;
import ninety.cli.option.OutputOption;
import ninety.cli.option.SourceOptions;
import ninety.cli.option.TableOption;
import ninety.cli.option.Texts;
import ninety.cli.terminal.Exit;
import ninety.cli.terminal.Output;
import ninety.coverage.Attestation.What;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that says something of a time: all of it but what is said. */
abstract class CoverageSayCommand implements Callable<Integer> {

  private final What what;
  private final Clock clock;

  @Spec private CommandSpec spec;

  @Mixin private SaidOptions said = new SaidOptions();

  @Mixin private TableOption table = new TableOption();

  @Mixin private SourceOptions sources = new SourceOptions();

  @Mixin private OutputOption output = new OutputOption();

  @SuppressWarnings("NullAway.Init") // picocli sets the spec
  CoverageSayCommand(What what, Clock clock) {
    this.what = what;
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
          .add(settings.said().attestation(what, Wiring.caller(), now));
      return Exit.DONE;
    }
  }
}
