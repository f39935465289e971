package ninety.cli.replay;

import java.io.PrintWriter;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import ninety.app.History;
import ninety.app.ReplaySettings;
import ninety.app.Wiring;
import ninety.cli.terminal.Complaint;
import ninety.cli.terminal.Exit;
import ninety.cli.terminal.Failure;
import ninety.cli.terminal.HorizonView;
import ninety.cli.terminal.Json;
import ninety.cli.terminal.Output;
import ninety.coverage.Span;
import ninety.ingest.Counts;
import ninety.replay.HistoryTime;
import ninety.replay.Replayed;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** The reading of event history from one instant to another. */
record HistoryReplay(CommandSpec spec, Clock clock, ReplaySettings settings) {

  int run(Wiring wiring, Output output) {
    Counts counts = new Counts();
    try (HistoryRun run = new HistoryRun(spec, clock, counts)) {
      History history = wiring.history(settings, counts, run::called);
      List<Span> steps = steps();
      HistoryRun.announce(spec, history, steps.size());
      Replayed replayed = settings.dryRun() ? Replayed.NOTHING : run.run(history, steps);
      ReplayView view =
          new ReplayView(
              replayed, counts.tally(), new ReplayView.Ground(true, false), settings.dryRun());
      PrintWriter out = spec.commandLine().getOut();
      switch (output) {
        case JSON -> {
          Map<String, @Nullable Object> fields = new LinkedHashMap<>(view.fields());
          fields.put("calls", history.calls().getAsLong());
          out.println(Json.line(fields));
        }
        case TABLE -> {
          if (settings.dryRun()) {
            out.println("A dry run: nothing was asked or read.");
          } else {
            view.print(out, "%d calls".formatted(history.calls().getAsLong()));
            view.coverage(history.coverage().read()).forEach(out::println);
          }
        }
      }
      out.flush();
      view.unread().forEach(each -> Complaint.print(spec, each));
      return replayed.isComplete() ? Exit.DONE : Exit.FAILED;
    }
  }

  private List<Span> steps() {
    Instant oldest = HistoryTime.oldest(clock.instant());
    Instant since = settings.since().isAfter(oldest) ? settings.since() : oldest;
    if (!since.isBefore(settings.until())) {
      throw Failure.failed(
          "Event history begins at %s: what was before is in archived logs only."
              .formatted(HorizonView.seconds(oldest)));
    }
    return HistoryTime.steps(since, settings.until());
  }
}
