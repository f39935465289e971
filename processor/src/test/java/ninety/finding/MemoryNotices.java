package ninety.finding;

/**
 * What was reported, in memory, under a version. Safe for all threads; {@link NoticesContract}
 * keeps it from drifting away from the real table.
 */
public final class MemoryNotices implements Notices {

  private Reported stored = Reported.NOTHING;

  @Override
  public synchronized Reported read() {
    return stored;
  }

  @Override
  public synchronized Stored store(Reported changed) {
    if (changed.version() != stored.version()) {
      return new Stored.Overtaken(stored);
    }
    stored = changed.withVersion(changed.version() + 1);
    return new Stored.Written(stored);
  }
}
