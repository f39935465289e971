package ninety.finding;

/** The store of the watch over the feed. */
public interface FeedWatches {

  FeedWatch read();

  /** Stores it if what is stored still has its version. */
  Stored store(FeedWatch changed);

  /** The outcome of storing. */
  sealed interface Stored {
    /** The watch as it is stored now, under its new version. */
    record Written(FeedWatch watch) implements Stored {}

    /** Somebody else wrote first: decide again from what is there now. */
    record Overtaken(FeedWatch now) implements Stored {}
  }
}
