package ninety.app;

import java.util.function.Function;
import ninety.coverage.CoverageLog;
import ninety.replay.Replay;
import ninety.replay.Scope;

/**
 * A replay that can begin.
 *
 * @param replays makes one of any scope
 * @param scope of what was asked for
 * @param coverage where is kept of which time all was read
 */
public record Backfilling(Function<Scope, Replay> replays, Scope scope, CoverageLog coverage) {

  public Replay replay() {
    return replays.apply(scope);
  }
}
