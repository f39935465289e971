package ninety.cli.replay;

import java.util.LinkedHashMap;
import java.util.Map;
import ninety.coverage.MissedDay;

/** The findings of a day's count, as metrics. */
public final class DayMetrics {

  private DayMetrics() {}

  /**
   * The numbers of one day, by name.
   *
   * @param complete whether all that was there was read and judged
   */
  public static Map<String, Long> of(MissedDay counted, boolean complete) {
    Map<String, Long> numbers = new LinkedHashMap<>();
    numbers.put("DaysCounted", complete ? 1L : 0L);
    numbers.put("EventsMissed", counted.count());
    numbers.put("EventsMissedInGaps", counted.inGap());
    return numbers;
  }
}
