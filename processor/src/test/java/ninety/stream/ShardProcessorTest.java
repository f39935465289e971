package ninety.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import ninety.cloudtrail.RecordReader;
import ninety.cloudtrail.Watched;
import ninety.coverage.MemoryCoverage;
import ninety.coverage.Progress;
import ninety.finding.Dossier;
import ninety.finding.MemoryDossiers;
import ninety.finding.NewerFormat;
import ninety.finding.UnreadableItem;
import ninety.ingest.Counts;
import ninety.ingest.Envelope;
import ninety.ingest.RecordKeeper;
import ninety.user.Facts;
import ninety.user.Proof;
import ninety.user.UserId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.kinesis.lifecycle.events.InitializationInput;
import software.amazon.kinesis.lifecycle.events.LeaseLostInput;
import software.amazon.kinesis.lifecycle.events.ProcessRecordsInput;
import software.amazon.kinesis.lifecycle.events.ShardEndedInput;
import software.amazon.kinesis.lifecycle.events.ShutdownRequestedInput;
import software.amazon.kinesis.retrieval.KinesisClientRecord;
import software.amazon.kinesis.retrieval.kpl.ExtendedSequenceNumber;

/** Promise 4, for one shard; every checkpoint of every test is watched. */
final class ShardProcessorTest {

  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
  private static final Duration EVERY = Duration.ofSeconds(10);
  private static final UserId MARA = Facts.user(1);
  private static final UserId JON = Facts.user(2);

  private final MemoryDossiers users = new MemoryDossiers();
  private final Table table = new Table(users);
  private final MemoryCoverage coverage = new MemoryCoverage();
  private final Parked parked = new Parked();
  private final Noted noted = new Noted();
  private final Shard shard = new Shard();
  private final Checkpoints checkpoints =
      new Checkpoints(new NeverPastAnOpenRecord(shard, users, parked, noted));
  private final Counts counts = new Counts();
  private final Stop stop = new Stop();
  private List<software.amazon.awssdk.services.kinesis.model.Shard> listed = List.of(closed());
  private Supplier<Duration> retention = () -> Duration.ofDays(7);
  private final SkippedBatches skipped = new SkippedBatches(stop);
  private final ManualClock clock = new ManualClock(NOON);
  private final ShardProcessor processor = processor(Duration.ZERO);

  @BeforeEach
  void takeUp() {
    takeUp(processor);
  }

  @Test
  void a_settled_batch_is_checkpointed_at_its_last_record() {
    shard.put(Shard.usedPortal(MARA, NOON));
    KinesisClientRecord last = shard.put(Shard.signedIn(JON, NOON));

    process(shard.records());

    assertEquals(Optional.of(NOON), activity(MARA));
    assertEquals(Optional.of(NOON), activity(JON));
    assertEquals(List.of(Place.of(last)), checkpoints.written());
    assertEquals(2, counts.tally().received());
    assertEquals(Map.of("portal-activity", 1L, "sign-in", 1L), counts.tally().observed());
  }

  @Test
  void a_part_of_an_aggregated_record_is_checkpointed_by_its_place_in_it() {
    for (int part = 0; part < 3; part++) {
      shard.put(
          Shard.usedPortal(MARA, NOON.plusSeconds(part)).getBytes(StandardCharsets.UTF_8), 5, part);
    }

    process(shard.records());

    assertEquals(List.of(Place.of("49575", 2)), checkpoints.written());
  }

  /** Promise 8. */
  @Test
  void a_thousand_events_of_ten_users_are_ten_writes() {
    for (int i = 0; i < 1000; i++) {
      shard.put(Shard.usedPortal(Facts.user(i % 10), NOON.minusSeconds(i)));
    }

    process(shard.records());

    assertEquals(10, users.writes());
    assertEquals(10, counts.tally().usersWritten());
    assertEquals(1000, counts.tally().received());
  }

  @Test
  void a_batch_that_comes_again_is_no_write() {
    for (int i = 0; i < 50; i++) {
      shard.put(Shard.usedPortal(Facts.user(i % 10), NOON.minusSeconds(i)));
    }
    process(shard.records());
    int reads = table.reads();

    process(shard.records());

    assertEquals(10, users.writes());
    assertEquals(10, counts.tally().usersUnchanged());
    assertEquals(reads, table.reads());
  }

  @Test
  void another_worker_to_whom_a_batch_comes_again_writes_nothing_either() {
    shard.put(Shard.usedPortal(MARA, NOON));
    process(shard.records());

    ShardProcessor other = processor(Duration.ZERO);
    takeUp(other);
    process(other, shard.records());

    assertEquals(1, users.writes());
  }

