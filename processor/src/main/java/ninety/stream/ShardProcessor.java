package ninety.stream;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import ninety.cloudtrail.RecordReader;
import ninety.ingest.Batch;
import ninety.ingest.Counts;
import ninety.ingest.DeadLetters;
import ninety.ingest.Envelope;
import ninety.ingest.Noting;
import ninety.ingest.RecordKeeper;
import ninety.ingest.Settlement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.kinesis.exceptions.InvalidStateException;
import software.amazon.kinesis.exceptions.KinesisClientLibDependencyException;
import software.amazon.kinesis.exceptions.ShutdownException;
import software.amazon.kinesis.exceptions.ThrottlingException;
import software.amazon.kinesis.lifecycle.events.InitializationInput;
import software.amazon.kinesis.lifecycle.events.LeaseLostInput;
import software.amazon.kinesis.lifecycle.events.ProcessRecordsInput;
import software.amazon.kinesis.lifecycle.events.ShardEndedInput;
import software.amazon.kinesis.lifecycle.events.ShutdownRequestedInput;
import software.amazon.kinesis.processor.RecordProcessorCheckpointer;
import software.amazon.kinesis.processor.ShardRecordProcessor;
import software.amazon.kinesis.retrieval.kpl.ExtendedSequenceNumber;

/**
 * Settles the records of one shard, batch by batch. The KCL calls it from one thread at a time.
 *
 * <p>A batch is settled when each of its records is persisted, ignored and counted, or parked as a
 * dead letter. Only then may a checkpoint pass it. {@link #processRecords} never throws, since the
 * KCL would log that and go on to the next batch: it retries what passes by itself, parks what
 * never will be taken, and where only a person can help it takes nothing more and ends the process.
 */
final class ShardProcessor implements ShardRecordProcessor {

  private static final Logger LOG = LoggerFactory.getLogger(ShardProcessor.class);
  private static final int CHECKPOINT_TRIES = 8;

  private final RecordReader reader;
  private final RecordKeeper keeper;
  private final KnownShards shards;
  private final ShardEnd end;
  private final SkippedBatches skipped;
  private final Noting noting;
  private final DeadLetters deadLetters;
  private final Counts counts;
  private final Stop stop;
  private final Backoff backoff;
  private final Clock clock;
  private final Duration checkpointEvery;

  private String shard = "";
  private ShardTrack track;
  private Settlement settlement;
  private ExtendedSequenceNumber begun = ExtendedSequenceNumber.TRIM_HORIZON;
  private Optional<ExtendedSequenceNumber> settled = Optional.empty();
  private Optional<ExtendedSequenceNumber> checkpointed = Optional.empty();
  private Instant lastCheckpoint = Instant.EPOCH;

  /**
   * Where the progress could not be recorded, the checkpoints must not run away from it: that is
   * what a restored table looks like ({@link Restored}).
   */
  private boolean tracked = true;

  /** After a batch that was not settled nothing more may be taken: a checkpoint would pass it. */
  private boolean stuck;

  /**
   * @param end whether the shard is at its end, where the KCL says so
   * @param skipped the shards of which nothing more may be taken
   * @param noting takes each of a batch at least once before a checkpoint passes it; what it throws
   *     of the AWS SDK that passes is tried again
   */
  ShardProcessor(
      RecordReader reader,
      RecordKeeper keeper,
      KnownShards shards,
      ShardEnd end,
      SkippedBatches skipped,
      Noting noting,
      DeadLetters deadLetters,
      Counts counts,
      Stop stop,
      Backoff backoff,
      Clock clock,
      Duration checkpointEvery) {
    this.reader = reader;
    this.keeper = keeper;
    this.shards = shards;
    this.end = end;
    this.skipped = skipped;
    this.track = new ShardTrack(shards, shard);
    this.noting = noting;
    this.deadLetters = deadLetters;
    this.counts = counts;
    this.stop = stop;
    this.backoff = backoff;
    this.clock = clock;
    this.checkpointEvery = checkpointEvery;
    this.settlement = settlement();
  }

  private Settlement settlement() {
    return new Settlement(
        "Shard " + shard,
        keeper,
        shards.coverage(),
        noting,
        deadLetters,
        counts,
        retry -> stop.pause(backoff.before(retry)));
  }

  @Override
  public void initialize(InitializationInput input) {
    shard = input.shardId();
    track = new ShardTrack(shards, shard);
    settlement = settlement();
    begun = input.extendedSequenceNumber();
    LOG.info("Shard {}: taken up at {}", shard, begun.sequenceNumber());
  }

