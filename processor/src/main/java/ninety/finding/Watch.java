package ninety.finding;

import java.time.Instant;
import java.util.Optional;

/**
 * What is kept about a user under one control.
 *
 * @param episodes how many findings were opened so far
 * @param settled of revoked access: up to when uses are reported and over. For what was a breach
 *     stays one in the user's record, and is not to be reported again
 */
public record Watch(int episodes, Optional<Finding> open, Optional<Instant> settled) {

  public static final Watch QUIET = new Watch(0, Optional.empty());

  public Watch(int episodes, Optional<Finding> open) {
    this(episodes, open, Optional.empty());
  }

  /** Whether a use of a revoked access of that instant was reported, and is over. */
  public boolean isOver(Instant use) {
    return open.isEmpty() && settled.filter(until -> !use.isAfter(until)).isPresent();
  }

  /** The same with another finding, or none, that is open. */
  Watch with(Optional<Finding> finding) {
    return new Watch(episodes, finding, settled);
  }
}
