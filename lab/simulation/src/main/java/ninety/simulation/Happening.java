package ninety.simulation;

import java.time.Duration;
import java.time.Instant;

/** Something that the story makes happen, whatever the product does. */
sealed interface Happening {

  Instant at();

  /**
   * Bytes reach the stream.
   *
   * @param at when they do
   * @param key where: the open shards share them by it
   */
  record Arrives(Instant at, Said said, int key) implements Happening {}

  /** The stream has another shard, or one less. */
  record Reshards(Instant at, int key, boolean merge) implements Happening {}

  /** A sweep begins. */
  record Sweeps(Instant at, boolean pollFirst, Duration ahead) implements Happening {}

  /** The machine of a worker dies, of a sweep that is under way, or a worker is asked to end. */
  record Ends(Instant at, Whom whom, int key) implements Happening {
    enum Whom {
      WORKER_KILLED,
      WORKER_STOPPED,
      SWEEP_KILLED
    }
  }

  /** Another worker takes a lease although its owner lives. */
  record Steals(Instant at, int key) implements Happening {}

  /** One worker more begins. */
  record Joins(Instant at, Duration ahead) implements Happening {}

  /** A worker's clock is set. */
  record ClockSet(Instant at, int key, Duration ahead) implements Happening {}

  /** From now on sweeps have another policy. */
  record PolicySet(Instant at, Config.Days days) implements Happening {}

  /** An exemption is added. */
  record Exempts(Instant at, int user, boolean byName, Instant until) implements Happening {}

  /** One is taken back. */
  record ExemptionRemoved(Instant at, int key) implements Happening {}

  /** The directory's list is compared with the table. */
  record Imports(Instant at, Duration ahead) implements Happening {}

  /** Something is down from now on, or up again. */
  record Switched(Instant at, What what, boolean up) implements Happening {
    enum What {
      CONSUMERS,
      ALERT_QUEUE,
      RIGHT_DIRECTORY
    }
  }

  /** The Region that the instance got is expected by name from now on. */
  record Expects(Instant at) implements Happening {}

  /** The table as it is now can be brought back. */
  record Remembers(Instant at) implements Happening {}

  /**
   * The table is brought back to the instant that was remembered.
   *
   * @param forgetful whether the operator does not think of the leases, if the product has to
   */
  record Restores(Instant at, boolean forgetful) implements Happening {}

  /** EventBridge gives an event up, which is in the queue of such events from now on. */
  record GivenUp(Instant at, Said said) implements Happening {}

  /** Somebody moves the events of that queue to where they belong. */
  record Redrives(Instant at, int key) implements Happening {}

  /** Somebody attests a time that is missing, if nothing was missed in it, or a part of it. */
  record Attests(Instant at, int key) implements Happening {}

  /** Somebody records that events of this time were lost. */
  record RecordsLoss(Instant at, Instant from, Instant to) implements Happening {}

  /** Somebody takes back one of these words. */
  record TakesBack(Instant at, int key) implements Happening {}
}
