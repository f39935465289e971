package ninety.coverage;

import java.time.Instant;

/**
 * The point through which a shard was processed.
 *
 * <p>An end can turn out to be none, or be read again from before: then a new reading begins, whose
 * number is higher. <em>Finished</em> belongs to the reading in which the end was reached, so it
 * can be taken back, and still what is written only grows: what a worker of an earlier reading
 * says, late or again, finishes nothing.
 *
 * @param through everything that reached the shard before this instant is settled
 * @param finished whether the shard is closed and was processed to its end in this reading
 * @param reading how often it was taken up again after it was finished
 */
public record Progress(Instant through, boolean finished, int reading) {

  /** In the first reading. */
  public Progress(Instant through, boolean finished) {
    this(through, finished, 0);
  }

  /** The further of both: the latest instant, and what the later reading says of the end. */
  public Progress join(Progress other) {
    return new Progress(
        through.isAfter(other.through) ? through : other.through,
        (finished && reading >= other.reading) || (other.finished && other.reading >= reading),
        Math.max(reading, other.reading));
  }

  /**
   * The progress of a shard that is taken up again: no more than the instant is left of what was
   * known.
   */
  public Progress again() {
    return finished ? new Progress(through, false, reading + 1) : this;
  }
}
