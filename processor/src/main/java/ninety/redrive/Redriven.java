package ninety.redrive;

import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The outcome of a redrive. Reasons and kinds only, never users.
 *
 * @param arrived messages that are where they belong, and deleted, by what they turned out to be
 * @param stayed messages that failed again or are unfit, by reason
 * @param details a sentence for each reason
 * @param renewed how many of those that stayed have a new reason now
 * @param later messages that could not be brought just now
 * @param comeAgain messages that arrived and may be in the queue still: bringing them again is safe
 * @param passedOver messages that were not meant
 * @param inQueue about how many are in the queue now; empty where that could not be asked
 * @param fault what kept those of {@code later}
 */
public record Redriven(
    SortedMap<String, Long> arrived,
    SortedMap<String, Long> stayed,
    SortedMap<String, String> details,
    long renewed,
    long later,
    long comeAgain,
    long passedOver,
    Optional<Long> inQueue,
    Optional<String> fault) {

  /** True if all that was meant is where it belongs. */
  public boolean complete() {
    return stayed.isEmpty() && later == 0 && !nothingHad();
  }

  /** True if there are messages and none could be had: somebody else looks at them just now. */
  public boolean nothingHad() {
    return arrivals() == 0
        && stays() == 0
        && later == 0
        && passedOver == 0
        && inQueue.filter(messages -> messages > 0).isPresent();
  }

  public long arrivals() {
    return arrived.values().stream().mapToLong(Long::longValue).sum();
  }

  public long stays() {
    return stayed.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Counts while it goes on. */
  static final class Tally {
    private final SortedMap<String, Long> arrived = new TreeMap<>();
    private final SortedMap<String, Long> stayed = new TreeMap<>();
    private final SortedMap<String, String> details = new TreeMap<>();
    private long renewed;
    private long later;
    private long comeAgain;
    private long passedOver;
    private Optional<String> fault = Optional.empty();

    void arrived(String as) {
      arrived.merge(as, 1L, Long::sum);
    }

    void stayed(String reason, String detail) {
      stayed.merge(reason, 1L, Long::sum);
      details.putIfAbsent(reason, detail);
    }

    void renewed() {
      renewed++;
    }

    void later(String why) {
      later++;
      fault = Optional.of(why);
    }

    /** True if all else came, so that a sign of life may say so. */
    boolean nothingMissing() {
      return nothingLater()
          && stayed.keySet().stream().allMatch(OntoStream.NOT_FOR_THE_STREAM::equals);
    }

    boolean nothingLater() {
      return later == 0;
    }

    void waits(long letters) {
      if (letters > 0) {
        stayed.merge(OntoStream.SIGN_OF_LIFE, letters, Long::sum);
        details.put(OntoStream.SIGN_OF_LIFE, OntoStream.WAITS);
      }
    }

    void comeAgain(int letters) {
      comeAgain += letters;
    }

    void passedOver(long letters) {
      passedOver = letters;
    }

    long passedOver() {
      return passedOver;
    }

    Redriven sum(Optional<Long> inQueue) {
      return new Redriven(
          arrived, stayed, details, renewed, later, comeAgain, passedOver, inQueue, fault);
    }
  }
}
