package ninety.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import ninety.finding.Dossier;
import ninety.finding.NewerFormat;
import ninety.finding.UnreadableItem;
import ninety.user.Facts;
import org.junit.jupiter.api.Test;
import software.amazon.kinesis.retrieval.KinesisClientRecord;

/** What the table or a queue refuses: now, for one user, or for good. */
final class ShardTroubleTest extends ShardScene {

  @Test
  void what_is_throttled_is_tried_again_and_not_skipped() {
    AtomicInteger left = new AtomicInteger(7);
    table.beforeStore(
        _ -> left.getAndDecrement() > 0 ? Optional.of(Table.throttled()) : Optional.empty());
    shard.put(Shard.usedPortal(MARA, NOON));
    shard.put(Shard.usedPortal(JON, NOON));

    process(shard.records());

    assertEquals(Optional.of(NOON), activity(MARA));
    assertEquals(Optional.of(NOON), activity(JON));
    assertTrue(left.get() < 0);
    assertEquals(1, checkpoints.written().size());
    assertEquals(List.of(), parked.letters());
    assertEquals(2, users.writes());
  }

  @Test
  void a_write_whose_answer_was_lost_is_not_made_twice() {
    AtomicInteger calls = new AtomicInteger();
    table.beforeStore(id -> {
      if (calls.getAndIncrement() > 0) {
        return Optional.empty();
      }
      users.store(
          Dossier.unknown(id)
              .absorb(Facts.record(id, NeverPastAnOpenRecord.facts(shard.records())), Duration.ZERO)
              .orElseThrow());
      return Optional.of(Table.throttled());
    });
    shard.put(Shard.usedPortal(MARA, NOON));

    process(shard.records());

    assertEquals(1, users.writes());
    assertEquals(1, checkpoints.written().size());
  }

  @Test
  void of_a_user_whom_the_table_refuses_all_envelopes_are_parked() {
    table.beforeStore(id -> id.equals(MARA) ? Optional.of(Table.refused()) : Optional.empty());
    shard.put(Shard.usedPortal(MARA, NOON));
    shard.put(Shard.usedPortal(JON, NOON));
    shard.put(Shard.signedIn(MARA, NOON));

    process(shard.records());

    assertEquals(List.of("record-refused", "record-refused"), parked.reasons());
    assertEquals(Set.of(Place.of("49571", 0), Place.of("49573", 0)), parked.places());
    assertEquals(Optional.of(NOON), activity(JON));
    assertEquals(1, checkpoints.written().size());
    assertFalse(stop.isRequested());
  }

  @Test
  void an_item_that_cannot_be_read_is_a_matter_of_its_user_only() {
    table.beforeRead(id ->
        id.equals(MARA)
            ? Optional.of(new UnreadableItem("user " + MARA, "created"))
            : Optional.empty());
    shard.put(Shard.usedPortal(MARA, NOON));
    shard.put(Shard.usedPortal(JON, NOON));

    process(shard.records());

    assertEquals(List.of("item-unreadable"), parked.reasons());
    assertEquals(Optional.of(NOON), activity(JON));
    assertFalse(stop.isRequested());
  }

  /** S15: there is a program that takes it, so it is neither given up nor passed. */
  @Test
  void an_item_of_a_newer_format_ends_the_process_without_a_dead_letter_and_without_a_checkpoint() {
    KinesisClientRecord good = shard.put(Shard.usedPortal(JON, NOON));
    process(List.of(good));
    NewerFormat newer = new NewerFormat("user " + MARA, 2, 1);
    table.beforeStore(id -> id.equals(MARA) ? Optional.of(newer) : Optional.empty());
    shard.put(Shard.usedPortal(MARA, NOON));
    shard.put(Shard.usedPortal(JON, NOON.plusSeconds(9)));
    clock.forward(EVERY);

    process(shard.records());
    shutDown();

    assertSame(newer, stop.failure().orElseThrow());
    assertEquals(List.of(), parked.reasons());
    assertEquals(List.of(Place.of(good)), checkpoints.written());
    assertEquals(Optional.of(NOON.plusSeconds(9)), activity(JON));
    assertEquals(1, counts.tally().usersLeftToNewer());
  }

