package ninety.finding;

/** The store of the watch over the source. */
public interface SourceWatches {

  SourceWatch read();

  /** Stores it if what is stored still has its version. */
  Stored store(SourceWatch changed);

  /** How storing ended. */
  sealed interface Stored {
    /** The watch as it is stored now, under its new version. */
    record Written(SourceWatch watch) implements Stored {}

    /** Somebody else wrote first: decide again from what is there now. */
    record Overtaken(SourceWatch now) implements Stored {}
  }
}
