package ninety.cli.sweep;

import io.vavr.collection.List;
import io.vavr.collection.Seq;
import io.vavr.control.Validation;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Supplier;
import ninety.app.SweepSettings;
import ninety.app.Wiring;
import ninety.cli.option.PolicyOptions;
import ninety.cli.option.SourceOptions;
import ninety.cli.option.TableOption;
import ninety.cli.option.Texts;
import ninety.cli.option.Trial;
import ninety.cli.sweep.Sweeping.Run;
import ninety.cli.terminal.Failure;
import ninety.cli.terminal.FeedView;
import ninety.cli.terminal.HorizonView;
import ninety.cli.terminal.Metrics;
import ninety.sweep.Summary;
import ninety.sweep.Sweep;
import ninety.user.Caller;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "sweep",
    customSynopsis = "ninety sweep --alert-queue=URL [OPTION]...",
    description = {
      "Judges the users whose time has come and reports to the alert queue: warning at day 86,"
          + " breach at day 90, escalated at day 97, and the end of each.",
      "",
      "Users are judged as of the horizon, up to which everything that the feed sent is"
          + " processed. Where it lags by too much, or no consumer ever ran, that is reported as"
          + " not-checked instead. Exempt users are left out; changed exemptions, days and rules"
          + " reach all users in the next sweep. Until an import was written to its end, it is"
          + " reported that the population is not known.",
      "",
      "With --identity-store the directory is asked about each user just before something is"
          + " reported; who is gone or disabled is recorded instead. --format says in which form"
          + " alerts are written.",
      "",
      "The options on users are the policy in force: the first sweep stores them, and a sweep with"
          + " others is refused with exit code 2 unless --change-policy is given. With --dry-run it"
          + " says which differ, and judges by those that are given.",
      "",
      "With --resend the latest step of each open finding about users is sent once more, under its id,"
          + " and that the population is not known, where that is open: what a SIEM needs that is new, or whose queue was lost. A SIEM that has it drops it as a"
          + " repeat; a FIFO queue does so itself within five minutes. What an alert says besides its"
          + " step is said as it is known now. The other findings about the feed are in 'ninety coverage'.",
      "",
      "Any number of sweeps may run at one time. An alert that could not be sent is sent by the"
          + " next sweep, under the same id.",
      "",
      "Exit codes: 0 all that was due is done, and reported as not-checked where the horizon is"
          + " late; 1 some alerts or users are left for the next sweep, alerts were refused by the"
          + " queue for good, too many users are gone to believe it, or nobody could be judged"
          + " since no consumer ever ran, or --resend waits for --yes; 2 misused, or other options are in force, or --at is"
          + " beyond the horizon. With --every it goes on whatever one sweep comes to, and ends"
          + " with 0 on SIGTERM, or with 1 on what only a person can mend.",
      ""
    })
public final class SweepCommand implements Callable<Integer> {

  /** For a page of users, of whom each is asked about in the directory at the worst. */
  public static final Duration PAGE = Duration.ofSeconds(90);

  private final Clock clock;

  @Spec private CommandSpec spec;

  @Mixin private AlertingOptions alerting = new AlertingOptions();

  @Mixin private TableOption table = new TableOption();

  @Mixin private PolicyOptions policy = new PolicyOptions();

  @Mixin private SourceOptions sources = new SourceOptions();

  @Mixin private TransportOptions transport = new TransportOptions();

  @Mixin private DirectoryOptions directory = new DirectoryOptions();

  @Mixin private CautionOptions cautions = new CautionOptions();

  @Mixin private RunOptions run = new RunOptions();

  @SuppressWarnings("NullAway.Init") // picocli sets the spec
  public SweepCommand(Clock clock) {
    this.clock = clock;
  }

  private record Settings(SweepSettings sweep, Run run) {}

  @Override
  public Integer call() throws InterruptedException {
    Settings settings = Texts.checked(settings());
    settings
        .run()
        .every()
        .ifPresent(pause -> Wiring.expected(settings.sweep().sources()).notSlower(pause));
    try (Wiring wiring = new Wiring(clock)) {
      Sweep sweep = wiring.sweep(settings.sweep());
      if (!settings.sweep().trial() && !settings.run().dryRun()) {
        settings
            .run()
            .at()
            .ifPresent(at ->
                notBeyond(
                    FeedView.of(wiring.feed(settings.sweep().table(), settings.sweep().sources()))
                        .horizon(),
                    at));
      }
      Sweeping sweeping =
          new Sweeping(
              sweep,
              settings.sweep(),
              settings.run(),
              author(settings),
              publishing(wiring, settings),
              clock,
              spec);
      return settings.run().every().isEmpty()
          ? sweeping.alone()
          : sweeping.repeatedly(settings.run().every().get());
    }
  }

  /** Who was not heard since the horizon would be escalated for good. */
  private static void notBeyond(HorizonView horizon, Instant at) {
    if (!horizon.known() || at.isAfter(horizon.horizon().asOf())) {
      throw Failure.misused(
          List.of(
              "--at: %s is beyond the horizon, %s. Who is active after it would be reported as inactive"
                      .formatted(
                          HorizonView.seconds(at),
                          horizon.known()
                              ? HorizonView.seconds(horizon.horizon().asOf())
                              : "which is not known yet")
                  + " for good. Add --dry-run; or set NINETY_TRIAL=yes where nothing depends on"
                  + " this table"));
    }
  }

  /** For the trail of the policy: the identity as AWS names it. */
  private static String caller() {
    return switch (Wiring.caller()) {
      case Caller.Known(var arn) -> arn;
      case Caller.Unknown _ -> "somebody whom AWS did not name";
    };
  }

  private Supplier<String> author(Settings settings) {
    if (settings.sweep().trial()) {
      return () -> "a trial";
    }
    boolean byHand = spec.commandLine().getParseResult().hasMatchedOption("--change-policy");
    return settings.sweep().cautions().changePolicy() && !byHand
        ? () -> "scheduled task"
        : SweepCommand::caller;
  }

  /** The publishing of each sweep's outcome, besides printing it. */
  private Consumer<Summary> publishing(Wiring wiring, Settings settings) {
    if (settings.run().metrics() == Metrics.Form.NONE || settings.run().dryRun()) {
      return _ -> {};
    }
    Supplier<Optional<Instant>> heard = wiring.heard(settings.sweep());
    Metrics metrics =
        new Metrics(
            settings.run().metrics(),
            spec.commandLine().getOut(),
            clock,
            "Table",
            settings.sweep().table());
    return summary -> metrics.publish(SweepMetrics.of(summary, heard.get(), clock.instant()));
  }

  private Validation<Seq<String>, Settings> settings() {
    return Validation.combine(
            Validation.combine(
                    Texts.alone(table.value()),
                    alerting.alerting(),
                    Texts.alone(transport.transport()),
                    policy.policy(),
                    sources.sources(),
                    directory.settings(),
                    cautions.cautions(),
                    Texts.alone(Trial.fromEnvironment()))
                .ap(SweepSettings::new)
                .mapError(mistakes -> mistakes.<String>flatMap(each -> each)),
            run.run())
        .ap(Settings::new)
        .mapError(mistakes -> mistakes.flatMap(each -> each));
  }
}
