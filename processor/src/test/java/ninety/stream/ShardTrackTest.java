package ninety.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import ninety.coverage.Coverage;
import ninety.coverage.CoverageLog;
import ninety.coverage.Expecting;
import ninety.coverage.Listening;
import ninety.coverage.MemoryCoverage;
import ninety.coverage.Progress;
import ninety.coverage.Source;
import ninety.coverage.Span;
import ninety.coverage.Waiting;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kinesis.model.ChildShard;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.kinesis.lifecycle.events.ProcessRecordsInput;

final class ShardTrackTest {

  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
  private static final Duration RETENTION = Duration.ofHours(24);
  private static final String SHARD = "shardId-000000000001";
  private static final String CHILD = "shardId-000000000002";

  private final MemoryCoverage coverage = new MemoryCoverage();
  private Duration retention = RETENTION;
  private final List<Shard> listed =
      List.of(
          Shard.builder().shardId(SHARD).build(),
          Shard.builder().shardId(CHILD).parentShardId(SHARD).build());

  @Test
  void behind_the_tip_a_shard_is_processed_through_the_arrival_of_the_last_record() {
    ShardTrack track = track();

    track.settled(behind(), Optional.of(NOON.minusSeconds(3000)), NOON);

    assertEquals(new Progress(NOON.minusSeconds(3000), false), progress(SHARD));
  }

  @Test
  void a_read_at_the_tip_counts_once_the_next_one_shows_that_the_shard_is_open() {
    ShardTrack track = track();

    track.settled(atTip(NOON), Optional.empty(), NOON);
    assertEquals(Map.of(), coverage.read().shards());

    track.settled(atTip(NOON.plusSeconds(90)), Optional.empty(), NOON);
    assertEquals(new Progress(NOON, false), progress(SHARD));
  }

  @Test
  void progress_is_recorded_once_a_minute_at_most() {
    ShardTrack track = track();

    for (int second = 0; second <= 61; second++) {
      track.settled(atTip(NOON.plusSeconds(second)), Optional.empty(), NOON);
    }

    assertEquals(new Progress(NOON.plusSeconds(60), false), progress(SHARD));
  }

  /** Found by the simulation: its children had hours of records by then. */
  @Test
  void a_closed_shard_read_at_its_end_is_processed_no_further_and_nor_are_its_children() {
    ShardTrack track = track();
    Instant last = NOON.minus(Duration.ofHours(5));

    track.settled(atTip(NOON.minusSeconds(1)), Optional.of(last), NOON);
    track.settled(atEnd(NOON), Optional.empty(), NOON);
    track.ended(NOON);

    assertEquals(new Progress(last, true), progress(SHARD));
    assertEquals(new Progress(last, false), progress(CHILD));
  }

  @Test
  void who_takes_a_shard_up_at_its_end_goes_on_where_others_stopped() {
    coverage.progressed(SHARD, new Progress(NOON.minusSeconds(600), false));
    ShardTrack track = track();

    track.settled(atEnd(NOON), Optional.empty(), NOON);
    track.ended(NOON);

    assertEquals(new Progress(NOON.minusSeconds(600), false), progress(CHILD));
  }

  @Test
  void the_children_are_known_although_coverage_could_not_be_read_with_the_last_batch() {
    ShardTrack track = new ShardTrack(shards(failingOnce()), SHARD);

    assertThrows(
        IllegalStateException.class, () -> track.settled(atEnd(NOON), Optional.empty(), NOON));
    track.ended(NOON);

    assertEquals(List.of(SHARD, CHILD), List.copyOf(coverage.read().shards().keySet()));
  }

  /** The usual end: the KCL does not pass on a read that has no records and only says so. */
  @Test
  void the_children_are_known_where_no_read_tells_of_them() {
    ShardTrack track = track();
    track.settled(atTip(NOON), Optional.of(NOON.minusSeconds(5)), NOON);

    track.ended(NOON.plusSeconds(30));

    assertEquals(new Progress(NOON.minusSeconds(5), true), progress(SHARD));
    assertEquals(new Progress(NOON.minusSeconds(5), false), progress(CHILD));
  }

  @Test
  void a_child_that_is_further_already_stays_so() {
    coverage.progressed(CHILD, new Progress(NOON, false));
    ShardTrack track = track();
    track.settled(behind(), Optional.of(NOON.minusSeconds(5)), NOON);

    track.ended(NOON.plusSeconds(30));

    assertEquals(new Progress(NOON, false), progress(CHILD));
  }

  @Test
  void what_expires_while_a_consumer_does_not_get_on_is_known_to_be_lost() {
    ShardTrack track = track();
    track.settled(behind(), Optional.of(NOON.minusSeconds(5)), NOON);
    Instant later = NOON.plus(RETENTION).plus(RETENTION);

    track.settled(readAt(later), Optional.of(later.minusSeconds(9)), later);

    assertEquals(
        List.of(new Span(NOON.minusSeconds(5), later.minus(RETENTION))), coverage.read().lost());
    assertEquals(new Progress(later.minusSeconds(9), false), progress(SHARD));
  }

  @Test
  void a_batch_that_was_read_in_time_and_settled_late_lost_nothing() {
    ShardTrack track = track();
    track.settled(behind(), Optional.of(NOON.minusSeconds(5)), NOON);

    track.settled(
        readAt(NOON.plusSeconds(1)), Optional.of(NOON), NOON.plus(RETENTION).plus(RETENTION));

    assertEquals(List.of(), coverage.read().lost());
  }

