package ninety.simulation;

/** What can go wrong; each seed has some of it. */
public enum Trouble {
  /** The table and the queues say "later". */
  THROTTLED,
  /** A call takes effect and its answer is lost. */
  TIMED_OUT,
  /** A machine dies at one of its steps, before the step takes effect or after. */
  CRASH,
  /** A lease is taken away in the middle of a batch, and the old owner goes on writing. */
  LEASE_LOST,
  /** A checkpoint is not written, or it is and nobody hears of it. */
  CHECKPOINT_FAILS,
  /** Of a batch of alerts some are not taken. */
  PARTIAL_BATCH,
  /** The alert queue takes nothing for hours. */
  QUEUE_OUTAGE,
  /** The dead-letter queue takes nothing now and then. */
  DEAD_LETTERS_REFUSED,
  /** The directory gives no answer. */
  DIRECTORY_SILENT,
  /** The index of who is due, and reads, are a moment old. */
  STALE,
  /** A machine's clock is off by up to the tolerance. */
  CLOCK_OFF,
  /** A sweep's clock is off by hours, ahead or behind. */
  SWEEP_CLOCK_WRONG,
  /** Shards split and merge. */
  RESHARD,
  /** An event comes twice. */
  DOUBLED,
  /** An event comes later than the allowance, by up to a day. */
  LATE,
  /** A source Region is cut off: its heartbeats and its events are lost. */
  DEAF,
  /** No consumer runs for hours. */
  CONSUMERS_DOWN,
  /** Another policy is configured. */
  OTHER_POLICY,
  /** Exemptions are added and taken back. */
  EXEMPTIONS,
  /** Sweeps run at the same time. */
  TWO_SWEEPS,
  /** Records that nobody can read, or from the future. */
  POISON,
  /** Single records of a user's life and status never come. */
  LOST,
  /** Somebody puts events on the bus that AWS did not send. */
  FORGED,
  /** For a while the directory that is asked is another one, which has nobody. */
  WRONG_DIRECTORY,
  /** Whoever is accused may be disabled or deleted within seconds. */
  RESPONDER,
  /** Some alerts are refused by the queue for good. */
  REFUSED,
  /** A table that refuses a worker until a person changes something: the worker ends itself. */
  DENIED,
  /** A trail is stopped and started again; the schedule goes on (S1). */
  TRAIL_STOPPED,
  /**
   * The rule of a place is disabled and enabled again: what reaches the bus meanwhile is gone,
   * whenever it happened; the schedule goes on (S1).
   */
  RULE_DISABLED,
  /** The instance gets a Region that nobody listens to for a while (S4). */
  REGION_ADDED,
  /**
   * A shard is said to be at its end that is open, closes just then, or is closed and has more
   * records (S9).
   */
  FALSE_END,
  /** The table goes back to an earlier instant, and the leases do not (S14). */
  RESTORED,
  /** EventBridge gives events up: they wait in a queue, are redriven, or expire there (S8). */
  UNDELIVERED,
  /** Operators attest that nothing was missed, record what was, and take it back (S7). */
  ATTESTATIONS,
  /** Somebody changes the way on which events come (S3). */
  TAMPERING
}
