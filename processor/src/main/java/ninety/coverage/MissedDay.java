package ninety.coverage;

import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the records of one day showed of the events that never came by the stream. Each number is a
 * lower bound: what came later, and says the same or more, hides an event that did not come.
 *
 * @param read records that were read
 * @param relevant how many of them prove something about a user
 * @param missed how many of these never came, by kind of fact
 * @param inGap how many more never came of a time that is known to be a gap
 * @param unread files that could not be read to their end
 * @param from where the records were read
 * @param at when
 */
public record MissedDay(
    long read,
    long relevant,
    SortedMap<String, Long> missed,
    long inGap,
    long unread,
    String from,
    Instant at) {

  private static final int LONGEST = 300;

  /** Of two counts of a day the one that found more missed, then the one that read more. */
  private static final Comparator<MissedDay> BY_WORTH =
      Comparator.comparingLong(MissedDay::count)
          .thenComparingLong(MissedDay::inGap)
          .thenComparingLong(MissedDay::relevant)
          .thenComparingLong(MissedDay::read)
          .thenComparing(MissedDay::at, Comparator.reverseOrder())
          .thenComparing(MissedDay::from)
          .thenComparing(it -> it.missed().toString())
          .thenComparingLong(MissedDay::unread);

  public MissedDay {
    missed = Collections.unmodifiableSortedMap(new TreeMap<>(missed));
    from = from.substring(0, Math.min(from.length(), LONGEST));
  }

  public MissedDay(
      long read,
      long relevant,
      Map<String, Long> missed,
      long inGap,
      long unread,
      String from,
      Instant at) {
    this(read, relevant, new TreeMap<>(missed), inGap, unread, from, at);
  }

  /** How many never came, outside known gaps. */
  public long count() {
    return missed.values().stream().mapToLong(Long::longValue).sum();
  }

  /**
   * Both of one day. What a first count found is in the table since, so that a second one finds it
   * no more; and as each is a lower bound, the greater one is the better.
   */
  public MissedDay join(MissedDay other) {
    return BY_WORTH.compare(this, other) >= 0 ? this : other;
  }
}
