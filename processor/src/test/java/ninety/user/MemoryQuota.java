package ninety.user;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The quota in memory. Safe for all threads; {@link QuotaContract} keeps it from drifting away from
 * the real table.
 */
public final class MemoryQuota implements Quota {

  private Optional<Instant> taken = Optional.empty();

  @Override
  public synchronized Instant take(Duration share, Instant now) {
    Instant from = Quota.next(taken, now);
    taken = Optional.of(from.plus(share));
    return from;
  }
}
