package ninety.cli.exempt;

import io.vavr.collection.Seq;
import io.vavr.control.Validation;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import ninety.app.Diagnosis;
import ninety.app.Wiring;
import ninety.cli.option.ByOption;
import ninety.cli.option.OutputOption;
import ninety.cli.option.Remedies;
import ninety.cli.option.TableOption;
import ninety.cli.option.Texts;
import ninety.cli.terminal.Complaint;
import ninety.cli.terminal.Exit;
import ninety.cli.terminal.Json;
import ninety.cli.terminal.Output;
import ninety.cli.terminal.Unreadable;
import ninety.exemption.Exemption;
import ninety.exemption.Exemption.Removal;
import ninety.finding.AllDossiers;
import ninety.user.Author;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "remove",
    customSynopsis = "ninety exempt remove --reason=TEXT [OPTION]... ID",
    description = {
      "Takes an exemption back before its end. It stays in the audit trail, with who did it, when"
          + " and why.",
      ""
    })
public final class ExemptRemoveCommand implements Callable<Integer> {

  private static final int LONGEST_ID = 40;

  private final Clock clock;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "ID", arity = "0..1", description = "The exemption's id.")
  private @Nullable String id;

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the auditor.")
  private @Nullable String reason;

  @Mixin private ByOption by = new ByOption();

  @Mixin private TableOption table = new TableOption();

  @Mixin private OutputOption output = new OutputOption();

  @SuppressWarnings("NullAway.Init") // picocli sets the spec
  public ExemptRemoveCommand(Clock clock) {
    this.clock = clock;
  }

  private record Settings(String id, String reason, String by, String table, Output output) {}

  @Override
  public Integer call() {
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    Settings settings = Texts.checked(settings());
    try (Wiring wiring = new Wiring(clock)) {
      AllDossiers dossiers = wiring.dossiers(settings.table());
      ExemptChange change = new ExemptChange(wiring.exemptions(settings.table()));
      Author author = new Author(settings.by(), now, Optional.of(Wiring.caller()));
      Unreadable uncounted = new Unreadable();
      Optional<ExemptionView> before =
          change.find(settings.id()).flatMap(found -> look(found, dossiers, uncounted, now));
      Exemption removed =
          change.remove(
              settings.id(),
              new Removal(author, settings.reason(), before.map(ExemptionView::covered)));
      before.ifPresent(view -> print(view.as(removed), settings.output()));
      uncounted.print(spec);
      return Exit.DONE;
    }
  }

  /** Whom it covers; where that cannot be read it says so, for a removal must not fail for it. */
  private Optional<ExemptionView> look(
      Exemption found, AllDossiers dossiers, Unreadable uncounted, Instant now) {
    try {
      return Optional.of(ExemptionView.of(List.of(found), dossiers.all(uncounted), now).getFirst());
    } catch (RuntimeException failed) {
      if (!Diagnosis.isKnown(failed)) {
        throw failed;
      }
      Complaint.print(
          spec,
          "Whom exemption %s covers could not be read; it is removed all the same. %s"
              .formatted(found.id(), Remedies.of(failed).getMessage()));
      return Optional.empty();
    }
  }

  private Validation<Seq<String>, Settings> settings() {
    return Validation.combine(
            Texts.line("ID", id, LONGEST_ID),
            Texts.line("--reason", reason, Exemption.LONGEST_REASON),
            by.value(),
            table.value(),
            output.value())
        .ap(Settings::new);
  }

  private void print(ExemptionView view, Output form) {
    PrintWriter out = spec.commandLine().getOut();
    switch (form) {
      case JSON -> out.println(Json.line(view.fields()));
      case TABLE -> view.removed(out);
    }
    out.flush();
  }
}
