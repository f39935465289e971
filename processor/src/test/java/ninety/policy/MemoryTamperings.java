package ninety.policy;

/**
 * Changes of our own way in memory. Safe for all threads; {@link TamperingsContract} keeps it from
 * drifting away from the real table.
 */
public final class MemoryTamperings implements Tamperings {

  private TamperingHistory known = TamperingHistory.NONE;

  @Override
  public synchronized TamperingHistory read() {
    return known;
  }

  @Override
  public synchronized void note(Tampering change) {
    known = known.with(change);
  }
}
