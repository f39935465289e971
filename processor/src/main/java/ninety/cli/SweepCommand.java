package ninety.cli;

import io.vavr.collection.Seq;
import io.vavr.control.Validation;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import ninety.sweep.Summary;
import ninety.sweep.Sweep;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "sweep",
    description = {
      "Judges the users whose time has come and tells the alert queue: warning at day 86, breach at"
          + " day 90, resolved when it is over.",
      "",
      "Any number of sweeps may run at one time. An alert that could not be sent is sent by the"
          + " next sweep, under the same id; then the exit code is 1.",
      ""
    })
final class SweepCommand implements Callable<Integer> {

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

  @Mixin private IdentityStoreOption identityStore = new IdentityStoreOption();

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
      defaultValue = "${env:NINETY_SWEEP_EVERY}",
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

  @SuppressWarnings("NullAway.Init") // picocli sets the spec
  SweepCommand(Clock clock) {
    this.clock = clock;
  }

  @Override
  public Integer call() throws InterruptedException {
    SweepSettings settings = Texts.checked(settings());
    try (Wiring wiring = new Wiring(clock)) {
      Sweep sweep = wiring.sweep(settings);
      if (settings.every().isEmpty()) {
        return once(sweep, settings) ? Exit.DONE : Exit.FAILED;
      }
      return repeatedly(sweep, settings, settings.every().get());
    }
  }

  private Validation<Seq<String>, SweepSettings> settings() {
    record Run(Optional<Instant> at, Optional<Duration> every, Output output) {}
    var run =
        Validation.combine(
                Texts.instant("--at", at),
                every == null || every.isBlank()
                    ? Validation.<String, Optional<Duration>>valid(Optional.empty())
                    : Texts.duration("--every", every, Duration.ofSeconds(1)).map(Optional::of),
                output.value())
            .ap(Run::new);
    record Alerting(
        String table,
        String queue,
        Optional<String> store,
        Optional<String> account,
        AlertFormat format,
        Optional<String> signingKey) {}
    var alerting =
        Validation.combine(
                table.value(),
                Texts.required("--alert-queue", "NINETY_ALERT_QUEUE", alertQueue),
                identityStore.value(),
                Texts.account(account),
                Texts.oneOf("--format", format, AlertFormat.class),
                Texts.signingKey(signingKey))
            .ap(Alerting::new);
    return Validation.combine(alerting, policy.policy(), sources.sources(), run)
        .ap((where, held, from, how) ->
            new SweepSettings(
                where.table(),
                where.queue(),
                held,
                from,
                where.store(),
                where.account(),
                where.format(),
                where.signingKey(),
                how.at(),
                how.every(),
                dryRun,
                how.output()))
        .mapError(mistakes -> mistakes.flatMap(each -> each));
  }

  /** Ends between two sweeps when the process is asked to; a sweep under way is finished. */
  private int repeatedly(Sweep sweep, SweepSettings settings, Duration pause)
      throws InterruptedException {
    CountDownLatch asked = new CountDownLatch(1);
    try (OnSignal signal = new OnSignal(asked::countDown)) {
      do {
        once(sweep, settings);
      } while (!asked.await(pause.toMillis(), TimeUnit.MILLISECONDS));
      signal.done();
    }
    return Exit.DONE;
  }

  private boolean once(Sweep sweep, SweepSettings settings) {
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
    print(summary, settings.output());
    return settings.dryRun() || summary.complete();
  }

  private void print(Summary summary, Output form) {
    PrintWriter out = spec.commandLine().getOut();
    switch (form) {
      case JSON -> out.println(Json.line(fields(summary)));
      case TABLE -> table(summary, out);
    }
    out.flush();
  }

  private Map<String, Object> fields(Summary summary) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("asOf", summary.asOf().toString());
    fields.put("dryRun", dryRun);
    fields.put("usersDue", summary.looked());
    fields.put("rearmed", summary.rearmed());
    fields.put("resent", summary.resent());
    fields.put("untold", summary.untold());
    fields.put("failed", summary.failed());
    fields.put("steps", summary.steps().stream().map(SweepCommand::fields).toList());
    return fields;
  }

  private static Map<String, Object> fields(Summary.Step step) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("userId", step.user().value());
    fields.put("control", step.control().label());
    fields.put("step", step.step());
    fields.put("findingUid", step.finding().toString());
    fields.put("alertId", step.alert().toString());
    fields.put("told", step.told());
    return fields;
  }

  private void table(Summary summary, PrintWriter out) {
    if (!summary.steps().isEmpty()) {
      TextTable table = new TextTable("CONTROL", "STEP", "USER", dryRun ? "WOULD BE TOLD" : "TOLD");
      summary
          .steps()
          .forEach(step ->
              table.row(
                  step.control().label(),
                  step.step(),
                  step.user().value(),
                  dryRun || step.told() ? "yes" : "not yet"));
      table.print(out);
    }
    String steps =
        summary.steps().stream()
            .collect(Collectors.groupingBy(Summary.Step::step, Collectors.counting()))
            .entrySet()
            .stream()
            .sorted(Map.Entry.comparingByKey())
            .map(entry -> "%d %s".formatted(entry.getValue(), entry.getKey()))
            .collect(Collectors.joining(", "));
    out.printf(
        "As of %s: %d %s due, %s; %d put off%s%s%s%s%n",
        summary.asOf(),
        summary.looked(),
        summary.looked() == 1 ? "user" : "users",
        steps.isEmpty() ? "nothing to tell" : steps,
        summary.rearmed(),
        summary.resent() == 0
            ? ""
            : "; %d alerts of an earlier sweep sent".formatted(summary.resent()),
        summary.untold() == 0 ? "" : "; %d alerts not sent yet".formatted(summary.untold()),
        summary.failed() == 0 ? "" : "; %d users failed".formatted(summary.failed()),
        dryRun ? " (dry run)" : "");
  }
}
