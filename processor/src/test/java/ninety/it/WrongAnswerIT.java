package ninety.it;

import static ninety.cloudtrail.CloudTrailRecords.signIn;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ninety.coverage.Progress;
import ninety.finding.Dossier;
import ninety.local.Proxy;
import ninety.user.UserId;
import org.junit.jupiter.api.Test;

/** Real servers, of which one gives a wrong answer, or the right one at a bad moment. */
final class WrongAnswerIT {

  private static final Duration SOON = Duration.ofMinutes(2);
  private static final Instant MONDAY = Instant.parse("2026-06-01T08:00:00Z");
  private static final String SHARD = "shardId-000000000000";

  /**
   * S9: the KCL takes it for the shard's end, and the shard would hold the horizon back no more.
   */
  @Test
  void that_a_live_shard_is_unknown_ends_the_consumer_and_neither_lease_nor_coverage_say_finished()
      throws IOException {
    Place place = Place.withShards(1);
    place.put(envelopes(0, 3));
    try (Proxy kinesis = Proxy.before(Place.stack().endpoints().kinesis());
        NinetyProcess ninety = process(place, kinesis)) {
      await().atMost(SOON).untilAsserted(() -> assertKept(place, 3));

      kinesis.failOnce("GetRecords", 400, "ResourceNotFoundException");

      assertEquals(1, ninety.exitCode(), ninety.err());
      assertFalse(kinesis.isWaiting("GetRecords"));
      assertTrue(ninety.err().contains("Kinesis lists it as open"), ninety.err());
    }
    assertFalse(progress(place).finished());
    assertFalse(checkpoint(place).equals("SHARD_END"), checkpoint(place));

    place.put(envelopes(3, 5));
    try (NinetyProcess ninety = NinetyProcess.start(place.environment(), "process")) {
      await().atMost(SOON).untilAsserted(() -> assertKept(place, 5));
      assertEquals(0, ninety.terminate().exitCode(), ninety.err());
    }
    assertFalse(progress(place).finished());
  }

  /** S9: the end of a shard that was split with a backlog, before that was read. */
  @Test
  void that_a_split_shard_is_unknown_before_it_is_read_to_its_end_loses_none_of_its_records()
      throws IOException {
    Place place = Place.withShards(1);
    place.put(envelopes(0, 3));
    try (Proxy kinesis = Proxy.before(Place.stack().endpoints().kinesis());
        NinetyProcess ninety = process(place, kinesis)) {
      await().atMost(SOON).untilAsserted(() -> assertKept(place, 3));
      kinesis.fail("GetRecords", 500, "InternalFailure");
      place.put(envelopes(3, 5));
      ProcessIT.reshard(place, 2);

      kinesis.failOnce("GetRecords", 400, "ResourceNotFoundException");

      assertEquals(1, ninety.exitCode(), ninety.err());
      assertFalse(kinesis.isWaiting("GetRecords"));
      assertTrue(ninety.err().contains("Kinesis has records after"), ninety.err());
    }
    assertFalse(progress(place).finished());
    assertFalse(checkpoint(place).equals("SHARD_END"), checkpoint(place));

    try (NinetyProcess ninety = NinetyProcess.start(place.environment(), "process")) {
      await().atMost(SOON).untilAsserted(() -> assertKept(place, 5));
      await().atMost(SOON).until(() -> checkpoint(place).equals("SHARD_END"));
      assertEquals(0, ninety.terminate().exitCode(), ninety.err());
    }
    assertTrue(progress(place).finished());
  }

  /** S9: as an older version left it behind. The KCL then reads the shard from its beginning. */
  @Test
  void a_shard_that_was_finished_by_mistake_holds_the_horizon_back_again_when_it_is_read_again() {
    Place place = Place.withShards(1);
    place.put(envelopes(0, 3));
    place.coverage().progressed(SHARD, new Progress(Instant.now(), true));

    try (NinetyProcess ninety = NinetyProcess.start(place.environment(), "process")) {
      await().atMost(SOON).untilAsserted(() -> assertKept(place, 3));

      await().atMost(SOON).until(() -> !progress(place).finished());
      assertEquals(0, ninety.terminate().exitCode(), ninety.err());
    }
  }

  /** "At the terminal", issue 11. */
  @Test
  void a_stream_that_is_deleted_under_a_running_consumer_is_named() {
    Place place = Place.withShards(1);
    place.put(envelopes(0, 3));
    try (NinetyProcess ninety = NinetyProcess.start(place.environment(), "process")) {
      await().atMost(SOON).untilAsserted(() -> assertKept(place, 3));

      Place.stack().kinesis().deleteStream(it -> it.streamName(place.stream())).join();

      assertEquals(1, ninety.exitCode(), ninety.err());
      assertTrue(
          ninety
              .err()
              .contains("ninety process: There is no stream " + place.stream() + " in this"),
          ninety.err());
    }
    assertFalse(progress(place).finished());
  }

  /** S12. */
  @Test
  void what_a_lagging_consumer_reads_after_retention_was_raised_is_no_loss() throws IOException {
    Place place = Place.withShards(1);
    Instant through = Instant.now().minus(Duration.ofHours(24)).plusSeconds(15);
    place.coverage().progressed(SHARD, new Progress(through, false));
    try (Proxy kinesis = Proxy.before(Place.stack().endpoints().kinesis())) {
      kinesis.fail("GetRecords", 500, "InternalFailure");
      try (NinetyProcess ninety = process(place, kinesis)) {
        Instant expired = through.plus(Duration.ofHours(24)).plusSeconds(2);
        await()
            .atMost(SOON)
            .until(() -> Instant.now().isAfter(expired) && ninety.err().contains("taken up"));
        Place.stack()
            .kinesis()
            .increaseStreamRetentionPeriod(
                it -> it.streamName(place.stream()).retentionPeriodHours(48))
            .join();
        kinesis.mend("GetRecords");

        await()
            .atMost(SOON)
            .until(() -> progress(place).through().isAfter(through.plusSeconds(60)));
        assertEquals(0, ninety.terminate().exitCode(), ninety.err());
      }
    }
    assertEquals(List.of(), place.coverage().read().lost());
  }

  private static NinetyProcess process(Place place, Proxy kinesis) {
    Map<String, String> environment = new HashMap<>(place.environment());
    environment.put("AWS_ENDPOINT_URL_KINESIS", kinesis.endpoint().toString());
    return NinetyProcess.start(environment, "process", "--checkpoint-every", "0");
  }

  private static List<byte[]> envelopes(int from, int to) {
    return ProcessIT.users(to).subList(from, to).stream()
        .map(user -> signIn().by(user).at(MONDAY).bytes())
        .toList();
  }

  private static void assertKept(Place place, int users) {
    for (UserId user : ProcessIT.users(users)) {
      assertTrue(place.dossiers().read(user).map(Dossier::user).isPresent(), user::toString);
    }
  }

  private static Progress progress(Place place) {
    return Optional.ofNullable(place.coverage().read().shards().get(SHARD)).orElseThrow();
  }

  private static String checkpoint(Place place) {
    return Optional.ofNullable(place.leases().get(SHARD))
        .map(lease -> lease.get("checkpoint"))
        .orElseThrow()
        .s();
  }
}
