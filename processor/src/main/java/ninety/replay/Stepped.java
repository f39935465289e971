package ninety.replay;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import ninety.coverage.Backfill;
import ninety.coverage.CoverageLog;
import ninety.coverage.Source;
import ninety.coverage.Span;

/**
 * The reading of event history step by step. Of which time all was read is stored after each step,
 * so whoever ends a long one has what it came to.
 *
 * @param replays makes one of each step
 * @param places that are read
 * @param clock says when a step ended
 */
public record Stepped(
    Function<Scope, Replay> replays,
    Set<Source> places,
    CoverageLog coverage,
    InstantSource clock) {

  /** How far it is. */
  public record Progress(int steps, int allSteps) {}

  /**
   * Reads all steps, in their order.
   *
   * @throws IOException if nothing is settled any more; what was read until then is in the table
   * @throws RuntimeException where only a person can help
   */
  public Replayed run(List<Span> steps, Consumer<Progress> progress) throws IOException {
    Map<Source, Instant> signs = coverage.read().delivered(places);
    Replayed sum = Replayed.NOTHING;
    int done = 0;
    for (Span step : steps) {
      progress.accept(new Progress(done++, steps.size()));
      Replay replay = replays.apply(new Scope(places, step.from(), step.to()));
      Replayed read = replay.run(new Replay.Size(places.size(), 0), _ -> {});
      Replayed there = read.of(HistoryTime.there(read.whole(), clock.instant(), signs));
      // Nobody can delete from event history (CloudTrail user guide: it is immutable).
      coverage.backfilled(Backfill.proven(there.whole()));
      sum = sum.and(there);
    }
    return sum;
  }
}
