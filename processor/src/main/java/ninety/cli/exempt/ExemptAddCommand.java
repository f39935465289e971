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
import ninety.cli.option.OutputOption;
import ninety.cli.option.TableOption;
import ninety.cli.option.Texts;
import ninety.cli.option.WhyOptions;
import ninety.cli.option.WhyOptions.Why;
import ninety.cli.terminal.Exit;
import ninety.cli.terminal.Json;
import ninety.cli.terminal.Output;
import ninety.cli.terminal.Unreadable;
import ninety.exemption.Exemption;
import ninety.exemption.Exemption.Who;
import ninety.finding.AllDossiers;
import ninety.finding.Notices;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "add",
    customSynopsis =
        "ninety exempt add --owner=PERSON --reason=TEXT --until=WHEN [OPTION]... USER-OR-PATTERN",
    description = {
      "Exempts one user, or the users whose name fits a pattern, and says whom that covers now.",
      "",
      "What is in force already for the same users and as long is refused; a later end is a"
          + " renewal. A pattern that covers more than 5 users, or more than 5 %% of all, is"
          + " refused unless --covers repeats the number.",
      "",
      "Not for leave of absence: PCI DSS 8.2.6 wants such an account disabled as the leave begins.",
      ""
    })
public final class ExemptAddCommand implements Callable<Integer> {

  private static final Logger LOG = LoggerFactory.getLogger(ExemptAddCommand.class);

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

  @Option(
      names = "--until",
      paramLabel = "WHEN",
      description =
          "The end: an instant (2026-12-31T12:00:00Z), the end of a day in UTC (2026-12-31), or how"
              + " long from now on (90d). At most 366 days ahead.")
  private @Nullable String until;

  @Option(
      names = "--covers",
      paramLabel = "NUMBER",
      description =
          "How many users it covers now, where a pattern covers many. Without it the command says"
              + " the number and shows the users.")
  private @Nullable String covers;

  @Mixin private WhyOptions why = new WhyOptions();

  @Mixin private TableOption table = new TableOption();

  @Mixin private OutputOption output = new OutputOption();

  @SuppressWarnings("NullAway.Init") // picocli sets the spec
  public ExemptAddCommand(Clock clock) {
    this.clock = clock;
  }

  private record Settings(
      Who who,
      String owner,
      Instant until,
      Optional<Long> covers,
      Why why,
      String table,
      Output output) {}

  @Override
  public Integer call() {
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    Settings settings = Texts.checked(settings(now));
    try (Wiring wiring = new Wiring(clock)) {
      AllDossiers dossiers = wiring.dossiers(settings.table());
      ExemptChange change = new ExemptChange(wiring.exemptions(settings.table()));
      Unreadable uncounted = new Unreadable();
      ExemptionView asked =
          ExemptionView.of(List.of(wanted(settings, now)), dossiers.all(uncounted), now).getFirst();
      asked.agreed(settings.covers());
      Exemption added = change.add(asked.exemption().counted(asked.covered()));
      print(asked.as(added), settings.output());
      putAway(change, wiring.notices(settings.table()), now);
      uncounted.print(spec);
      return Exit.DONE;
    }
  }

  /** The exemption that is asked for, under no id of its own yet. */
  private static Exemption wanted(Settings settings, Instant now) {
    return new Exemption(
        "new",
        settings.who(),
        settings.owner(),
        settings.why().reason(),
        settings.until(),
        settings.why().author(now, Wiring.caller()),
        Optional.empty());
  }

  private Validation<Seq<String>, Settings> settings(Instant now) {
    return Validation.combine(
            Texts.alone(Texts.who("USER-OR-PATTERN", who)),
            Texts.alone(Texts.line("--owner", owner, Exemption.LONGEST_NAME)),
            Texts.alone(Texts.until("--until", until, now)),
            Texts.alone(covers()),
            why.value(),
            Texts.alone(table.value()),
            Texts.alone(output.value()))
        .ap(Settings::new)
        .mapError(mistakes -> mistakes.flatMap(each -> each));
  }

  private Validation<String, Optional<Long>> covers() {
    return covers == null
        ? Validation.valid(Optional.empty())
        : Texts.count("--covers", covers, 0, Integer.MAX_VALUE)
            .map(number -> Optional.of(number.longValue()));
  }

  /** Puts away old ones. The addition stands, whatever becomes of this; the next tries again. */
  private static void putAway(ExemptChange change, Notices notices, Instant now) {
    try {
      change.putAway(notices.read().alerts(), now);
    } catch (RuntimeException failed) {
      if (!Diagnosis.isKnown(failed)) {
        throw failed;
      }
      LOG.debug("Nothing was put away", failed);
    }
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
