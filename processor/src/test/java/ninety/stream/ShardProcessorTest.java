package ninety.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import ninety.cloudtrail.RecordReader;
import ninety.finding.Dossier;
import ninety.ingest.Envelope;
import ninety.user.Facts;
import ninety.user.Proof;
import org.junit.jupiter.api.Test;
import software.amazon.kinesis.retrieval.KinesisClientRecord;

/** What becomes of a batch (promise 4). */
final class ShardProcessorTest extends ShardScene {

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
}
