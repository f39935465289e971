package ninety.simulation;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import ninety.simulation.SimStream.Lease;
import ninety.simulation.SimStream.Rec;
import ninety.simulation.SimStream.SimShard;
import ninety.simulation.Stage.Killed;
import ninety.stream.SimulatedWorker;
import software.amazon.awssdk.services.kinesis.model.ChildShard;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.kinesis.exceptions.InvalidStateException;
import software.amazon.kinesis.exceptions.KinesisClientLibDependencyException;
import software.amazon.kinesis.exceptions.ShutdownException;
import software.amazon.kinesis.exceptions.ThrottlingException;
import software.amazon.kinesis.lifecycle.events.InitializationInput;
import software.amazon.kinesis.lifecycle.events.LeaseLostInput;
import software.amazon.kinesis.lifecycle.events.ProcessRecordsInput;
import software.amazon.kinesis.lifecycle.events.ShardEndedInput;
import software.amazon.kinesis.lifecycle.events.ShutdownRequestedInput;
import software.amazon.kinesis.processor.Checkpointer;
import software.amazon.kinesis.processor.PreparedCheckpointer;
import software.amazon.kinesis.processor.RecordProcessorCheckpointer;
import software.amazon.kinesis.processor.ShardRecordProcessor;
import software.amazon.kinesis.retrieval.KinesisClientRecord;
import software.amazon.kinesis.retrieval.kpl.ExtendedSequenceNumber;

/** What the KCL does for one lease: reads, and calls the processor. */
final class ShardLoop implements Runnable {

  private final World world;
  private final Worker worker;
  private final SimShard shard;
  private final int epoch;
  private final Mutant mutant;
  private final SplittableRandom random;

  ShardLoop(
      World world,
      Worker worker,
      SimShard shard,
      int epoch,
      Mutant mutant,
      SplittableRandom random) {
    this.world = world;
    this.worker = worker;
    this.shard = shard;
    this.epoch = epoch;
    this.mutant = mutant;
    this.random = random;
  }

  @Override
  public void run() {
    SimulatedWorker product = worker.product;
    ShardRecordProcessor processor = product.processor();
    Checkpoints checkpoints = new Checkpoints();
    long position = shard.lease.checkpoint;
    processor.initialize(
        InitializationInput.builder()
            .shardId(shard.id)
            .extendedSequenceNumber(
                position == SimStream.NOTHING
                    ? ExtendedSequenceNumber.TRIM_HORIZON
                    : position == SimStream.END
                        ? ExtendedSequenceNumber.SHARD_END
                        : new ExtendedSequenceNumber(Long.toString(position), 0L))
            .build());
    if (position == SimStream.END) {
      // The KCL says nothing more of a shard whose lease is at its end already (its ShutdownTask).
      world.fleet.release(shard, epoch);
      return;
    }
    while (true) {
      world.stage().step();
      if (!mine()) {
        processor.leaseLost(LeaseLostInput.builder().build());
        return;
      }
      if (product.stopping()) {
        processor.shutdownRequested(
            ShutdownRequestedInput.builder().checkpointer(checkpoints).build());
        world.fleet.release(shard, epoch);
        return;
      }
      if (world.calls.strikes(Trouble.FALSE_END, 1)) {
        saidToEnd(processor, checkpoints);
        return;
      }
      int from = shard.after(position);
      int to = Math.min(shard.records.size(), from + 1 + random.nextInt(12));
      List<Rec> read = List.copyOf(shard.records.subList(from, to));
      boolean atTip = to == shard.records.size();
      // That a shard is closed is sometimes reported by a read of its own.
      boolean atEnd = atTip && shard.closed && (read.isEmpty() || random.nextBoolean());
      Instant answered = product.now();
      world.stage().step(); // The answer waits for its turn.
      if (!read.isEmpty()) {
        checkpoints.largest = read.getLast().sequence();
      }
      if (mutant.checkpointsEarly() && !read.isEmpty()) {
        try {
          checkpoints.checkpoint(Long.toString(read.getLast().sequence()), 0);
        } catch (Exception later) {
          world.say("a mutant's checkpoint fails");
        }
      }
      ProcessRecordsInput input =
          ProcessRecordsInput.builder()
              .records(read.stream().map(ShardLoop::record).toList())
              .cacheEntryTime(answered)
              .millisBehindLatest(atTip ? 0L : 1L + random.nextInt(1000))
              .childShards(atEnd ? children() : null)
              .checkpointer(checkpoints)
              .build();
      try {
        // The KCL itself sees that a shard is at its end, and passes on no read that only says
        // that.
        if (!atEnd || !read.isEmpty()) {
          processor.processRecords(mutant.passesOn(input, random));
        }
      } catch (Killed killed) {
        throw killed;
      } catch (Throwable skipped) {
        world.say(worker + ": the KCL skips a batch for " + skipped);
      }
      position = read.isEmpty() ? position : read.getLast().sequence();
      world.stage().step();
      if (atEnd) {
        processor.shardEnded(ShardEndedInput.builder().checkpointer(checkpoints).build());
        world.fleet.release(shard, epoch);
        return;
      }
      if (atTip && !shard.closed) {
        world.stage().sleep(world.fleet.idle());
      } else if (random.nextInt(4) == 0) {
        world.stage().sleep(Duration.ofMillis(random.nextInt(2000)));
      }
    }
  }

