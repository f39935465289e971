package ninety.redrive;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import ninety.ingest.Letter;

/**
 * Which messages of a queue are meant.
 *
 * @param reasons for which they were given up; none for any
 * @param olderThan for how long they have been given up at the least
 * @param youngerThan for how long at the most
 * @param atMost how many, at the most
 */
public record Selection(
    Set<String> reasons,
    Optional<Duration> olderThan,
    Optional<Duration> youngerThan,
    long atMost) {

  /** The selection of all there are. */
  public static final Selection ALL =
      new Selection(Set.of(), Optional.empty(), Optional.empty(), Long.MAX_VALUE);

  public Selection {
    reasons = Set.copyOf(reasons);
  }

  boolean takes(Letter letter, Instant now) {
    Duration age = letter.age(now);
    return (reasons.isEmpty() || letter.reason().filter(reasons::contains).isPresent())
        && olderThan.filter(least -> age.compareTo(least) < 0).isEmpty()
        && youngerThan.filter(most -> age.compareTo(most) > 0).isEmpty();
  }
}
