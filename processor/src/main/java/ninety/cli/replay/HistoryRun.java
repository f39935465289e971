package ninety.cli.replay;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import ninety.app.History;
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

  /** What reading so many steps costs, for whoever waits for it. */
  static String cost(History history, int steps) {
    return "%d events by name in %d steps of %d places: %d calls at least, in %s at least; a call gives 50 events"
        .formatted(
            history.names(),
            steps,
            history.scope().places().size(),
            history.calls(steps),
            rough(history.time(steps)));
  }

  /** The places that stay as they are. */
  static String others(History history) {
    return "Not read, for event history is of one account: %s. Name a role of the account with --history-role"
        .formatted(
            String.join(", ", history.others().stream().map(Source::place).sorted().toList()));
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
