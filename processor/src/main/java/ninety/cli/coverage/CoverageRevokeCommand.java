package ninety.cli.coverage;

import io.vavr.control.Validation;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import ninety.app.Sources;
import ninety.app.Wiring;
import ninety.cli.option.SourceOptions;
import ninety.cli.option.TakeBackOptions;
import ninety.cli.option.TakeBackOptions.TakeBack;
import ninety.cli.option.Texts;
import ninety.cli.terminal.Exit;
import ninety.coverage.Attestation.Revocation;
import ninety.user.Author;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "revoke",
    customSynopsis = "ninety coverage revoke --reason=TEXT [OPTION]... ID",
    description = {
      "Takes back what was attested or recorded as lost. It stays in the audit trail, with who did"
          + " it, when and why.",
      ""
    })
public final class CoverageRevokeCommand implements Callable<Integer> {

  private final Clock clock;

  @Spec private CommandSpec spec;

  @Mixin private TakeBackOptions takeBack = new TakeBackOptions();

  @Mixin private SourceOptions sources = new SourceOptions();

  @SuppressWarnings("NullAway.Init") // picocli sets the spec
  public CoverageRevokeCommand(Clock clock) {
    this.clock = clock;
  }

  private record Settings(TakeBack wanted, Sources sources) {}

  @Override
  public Integer call() {
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    Settings settings =
        Texts.checked(
            Validation.combine(takeBack.value(), sources.sources())
                .ap(Settings::new)
                .mapError(mistakes -> mistakes.flatMap(each -> each)));
    TakeBack wanted = settings.wanted();
    try (Wiring wiring = new Wiring(clock)) {
      Author author = wanted.why().author(now, Wiring.caller());
      new Attesting(wiring, wanted.table(), settings.sources(), wanted.output(), spec)
          .revoke(wanted.id(), new Revocation(author, wanted.why().reason()));
      return Exit.DONE;
    }
  }
}
