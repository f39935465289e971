package ninety.finding;

/**
 * The watch over the source in memory, under a version. Safe for all threads; {@link
 * SourceWatchesContract} keeps it from drifting away from the real table.
 */
public final class MemorySourceWatches implements SourceWatches {

  private SourceWatch stored = SourceWatch.QUIET;

  @Override
  public synchronized SourceWatch read() {
    return stored;
  }

  @Override
  public synchronized Stored store(SourceWatch changed) {
    if (changed.version() != stored.version()) {
      return new Stored.Overtaken(stored);
    }
    stored = changed.withVersion(changed.version() + 1);
    return new Stored.Written(stored);
  }
}
