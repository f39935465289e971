package ninety.cli;

import io.vavr.collection.Seq;
import io.vavr.control.Validation;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import ninety.policy.Exemption;
import ninety.policy.Exemption.Signature;
import ninety.policy.Exemption.Who;
import ninety.store.DynamoDossiers;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "add",
    description = {
      "Exempts one user, or the users whose name fits a pattern, and says whom that covers now.",
      "",
      "What is in force already for the same users and as long is refused; a later end is a renewal.",
      ""
    })
final class ExemptAddCommand implements Callable<Integer> {

  private final Clock clock;

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "USER-OR-PATTERN",
      arity = "0..1",
      description =
          "A user id; or a user name, in which * stands for any characters and ? for one. Upper and"
              + " lower case are the same. Quote it.")
  private @Nullable String who;

  @Option(
      names = "--owner",
      paramLabel = "PERSON",
      description = "Who answers for it, a person or a team.")
  private @Nullable String owner;

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the auditor.")
  private @Nullable String reason;

  @Option(
      names = "--until",
      paramLabel = "WHEN",
      description =
          "The end: an instant (2026-12-31T12:00:00Z), the end of a day in UTC (2026-12-31), or how"
              + " long from now on (90d). At most 366 days ahead.")
  private @Nullable String until;

  @Mixin private ByOption by = new ByOption();

  @Mixin private TableOption table = new TableOption();

  @Mixin private OutputOption output = new OutputOption();

  @SuppressWarnings("NullAway.Init") // picocli sets the spec
  ExemptAddCommand(Clock clock) {
    this.clock = clock;
  }

  private record Settings(
      Who who,
      String owner,
      String reason,
      Instant until,
      String by,
      String table,
      Output output) {}

  @Override
  public Integer call() {
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    Settings settings = Texts.checked(settings(now));
    try (Wiring wiring = new Wiring(clock)) {
      DynamoDossiers dossiers = wiring.dossiers(settings.table());
      Exemption added =
          new ExemptChange(wiring.exemptions(settings.table()))
              .add(
                  settings.who(),
                  settings.owner(),
                  settings.reason(),
                  settings.until(),
                  new Signature(settings.by(), now));
      ExemptionView.stored(added, dossiers::all, now, spec.commandLine())
          .ifPresent(view -> print(view, settings.output()));
      return Exit.DONE;
    }
  }

  private Validation<Seq<String>, Settings> settings(Instant now) {
    return Validation.combine(
            Texts.who("USER-OR-PATTERN", who),
            Texts.line("--owner", owner, Exemption.LONGEST_NAME),
            Texts.line("--reason", reason, Exemption.LONGEST_REASON),
            Texts.until("--until", until, now),
            by.value(),
            table.value(),
            output.value())
        .ap(Settings::new);
  }

  private void print(ExemptionView view, Output form) {
    PrintWriter out = spec.commandLine().getOut();
    switch (form) {
      case JSON -> out.println(Json.line(view.fields()));
      case TABLE -> view.added(out);
    }
    out.flush();
  }
}
