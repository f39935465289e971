package ninety.coverage;

import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Changes of our own way in memory. Safe for all threads; {@link TamperingsContract} keeps it from
 * drifting away from the real table.
 */
public final class MemoryTamperings implements Tamperings {

  private final Supplier<Set<UUID>> decided;
  private TamperingHistory known = TamperingHistory.NONE;

  public MemoryTamperings() {
    this(Set::of);
  }

  /**
   * @param decided the ids of all alerts that arrived or are on their way
   */
  public MemoryTamperings(Supplier<Set<UUID>> decided) {
    this.decided = decided;
  }

  @Override
  public synchronized TamperingHistory read() {
    return known;
  }

  @Override
  public synchronized void note(Tampering change) {
    known = known.with(change, decided);
  }
}
