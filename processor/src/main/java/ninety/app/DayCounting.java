package ninety.app;

import java.util.Set;
import java.util.function.Function;
import ninety.coverage.Horizon;
import ninety.coverage.MissedLog;
import ninety.coverage.Source;
import ninety.ingest.Counts;
import ninety.replay.DayCount;
import ninety.replay.Replay;

/**
 * A count of what never came by the stream that can begin.
 *
 * @param counting reads the day's records and writes nothing
 * @param count what it comes to
 * @param settling makes what reads them into the table, of what it counts
 * @param horizon up to when what came by the stream is processed
 * @param places of which records are read
 * @param others places whose records cannot be read there
 */
public record DayCounting(
    Replay counting,
    DayCount count,
    Function<Counts, Replay> settling,
    Horizon horizon,
    Set<Source> places,
    Set<Source> others,
    MissedLog log) {}
