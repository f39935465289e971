package ninety.cli.reconcile;

import io.vavr.collection.Seq;
import io.vavr.control.Validation;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import ninety.app.ImportSettings;
import ninety.app.Wiring;
import ninety.cli.option.MetricsOption;
import ninety.cli.option.OutputOption;
import ninety.cli.option.TableOption;
import ninety.cli.option.Texts;
import ninety.cli.terminal.Complaint;
import ninety.cli.terminal.Exit;
import ninety.cli.terminal.Metrics;
import ninety.cli.terminal.Output;
import ninety.cli.terminal.ProgressLine;
import ninety.cli.terminal.Unreadable;
import ninety.reconcile.Limits;
import ninety.reconcile.Plan;
import ninety.reconcile.Reconciler;
import ninety.user.Rosters;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "import",
    customSynopsis = "ninety import --identity-store=ID [OPTION]...",
    description = {
      "Reconciles the table with the directory: reads the list of all its users, then compares."
          + " Users who never did anything are in no event, and become known by this alone. Who is"
          + " not known is created; who is disabled, enabled, renamed or gone is recorded as such.",
      "",
      "A user of whom something newer than the list is known is not taken for gone. What only"
          + " repeats the table is not written. Run it as often as you like: the next run makes up"
          + " for one that was cut off.",
      "",
      "A list that would take many users out of the watch is not believed. If it has no users, if"
          + " it is of another identity store than before, or if more than --max-gone or"
          + " --max-disabled users would go, nothing is written but that it was refused, and the"
          + " exit code is 1. 'ninety users' shows that. --yes with the number that is shown says"
          + " that it is right.",
      "",
      "Without a right to list the directory, as with an external identity provider that is run by"
          + " others, --from reads a file. CSV has a header with the columns user_id (needed),"
          + " user_name, status (ENABLED or DISABLED), created_at, updated_at, email, manager,"
          + " department and identity_store_id; what it does not say stays as it is known. Of the"
          + " predecessor's table ids and names alone are taken.",
      "",
      "With --output json, one line for each user who differs (user, differences, missed,"
          + " leftToSweep), and a last one with the numbers. Users are named on a terminal alone: a"
          + " task's log shall have ids only.",
      "",
      "Exit codes: 0 the table is as the list says; 1 the list was not believed, could not be read"
          + " to its end, or some users could not be written; 2 misused.",
      ""
    })
public final class ImportCommand implements Callable<Integer> {

  private final Clock clock;

  @Spec private CommandSpec spec;

  @Mixin private TableOption table = new TableOption();

  @Mixin private ListOptions list = new ListOptions();

  @Option(
      names = "--max-gone",
      defaultValue = "${env:NINETY_MAX_GONE}",
      paramLabel = "NUMBER",
      description =
          "How many users may be recorded as gone (5 %% of the enabled ones that are known, and at"
              + " least 10).")
  private @Nullable String maxGone;

  @Option(
      names = "--max-disabled",
      defaultValue = "${env:NINETY_MAX_DISABLED}",
      paramLabel = "NUMBER",
      description = "How many may be recorded as disabled (the same).")
  private @Nullable String maxDisabled;

  @Option(
      names = "--yes",
      paramLabel = "NUMBER",
      description =
          "Write although the list is not believed: the number of users, gone and disabled"
              + " together, that was shown.")
  private @Nullable String yes;

  @Option(
      names = "--contacts",
      defaultValue = "${env:NINETY_CONTACTS:-false}",
      paramLabel = "true|false",
      arity = "0..1",
      fallbackValue = "true",
      description =
          "Take e-mail address, manager and department too, so that it is known whom to ask about a"
              + " user (${DEFAULT-VALUE}). They are personal data.")
  private String contacts = "false";

  @Option(names = "--dry-run", description = "Say what would be written, and write nothing.")
  private boolean dryRun;

  @Mixin private OutputOption output = new OutputOption();

  @Mixin private MetricsOption metrics = new MetricsOption();