  /**
   * Kinesis says once that there is no such shard, and the KCL takes that for its end. It comes
   * here again as long as nobody checkpoints, and goes on by its lease, which may be another's.
   */
  private void saidToEnd(ShardRecordProcessor processor, Checkpoints checkpoints) {
    world.say(worker + ": " + shard + " is said to be at its end");
    checkpoints.ended = true;
    shard.saidToEnd = true;
    try {
      for (int again = 0; again < 3 && mine() && !shard.lease.ended(); again++) {
        processor.shardEnded(ShardEndedInput.builder().checkpointer(checkpoints).build());
        world.stage().step();
      }
    } finally {
      shard.saidToEnd = false;
    }
    world.fleet.release(shard, epoch);
  }

  private boolean mine() {
    return shard.lease.epoch == epoch;
  }

  private List<ChildShard> children() {
    return shard.children.stream()
        .map(child ->
            ChildShard.builder()
                .shardId(child.id)
                .parentShards(child.parents.stream().map(parent -> parent.id).toList())
                .build())
        .toList();
  }

  private static KinesisClientRecord record(Rec rec) {
    return KinesisClientRecord.builder()
        .sequenceNumber(Long.toString(rec.sequence()))
        .subSequenceNumber(0)
        .partitionKey("p")
        .approximateArrivalTimestamp(rec.arrival())
        .data(ByteBuffer.wrap(rec.data()))
        .build();
  }

  /** Writes to the lease, if it is still ours. */
  private final class Checkpoints implements RecordProcessorCheckpointer {

    private long largest;

    /** Whether the KCL believes that the shard is at its end. */
    private boolean ended;

    @Override
    public void checkpoint(String sequence, long subSequence)
        throws KinesisClientLibDependencyException,
            InvalidStateException,
            ThrottlingException,
            ShutdownException {
      long upTo = Long.parseLong(sequence);
      if (upTo > largest) {
        throw new IllegalArgumentException("a checkpoint past what was delivered");
      }
      write(upTo);
    }

    @Override
    public void checkpoint()
        throws KinesisClientLibDependencyException,
            InvalidStateException,
            ThrottlingException,
            ShutdownException {
      write(shard.closed || ended ? SimStream.END : largest);
    }

    private void write(long upTo)
        throws KinesisClientLibDependencyException, ThrottlingException, ShutdownException {
      world.stage().step();
      if (world.calls.strikes(Trouble.CHECKPOINT_FAILS, 4)) {
        if (random.nextBoolean()) {
          throw new ThrottlingException("slow down");
        }
        if (random.nextBoolean()) {
          throw new KinesisClientLibDependencyException("no answer");
        }
        set(upTo);
        throw new KinesisClientLibDependencyException("no answer, but it is written");
      }
      set(upTo);
    }

    private void set(long upTo) throws ShutdownException {
      Lease lease = shard.lease;
      if (!mine()) {
        throw new ShutdownException("the lease is another worker's");
      }
      world.watch(promise -> promise.checkpointed(shard, upTo));
      lease.checkpoint = Math.max(lease.checkpoint, upTo);
    }

    @Override
    public void checkpoint(Record record) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void checkpoint(String sequence) {
      throw new UnsupportedOperationException();
    }

    @Override
    public PreparedCheckpointer prepareCheckpoint() {
      throw new UnsupportedOperationException();
    }

    @Override
    public PreparedCheckpointer prepareCheckpoint(byte[] state) {
      throw new UnsupportedOperationException();
    }

    @Override
    public PreparedCheckpointer prepareCheckpoint(Record record) {
      throw new UnsupportedOperationException();
    }

    @Override
    public PreparedCheckpointer prepareCheckpoint(Record record, byte[] state) {
      throw new UnsupportedOperationException();
    }

    @Override
    public PreparedCheckpointer prepareCheckpoint(String sequence) {
      throw new UnsupportedOperationException();
    }

    @Override
    public PreparedCheckpointer prepareCheckpoint(String sequence, byte[] state) {
      throw new UnsupportedOperationException();
    }

    @Override
    public PreparedCheckpointer prepareCheckpoint(String sequence, long subSequence) {
      throw new UnsupportedOperationException();
    }

    @Override
    public PreparedCheckpointer prepareCheckpoint(String sequence, long subSequence, byte[] state) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Checkpointer checkpointer() {
      throw new UnsupportedOperationException();
    }
  }
}
