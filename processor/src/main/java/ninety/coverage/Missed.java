package ninety.coverage;

import java.time.LocalDate;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The days of which it was counted what never came by the stream: the newest {@link #MOST}.
 *
 * @param days in UTC
 */
public record Missed(SortedMap<LocalDate, MissedDay> days) {

  /** As long as the history of alerts; some 80 KB of the 400 that a row has room for. */
  public static final int MOST = 400;

  public static final Missed NONE = new Missed(new TreeMap<>());

  public Missed {
    NavigableMap<LocalDate, MissedDay> newest = new TreeMap<>(days);
    while (newest.size() > MOST) {
      newest.pollFirstEntry();
    }
    days = Collections.unmodifiableSortedMap(newest);
  }

  public Missed with(LocalDate day, MissedDay found) {
    SortedMap<LocalDate, MissedDay> more = new TreeMap<>(days);
    more.merge(day, found, MissedDay::join);
    return new Missed(more);
  }
}