  @SuppressWarnings("NullAway.Init") // picocli sets the spec
  public ImportCommand(Clock clock) {
    this.clock = clock;
  }

  private record Settings(
      ImportSettings what, Limits limits, OptionalLong yes, Output output, Metrics.Form metrics) {}

  @Override
  public Integer call() {
    Settings settings = Texts.checked(settings(clock.instant().truncatedTo(ChronoUnit.MILLIS)));
    try (Wiring wiring = new Wiring(clock)) {
      Reconciler reconciler = wiring.reconciler(settings.what());
      Plan plan = compared(reconciler, wiring.rosters(settings.what()), settings.limits());
      Outcome outcome = carriedOut(reconciler, plan, settings);
      print(new ImportView(plan, outcome, ProgressLine.isWatched()), settings.output());
      Unreadable unreadable = new Unreadable();
      unreadable.addAll(plan.unreadable());
      if (outcome instanceof Outcome.Wrote(var ended)) {
        unreadable.addAll(ended.failed());
      }
      publish(plan, outcome, settings);
      int code = unreadable.print(spec);
      return outcome.done() ? code : Exit.FAILED;
    }
  }

  private Plan compared(Reconciler reconciler, Rosters rosters, Limits limits) {
    try (ProgressLine progress = new ProgressLine(spec)) {
      return reconciler.compare(rosters, limits, listed -> progress.at("%d users listed", listed));
    }
  }

  private Outcome carriedOut(Reconciler reconciler, Plan plan, Settings settings) {
    boolean refused =
        !plan.objections().isEmpty() && !settings.yes().equals(OptionalLong.of(plan.toBeNamed()));
    if (settings.what().dryRun()) {
      return new Outcome.Foreseen(refused);
    }
    if (refused) {
      reconciler.refuse(plan);
      return new Outcome.NotBelieved();
    }
    try (ProgressLine progress = new ProgressLine(spec)) {
      return new Outcome.Wrote(
          reconciler.write(plan, written -> progress.at("%d users written", written)));
    }
  }

  private void print(ImportView view, Output form) {
    PrintWriter out = spec.commandLine().getOut();
    switch (form) {
      case JSON -> view.lines(out);
      case TABLE -> view.print(out);
    }
    out.flush();
    view.refusal().ifPresent(why -> Complaint.print(spec, why));
  }

  private void publish(Plan plan, Outcome outcome, Settings settings) {
    if (settings.what().dryRun()) {
      return;
    }
    new Metrics(
            settings.metrics(),
            spec.commandLine().getOut(),
            clock,
            "Table",
            settings.what().table())
        .publish(
            ImportMetrics.of(plan.what(), outcome.done(), outcome instanceof Outcome.NotBelieved));
  }

  private Validation<Seq<String>, Settings> settings(Instant now) {
    var what =
        Validation.combine(
                table.value().mapError(io.vavr.collection.List::of),
                list.where(now),
                Texts.alone(Texts.yesOrNo("--contacts", contacts)))
            .ap((in, where, also) ->
                new ImportSettings(in, where.directory(), where.file(), also, dryRun))
            .mapError(mistakes -> mistakes.flatMap(each -> each));
    return Validation.combine(
            what,
            Texts.alone(number("--max-gone", maxGone)),
            Texts.alone(number("--max-disabled", maxDisabled)),
            Texts.alone(number("--yes", yes)),
            Texts.alone(output.value()),
            Texts.alone(metrics.value()))
        .ap((of, gone, disabled, agreed, form, published) ->
            new Settings(of, new Limits(gone, disabled), agreed, form, published))
        .mapError(mistakes -> mistakes.flatMap(each -> each));
  }

  private static Validation<String, OptionalLong> number(String option, @Nullable String text) {
    return text == null || text.isBlank()
        ? Validation.valid(OptionalLong.empty())
        : Texts.count(option, text, 0, Integer.MAX_VALUE).map(OptionalLong::of);
  }
}
