package ninety.cli.coverage;

import io.vavr.control.Validation;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.concurrent.Callable;
import ninety.app.Sources;
import ninety.app.Wiring;
import ninety.cli.option.ListingOption;
import ninety.cli.option.SourceOptions;
import ninety.cli.option.TableOption;
import ninety.cli.option.Texts;
import ninety.cli.option.WideOption;
import ninety.cli.terminal.FeedView;
import ninety.cli.terminal.Json;
import ninety.cli.terminal.ReconciliationView;
import ninety.cli.terminal.Unreadable;
import ninety.coverage.Attestations;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "coverage",
    synopsisSubcommandLabel = "[COMMAND]",
    description = {
      "Shows what is known of the time since coverage began: when each source was heard, what was"
          + " lost, what was read from archived logs, what people attest, what is in doubt, and the"
          + " gaps that are left; as a list and as a line of characters.",
      "",
      "With --output json, one JSON line with all of it, and every attestation. With --output csv,"
          + " a header and one line each of the list and of what people attest; the rest goes to"
          + " standard error.",
      "",
      "Exit codes: 0; 1 some attestations could not be read. They are named on standard error, with"
          + " what to do; until then they state nothing.",
      ""
    },
    subcommands = {
      CoverageAttestCommand.class,
      CoverageLostCommand.class,
      CoverageRevokeCommand.class
    })
public final class CoverageCommand implements Callable<Integer> {

  private final Clock clock;

  @Spec private CommandSpec spec;

  @Option(names = "--all", description = "Attestations too that were revoked: the audit trail.")
  private boolean all;

  @Mixin private TableOption table = new TableOption();

  @Mixin private SourceOptions sources = new SourceOptions();

  @Mixin private WideOption wide = new WideOption();

  @Mixin private ListingOption output = new ListingOption();

  @SuppressWarnings("NullAway.Init") // picocli sets the spec
  public CoverageCommand(Clock clock) {
    this.clock = clock;
  }

  private record Settings(String table, Sources sources, ListingOption.Form output) {}

  @Override
  public Integer call() {
    Settings settings =
        Texts.checked(
            Validation.combine(
                    Texts.alone(table.value()), sources.sources(), Texts.alone(output.value()))
                .ap(Settings::new)
                .mapError(mistakes -> mistakes.flatMap(each -> each)));
    try (Wiring wiring = new Wiring(clock)) {
      Attestations attestations = wiring.attestations(settings.table()).read();
      CoverageView view =
          new CoverageView(
              FeedView.of(wiring.feed(settings.table(), settings.sources())),
              attestations,
              ReconciliationView.of(wiring, settings.table()),
              wiring.missed(settings.table()).read());
      PrintWriter out = spec.commandLine().getOut();
      switch (settings.output()) {
        case JSON -> out.println(Json.line(view.fields()));
        case CSV -> {
          view.csv(all).print(out);
          PrintWriter err = spec.commandLine().getErr();
          view.words().forEach(err::println);
          err.flush();
        }
        case TABLE -> view.print(all, wide.value(), out);
      }
      out.flush();
      Unreadable unreadable = new Unreadable();
      unreadable.addAll(attestations.unreadable());
      return unreadable.print(spec);
    }
  }
}
