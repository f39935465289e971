package ninety.cli;

import io.vavr.collection.Seq;
import io.vavr.control.Validation;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import ninety.aws.Fault;
import ninety.sweep.Summary;
import ninety.sweep.Sweep;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.core.exception.SdkException;

@Command(
    name = "sweep",
    description = {
      "Judges the users whose time has come and tells the alert queue: warning at day 86, breach at"
          + " day 90, escalated at day 97, and the end of each.",
      "",
      "Users are judged as of the horizon, up to which everything that the source sent is processed."
          + " Where it trails the clock by too much, or no consumer ever ran, that is told as"
          + " not-checked instead. Exempt users are left out; changed exemptions, days and rules reach"
          + " all users in the next sweep.",
      "",
      "With --identity-store the directory is asked about each user just before something is told; who"
          + " is gone or disabled is recorded instead. --format says in which form alerts are written.",
      "",
      "Any number of sweeps may run at one time. An alert that could not be sent is sent by the next"
          + " sweep, under the same id.",
      "",
      "Exit codes: 0 all that was due is done, and told as not-checked where the horizon is late; 1"
          + " some alerts or users are left for the next sweep, or nobody could be judged since no"
          + " consumer ever ran; 2 misused. With --every it goes on whatever one sweep comes to, and"
          + " ends with 0 when told to, or with 1 on what only a person can mend.",
      ""
    })
final class SweepCommand implements Callable<Integer> {

  /** For a page of users, of whom each is asked about in the directory at the worst. */
  private static final Duration PAGE = Duration.ofSeconds(90);

  private final Clock clock;

  @Spec private CommandSpec spec;

  @Option(
      names = "--alert-queue",
      defaultValue = "${env:NINETY_ALERT_QUEUE}",
      paramLabel = "URL",
      description = "The SQS queue that the SIEM reads, FIFO or standard.")
  private @Nullable String alertQueue;

  @Mixin private TableOption table = new TableOption();

  @Mixin private PolicyOptions policy = new PolicyOptions();

  @Mixin private SourceOptions sources = new SourceOptions();

  @Mixin private DirectoryOptions directory = new DirectoryOptions();

  @Option(
      names = "--account",
      defaultValue = "${env:NINETY_ACCOUNT}",
      paramLabel = "ID",
      description = "The AWS account of the Identity Center instance, named in the alerts.")
  private @Nullable String account;

  @Option(
      names = "--format",
      defaultValue = "${env:NINETY_FORMAT:-ocsf}",
      paramLabel = "FORMAT",
      description =
          "In which words the queue is told: ocsf, text (one line for people), or legacy (the"
              + " predecessor's JSON, which cannot say that a finding ended) (${DEFAULT-VALUE}).")
  private String format = "";

  @Option(
      names = "--signing-key",
      defaultValue = "${env:NINETY_SIGNING_KEY}",
      paramLabel = "KEY",
      description =
          "Sign each alert with this asymmetric KMS key (ECC_NIST_P256, SIGN_VERIFY): its id or ARN,"
              + " or alias/NAME. What cannot be signed is not sent. See 'ninety verify --help'.")
  private @Nullable String signingKey;

  @Option(
      names = "--every",
      defaultValue = "${env:NINETY_EVERY}",
      paramLabel = "DURATION",
      description = "Sweep again and again, this long after each sweep, until told to end.")
  private @Nullable String every;

  @Option(
      names = "--at",
      paramLabel = "INSTANT",
      description = "Judge for this instant instead of now, for trials: 2026-06-01T08:14:27Z.")
  private @Nullable String at;

  @Option(names = "--dry-run", description = "Say what would be told; write and send nothing.")
  private boolean dryRun;

  @Mixin private OutputOption output = new OutputOption();

  @Mixin private MetricsOption metrics = new MetricsOption();

  @SuppressWarnings("NullAway.Init") // picocli sets the spec
  SweepCommand(Clock clock) {
    this.clock = clock;
  }

  @Override
  public Integer call() throws InterruptedException {
    SweepSettings settings = Texts.checked(settings());
    try (Wiring wiring = new Wiring(clock)) {
      Sweep sweep = wiring.sweep(settings);
      Consumer<Summary> tell = tell(wiring, settings);
      if (settings.every().isEmpty()) {
        return alone(sweep, settings, tell);
      }
      return repeatedly(sweep, settings, settings.every().get(), tell);
    }
  }

