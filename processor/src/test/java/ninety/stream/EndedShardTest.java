package ninety.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import ninety.coverage.Progress;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;
import software.amazon.kinesis.retrieval.KinesisClientRecord;
import software.amazon.kinesis.retrieval.kpl.ExtendedSequenceNumber;

/** The end of a shard: what has to be known before it is checkpointed. */
final class EndedShardTest extends ShardScene {

  @Test
  void the_end_of_a_shard_is_checkpointed() {
    process(List.of(shard.put(Shard.usedPortal(MARA, NOON))));
    checkpoints.fail(Checkpoints.Failure.THROTTLED);

    end();

    assertTrue(checkpoints.ended());
  }

  /** S9: one wrong "no such shard" of Kinesis, and the KCL says that the shard is at its end. */
  @Test
  void an_end_is_not_believed_of_a_shard_that_is_listed_as_open() {
    process(List.of(shard.put(Shard.usedPortal(MARA, NOON))));
    listed =
        List.of(
            software.amazon.awssdk.services.kinesis.model.Shard.builder()
                .shardId(Shard.ID)
                .build());

    end();

    assertFalse(checkpoints.ended());
    assertTrue(coverage.read().shards().values().stream().noneMatch(Progress::finished));
    assertTrue(stop.failure().orElseThrow().toString().contains("lists it as open"));

    // Nor later, though it be closed then: another process looks into it.
    listed = List.of(closed());
    process(List.of(shard.put(Shard.usedPortal(MARA, NOON.plusSeconds(1)))));
    end();
    takeUp(processor(Duration.ZERO));
    assertFalse(checkpoints.ended());
    assertEquals(Optional.of(NOON), activity(MARA));
  }

  /** Review 1: its last record came less than four hours ago, so Kinesis still has to list it. */
  @Test
  void an_end_is_not_believed_of_a_shard_that_is_not_listed_and_was_read_within_the_last_day() {
    process(List.of(shard.put(Shard.usedPortal(MARA, NOON))));
    listed = List.of();

    end();

    assertFalse(checkpoints.ended());
    assertTrue(coverage.read().shards().values().stream().noneMatch(Progress::finished));
    assertEquals(List.of(), coverage.read().lost());
    String failure = stop.failure().orElseThrow().toString();
    assertTrue(failure.contains("Kinesis does not list it, although"), failure);
  }

  /** Review 1: the same rule as at the start, {@link KnownShards#vanished}. */
  @Test
  void a_shard_that_is_gone_when_its_end_is_reached_is_a_loss_as_at_the_start() {
    Instant through = NOON.minus(Duration.ofDays(5));
    coverage.progressed(Shard.ID, new Progress(through, false));
    listed = List.of();

    end();

    assertTrue(checkpoints.ended());
    assertTrue(coverage.read().shards().values().stream().allMatch(Progress::finished));
    assertEquals(
        List.of(new ninety.coverage.Span(through, NOON.minus(Duration.ofDays(1)))),
        coverage.read().lost());
  }

  /** "At the terminal", issue 11: the KCL takes that its shards are unknown for their end. */
  @Test
  void a_stream_that_is_deleted_ends_the_consumer_with_what_kinesis_says_of_it() {
    process(List.of(shard.put(Shard.usedPortal(MARA, NOON))));
    RuntimeException deleted =
        ResourceNotFoundException.builder()
            .message("Stream events under account 111122223333 not found.")
            .build();
    listing =
        () -> {
          throw deleted;
        };

    end();

    assertFalse(checkpoints.ended());
    assertEquals(Optional.of(deleted), stop.failure());
    assertTrue(coverage.read().shards().values().stream().noneMatch(Progress::finished));
  }

  /** S9: a shard that was split with a backlog, or within the seconds of asking. */
  @Test
  void an_end_is_not_believed_of_a_closed_shard_that_has_records_which_were_not_handed_over() {
    process(List.of(shard.put(Shard.usedPortal(MARA, NOON))));
    shard.put(Shard.usedPortal(JON, NOON));
    listed = List.of(closed());

    end();

    assertFalse(checkpoints.ended());
    assertTrue(coverage.read().shards().values().stream().noneMatch(Progress::finished));
    String failure = stop.failure().orElseThrow().toString();
    assertTrue(failure.contains("Kinesis has records after 49571"), failure);
  }

  /** S9. */
  @Test
  void nor_where_it_was_taken_up_at_a_checkpoint_and_nothing_was_handed_over() {
    KinesisClientRecord before = shard.put(Shard.usedPortal(MARA, NOON));
    shard.put(Shard.usedPortal(JON, NOON));
    listed = List.of(closed());
    takeUp(processor, new ExtendedSequenceNumber(before.sequenceNumber(), 0L));

    end();

    assertFalse(checkpoints.ended());
    assertTrue(stop.failure().isPresent());
  }

  /** S9. */
  @Test
  void the_end_of_a_closed_shard_is_believed_where_everything_was_handed_over() {
    shard.put(Shard.usedPortal(MARA, NOON));
    shard.put(Shard.usedPortal(JON, NOON));
    process(shard.records());
    listed = List.of(closed());

    end();

    assertTrue(checkpoints.ended());
    assertFalse(stop.isRequested());
  }
}