  @Override
  public void processRecords(ProcessRecordsInput input) {
    skipped.arrived();
    if (stuck || skipped.test(shard)) {
      return;
    }
    try {
      List<Envelope> envelopes =
          input.records().stream().map(record -> Deaggregation.envelope(shard, record)).toList();
      if (!envelopes.isEmpty()) {
        if (!settlement.settle(Batch.read(envelopes, reader, clock.instant(), counts))) {
          stuck = true;
          if (!stop.isRequested()) {
            // Interrupted, which only the KCL can have done: a lease kept on a shard at which
            // nobody works would stall it unseen.
            stop.fail(
                new ShardGivenUp(
                    shard,
                    "the Kinesis Client Library interrupted a batch. It is read again after a new"
                        + " start."));
          }
          return;
        }
        Envelope last = envelopes.getLast();
        settled = Optional.of(new ExtendedSequenceNumber(last.sequence(), last.subSequence()));
      }
      Optional<Instant> lastArrival =
          envelopes.stream()
              .flatMap(envelope -> envelope.arrival().stream())
              .max(Instant::compareTo);
      tracked = false; // Also where it throws: the last checkpoint is written after that.
      tracked = settlement.whatPasses(() -> track.settled(input, lastArrival, clock.instant()));
      if (!clock.instant().isBefore(lastCheckpoint.plus(checkpointEvery))) {
        checkpoint(input.checkpointer(), 1);
      }
    } catch (Throwable failed) { // Nothing may leave this method: see the class.
      stuck = true;
      stop.fail(failed);
    }
  }

  @Override
  public void leaseLost(LeaseLostInput input) {
    LOG.info("Shard {}: no longer ours", shard);
  }

  @Override
  public void shardEnded(ShardEndedInput input) {
    if (stuck || skipped.test(shard)) {
      return; // Without a checkpoint the shard's end is not reached: another worker goes on.
    }
    try {
      Optional<KnownShards.Listed> listed = end.reached(shard, settled.orElse(begun));
      if (listed.isEmpty()) {
        return; // Without a checkpoint another worker comes to the end again.
      }
      // Before the checkpoint: after it nobody comes here again, and an end that nobody recorded
      // would hold the horizon back for ever.
      if (!settlement.until(
          () -> settlement.whatPasses(() -> track.ended(listed.get(), clock.instant())))) {
        return;
      }
      LOG.info("Shard {}: at its end", shard);
      retrying(CHECKPOINT_TRIES, input.checkpointer()::checkpoint);
    } catch (ShutdownException | InvalidStateException gone) {
      LOG.info("Shard {}: another worker has it now", shard);
    } catch (Throwable failed) {
      // The KCL would come here again, and may then believe what was not to be believed now.
      skipped.giveUp(shard, failed);
    }
  }

  @Override
  public void shutdownRequested(ShutdownRequestedInput input) {
    checkpoint(input.checkpointer(), CHECKPOINT_TRIES);
    LOG.info(
        "Shard {}: left at {}",
        shard,
        checkpointed.map(ExtendedSequenceNumber::sequenceNumber).orElse("its start"));
  }

  /** Checkpoints at the last settled position; what fails now is made up for by the next. */
  private void checkpoint(RecordProcessorCheckpointer checkpointer, int tries) {
    if (settled.isEmpty() || settled.equals(checkpointed) || !tracked) {
      return;
    }
    ExtendedSequenceNumber position = settled.get();
    try {
      if (retrying(
          tries,
          () -> checkpointer.checkpoint(position.sequenceNumber(), position.subSequenceNumber()))) {
        checkpointed = settled;
        lastCheckpoint = clock.instant();
      }
    } catch (ShutdownException | InvalidStateException gone) {
      // Not ours any more: whoever has the shard repeats what this checkpoint would have spared.
      LOG.info("Shard {}: no checkpoint, another worker has the lease", shard);
    }
  }

  private boolean retrying(int tries, Checkpoint checkpoint)
      throws ShutdownException, InvalidStateException {
    for (int retry = 1; ; retry++) {
      try {
        checkpoint.write();
        return true;
      } catch (ThrottlingException | KinesisClientLibDependencyException later) {
        LOG.warn("Shard {}: checkpoint failed ({})", shard, later.getClass().getSimpleName());
        if (retry >= tries) {
          return false;
        }
        // The last checkpoint is worth waiting for although the end is near.
        stop.sitOut(backoff.before(retry));
      }
    }
  }

  /** One way of writing a checkpoint. */
  private interface Checkpoint {
    void write()
        throws KinesisClientLibDependencyException,
            InvalidStateException,
            ThrottlingException,
            ShutdownException;
  }
}
