package ninety.cli.sweep;

import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import ninety.app.Diagnosis;
import ninety.app.SweepSettings;
import ninety.app.Wiring;
import ninety.cli.option.Remedies;
import ninety.cli.terminal.Complaint;
import ninety.cli.terminal.Exit;
import ninety.cli.terminal.Failure;
import ninety.cli.terminal.HorizonView;
import ninety.cli.terminal.Json;
import ninety.cli.terminal.Metrics;
import ninety.cli.terminal.OnSignal;
import ninety.cli.terminal.Output;
import ninety.cli.terminal.PolicyNews;
import ninety.cli.terminal.ProgressLine;
import ninety.cli.terminal.TextTable;
import ninety.cli.terminal.Unreadable;
import ninety.policy.PolicyInForce.Comparison;
import ninety.sweep.OpenFindings;
import ninety.sweep.Summary;
import ninety.sweep.Sweep;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The running of sweeps: one, or again and again until the process is asked to end.
 *
 * @param author for the trail of the policy
 * @param publish what is done with each outcome besides printing it
 */
record Sweeping(
    Sweep sweep,
    SweepSettings settings,
    Run run,
    Supplier<String> author,
    Consumer<Summary> publish,
    Clock clock,
    CommandSpec spec) {

  /**
   * The way in which it was called.
   *
   * @param at the instant to judge for, instead of now
   * @param every how long after one sweep the next begins; empty for a single one
   * @param resend whether what is open is sent again first
   */
  record Run(
      Optional<Instant> at,
      Optional<Duration> every,
      ResendOptions.Resend resend,
      boolean dryRun,
      Output output,
      Metrics.Form metrics) {}

  int alone() {
    try (OnSignal signal = new OnSignal(sweep::end, SweepCommand.PAGE)) {
      boolean done = once();
      if (done) {
        signal.done();
      }
      return done ? Exit.DONE : Exit.FAILED;
    }
  }

  /** Ends when the process is asked to, after the page of users that a sweep is at. */
  int repeatedly(Duration pause) throws InterruptedException {
    CountDownLatch asked = new CountDownLatch(1);
    Runnable end =
        () -> {
          sweep.end();
          asked.countDown();
        };
    try (OnSignal signal = new OnSignal(end, SweepCommand.PAGE)) {
      do {
        patiently();
      } while (!asked.await(pause.toMillis(), TimeUnit.MILLISECONDS));
      signal.done();
    }
    return Exit.DONE;
  }

  /** A sweep that a passing trouble ended is made up for by the next: what was due still is. */
  private void patiently() {
    try {
      once();
    } catch (RuntimeException failed) {
      if (!Diagnosis.passes(failed)) {
        throw failed;
      }
      Complaint.print(spec, Remedies.line(Diagnosis.of(failed)) + " The next sweep goes on.");
    }
  }

  /** By which policy this sweep judges; a sweep that goes on for long looks again each time. */
  private PolicyNews policyInForce(Instant now) {
    if (run.dryRun()) {
      return new PolicyNews(sweep.compared(), true);
    }
    boolean change = settings.cautions().changePolicy();
    Comparison found = sweep.adopt(change, author, now);
    if (found instanceof Comparison.Different different && !change) {
      throw Failure.misused(PolicyNews.refusal(different));
    }
    return new PolicyNews(found, false);
  }

  /** True if what is open is pending again, or would be. False where somebody has to mean it. */
  private boolean again(Instant now) {
    OpenFindings found;
    try (ProgressLine progress = new ProgressLine(spec)) {
      found = sweep.open(now, progress::looked);
    }
    if (found.alerts() > 0) {
      TextTable table = new TextTable("CONTROL AND LEVEL", "OPEN");
      found.steps().forEach((step, number) -> table.row(step, Long.toString(number)));
      table.print(spec.commandLine().getErr());
    }
    boolean meant = run.resend().meant().equals(OptionalInt.of((int) found.alerts()));
    if (run.dryRun() || found.alerts() == 0) {
      Complaint.print(spec, "%d alerts would be sent again.".formatted(found.alerts()));
      return true;
    }
    if (found.alerts() > run.resend().most()) {
      Complaint.print(
          spec,
          "%d alerts would be sent again, which is more than --resend-max (%d) allows. Nothing was sent."
              .formatted(found.alerts(), run.resend().most()));
      return false;
    }
    if (!meant) {
      Complaint.print(
          spec,
          "%d alerts would be sent again. Nothing was sent; add --yes %d if that is meant."
              .formatted(found.alerts(), found.alerts()));
      return false;
    }
    try (ProgressLine progress = new ProgressLine(spec)) {
      sweep.resend(now, progress::looked);
    }
    return true;
  }

  private boolean once() {
    Instant now = run.at().orElseGet(() -> clock.instant().truncatedTo(ChronoUnit.MILLIS));
    PolicyNews news = policyInForce(now);
    if (run.resend().wanted() && !again(now)) {
      return false;
    }
    Summary summary = swept(now);
    SweepView view =
        new SweepView(
            summary,
            summary
                .horizon()
                .map(horizon -> new HorizonView(horizon, settings.sources().horizonLimit(), now)),
            Wiring.expected(settings.sources()).unproved(),
            run.dryRun());
    print(news, view);
    Unreadable unreadable = new Unreadable();
    unreadable.addAll(summary.unreadable());
    unreadable.print(spec);
    publish.accept(summary);
    if (!view.judged()) {
      Complaint.print(
          spec,
          "No consumer is known to have run with table %s, so nobody can be judged. Start 'ninety process'."
              .formatted(settings.table()));
    }
    return view.judged() && (run.dryRun() ? summary.unreadable().isEmpty() : summary.complete());
  }

  private Summary swept(Instant now) {
    try (ProgressLine progress = new ProgressLine(spec)) {
      if (run.dryRun()) {
        return sweep.dryRun(run.at(), now, progress::looked);
      }
      return run.at().isPresent()
          ? sweep.run(now, now, progress::looked)
          : sweep.run(now, progress::looked);
    }
  }

  private void print(PolicyNews news, SweepView view) {
    PrintWriter out = spec.commandLine().getOut();
    switch (run.output()) {
      case JSON -> {
        Map<String, @Nullable Object> fields = view.fields();
        fields.put("policy", news.fields());
        if (settings.trial()) {
          fields.put("trial", true);
        }
        out.println(Json.line(fields));
      }
      case TABLE -> {
        news.print(out);
        view.print(out);
      }
    }
    out.flush();
  }
}
