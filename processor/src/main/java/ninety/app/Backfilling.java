package ninety.app;

import ninety.coverage.CoverageLog;
import ninety.replay.Replay;
import ninety.replay.Scope;

/**
 * A replay that can begin.
 *
 * @param coverage where is kept of which time all was read
 */
public record Backfilling(Replay replay, Scope scope, CoverageLog coverage) {}
