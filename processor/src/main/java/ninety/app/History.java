package ninety.app;

import java.time.Duration;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;
import ninety.archive.HistoryCalls;
import ninety.coverage.CoverageLog;
import ninety.coverage.Source;
import ninety.replay.Replay;
import ninety.replay.Scope;

/**
 * CloudTrail's event history, as far as it can be read.
 *
 * @param replays makes one of any scope; of the places of a scope each is read as one file
 * @param scope of what was asked for, with the places that can be read
 * @param others places of other accounts, whose event history nobody has who may not call there
 * @param names of how many events is asked, a call each at least
 * @param calls how many were made so far
 * @param coverage where is kept of which time all was read
 */
public record History(
    Function<Scope, Replay> replays,
    Scope scope,
    Set<Source> others,
    int names,
    LongSupplier calls,
    CoverageLog coverage) {

  /** How many calls reading so many steps takes at least. */
  public long calls(int steps) {
    return (long) steps * names * scope.places().size();
  }

  /** How long that takes at least: places do not wait for each other. */
  public Duration time(int steps) {
    return HistoryCalls.APART.multipliedBy((long) steps * names);
  }
}
