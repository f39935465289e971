package ninety.cli.replay;

import java.util.LinkedHashMap;
import java.util.Map;
import ninety.coverage.MissedDay;

/** What the replays that run as tasks came to, as metrics. */
public final class ReplayMetrics {

  private ReplayMetrics() {}

  /**
   * The numbers of one day, by name.
   *
   * @param complete whether all that was there was read and judged
   */
  public static Map<String, Long> ofDay(MissedDay counted, boolean complete) {
    Map<String, Long> numbers = new LinkedHashMap<>();
    numbers.put("DaysCounted", complete ? 1L : 0L);
    numbers.put("EventsMissed", counted.count());
    numbers.put("EventsMissedInGaps", counted.inGap());
    return numbers;
  }

  /**
   * Whether the gaps were read.
   *
   * @param complete whether all that was to be read of them was
   */
  public static Map<String, Long> ofGaps(boolean complete) {
    return Map.of("GapReplays", complete ? 1L : 0L);
  }
}
