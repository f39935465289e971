package ninety.stream;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import ninety.aws.Misconfigured;
import ninety.coverage.MemoryCoverage;
import ninety.coverage.Observed;
import ninety.coverage.Progress;
import ninety.coverage.Span;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kinesis.model.Shard;

final class KnownShardsTest {

  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
  private static final Duration DAY = Duration.ofHours(24);

  private final MemoryCoverage coverage = new MemoryCoverage();

  /**
   * a shard that was closed 20 hours before the first start, which made no leases (say, no right
   * to), expired before the second, 5 hours later. All of it is of before coverage.
   */
  @Test
  void a_shard_closed_before_the_first_start_that_expired_holds_nothing_back() {
    Shard closed =
        shard("a").toBuilder()
            .sequenceNumberRange(it -> it.startingSequenceNumber("1").endingSequenceNumber("2"))
            .build();
    Shard child = shard("b").toBuilder().parentShardId("a").build();
    begin(NOON, closed, child);

    new KnownShards(coverage, new Retention(() -> DAY), () -> List.of(child))
        .vanished(NOON.plus(Duration.ofHours(5)));

    assertEquals(List.of(), coverage.read().lost());
    assertTrue(requireNonNull(coverage.read().shards().get("a")).finished());
  }

  /** By the module's retention of 168 h: nothing of it was ever lost. */
  @Test
  void a_shard_closed_before_the_first_start_is_no_loss_two_days_later() {
    Shard closed =
        shard("a").toBuilder()
            .sequenceNumberRange(it -> it.startingSequenceNumber("1").endingSequenceNumber("2"))
            .build();
    Shard child = shard("b").toBuilder().parentShardId("a").build();
    Duration week = DAY.multipliedBy(7);
    new KnownShards(coverage, new Retention(() -> week), () -> List.of(closed, child))
        .begin("stream", NOON, Clock.fixed(NOON, ZoneOffset.UTC));

    new KnownShards(coverage, new Retention(() -> week), () -> List.of(child))
        .vanished(NOON.plus(Duration.ofDays(3)));

    assertEquals(List.of(), coverage.read().lost());
  }

  @Test
  void at_the_first_start_listening_begins_and_every_shard_is_known() {
    begin(NOON, shard("a"), shard("b"));

    assertEquals(Optional.of(NOON), coverage.read().from());
    assertEquals(
        Map.of("a", new Progress(NOON, false), "b", new Progress(NOON, false)),
        coverage.read().shards());
  }

  /**
   * All that was there before the stream's oldest record is said to be covered: it is not a loss.
   */
  @Test
  void a_past_that_is_said_to_be_covered_is_no_loss() {
    begin(NOON.minus(Duration.ofDays(400)), shard("a"));

    Instant through = NOON.minus(DAY).plus(Duration.ofHours(1));
    assertEquals(Map.of("a", new Progress(through, false)), coverage.read().shards());
    assertEquals(
        Optional.of(NOON.minus(Duration.ofDays(400))),
        coverage.read().observed(Set.of()).map(Observed::from));
  }

  @Test
  void a_child_is_as_far_as_its_parents() {
    coverage.begun(NOON.minus(DAY));
    coverage.shards(Map.of("a", new Progress(NOON.minusSeconds(60), false)));

    begin(NOON, shard("a"), shard("b").toBuilder().parentShardId("a").build());

    assertEquals(new Progress(NOON.minusSeconds(60), false), coverage.read().shards().get("b"));
  }

  /** It was known since the start, when the parent was still to be read. */
  @Test
  void a_child_that_was_known_before_is_as_far_as_its_parent_at_the_end() {
    Shard child = shard("b").toBuilder().parentShardId("a").build();
    begin(NOON.minus(DAY), shard("a"), child);
    Instant end = NOON.plusSeconds(600);

    new KnownShards(coverage, new Retention(() -> DAY), () -> List.of(shard("a"), child))
        .children("a", end, end.plusSeconds(5));

    assertEquals(new Progress(end, false), coverage.read().shards().get("b"));
  }

  @Test
  void of_two_parents_a_child_is_as_far_as_the_one_that_is_behind() {
    Shard child = shard("c").toBuilder().parentShardId("a").adjacentParentShardId("b").build();
    begin(NOON, shard("a"), shard("b"), child);

    new KnownShards(
            coverage, new Retention(() -> DAY), () -> List.of(shard("a"), shard("b"), child))
        .children("a", NOON.plusSeconds(600), NOON.plusSeconds(605));

    assertEquals(new Progress(NOON, false), coverage.read().shards().get("c"));
  }

  /**
   * S14. A closed shard is listed until its last record has expired, so nothing in it is younger
   * than the stream keeps records.
   */
  @Test
  void a_shard_that_is_no_more_and_was_not_read_to_its_end_is_a_loss_until_its_records_expired() {
    coverage.begun(NOON.minus(Duration.ofDays(9)));
    coverage.shards(Map.of("a", at(NOON.minus(Duration.ofDays(5)))));

    vanished(DAY);

    assertEquals(
        List.of(new Span(NOON.minus(Duration.ofDays(5)), NOON.minus(DAY))), coverage.read().lost());
    assertEquals(
        Optional.of(coverage.read().lost()),
        coverage.read().observed(Set.of()).map(Observed::gaps));
    assertTrue(requireNonNull(coverage.read().shards().get("a")).finished());
  }