  /** S12: raised while the consumer lags, it keeps what would have been taken for lost. */
  @Test
  void whether_the_stream_keeps_records_longer_by_now_is_asked_before_a_loss_is_recorded() {
    ShardTrack track = track();
    track.settled(behind(), Optional.of(NOON.minusSeconds(5)), NOON);
    retention = RETENTION.multipliedBy(7);
    Instant later = NOON.plus(RETENTION).plus(RETENTION);

    track.settled(readAt(later), Optional.of(later.minusSeconds(9)), later);

    assertEquals(List.of(), coverage.read().lost());
    assertEquals(new Progress(later.minusSeconds(9), false), progress(SHARD));
  }

  /** S12, the other way: what was dropped is not taken for kept. */
  @Test
  void a_retention_that_was_lowered_meanwhile_is_noticed_too() {
    retention = RETENTION.multipliedBy(7);
    ShardTrack track = track();
    track.settled(behind(), Optional.of(NOON.minusSeconds(5)), NOON);
    retention = RETENTION;
    Instant later = NOON.plus(RETENTION).plus(RETENTION);

    track.settled(readAt(later), Optional.of(later.minusSeconds(9)), later);

    assertEquals(
        List.of(new Span(NOON.minusSeconds(5), later.minus(RETENTION))), coverage.read().lost());
  }

  /** S9. */
  @Test
  void a_finished_shard_that_is_taken_up_again_is_not_finished_until_its_end() {
    coverage.progressed(SHARD, new Progress(NOON, true));
    ShardTrack track = track();

    track.settled(behind(), Optional.of(NOON.minusSeconds(600)), NOON.plusSeconds(60));
    assertEquals(new Progress(NOON, false, 1), progress(SHARD));

    track.ended(NOON.plusSeconds(70));
    assertEquals(new Progress(NOON, true, 1), progress(SHARD));
  }

  /** Found by the simulation: the lease went on, and the next start took that for a restore. */
  @Test
  void a_record_that_was_settled_while_the_table_did_not_answer_counts_with_the_next_batch() {
    ShardTrack track = new ShardTrack(shards(failingOnce()), SHARD);
    assertThrows(
        IllegalStateException.class, () -> track.settled(atTip(NOON), Optional.of(NOON), NOON));

    track.settled(atTip(NOON.plusSeconds(1)), Optional.empty(), NOON.plusSeconds(1));

    assertEquals(new Progress(NOON, false), progress(SHARD));
  }

  @Test
  void what_expired_unread_is_known_to_be_lost() {
    Instant stopped = NOON.minus(RETENTION).minusSeconds(600);
    coverage.progressed(SHARD, new Progress(stopped, false));

    track().settled(behind(), Optional.empty(), NOON);

    assertEquals(List.of(new Span(stopped, NOON.minus(RETENTION))), coverage.read().lost());
  }

  private ShardTrack track() {
    return new ShardTrack(shards(coverage), SHARD);
  }

  private KnownShards shards(CoverageLog log) {
    return new KnownShards(log, new Retention(() -> retention), () -> listed);
  }

  private Progress progress(String shard) {
    return Optional.ofNullable(coverage.read().shards().get(shard)).orElseThrow();
  }

  private CoverageLog failingOnce() {
    return new CoverageLog() {
      private boolean failed;

      @Override
      public Coverage read() {
        if (!failed) {
          failed = true;
          throw new IllegalStateException("throttled");
        }
        return coverage.read();
      }

      @Override
      public String stream(String wanted) {
        return coverage.stream(wanted);
      }

      @Override
      public void begun(Instant from) {
        coverage.begun(from);
      }

      @Override
      public void shards(Map<String, Progress> found) {
        coverage.shards(found);
      }

      @Override
      public void progressed(String shard, Progress progress) {
        coverage.progressed(shard, progress);
      }

      @Override
      public void gone(Set<String> ids) {
        coverage.gone(ids);
      }

      @Override
      public void lost(Span span) {
        coverage.lost(span);
      }

      @Override
      public void heard(Source source, Listening beats) {
        coverage.heard(source, beats);
      }

      @Override
      public void expecting(Expecting found) {
        coverage.expecting(found);
      }

      @Override
      public void undelivered(Waiting found) {
        coverage.undelivered(found);
      }
    };
  }

  private static ProcessRecordsInput behind() {
    return readAt(NOON);
  }

  private static ProcessRecordsInput readAt(Instant read) {
    return ProcessRecordsInput.builder()
        .records(List.of())
        .cacheEntryTime(read)
        .millisBehindLatest(1_000L)
        .build();
  }

  private static ProcessRecordsInput atTip(Instant read) {
    return ProcessRecordsInput.builder()
        .records(List.of())
        .cacheEntryTime(read)
        .millisBehindLatest(0L)
        .build();
  }

  private static ProcessRecordsInput atEnd(Instant read) {
    return ProcessRecordsInput.builder()
        .records(List.of())
        .cacheEntryTime(read)
        .millisBehindLatest(0L)
        .childShards(
            List.of(ChildShard.builder().shardId(CHILD).parentShards(List.of(SHARD)).build()))
        .build();
  }
}
