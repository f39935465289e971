package ninety.user;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;

/**
 * The record that proves something: a CloudTrail record, or an answer of the directory.
 *
 * @param time the record's {@code eventTime}, or when the directory was asked; in whole
 *     milliseconds
 * @param eventId as the record states it; of an answer, the id of the request
 * @param call who answered and what was called, such as {@code signin.amazonaws.com
 *     UserAuthentication}
 */
public record Proof(Instant time, String eventId, String call, Source source)
    implements Comparable<Proof> {

  /**
   * By how much our clock and that of AWS may differ. Events are dated by AWS, in whole seconds;
   * the directory's answers by us.
   */
  public static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(5);

  /** Who says it. */
  public enum Source {
    CLOUDTRAIL("CLOUDTRAIL"),
    DIRECTORY("DIRECTORY");

    private final String stored;

    Source(String stored) {
      this.stored = stored;
    }

    /** The name under which it is stored, which never changes. */
    public String stored() {
      return stored;
    }
  }

  private static final Comparator<Proof> BY_TIME_THEN_EVENT =
      Comparator.comparing(Proof::time)
          .thenComparing(Proof::eventId)
          .thenComparing(Proof::call)
          .thenComparing(Proof::source);

  /** The proof that a CloudTrail record is. */
  public Proof(Instant time, String eventId, String call) {
    this(time, eventId, call, Source.CLOUDTRAIL);
  }

  @Override
  public int compareTo(Proof other) {
    return BY_TIME_THEN_EVENT.compare(this, other);
  }
}
