package ninety.cli.exempt;

import io.vavr.control.Validation;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import ninety.app.Wiring;
import ninety.cli.option.ListingOption;
import ninety.cli.option.TableOption;
import ninety.cli.option.Texts;
import ninety.cli.option.WideOption;
import ninety.cli.terminal.Json;
import ninety.cli.terminal.Unreadable;
import ninety.exemption.ExemptionLog;
import ninety.exemption.Exemptions;
import ninety.finding.AllDossiers;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "list",
    description = {
      "Lists the exemptions that are in force, those that end first at the top, and how many of the"
          + " known users each covers now. A state of user-gone or covers-nobody is worth a look:"
          + " the users are deleted, or were never known by that name.",
      "",
      "With --output json or csv, one line each, with the whole reason.",
      "",
      "Exit codes: 0; 1 some exemptions or users could not be read. They are named on standard"
          + " error, with what to do; the others are listed.",
      ""
    })
public final class ExemptListCommand implements Callable<Integer> {

  private final Clock clock;

  @Spec private CommandSpec spec;

  @Option(
      names = "--all",
      description = "Those too that ended or were removed: the whole audit trail.")
  private boolean all;

  @Mixin private TableOption table = new TableOption();

  @Mixin private WideOption wide = new WideOption();

  @Mixin private ListingOption output = new ListingOption();

  @SuppressWarnings("NullAway.Init") // picocli sets the spec
  public ExemptListCommand(Clock clock) {
    this.clock = clock;
  }

  private record Settings(String table, ListingOption.Form output) {}

  @Override
  public Integer call() {
    Instant now = clock.instant();
    Settings settings =
        Texts.checked(Validation.combine(table.value(), output.value()).ap(Settings::new));
    try (Wiring wiring = new Wiring(clock)) {
      AllDossiers dossiers = wiring.dossiers(settings.table());
      ExemptionLog log = wiring.exemptions(settings.table());
      Exemptions exemptions = all ? log.trail() : log.read();
      Unreadable unreadable = new Unreadable();
      unreadable.addAll(exemptions.unreadable());
      print(
          ExemptionView.of(
              all ? exemptions.all() : exemptions.inForce(now), dossiers.all(unreadable), now),
          settings.output());
      return unreadable.print(spec);
    }
  }

  private void print(List<ExemptionView> views, ListingOption.Form form) {
    PrintWriter out = spec.commandLine().getOut();
    switch (form) {
      case JSON -> views.forEach(view -> out.println(Json.line(view.fields())));
      case CSV -> ExemptionList.csv(views).print(out);
      case TABLE -> ExemptionList.print(views, all, wide.value(), out);
    }
    out.flush();
  }
}
