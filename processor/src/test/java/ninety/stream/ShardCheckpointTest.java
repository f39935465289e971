package ninety.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import ninety.coverage.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.kinesis.lifecycle.events.LeaseLostInput;
import software.amazon.kinesis.retrieval.KinesisClientRecord;

/** When a checkpoint is written, tried again, given up, and left behind. */
final class ShardCheckpointTest extends ShardScene {

  @Test
  void checkpoints_keep_their_distance() {
    process(List.of(shard.put(Shard.usedPortal(MARA, NOON.minusSeconds(3)))));
    clock.forward(EVERY.minusMillis(1));
    KinesisClientRecord second = shard.put(Shard.usedPortal(MARA, NOON.minusSeconds(2)));
    process(List.of(second));
    assertEquals(1, checkpoints.written().size());

    clock.forward(Duration.ofMillis(1));
    process(List.of());

    assertEquals(Optional.of(Place.of(second)), checkpoints.last());
    assertEquals(2, checkpoints.written().size());
  }

  @Test
  void where_nothing_is_new_there_is_nothing_to_checkpoint() {
    process(List.of());
    process(List.of(shard.put(Shard.usedPortal(MARA, NOON))));
    clock.forward(EVERY);
    process(List.of());
    shutDown();

    assertEquals(1, checkpoints.calls());
  }

  @ParameterizedTest
  @EnumSource(names = {"THROTTLED", "DYNAMO_DOWN"})
  void a_checkpoint_that_fails_now_is_made_up_for_by_the_next(Checkpoints.Failure failure) {
    checkpoints.fail(failure);

    process(List.of(shard.put(Shard.usedPortal(MARA, NOON))));
    assertEquals(List.of(), checkpoints.written());
    KinesisClientRecord last = shard.put(Shard.usedPortal(MARA, NOON.plusSeconds(1)));
    process(List.of(last));

    assertEquals(List.of(Place.of(last)), checkpoints.written());
    assertFalse(stop.isRequested());
  }

  @ParameterizedTest
  @EnumSource(names = {"LEASE_LOST", "INVALID"})
  void a_checkpoint_of_a_shard_that_is_anothers_is_given_up(Checkpoints.Failure failure) {
    checkpoints.fail(failure, failure, failure);

    process(List.of(shard.put(Shard.usedPortal(MARA, NOON))));
    shutDown();
    end();
    processor.leaseLost(LeaseLostInput.builder().build());

    assertEquals(List.of(), checkpoints.written());
    assertFalse(stop.isRequested());
  }

  @Test
  void whoever_leaves_checkpoints_what_is_settled() {
    process(List.of(shard.put(Shard.usedPortal(MARA, NOON))));
    KinesisClientRecord last = shard.put(Shard.usedPortal(MARA, NOON.plusSeconds(1)));
    process(List.of(last));

    shutDown();

    assertEquals(Optional.of(Place.of(last)), checkpoints.last());
  }

  /** Else the next start refuses a lease that is ahead of a table which nobody restored. */
  @Test
  void whoever_leaves_checkpoints_nothing_of_which_the_progress_could_not_be_recorded() {
    coverage.progressed(Shard.ID, new Progress(NOON.minus(Duration.ofDays(2)), false));
    retention =
        () -> {
          throw Table.denied();
        };
    process(List.of(shard.put(Shard.usedPortal(MARA, NOON))));

    shutDown();

    assertTrue(stop.failure().isPresent());
    assertEquals(0, checkpoints.calls());
  }

  @Test
  void whoever_leaves_tries_the_last_checkpoint_more_than_once() {
    checkpoints.fail(
        Checkpoints.Failure.THROTTLED,
        Checkpoints.Failure.DYNAMO_DOWN,
        Checkpoints.Failure.THROTTLED);
    KinesisClientRecord last = shard.put(Shard.usedPortal(MARA, NOON));
    process(List.of(last));

    shutDown();

    assertEquals(List.of(Place.of(last)), checkpoints.written());
    assertEquals(4, checkpoints.calls());
  }

  @Test
  void after_a_batch_that_never_came_here_nothing_is_taken_and_no_checkpoint_passes_it() {
    KinesisClientRecord first = shard.put(Shard.usedPortal(MARA, NOON));
    process(List.of(first));
    shard.put(Shard.usedPortal(MARA, NOON.plusSeconds(1)));
    skipped.giveUp(Shard.ID, new IllegalStateException("skipped"));
    clock.forward(EVERY);

    process(List.of(shard.put(Shard.usedPortal(MARA, NOON.plusSeconds(2)))));
    shutDown();
    end();

    assertEquals(List.of(Place.of(first)), checkpoints.written());
    assertFalse(checkpoints.ended());
  }

  @Test
  void of_a_shard_that_nothing_was_settled_of_there_is_no_checkpoint_to_leave() {
    shutDown();

    assertEquals(0, checkpoints.calls());
  }
}
