package ninety.user;

import java.time.Instant;
import java.util.Comparator;

/**
 * The CloudTrail record that proves something.
 *
 * @param time the record's {@code eventTime}, in whole milliseconds
 * @param eventId as the record states it
 * @param call who answered and what was called, such as {@code signin.amazonaws.com
 *     UserAuthentication}
 */
public record Proof(Instant time, String eventId, String call) implements Comparable<Proof> {

  private static final Comparator<Proof> BY_TIME_THEN_EVENT =
      Comparator.comparing(Proof::time).thenComparing(Proof::eventId).thenComparing(Proof::call);

  @Override
  public int compareTo(Proof other) {
    return BY_TIME_THEN_EVENT.compare(this, other);
  }
}
