package ninety.stream;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.kinesis.exceptions.InvalidStateException;
import software.amazon.kinesis.exceptions.KinesisClientLibDependencyException;
import software.amazon.kinesis.exceptions.ShutdownException;
import software.amazon.kinesis.exceptions.ThrottlingException;
import software.amazon.kinesis.processor.Checkpointer;
import software.amazon.kinesis.processor.PreparedCheckpointer;
import software.amazon.kinesis.processor.RecordProcessorCheckpointer;

/** The KCL's lease row of one shard: keeps the checkpoints, and can fail as the KCL does. */
final class Checkpoints implements RecordProcessorCheckpointer {

  /** How a call fails. */
  enum Failure {
    THROTTLED,
    DYNAMO_DOWN,
    LEASE_LOST,
    INVALID
  }

  private final NeverPastAnOpenRecord watcher;
  private final List<Place> written = new ArrayList<>();
  private final Deque<Failure> plan = new ArrayDeque<>();
  private int calls;
  private boolean ended;

  Checkpoints(NeverPastAnOpenRecord watcher) {
    this.watcher = watcher;
  }

  void fail(Failure... next) {
    plan.addAll(List.of(next));
  }

  List<Place> written() {
    return List.copyOf(written);
  }

  Optional<Place> last() {
    return written.isEmpty() ? Optional.empty() : Optional.of(written.getLast());
  }

  int calls() {
    return calls;
  }

  boolean ended() {
    return ended;
  }

  @Override
  public void checkpoint(String sequence, long subSequence)
      throws KinesisClientLibDependencyException,
          InvalidStateException,
          ThrottlingException,
          ShutdownException {
    failIfPlanned();
    Place place = Place.of(sequence, subSequence);
    watcher.checkpointAt(place);
    written.add(place);
  }

  /** At the shard's end: past everything. */
  @Override
  public void checkpoint()
      throws KinesisClientLibDependencyException,
          InvalidStateException,
          ThrottlingException,
          ShutdownException {
    failIfPlanned();
    watcher.checkpointAt(Place.of("9".repeat(60), 0));
    ended = true;
  }

  private void failIfPlanned()
      throws KinesisClientLibDependencyException,
          InvalidStateException,
          ThrottlingException,
          ShutdownException {
    calls++;
    Optional<Failure> failure = Optional.ofNullable(plan.poll());
    if (failure.isPresent()) {
      switch (failure.get()) {
        case THROTTLED -> throw new ThrottlingException("slow down");
        case DYNAMO_DOWN -> throw new KinesisClientLibDependencyException("no answer");
        case LEASE_LOST -> throw new ShutdownException("the lease is another worker's");
        case INVALID -> throw new InvalidStateException("no lease table");
      }
    }
  }

  @Override
  public void checkpoint(Record record) {
    throw new UnsupportedOperationException();
  }

  /** Would be at the sub-sequence 0, and so not past a whole aggregated record. */
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