  /** By how long the stream keeps records now it would be listed still. */
  @Test
  void a_shard_that_was_gone_before_the_retention_was_raised_is_a_loss_until_the_least_there_is() {
    coverage.begun(NOON.minus(Duration.ofDays(9)));
    coverage.shards(Map.of("a", at(NOON.minus(Duration.ofDays(5)))));

    vanished(DAY.multipliedBy(7));

    assertEquals(
        List.of(new Span(NOON.minus(Duration.ofDays(5)), NOON.minus(DAY))), coverage.read().lost());
  }

  /**
   * Review 1, which changed S14: Kinesis lists a shard until its records have expired, so the list
   * is wrong, and the shard would be out of the horizon while another worker reads it.
   */
  @Test
  void a_shard_that_was_read_within_the_last_day_is_not_believed_to_be_no_more() {
    coverage.begun(NOON.minus(Duration.ofDays(9)));
    coverage.shards(Map.of("a", at(NOON.minus(DAY).plusSeconds(1))));

    vanished(DAY);

    assertEquals(List.of(), coverage.read().lost());
    assertFalse(requireNonNull(coverage.read().shards().get("a")).finished());
  }

  @Test
  void a_shard_that_is_no_more_and_was_read_until_its_records_expired_lost_nothing() {
    coverage.begun(NOON.minus(Duration.ofDays(9)));
    coverage.shards(Map.of("a", at(NOON.minus(DAY))));

    vanished(DAY);

    assertEquals(List.of(), coverage.read().lost());
    assertTrue(requireNonNull(coverage.read().shards().get("a")).finished());
  }

  /** Review 1: a loss is for ever, and so is the end. */
  @Test
  void one_list_that_does_not_name_a_shard_makes_no_loss() {
    coverage.begun(NOON.minus(Duration.ofDays(9)));
    coverage.shards(Map.of("a", at(NOON.minus(Duration.ofDays(5)))));
    Deque<List<Shard>> lists =
        new ArrayDeque<>(List.of(List.of(shard("b")), List.of(shard("a"), shard("b"))));

    new KnownShards(coverage, new Retention(() -> DAY), lists::remove).vanished(NOON);

    assertEquals(List.of(), coverage.read().lost());
    assertFalse(requireNonNull(coverage.read().shards().get("a")).finished());
  }

  /** S14: that the table is older than the leases is noticed between the two. */
  @Test
  void what_shards_are_known_is_recorded_before_any_loss_is() {
    coverage.begun(NOON.minus(Duration.ofDays(9)));
    coverage.shards(Map.of("a", at(NOON.minus(Duration.ofDays(5)))));

    begin(NOON, shard("b"));

    assertEquals(List.of(), coverage.read().lost());
    assertFalse(requireNonNull(coverage.read().shards().get("a")).finished());
  }

  /** Its shards have the ids of the old ones, and would pass for read to their ends. */
  @Test
  void another_stream_with_the_same_table_is_refused() {
    begin("arn:1 of Monday", NOON, shard("a"));

    String message =
        String.valueOf(
            assertThrows(Misconfigured.class, () -> begin("arn:1 of Friday", NOON, shard("a")))
                .getMessage());

    assertTrue(message.contains("arn:1 of Monday, and not arn:1 of Friday"), message);
  }

  /** S9. */
  @Test
  void a_shard_is_open_or_listed_with_an_end_or_gone() {
    Shard closed =
        shard("b").toBuilder()
            .sequenceNumberRange(
                range -> range.startingSequenceNumber("1").endingSequenceNumber("2"))
            .build();
    Shard open =
        shard("a").toBuilder().sequenceNumberRange(it -> it.startingSequenceNumber("1")).build();
    KnownShards shards =
        new KnownShards(coverage, new Retention(() -> DAY), () -> List.of(open, closed));

    assertEquals(KnownShards.Listed.OPEN, shards.listed("a"));
    assertEquals(KnownShards.Listed.CLOSED, shards.listed("b"));
    assertEquals(KnownShards.Listed.GONE, shards.listed("c"));
  }

  /** S16. */
  @Test
  void shards_that_are_finished_and_listed_no_more_are_forgotten() {
    coverage.begun(NOON.minus(DAY));
    coverage.shards(
        Map.of("a", new Progress(NOON, true), "b", new Progress(NOON, true), "c", at(NOON)));

    begin(NOON, shard("b"), shard("c"));
    assertEquals(List.of("b", "c"), List.copyOf(coverage.read().shards().keySet()));

    Shard child = shard("d").toBuilder().parentShardId("c").build();
    new KnownShards(coverage, new Retention(() -> DAY), () -> List.of(shard("c"), child))
        .children("c", NOON, NOON);
    assertEquals(List.of("c", "d"), List.copyOf(coverage.read().shards().keySet()));
  }

  private void vanished(Duration retention) {
    new KnownShards(coverage, new Retention(() -> retention), () -> List.of(shard("b")))
        .vanished(NOON);
  }

  private static Progress at(Instant through) {
    return new Progress(through, false);
  }

  private void begin(Instant from, Shard... shards) {
    begin("stream", from, shards);
  }

  private void begin(String stream, Instant from, Shard... shards) {
    new KnownShards(coverage, new Retention(() -> DAY), () -> List.of(shards))
        .begin(stream, from, Clock.fixed(NOON, ZoneOffset.UTC));
  }

  private static Shard shard(String id) {
    return Shard.builder().shardId(id).build();
  }
}
