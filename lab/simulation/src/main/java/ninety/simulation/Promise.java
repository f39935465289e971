package ninety.simulation;

import java.util.Optional;
import ninety.finding.Dossier;
import ninety.finding.UserTransition;
import ninety.simulation.SimStream.SimShard;

/** One promise of the design: watches a whole run and says when it is broken. */
interface Promise {

  /** It was broken. */
  final class Broken extends AssertionError {
    private static final long serialVersionUID = 1;
    final String promise;

    Broken(String promise, String how) {
      super(promise + ": " + how);
      this.promise = promise;
    }
  }

  /** A dossier is stored, by a worker or by a sweep. */
  default void stored(Dossier before, Dossier after, Optional<Sweeping> sweep) {}

  /** What is kept about the source is stored. */
  default void stored(ninety.finding.FeedWatch watch) {}

  /** A sweep reads a dossier. */
  default void looked(Sweeping sweep, Optional<Dossier> dossier) {}

  /** A checkpoint is written; everything up to this sequence number is held to be settled. */
  default void checkpointed(SimShard shard, long upTo) {}

  /** A finding takes a step, which is stored. */
  default void decided(Sweeping sweep, UserTransition transition) {}

  /** The queue has an alert, perhaps again. */
  default void delivered(SimQueues.Delivered delivered) {}

  /** The queue refuses an alert, and always will. */
  default void refused(SimQueues.Delivered delivered) {}

  /** What a sweep found in the queue of undelivered events is stored. */
  default void lookedIntoUndelivered(ninety.coverage.Waiting found) {}

  /** An import says in the table that it was written to its end. */
  default void imported(Imports.Importing importing) {}

  /** A sweep ended by itself. */
  default void swept(Sweeping sweep, ninety.sweep.Summary summary) {}

  /**
   * Nothing happens any more: all is delivered, all consumers are at the tip, sweeps are at rest.
   */
  default void atRest() {}

  /**
   * The same, when weeks went by with a sweep a day, and the right directory answered each time.
   */
  default void weeksLater() {}

  /** The table as it is can be brought back. */
  default void remembered() {}

  /** It is as it was then. */
  default void restored() {}

  default void check(boolean holds, java.util.function.Supplier<String> how) {
    if (!holds) {
      throw new Broken(getClass().getSimpleName(), how.get());
    }
  }
}
