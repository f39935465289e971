package ninety.coverage;

import java.time.Instant;

/**
 * How far a shard was processed.
 *
 * @param through everything that reached the shard before this instant is settled
 * @param finished whether the shard is closed and processed to its end
 */
public record Progress(Instant through, boolean finished) {

  /** The further of both. */
  public Progress join(Progress other) {
    return new Progress(
        through.isAfter(other.through) ? through : other.through, finished || other.finished);
  }
}
