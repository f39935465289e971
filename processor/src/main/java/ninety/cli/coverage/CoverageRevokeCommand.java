package ninety.cli.coverage;

import io.vavr.control.Validation;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.Callable;
import ninety.app.Sources;
import ninety.app.Wiring;
import ninety.cli.option.ByOption;
import ninety.cli.option.OutputOption;
import ninety.cli.option.SourceOptions;
import ninety.cli.option.TableOption;
import ninety.cli.option.Texts;
import ninety.cli.terminal.Exit;
import ninety.cli.terminal.Output;
import ninety.coverage.Attestation.Revocation;
import ninety.exemption.Exemption;
import ninety.user.Author;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
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

  private static final int LONGEST_ID = 40;

  private final Clock clock;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "ID", arity = "0..1", description = "The attestation's id.")
  private @Nullable String id;

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the auditor.")
  private @Nullable String reason;

  @Mixin private ByOption by = new ByOption();

  @Mixin private TableOption table = new TableOption();

  @Mixin private SourceOptions sources = new SourceOptions();

  @Mixin private OutputOption output = new OutputOption();

  @SuppressWarnings("NullAway.Init") // picocli sets the spec
  public CoverageRevokeCommand(Clock clock) {
    this.clock = clock;
  }

  private record Settings(
      String id, String reason, String by, String table, Sources sources, Output output) {}

  @Override
  public Integer call() {
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    Settings settings =
        Texts.checked(
            Validation.combine(
                    Texts.alone(Texts.line("ID", id, LONGEST_ID)),
                    Texts.alone(Texts.line("--reason", reason, Exemption.LONGEST_REASON)),
                    Texts.alone(by.value()),
                    Texts.alone(table.value()),
                    sources.sources(),
                    Texts.alone(output.value()))
                .ap(Settings::new)
                .mapError(mistakes -> mistakes.flatMap(each -> each)));
    try (Wiring wiring = new Wiring(clock)) {
      Author author = new Author(settings.by(), now, Optional.of(Wiring.caller()));
      new Attesting(wiring, settings.table(), settings.sources(), settings.output(), spec)
          .revoke(settings.id(), new Revocation(author, settings.reason()));
      return Exit.DONE;
    }
  }
}