  @Test
  void what_only_a_person_can_mend_ends_the_process_without_a_checkpoint() {
    KinesisClientRecord good = shard.put(Shard.usedPortal(JON, NOON));
    process(List.of(good));
    RuntimeException denied = Table.denied();
    table.beforeStore(_ -> Optional.of(denied));
    clock.forward(EVERY);

    process(List.of(shard.put(Shard.usedPortal(MARA, NOON))));

    assertTrue(stop.isRequested());
    assertSame(denied, stop.failure().orElseThrow());
    assertEquals(List.of(Place.of(good)), checkpoints.written());
  }

  @Test
  void after_a_batch_that_was_not_settled_no_other_is_taken() {
    table.beforeStore(_ -> Optional.of(Table.denied()));
    process(List.of(shard.put(Shard.usedPortal(MARA, NOON))));
    table.beforeStore(_ -> Optional.empty());
    clock.forward(EVERY);

    process(List.of(shard.put(Shard.usedPortal(JON, NOON))));
    process(List.of());
    end();
    shutDown();

    assertEquals(Optional.empty(), users.read(JON));
    assertEquals(0, checkpoints.calls());
    assertFalse(checkpoints.ended());
  }

  @Test
  void a_process_that_is_asked_to_end_does_not_wait_for_a_table_that_throttles() {
    table.beforeStore(_ -> {
      stop.request();
      return Optional.of(Table.throttled());
    });

    process(List.of(shard.put(Shard.usedPortal(MARA, NOON))));
    shutDown();
    end();

    assertEquals(0, checkpoints.calls());
    assertEquals(Optional.empty(), stop.failure());
  }

  @Test
  void a_batch_that_is_interrupted_ends_the_process_and_not_the_shard_alone() {
    Thread worker = Thread.currentThread();
    table.beforeStore(_ -> {
      worker.interrupt();
      return Optional.of(Table.throttled());
    });

    process(List.of(shard.put(Shard.usedPortal(MARA, NOON))));

    assertTrue(Thread.interrupted());
    assertTrue(stop.failure().isPresent());
    assertEquals(0, checkpoints.calls());
    assertEquals(List.of(), parked.letters());
  }

  @Test
  void a_dead_letter_is_offered_until_it_is_taken() {
    parked.next(() -> false);
    parked.next(() -> false);
    shard.put("poison");

    process(shard.records());

    assertEquals(List.of("not-json"), parked.reasons());
    assertEquals(1, checkpoints.written().size());
  }

  @Test
  void a_process_that_is_asked_to_end_does_not_wait_for_the_dead_letter_queue() {
    parked.next(() -> {
      stop.request();
      return false;
    });

    process(List.of(shard.put("poison")));
    shutDown();

    assertEquals(0, checkpoints.calls());
  }

  @Test
  void without_a_dead_letter_queue_the_process_ends() {
    RuntimeException gone = Table.denied();
    parked.next(() -> {
      throw gone;
    });

    process(List.of(shard.put("poison")));

    assertSame(gone, stop.failure().orElseThrow());
    assertEquals(0, checkpoints.calls());
  }

  @Test
  void a_change_of_the_directory_that_cannot_be_noted_ends_the_process_without_a_checkpoint() {
    RuntimeException denied = Table.denied();
    noted.before(() -> Optional.of(denied));

    process(List.of(shard.put(Shard.directoryChange(NOON))));

    assertSame(denied, stop.failure().orElseThrow());
    assertEquals(0, checkpoints.calls());
  }

  @Test
  void a_process_that_is_asked_to_end_does_not_wait_for_a_change_of_the_directory() {
    noted.before(() -> {
      stop.request();
      return Optional.of(Table.throttled());
    });

    process(List.of(shard.put(Shard.directoryChange(NOON))));
    shutDown();

    assertEquals(0, checkpoints.calls());
    assertEquals(Optional.empty(), stop.failure());
  }
}
