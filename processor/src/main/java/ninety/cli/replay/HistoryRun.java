package ninety.cli.replay;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import ninety.app.History;
import ninety.cli.terminal.Complaint;
import ninety.cli.terminal.Failure;
import ninety.cli.terminal.ProgressLine;
import ninety.coverage.Source;
import ninety.coverage.Span;
import ninety.ingest.Counts;
import ninety.replay.Replayed;
import ninety.replay.Stepped;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** The reading of event history: its cost, which is said first, and how far it is. */
final class HistoryRun implements AutoCloseable {

  private final Clock clock;
  private final Counts counts;
  private final ProgressLine line;
  private final Instant began;
  private volatile Stepped.Progress at = new Stepped.Progress(0, 0);
  private @Nullable History history;

  HistoryRun(CommandSpec spec, Clock clock, Counts counts) {
    this.clock = clock;
    this.counts = counts;
    this.line = new ProgressLine(spec);
    this.began = clock.instant();
  }

  /** A call was made. */
  void called(long calls) {
    History known = history;
    if (known != null) {
      Stepped.Progress now = at;
      double seconds =
          Math.max(0.001, Duration.between(began, clock.instant()).toMillis() / 1000.0);
      line.show(
          "%d of %d steps, %d calls, %d records, %.0f a second, %s left at least"
              .formatted(
                  now.steps(),
                  now.allSteps(),
                  calls,
                  counts.tally().received(),
                  counts.tally().received() / seconds,
                  rough(known.time(now.allSteps() - now.steps()))));
    }
  }

  Replayed run(History from, List<Span> steps) {
    history = from;
    try {
      return new Stepped(from.replays(), from.scope().places(), from.coverage(), clock)
          .run(steps, progress -> at = progress);
    } catch (IOException failed) {
      throw Failure.failed(String.valueOf(failed.getMessage()));
    } finally {
      line.clear();
    }
  }

  /**
   * Says what is not read, and what reading so many steps costs.
   *
   * @throws Failure if there is no place to be read
   */
  static void announce(CommandSpec spec, History history, int steps) {
    String others =
        String.join(", ", history.others().stream().map(Source::place).sorted().toList());
    if (history.scope().places().isEmpty()) {
      throw Failure.failed(
          others.isEmpty()
              ? "It is not known yet from which places events come: name them with --places."
              : "No event history can be read of %s: run it there, or name a role of each account with --history-role."
                  .formatted(others));
    }
    if (!others.isEmpty()) {
      Complaint.print(
          spec,
          "Not read, for event history is of one account: %s. Name a role of each with --history-role."
              .formatted(others));
    }
    Complaint.print(
        spec,
        "Names of events: %d. Steps: %d. Places: %d. That takes %d calls and %s at least; a call gives up to 50 events."
            .formatted(
                history.names(),
                steps,
                history.scope().places().size(),
                history.calls(steps),
                rough(history.time(steps))));
  }

  private static String rough(Duration time) {
    return time.toSeconds() >= 90
        ? "%d min".formatted((time.toSeconds() + 30) / 60)
        : "%d s".formatted(time.toSeconds());
  }

  @Override
  public void close() {
    line.close();
  }
}
