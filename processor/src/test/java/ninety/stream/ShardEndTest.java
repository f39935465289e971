package ninety.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import ninety.coverage.MemoryCoverage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;
import software.amazon.kinesis.retrieval.KinesisClientRecord;
import software.amazon.kinesis.retrieval.kpl.ExtendedSequenceNumber;

/** S9: what the library says of a shard's end, against what Kinesis lists and gives out. */
final class ShardEndTest {

  private static final Optional<KnownShards.Listed> CLOSED = Optional.of(KnownShards.Listed.CLOSED);

  private final Shard shard = new Shard();
  private final ShardReads reads = new ShardReads(shard);
  private final Stop stop = new Stop();
  private final Deque<List<software.amazon.awssdk.services.kinesis.model.Shard>> lists =
      new ArrayDeque<>(List.of(List.of(closed())));
  private final ShardEnd end =
      new ShardEnd(
          new KnownShards(
              new MemoryCoverage(),
              new Retention(() -> Duration.ofDays(7)),
              () -> lists.size() > 1 ? lists.poll() : lists.getFirst()),
          reads,
          "stream",
          stop,
          new Backoff(Duration.ZERO, Duration.ZERO, new SplittableRandom(1)));

  @Test
  void a_closed_shard_is_at_its_end_where_nothing_comes_after_the_last_record() {
    shard.put("one");
    KinesisClientRecord last = shard.put("two");

    assertEquals(CLOSED, end.reached(Shard.ID, at(last)));
  }

  @Test
  void a_closed_shard_that_was_empty_is_at_its_end() {
    assertEquals(CLOSED, end.reached(Shard.ID, ExtendedSequenceNumber.TRIM_HORIZON));
  }

  @Test
  void a_closed_shard_is_not_at_its_end_where_a_record_comes_after_the_last() {
    KinesisClientRecord last = shard.put("one");
    shard.put("two");

    assertNotBelieved("Kinesis has records after 49571", () -> end.reached(Shard.ID, at(last)));
  }

  @Test
  void a_closed_shard_of_which_nothing_was_read_is_not_at_its_end_where_it_has_records() {
    shard.put("one");

    assertNotBelieved(
        "Kinesis has records after TRIM_HORIZON",
        () -> end.reached(Shard.ID, ExtendedSequenceNumber.TRIM_HORIZON));
  }

  @Test
  void a_position_that_has_expired_is_followed_by_what_is_left() {
    shard.put("later");

    assertNotBelieved(
        "Kinesis has records after",
        () -> end.reached(Shard.ID, new ExtendedSequenceNumber("4", 0L)));
  }

  @Test
  void an_aggregate_of_which_a_part_is_not_settled_is_more_to_read() {
    KinesisClientRecord aggregate = shard.put(Aggregates.of("a", "b", "c"));

    assertNotBelieved("Kinesis has records after", () -> end.reached(Shard.ID, part(aggregate, 1)));
    assertEquals(CLOSED, end.reached(Shard.ID, part(aggregate, 2)));
  }

  @Test
  void what_is_no_aggregate_after_all_is_one_record() {
    KinesisClientRecord last = shard.put("one".getBytes(StandardCharsets.UTF_8));
    KinesisClientRecord bad = shard.put(Aggregates.withBadIndex());

    assertNotBelieved("Kinesis has records after", () -> end.reached(Shard.ID, at(last)));
    assertEquals(CLOSED, end.reached(Shard.ID, at(bad)));
  }

  @Test
  void reads_that_are_empty_prove_neither() {
    KinesisClientRecord last = shard.put("one");
    reads.empty(150);
    assertEquals(CLOSED, end.reached(Shard.ID, at(last)));

    shard.put("two");
    reads.empty(150);
    assertNotBelieved("Kinesis has records after", () -> end.reached(Shard.ID, at(last)));
  }

  /** Days without records before the shard was closed. */
  @Test
  void reads_that_are_empty_may_be_as_many_as_come_nearer() {
    KinesisClientRecord last = shard.put("one");
    reads.nearer(5_000);

    assertEquals(CLOSED, end.reached(Shard.ID, at(last)));
    assertTrue(reads.calls() > 5_000);
  }