  /** What is done with the outcome of each sweep besides printing it. */
  private Consumer<Summary> tell(Wiring wiring, SweepSettings settings) {
    if (settings.metrics() == Metrics.Form.NONE || settings.dryRun()) {
      return _ -> {};
    }
    Supplier<Optional<Instant>> heard = wiring.heard(settings);
    Metrics told =
        new Metrics(
            settings.metrics(), spec.commandLine().getOut(), clock, "Table", settings.table());
    return summary -> told.tell(SweepMetrics.of(summary, heard.get(), clock.instant()));
  }

  private Validation<Seq<String>, SweepSettings> settings() {
    record Run(
        Optional<Instant> at, Optional<Duration> every, Output output, Metrics.Form metrics) {}
    var run =
        Validation.combine(
                Texts.instant("--at", at),
                every == null || every.isBlank()
                    ? Validation.<String, Optional<Duration>>valid(Optional.empty())
                    : Texts.duration("--every", every, Duration.ofSeconds(1)).map(Optional::of),
                output.value(),
                metrics.value())
            .ap(Run::new);
    record Alerting(
        String table,
        String queue,
        Optional<String> account,
        AlertFormat format,
        Optional<String> signingKey) {}
    var alerting =
        Validation.combine(
                table.value(),
                Texts.required("--alert-queue", "NINETY_ALERT_QUEUE", alertQueue),
                Texts.account(account),
                Texts.oneOf("--format", format, AlertFormat.class),
                Texts.signingKey(signingKey))
            .ap(Alerting::new);
    return Validation.combine(
            alerting, policy.policy(), sources.sources(), directory.settings(), run)
        .ap((where, held, from, asked, how) ->
            new SweepSettings(
                where.table(),
                where.queue(),
                held,
                from,
                asked,
                where.account(),
                where.format(),
                where.signingKey(),
                how.at(),
                how.every(),
                dryRun,
                how.output(),
                how.metrics()))
        .mapError(mistakes -> mistakes.flatMap(each -> each));
  }

  private int alone(Sweep sweep, SweepSettings settings, Consumer<Summary> tell) {
    try (OnSignal signal = new OnSignal(sweep::end, PAGE)) {
      boolean done = once(sweep, settings, tell);
      if (done) {
        signal.done();
      }
      return done ? Exit.DONE : Exit.FAILED;
    }
  }

  /** Ends when the process is asked to, after the page of users that a sweep is at. */
  private int repeatedly(
      Sweep sweep, SweepSettings settings, Duration pause, Consumer<Summary> tell)
      throws InterruptedException {
    CountDownLatch asked = new CountDownLatch(1);
    Runnable end =
        () -> {
          sweep.end();
          asked.countDown();
        };
    try (OnSignal signal = new OnSignal(end, PAGE)) {
      do {
        patiently(sweep, settings, tell);
      } while (!asked.await(pause.toMillis(), TimeUnit.MILLISECONDS));
      signal.done();
    }
    return Exit.DONE;
  }

  /** A sweep that a passing trouble ended is made up for by the next: what was due still is. */
  private void patiently(Sweep sweep, SweepSettings settings, Consumer<Summary> tell) {
    try {
      once(sweep, settings, tell);
    } catch (SdkException failed) {
      if (Fault.of(failed) != Fault.PASSING) {
        throw failed;
      }
      spec.commandLine()
          .getErr()
          .printf("ninety sweep: %s The next sweep goes on.%n", Diagnosis.of(failed));
    }
  }

  private boolean once(Sweep sweep, SweepSettings settings, Consumer<Summary> tell) {
    Instant now = settings.at().orElseGet(() -> clock.instant().truncatedTo(ChronoUnit.MILLIS));
    Summary summary;
    try (ProgressLine progress = new ProgressLine(spec)) {
      if (settings.dryRun()) {
        summary = sweep.dryRun(settings.at(), now, progress::looked);
      } else if (settings.at().isPresent()) {
        summary = sweep.run(now, now, progress::looked);
      } else {
        summary = sweep.run(now, progress::looked);
      }
    }
    SweepView view =
        new SweepView(
            summary,
            summary
                .horizon()
                .map(horizon -> new HorizonView(horizon, settings.sources().horizonLimit(), now)),
            settings.dryRun());
    PrintWriter out = spec.commandLine().getOut();
    switch (settings.output()) {
      case JSON -> out.println(Json.line(view.fields()));
      case TABLE -> view.print(out);
    }
    out.flush();
    tell.accept(summary);
    if (!view.judged()) {
      spec.commandLine()
          .getErr()
          .printf(
              "ninety sweep: No consumer has ever run with table %s, so nobody can be judged. Start"
                  + " 'ninety process'.%n",
              settings.table());
    }
    return view.judged() && (settings.dryRun() || summary.complete());
  }
}