  @Test
  void a_move_below_the_granularity_is_no_write() {
    ShardProcessor coarse = processor(Duration.ofHours(1));
    takeUp(coarse);
    process(coarse, List.of(shard.put(Shard.usedPortal(MARA, NOON.minusSeconds(5000)))));

    process(
        coarse, List.of(record(Shard.usedPortal(MARA, NOON.minusSeconds(5000).plusSeconds(3599)))));
    assertEquals(1, users.writes());

    process(
        coarse, List.of(record(Shard.usedPortal(MARA, NOON.minusSeconds(5000).plusSeconds(3600)))));
    assertEquals(2, users.writes());
  }

  @Test
  void two_workers_who_know_different_things_of_a_user_lose_nothing() {
    ShardProcessor other = processor(Duration.ZERO);
    takeUp(other);
    process(List.of(shard.put(Shard.usedPortal(MARA, NOON))));
    process(other, List.of(shard.put(Shard.passwordReset(MARA, NOON))));

    process(List.of(shard.put(Shard.disabled(MARA, NOON))));

    assertEquals(
        Facts.record(MARA, NeverPastAnOpenRecord.facts(shard.records())),
        users.read(MARA).map(Dossier::user).orElseThrow());
  }

  /** F9, promise 4. */
  @Test
  void a_change_of_the_directory_is_noted_before_the_checkpoint_and_tried_again_till_it_is() {
    AtomicInteger left = new AtomicInteger(2);
    noted.before(
        () -> left.getAndDecrement() > 0 ? Optional.of(Table.throttled()) : Optional.empty());
    shard.put(Shard.directoryChange(NOON));

    process(shard.records());

    assertEquals(
        List.of(
            new Proof(
                NOON,
                "AssociateDirectory-" + NOON.toEpochMilli(),
                "sso.amazonaws.com AssociateDirectory")),
        noted.proofs());
    assertEquals(Map.of("directory-change", 1L), counts.tally().observed());
    assertEquals(1, checkpoints.written().size());
    assertEquals(List.of(), parked.letters());
  }

