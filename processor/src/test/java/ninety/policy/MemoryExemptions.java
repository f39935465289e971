package ninety.policy;

/**
 * Exemptions in memory, under a version. Safe for all threads; {@link ExemptionLogContract} keeps
 * it from drifting away from the real table.
 */
public final class MemoryExemptions implements ExemptionLog {

  private Exemptions stored = Exemptions.NONE;

  @Override
  public synchronized Exemptions read() {
    return stored;
  }

  @Override
  public synchronized boolean store(Exemptions changed) {
    if (changed.version() != stored.version()) {
      return stored.equals(new Exemptions(changed.all(), changed.version() + 1));
    }
    stored = new Exemptions(changed.all(), changed.version() + 1);
    return true;
  }
}
