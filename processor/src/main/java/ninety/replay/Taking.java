package ninety.replay;

import ninety.cloudtrail.Reading;
import ninety.ingest.Batch;
import ninety.user.Fact;

/** A taker of the records of one file. For one thread. */
@FunctionalInterface
public interface Taking {

  /** Takes what a record proves about a user, before it is settled with others. */
  default void take(Fact fact, Reading reading) {}

  /**
   * Settles what was taken since the last time; false where it was given up before.
   *
   * @throws RuntimeException where only a person can help
   */
  boolean settle(Batch batch);
}