  /** S3, promise 4. */
  @Test
  void a_change_of_our_own_way_is_noted_before_the_checkpoint_and_tried_again_till_it_is()
      throws IOException {
    AtomicInteger left = new AtomicInteger(2);
    noted.before(
        () -> left.getAndDecrement() > 0 ? Optional.of(Table.throttled()) : Optional.empty());
    shard.put(
        Files.readString(Path.of("src", "test", "resources", "events", "way", "disable-rule.json"))
            .replaceFirst("\"eventTime\": \"[^\"]+\"", "\"eventTime\": \"" + NOON + "\""));

    process(shard.records());

    assertEquals(
        List.of("events.amazonaws.com DisableRule of ninety-events in 111122223333"),
        noted.tamperings().stream()
            .map(each ->
                "%s of %s in %s"
                    .formatted(
                        each.proof().call(),
                        each.target().orElseThrow(),
                        each.account().orElseThrow()))
            .toList());
    assertEquals(Map.of("tampering", 1L), counts.tally().observed());
    assertEquals(1, checkpoints.written().size());
    assertEquals(List.of(), parked.letters());
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
  void a_process_that_is_told_to_end_does_not_wait_for_a_change_of_the_directory() {
    noted.before(() -> {
      stop.request();
      return Optional.of(Table.throttled());
    });

    process(List.of(shard.put(Shard.directoryChange(NOON))));
    shutDown();

    assertEquals(0, checkpoints.calls());
    assertEquals(Optional.empty(), stop.failure());
  }

  /** F1. */
  @Test
  void what_aws_did_not_send_is_parked_as_untrusted_and_proves_nothing() {
    String envelope = Shard.disabled(MARA, NOON);
    shard.put(envelope.replace("\"aws.sso\"", "\"com.bank.payments\""));
    shard.put(Shard.bare(envelope));

    process(shard.records());

    assertEquals(List.of("untrusted-source", "untrusted-source"), parked.reasons());
    assertEquals(Map.of("untrusted-source", 2L), counts.tally().rejected());
    assertEquals(List.of(), users.all());
    assertEquals(1, checkpoints.written().size());
  }

  /** F5. */
  @Test
  void words_of_credentials_that_nobody_knows_are_counted() {
    for (String words : List.of("PASSWORD,TOTP", "PASSWORD,PASSKEY", "PASSKEY,VOICE", "PASSWORD")) {
      shard.put(Shard.signedInWith(MARA, words, NOON));
    }

    process(shard.records());

    assertEquals(3, counts.tally().unknownCredentialWords());
  }

  @Test
  void what_says_nothing_about_a_user_is_counted_and_passed() {
    KinesisClientRecord last = shard.put(Shard.otherCall(NOON));

    process(shard.records());

    assertEquals(Map.of("other-call", 1L), counts.tally().ignored());
    assertEquals(List.of(), parked.letters());
    assertEquals(0, table.reads());
    assertEquals(List.of(Place.of(last)), checkpoints.written());
  }

  @Test
  void poison_is_parked_with_its_reason_and_the_rest_goes_on() {
    shard.put("{\"eventSource\":");
    shard.put(Shard.usedPortal(MARA, NOON));
    shard.put(new byte[] {(byte) 0xff, 0, 1});
    shard.put(Shard.usedPortal(JON, NOON.plus(Duration.ofDays(400))));
    shard.put("[]");

    process(shard.records());

    assertEquals(
        List.of("not-json", "not-json", "time-in-future", "not-a-record"), parked.reasons());
    assertEquals(Optional.of(NOON), activity(MARA));
    assertEquals(Optional.empty(), users.read(JON));
    assertEquals(1, checkpoints.written().size());
    assertEquals(
        Map.of("not-json", 2L, "time-in-future", 1L, "not-a-record", 1L),
        counts.tally().rejected());
  }

  @Test
  void an_envelope_is_parked_as_it_came() {
    shard.put("{\"eventSource\":");

    process(shard.records());

    Envelope envelope = parked.letters().getFirst().envelope();
    assertEquals(Shard.ID, envelope.shard());
    assertEquals("49571", envelope.sequence());
    assertEquals(0, envelope.subSequence());
    assertEquals(Optional.of(Instant.parse("2026-06-01T08:15:00Z")), envelope.arrival());
    assertEquals("{\"eventSource\":", new String(envelope.data(), StandardCharsets.UTF_8));
  }

  @Test
  void a_record_without_bytes_is_parked() {
    KinesisClientRecord empty =
        KinesisClientRecord.builder().sequenceNumber("49571").subSequenceNumber(0).build();

    process(List.of(empty));

    assertEquals(List.of("not-json"), parked.reasons());
    assertFalse(stop.isRequested());
  }

  @Test
  void a_user_known_by_name_only_is_kept_aside() {
    shard.put(Shard.signedInByName("mara.lindqvist", NOON));

    process(shard.records());

    assertEquals(List.of("user-id-unknown"), parked.reasons());
    assertEquals(Map.of("user-id-unknown", 1L), counts.tally().rejected());
    assertEquals(List.of(), users.all());
  }

  @Test
  void a_record_above_1_mib_is_too_large() {
    byte[] data = new byte[RecordReader.LARGEST_RECORD + 1];
    java.util.Arrays.fill(data, (byte) ' ');

    shard.put(data);
    process(shard.records());

    assertEquals(List.of("too-large"), parked.reasons());
  }

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
  void a_process_that_is_told_to_end_does_not_wait_for_a_table_that_throttles() {
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
  void a_process_that_is_told_to_end_does_not_wait_for_the_dead_letter_queue() {
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

  private ShardProcessor processor(Duration granularity) {
    KnownShards shards =
        new KnownShards(coverage, new Retention(() -> retention.get()), () -> listed);
    Backoff backoff = new Backoff(Duration.ZERO, Duration.ZERO, new SplittableRandom(1));
    return new ShardProcessor(
        new RecordReader(Watched.stream()),
        new RecordKeeper(table, granularity, 8, Executors::newVirtualThreadPerTaskExecutor, counts),
        shards,
        new ShardEnd(shards, new ShardReads(shard), "stream", stop, backoff),
        skipped,
        noted,
        parked,
        counts,
        stop,
        backoff,
        clock,
        EVERY);
  }

  private static void takeUp(ShardProcessor processor) {
    takeUp(processor, ExtendedSequenceNumber.TRIM_HORIZON);
  }

  private static void takeUp(ShardProcessor processor, ExtendedSequenceNumber checkpoint) {
    processor.initialize(
        InitializationInput.builder().shardId(Shard.ID).extendedSequenceNumber(checkpoint).build());
  }

  private static software.amazon.awssdk.services.kinesis.model.Shard closed() {
    return software.amazon.awssdk.services.kinesis.model.Shard.builder()
        .shardId(Shard.ID)
        .sequenceNumberRange(it -> it.startingSequenceNumber("1").endingSequenceNumber("9"))
        .build();
  }

  private void process(List<KinesisClientRecord> records) {
    process(processor, records);
  }

  private void process(ShardProcessor by, List<KinesisClientRecord> records) {
    by.processRecords(
        ProcessRecordsInput.builder().records(records).checkpointer(checkpoints).build());
  }

  private void shutDown() {
    processor.shutdownRequested(ShutdownRequestedInput.builder().checkpointer(checkpoints).build());
  }

  private void end() {
    processor.shardEnded(ShardEndedInput.builder().checkpointer(checkpoints).build());
  }

  private Optional<Instant> activity(UserId user) {
    return users.read(user).flatMap(dossier -> dossier.user().lastActivity()).map(Proof::time);
  }

  /** A record that stands in no shard, where a granularity leaves the table behind on purpose. */
  private static KinesisClientRecord record(String text) {
    return KinesisClientRecord.builder()
        .sequenceNumber("49579")
        .subSequenceNumber(0)
        .data(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)))
        .build();
  }
}
