package ninety.cli.replay;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import ninety.app.Backfilling;
import ninety.app.History;
import ninety.app.ReplaySettings;
import ninety.app.Wiring;
import ninety.cli.terminal.Complaint;
import ninety.cli.terminal.Exit;
import ninety.cli.terminal.Failure;
import ninety.cli.terminal.Json;
import ninety.cli.terminal.Output;
import ninety.cli.terminal.ProgressLine;
import ninety.coverage.Backfill;
import ninety.coverage.Coverage;
import ninety.coverage.CoverageLog;
import ninety.coverage.Span;
import ninety.ingest.Counts;
import ninety.replay.GapPlan;
import ninety.replay.Replay;
import ninety.replay.Replayed;
import ninety.replay.Scope;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The reading of the gaps that coverage has: by event history where it has them, and of an archive
 * where there is one.
 *
 * @param ground by what an archive counts as covered
 * @param grade what was read of it as coverage, if it does
 */
record GapsRun(
    CommandSpec spec,
    Clock clock,
    ReplaySettings settings,
    ReplayView.Ground ground,
    Function<Replayed, Optional<Backfill>> grade) {

  /** The reading, and whether places of other accounts were left out of it. */
  private record Read(Replayed replayed, long calls, boolean others) {}

  int run(Wiring wiring, Duration longest, Output output) {
    Instant now = clock.instant();
    CoverageLog coverage = wiring.coverageLog(settings.table());
    boolean archived = !settings.isEventHistory();
    GapPlan plan = GapPlan.of(coverage.read(), now, longest, archived);
    Counts records = new Counts();
    Read read = read(wiring, plan, now, records);
    Coverage after = coverage.read();
    List<Span> left = GapPlan.of(after, now, longest, archived).gaps();
    GapsView gaps =
        new GapsView(
            plan,
            now,
            left,
            new GapsView.Because(
                read.others(), ground.any(), after.deliveredFromEverywhere().orElse(now)));
    ReplayView view = new ReplayView(read.replayed(), records.tally(), ground, settings.dryRun());
    PrintWriter out = spec.commandLine().getOut();
    switch (output) {
      case JSON -> {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>(view.fields());
        fields.put("calls", read.calls());
        fields.putAll(gaps.fields());
        out.println(Json.line(fields));
      }
      case TABLE -> print(plan, gaps, view, read, out);
    }
    out.flush();
    view.unread().forEach(each -> Complaint.print(spec, each));
    return read.replayed().isComplete() ? Exit.DONE : Exit.FAILED;
  }

  private void print(GapPlan plan, GapsView gaps, ReplayView view, Read read, PrintWriter out) {
    if (plan.gaps().isEmpty()) {
      out.println("There are no gaps: nothing is to be read.");
      return;
    }
    gaps.print(out);
    if (settings.dryRun()) {
      out.println("A dry run: nothing was asked or read.");
      gaps.planned().forEach(out::println);
      return;
    }
    view.print(out, "%d calls, %d parts or files".formatted(read.calls(), read.replayed().files()));
    if (gaps.left().isEmpty()) {
      out.println("All gaps are mended.");
    }
    gaps.lines().forEach(out::println);
  }

  private Read read(Wiring wiring, GapPlan plan, Instant now, Counts records) {
    Replayed read = Replayed.NOTHING;
    long calls = 0;
    boolean others = false;
    if (!plan.history().isEmpty()) {
      try (HistoryRun run = new HistoryRun(spec, clock, records)) {
        History history = wiring.history(settings, records, run::called);
        List<Span> steps = plan.steps(now);
        HistoryRun.announce(spec, history, steps.size());
        others = !history.others().isEmpty();
        read = settings.dryRun() ? read : run.run(history, steps);
        calls = history.calls().getAsLong();
      }
    }
    if (!plan.archive().isEmpty() && !settings.dryRun()) {
      read = read.and(archived(wiring.backfilling(settings, records), plan.days()));
    }
    return new Read(read, calls, others);
  }

  private Replayed archived(Backfilling archive, List<Span> all) {
    Replayed read = Replayed.NOTHING;
    for (Span days : all) {
      Scope scope = new Scope(archive.scope().places(), days.from(), days.to());
      Replayed some = replayed(archive.replays().apply(scope));
      grade.apply(some).ifPresent(archive.coverage()::backfilled);
      read = read.and(some);
    }
    return read;
  }

  private Replayed replayed(Replay replay) {
    Instant began = clock.instant();
    try (ProgressLine line = new ProgressLine(spec)) {
      return replay.run(
          replay.size(), progress -> line.show(ReplayView.progress(progress, began, clock)));
    } catch (IOException failed) {
      throw Failure.failed("%s: %s".formatted(settings.from(), failed.getMessage()));
    }
  }
}
