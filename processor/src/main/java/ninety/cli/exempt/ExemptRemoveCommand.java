package ninety.cli.exempt;

import java.io.PrintWriter;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import ninety.app.Diagnosis;
import ninety.app.Wiring;
import ninety.cli.option.Remedies;
import ninety.cli.option.TakeBackOptions;
import ninety.cli.option.TakeBackOptions.TakeBack;
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
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
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

  private final Clock clock;

  @Spec private CommandSpec spec;

  @Mixin private TakeBackOptions takeBack = new TakeBackOptions();

  @SuppressWarnings("NullAway.Init") // picocli sets the spec
  public ExemptRemoveCommand(Clock clock) {
    this.clock = clock;
  }

  @Override
  public Integer call() {
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    TakeBack wanted = Texts.checked(takeBack.value());
    try (Wiring wiring = new Wiring(clock)) {
      AllDossiers dossiers = wiring.dossiers(wanted.table());
      ExemptChange change = new ExemptChange(wiring.exemptions(wanted.table()));
      Author author = wanted.why().author(now, Wiring.caller());
      Unreadable uncounted = new Unreadable();
      Optional<ExemptionView> before =
          change.find(wanted.id()).flatMap(found -> look(found, dossiers, uncounted, now));
      Exemption removed =
          change.remove(
              wanted.id(),
              new Removal(author, wanted.why().reason(), before.map(ExemptionView::covered)));
      before.ifPresent(view -> print(view.as(removed), wanted.output()));
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

  private void print(ExemptionView view, Output form) {
    PrintWriter out = spec.commandLine().getOut();
    switch (form) {
      case JSON -> out.println(Json.line(view.fields()));
      case TABLE -> view.removed(out);
    }
    out.flush();
  }
}
