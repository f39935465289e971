package ninety.policy;

/**
 * The policy in force in memory, under a version. Safe for all threads; {@link PolicyLogContract}
 * keeps it from drifting away from the real table.
 */
public final class MemoryPolicyLog implements PolicyLog {

  private PolicyInForce stored = PolicyInForce.NONE;

  @Override
  public synchronized PolicyInForce read() {
    return stored;
  }

  @Override
  public synchronized boolean store(PolicyInForce changed) {
    if (changed.version() != stored.version()) {
      return false;
    }
    stored = changed.withVersion(changed.version() + 1);
    return true;
  }
}
