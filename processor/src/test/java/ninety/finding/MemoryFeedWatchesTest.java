package ninety.finding;

final class MemoryFeedWatchesTest extends FeedWatchesContract {

  private final MemoryFeedWatches watches = new MemoryFeedWatches();

  @Override
  protected FeedWatches watches() {
    return watches;
  }
}
