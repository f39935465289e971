package ninety.finding;

final class MemorySourceWatchesTest extends SourceWatchesContract {

  private final MemorySourceWatches watches = new MemorySourceWatches();

  @Override
  protected SourceWatches watches() {
    return watches;
  }
}