  @Test
  void an_end_that_many_reads_do_not_show_is_not_believed() {
    KinesisClientRecord last = shard.put("one");
    reads.empty(Integer.MAX_VALUE);

    assertNotBelieved("200 reads came no nearer to it", () -> end.reached(Shard.ID, at(last)));
    assertEquals(201, reads.calls());
  }

  @Test
  void a_read_that_fails_for_now_is_tried_again() {
    KinesisClientRecord last = shard.put("one");
    reads.fail(Table.throttled(), Table.throttled());

    assertEquals(CLOSED, end.reached(Shard.ID, at(last)));
  }

  /** Twice a wrong word: the list says that there is such a shard. */
  @Test
  void that_there_is_no_such_shard_is_no_answer_of_one_that_is_listed() {
    KinesisClientRecord last = shard.put("one");
    reads.fail(ResourceNotFoundException.builder().message("no such shard").build());

    assertThrows(ResourceNotFoundException.class, () -> end.reached(Shard.ID, at(last)));
  }

  @Test
  void a_shard_that_closes_while_it_is_asked_about_is_read_too() {
    lists.clear();
    lists.addAll(List.of(List.of(open()), List.of(open()), List.of(closed())));
    KinesisClientRecord last = shard.put("one");
    shard.put("two");

    assertNotBelieved("Kinesis has records after", () -> end.reached(Shard.ID, at(last)));
  }

  @Test
  void a_shard_that_stays_open_is_not_at_its_end_and_nothing_is_read() {
    lists.clear();
    lists.add(List.of(open()));

    assertNotBelieved(
        "Kinesis lists it as open",
        () -> end.reached(Shard.ID, ExtendedSequenceNumber.TRIM_HORIZON));
    assertEquals(0, reads.calls());
  }

  @Test
  void a_shard_that_no_answer_lists_is_gone() {
    lists.clear();
    lists.add(List.of());

    assertEquals(
        Optional.of(KnownShards.Listed.GONE),
        end.reached(Shard.ID, ExtendedSequenceNumber.TRIM_HORIZON));
    assertEquals(0, reads.calls());
  }

  /** Review 1: of several answers one is wrong, whichever it is. */
  @Test
  void one_answer_that_does_not_list_the_shard_is_not_believed() {
    KinesisClientRecord last = shard.put("one");
    shard.put("two");
    for (int wrong = 0; wrong < 6; wrong++) {
      lists.clear();
      for (int answer = 0; answer < 6; answer++) {
        lists.add(answer == wrong ? List.of() : List.of(open()));
      }
      assertNotBelieved("Kinesis lists it as open", () -> end.reached(Shard.ID, at(last)));

      lists.clear();
      lists.addAll(List.of(List.of(), List.of(closed())));
      assertNotBelieved("Kinesis has records after", () -> end.reached(Shard.ID, at(last)));
    }
  }

  @Test
  void a_process_that_is_to_end_does_not_wait_for_an_answer() {
    KinesisClientRecord last = shard.put("one");
    reads.empty(Integer.MAX_VALUE);
    stop.request();
    assertEquals(Optional.empty(), end.reached(Shard.ID, at(last)));

    reads.fail(Table.throttled());
    assertEquals(Optional.empty(), end.reached(Shard.ID, at(last)));
  }

  private static void assertNotBelieved(String why, Executable asked) {
    String message = assertThrows(ShardGivenUp.class, asked).toString();
    assertTrue(message.contains(why), message);
    assertTrue(message.contains("Nothing was checkpointed"), message);
  }

  private static ExtendedSequenceNumber at(KinesisClientRecord record) {
    return part(record, 0);
  }

  private static ExtendedSequenceNumber part(KinesisClientRecord record, long subSequence) {
    return new ExtendedSequenceNumber(record.sequenceNumber(), subSequence);
  }

  private static software.amazon.awssdk.services.kinesis.model.Shard closed() {
    return open().toBuilder()
        .sequenceNumberRange(it -> it.startingSequenceNumber("1").endingSequenceNumber("9"))
        .build();
  }

  private static software.amazon.awssdk.services.kinesis.model.Shard open() {
    return software.amazon.awssdk.services.kinesis.model.Shard.builder()
        .shardId(Shard.ID)
        .sequenceNumberRange(it -> it.startingSequenceNumber("1"))
        .build();
  }
}
