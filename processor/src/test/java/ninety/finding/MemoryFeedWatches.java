package ninety.finding;

/**
 * The watch over the feed in memory, under a version. Safe for all threads; {@link
 * FeedWatchesContract} keeps it from drifting away from the real table.
 */
public final class MemoryFeedWatches implements FeedWatches {

  private FeedWatch stored = FeedWatch.QUIET;

  @Override
  public synchronized FeedWatch read() {
    return stored;
  }

  @Override
  public synchronized Stored store(FeedWatch changed) {
    if (changed.version() != stored.version()) {
      return new Stored.Overtaken(stored);
    }
    stored = changed.withVersion(changed.version() + 1);
    return new Stored.Written(stored);
  }
}
