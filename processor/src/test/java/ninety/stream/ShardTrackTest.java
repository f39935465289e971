package ninety.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import ninety.Seeds;
import ninety.coverage.Backfill;
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

  /** Else the consumer would end at once, again and again, until a day after its first start. */
  @Test
  void a_shard_closed_before_the_first_start_that_expires_unread_ends_the_consumer() {
    firstStart();

    track().ended(KnownShards.Listed.GONE, NOON.plus(Duration.ofHours(5)));

    assertEquals(List.of(), coverage.read().lost());
  }

  /**
   * its child, which has all since the first start, is read only when the parent's end is believed:
   * 24 hours after that start, when its first records expire.
   */
  @Test
  void what_came_since_the_first_start_is_not_lost_by_waiting() {
    firstStart();
    Instant start = NOON;
    boolean ended = false;
    while (!ended) { // ECS starts it again; say, each ten minutes, since it backs off
      start = start.plus(Duration.ofMinutes(10));
      try {
        track().ended(KnownShards.Listed.GONE, start);
        ended = true;
      } catch (ShardGivenUp unbelieved) {
        // again
      }
    }
    Instant read = start.plusSeconds(60);
    new ShardTrack(shards(coverage), CHILD)
        .settled(readAt(read), Optional.of(read.minus(RETENTION)), read);

    assertEquals(List.of(), coverage.read().lost());
  }

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
    track.ended(KnownShards.Listed.CLOSED, NOON);

    assertEquals(new Progress(last, true), progress(SHARD));
    assertEquals(new Progress(last, false), progress(CHILD));
  }

  @Test
  void who_takes_a_shard_up_at_its_end_goes_on_where_others_stopped() {
    coverage.progressed(SHARD, new Progress(NOON.minusSeconds(600), false));
    ShardTrack track = track();

    track.settled(atEnd(NOON), Optional.empty(), NOON);
    track.ended(KnownShards.Listed.CLOSED, NOON);

    assertEquals(new Progress(NOON.minusSeconds(600), false), progress(CHILD));
  }

  @Test
  void the_children_are_known_although_coverage_could_not_be_read_with_the_last_batch() {
    ShardTrack track = new ShardTrack(shards(failingOnce()), SHARD);

    assertThrows(
        IllegalStateException.class, () -> track.settled(atEnd(NOON), Optional.empty(), NOON));
    track.ended(KnownShards.Listed.CLOSED, NOON);

    assertEquals(List.of(SHARD, CHILD), List.copyOf(coverage.read().shards().keySet()));
  }

  /** The usual end: the KCL does not pass on a read that has no records and only says so. */
  @Test
  void the_children_are_known_where_no_read_tells_of_them() {
    ShardTrack track = track();
    track.settled(atTip(NOON), Optional.of(NOON.minusSeconds(5)), NOON);

    track.ended(KnownShards.Listed.CLOSED, NOON.plusSeconds(30));

    assertEquals(new Progress(NOON.minusSeconds(5), true), progress(SHARD));
    assertEquals(new Progress(NOON.minusSeconds(5), false), progress(CHILD));
  }

  @Test
  void a_child_that_is_further_already_stays_so() {
    coverage.progressed(CHILD, new Progress(NOON, false));
    ShardTrack track = track();
    track.settled(behind(), Optional.of(NOON.minusSeconds(5)), NOON);

    track.ended(KnownShards.Listed.CLOSED, NOON.plusSeconds(30));

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

    track.ended(KnownShards.Listed.CLOSED, NOON.plusSeconds(70));
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

  /**
   * Review 2. The invariant: a loss is claimed of (what was shown before a read, that read less the
   * retention), for each read by itself, and of nothing else; whether the table answered in between
   * does not matter.
   */
  @Test
  void a_batch_that_was_read_in_time_while_the_table_did_not_answer_is_no_loss() {
    coverage.progressed(SHARD, new Progress(NOON.minus(Duration.ofHours(23)), false));
    ShardTrack track = new ShardTrack(shards(failingOnce()), SHARD);
    assertThrows(
        IllegalStateException.class,
        () -> track.settled(behind(), Optional.of(NOON.minus(Duration.ofHours(1))), NOON));
    Instant later = NOON.plus(Duration.ofHours(20));

    track.settled(readAt(later), Optional.of(later.minusSeconds(9)), later);

    assertEquals(List.of(), coverage.read().lost());
    assertEquals(new Progress(later.minusSeconds(9), false), progress(SHARD));
  }

  /** Review 2: to count the batch's arrival first would hide this. */
  @Test
  void what_expired_before_a_batch_that_came_while_the_table_did_not_answer_is_lost() {
    Instant stopped = NOON.minus(Duration.ofHours(30));
    coverage.progressed(SHARD, new Progress(stopped, false));
    ShardTrack track = new ShardTrack(shards(failingOnce()), SHARD);
    assertThrows(
        IllegalStateException.class,
        () -> track.settled(behind(), Optional.of(NOON.minus(Duration.ofHours(1))), NOON));
    Instant later = NOON.plus(Duration.ofHours(20));

    track.settled(readAt(later), Optional.of(later.minusSeconds(9)), later);

    assertEquals(List.of(new Span(stopped, NOON.minus(RETENTION))), coverage.read().lost());
  }

  /** Review 2: and what expired between that batch and the next one is lost too. */
  @Test
  void what_expired_between_two_batches_is_lost_though_the_first_was_not_counted_in_time() {
    Instant stopped = NOON.minus(Duration.ofHours(30));
    coverage.progressed(SHARD, new Progress(stopped, false));
    ShardTrack track = new ShardTrack(shards(failingOnce()), SHARD);
    Instant first = NOON.minus(Duration.ofHours(20));
    assertThrows(
        IllegalStateException.class, () -> track.settled(behind(), Optional.of(first), NOON));
    Instant later = NOON.plus(Duration.ofHours(20));

    track.settled(readAt(later), Optional.of(later.minusSeconds(9)), later);

    assertEquals(
        List.of(new Span(stopped, NOON.minus(RETENTION)), new Span(first, later.minus(RETENTION))),
        coverage.read().lost());
  }

  /** Review 2: a read at the tip shows that nothing was left to expire. */
  @Test
  void a_read_at_the_tip_that_nothing_came_after_for_long_is_no_loss() {
    coverage.progressed(SHARD, new Progress(NOON.minus(Duration.ofHours(23)), false));
    ShardTrack track = track();
    track.settled(atTip(NOON), Optional.empty(), NOON);
    Instant later = NOON.plus(Duration.ofHours(2));

    track.settled(atTip(later), Optional.empty(), later);

    assertEquals(List.of(), coverage.read().lost());
    assertEquals(new Progress(NOON, false), progress(SHARD));
  }

  /** Review 2: Kinesis names the children of a shard only in the read that shows its end. */
  @Test
  void a_shard_that_was_read_to_its_end_in_time_and_settled_late_lost_nothing() {
    ShardTrack track = track();
    Instant last = NOON.minus(Duration.ofHours(5));
    track.settled(atEnd(NOON), Optional.of(last), NOON);

    track.ended(KnownShards.Listed.CLOSED, NOON.plus(RETENTION));

    assertEquals(List.of(), coverage.read().lost());
    assertEquals(new Progress(last, true), progress(SHARD));
  }

  /** Review 2, whatever is read, and however often Kinesis or the table do not answer. */
  @Test
  void a_loss_is_what_could_expire_before_each_read_and_nothing_else() {
    Seeds.each(
        1_000,
        random -> {
          MemoryCoverage kept = new MemoryCoverage();
          Instant shown = NOON.minus(Duration.ofHours(random.nextInt(20, 30)));
          kept.progressed(SHARD, new Progress(shown, false));
          boolean[] down = {true};
          Retention failing =
              new Retention(() -> {
                if (down[0]) {
                  throw new IllegalStateException("throttled");
                }
                return RETENTION;
              });
          ShardTrack track = new ShardTrack(new KnownShards(kept, failing, () -> listed), SHARD);
          List<Span> lost = new ArrayList<>();
          Instant read = NOON;
          Optional<Instant> tip = Optional.empty();
          for (int i = random.nextInt(1, 12); i > 0; i--) {
            read = read.plus(Duration.ofMinutes(random.nextInt(1, 1_500)));
            boolean atTip = random.nextInt(3) == 0;
            Instant oldest = read.minus(RETENTION);
            Instant before = latest(shown, tip);
            if (before.isBefore(oldest)) {
              lost.add(new Span(before, oldest));
            }
            Instant from = latest(before, Optional.of(oldest));
            Optional<Instant> arrival =
                random.nextBoolean()
                    ? Optional.of(
                        from.plusSeconds(
                            random.nextLong(Duration.between(from, read).toSeconds() + 1)))
                    : Optional.empty();
            shown = latest(from, arrival);
            tip = Optional.of(read).filter(_ -> atTip);
            down[0] = i > 1 && random.nextBoolean();
            try {
              track.settled(atTip ? atTip(read) : readAt(read), arrival, read);
            } catch (IllegalStateException notNow) {
              assertTrue(down[0]);
            }
          }
          assertEquals(Coverage.losses(lost), kept.read().lost());
        });
  }

  private void firstStart() {
    Shard closed =
        listed.getFirst().toBuilder()
            .sequenceNumberRange(it -> it.startingSequenceNumber("1").endingSequenceNumber("2"))
            .build();
    new KnownShards(coverage, new Retention(() -> retention), () -> List.of(closed, listed.get(1)))
        .begin("stream", NOON, java.time.Clock.fixed(NOON, java.time.ZoneOffset.UTC));
  }

  private static Instant latest(Instant one, Optional<Instant> other) {
    return other.filter(one::isBefore).orElse(one);
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
      public void backfilled(Backfill read) {
        coverage.backfilled(read);
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
