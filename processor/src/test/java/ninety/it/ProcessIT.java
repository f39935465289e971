package ninety.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static ninety.cloudtrail.CloudTrailRecords.MARA;
import static ninety.cloudtrail.CloudTrailRecords.OMAR;
import static ninety.cloudtrail.CloudTrailRecords.portalActivity;
import static ninety.cloudtrail.CloudTrailRecords.signIn;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import ninety.cloudtrail.CloudTrailRecords;
import ninety.coverage.Progress;
import ninety.finding.Dossier;
import ninety.stream.Aggregates;
import ninety.user.Proof;
import ninety.user.UserId;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kinesis.model.ScalingType;
import software.amazon.awssdk.services.kinesis.model.StreamStatus;
import software.amazon.awssdk.services.sqs.model.Message;

/** {@code ninety process} on a real stream, with real leases and checkpoints. */
final class ProcessIT {

  private static final Duration SOON = Duration.ofMinutes(2);
  private static final Instant MONDAY = Instant.parse("2026-06-01T08:00:00Z");
  private static final JsonMapper JSON = new JsonMapper();

  @Test
  void events_become_user_records_and_a_restart_goes_on_from_the_checkpoint() {
    Place place = Place.withShards(2);
    place.put(envelopes(users(20), MONDAY));

    try (NinetyProcess ninety = process(place)) {
      await().atMost(SOON).untilAsserted(() -> assertActive(place, users(20), MONDAY));

      assertEquals(0, ninety.terminate().exitCode(), ninety.err());
      assertEquals(20, tally(ninety).path("received").asInt());
    }
    // The second life gets what came meanwhile and nothing of what its first one settled.
    Instant tuesday = MONDAY.plus(Duration.ofDays(1));
    place.put(envelopes(users(5), tuesday));
    try (NinetyProcess ninety = process(place)) {
      await().atMost(SOON).untilAsserted(() -> assertActive(place, users(5), tuesday));

      assertEquals(0, ninety.terminate().exitCode(), ninety.err());
      assertEquals(5, tally(ninety).path("received").asInt());
    }
  }

  @Test
  void sigterm_leaves_a_checkpoint_at_the_last_record_of_each_shard() {
    Place place = Place.withShards(1);
    place.put(envelopes(users(3), MONDAY));
    String last = lastSequenceNumber(place);

    try (NinetyProcess ninety =
        NinetyProcess.start(place.environment(), "process", "--checkpoint-every", "10m")) {
      await().atMost(SOON).untilAsserted(() -> assertActive(place, users(3), MONDAY));
      place.put(envelopes(users(4), MONDAY));
      String later = lastSequenceNumber(place);
      assertFalse(later.equals(last));
      await().atMost(SOON).untilAsserted(() -> assertActive(place, users(4), MONDAY));

      assertEquals(0, ninety.terminate().exitCode(), ninety.err());

      assertEquals(List.of(later), checkpoints(place));
      assertNothingUgly(ninety);
    }
  }

  @Test
  void what_cannot_be_used_is_parked_with_its_reason_place_and_content() throws IOException {
    Place place = Place.withShards(1);
    String broken = signIn().envelope().substring(0, 300);
    place.put(
        List.of(
            broken.getBytes(UTF_8),
            new byte[] {(byte) 0xff, 0, 1, 2},
            // S10: these ended the consumer at every start.
            Aggregates.withBadIndex(),
            "{\"hello\":\"world\"}".getBytes(UTF_8),
            signIn().at(Instant.now().plus(Duration.ofDays(1))).bytes(),
            signIn().at("yesterday").bytes(),
            CloudTrailRecords.passwordReset().without("/requestParameters/userId").bytes(),
            signIn().byName("mia.chen").at(MONDAY).bytes(),
            signIn().by(OMAR).at(MONDAY).bytes()));

    Map<String, JsonNode> letters = new TreeMap<>();
    try (NinetyProcess ninety = process(place)) {
      await()
          .atMost(SOON)
          .untilAsserted(() -> {
            for (Message message : place.deadLetters()) {
              JsonNode letter = JSON.readTree(message.body());
              letters.put(letter.path("sequenceNumber").asText(), letter);
              assertEquals(
                  letter.path("reason").asText(),
                  message.messageAttributes().get("reason").stringValue());
            }
            assertEquals(8, letters.size());
          });
      assertActive(place, List.of(OMAR), MONDAY);
      ninety.terminate().exitCode();
      assertEquals(8, sum(tally(ninety).path("rejected")));
    }

    assertEquals(
        List.of(
            "not-json",
            "not-json",
            "not-json",
            "untrusted-source",
            "time-in-future",
            "time-unreadable",
            "subject-missing",
            "user-id-unknown"),
        letters.values().stream().map(letter -> letter.path("reason").asText()).toList());
    JsonNode first = letters.values().iterator().next();
    assertEquals(broken, first.path("record").asText());
    assertEquals("shardId-000000000000", first.path("shard").asText());
    assertEquals(place.stream(), first.path("stream").asText());
    assertTrue(
        letters.values().stream().noneMatch(letter -> letter.path("detail").asText().isEmpty()));
  }

  @Test
  void bare_records_count_if_accepted_and_records_that_a_producer_aggregated_do()
      throws IOException {
    Place place = Place.withShards(1);
    UserId third = users(1).getFirst();
    place.put(
        List.of(
            signIn().by(MARA).at(MONDAY).bare().getBytes(UTF_8),
            Aggregates.of(
                signIn().by(OMAR).at(MONDAY).envelope(),
                "no JSON",
                portalActivity().by(third).at(MONDAY).envelope())));

    try (NinetyProcess ninety = process(place, "--accept-bare")) {
      await()
          .atMost(SOON)
          .untilAsserted(() -> assertActive(place, List.of(MARA, OMAR, third), MONDAY));

      assertEquals(0, ninety.terminate().exitCode());
      assertEquals(4, tally(ninety).path("received").asInt());
    }
    JsonNode letter = JSON.readTree(place.deadLetters().getFirst().body());
    assertEquals(1, letter.path("subSequenceNumber").asInt());
    assertEquals("no JSON", letter.path("record").asText());
  }

  @Test
  void two_workers_share_a_stream_through_a_reshard_and_the_loss_of_one() {
    Place place = Place.withShards(2);
    List<UserId> users = users(40);
    place.put(envelopes(users, MONDAY));
    try (NinetyProcess one = process(place, "--worker-id", "one")) {
      await().atMost(SOON).untilAsserted(() -> assertActive(place, users, MONDAY));
      try (NinetyProcess two = process(place, "--worker-id", "two")) {
        Instant tuesday = MONDAY.plus(Duration.ofDays(1));
        reshard(place, 4);
        place.put(envelopes(users, tuesday));
        await().atMost(SOON).untilAsserted(() -> assertActive(place, users, tuesday));
        await().atMost(SOON).untilAsserted(() -> assertEquals(Set.of("one", "two"), owners(place)));

        one.kill();
        Instant wednesday = MONDAY.plus(Duration.ofDays(2));
        place.put(envelopes(users, wednesday));
        await().atMost(SOON).untilAsserted(() -> assertActive(place, users, wednesday));

        assertEquals(0, two.terminate().exitCode(), two.err());
        assertNothingUgly(two);
      }
    }
  }

  /** Where nothing comes any more the KCL does not tell the processor of the children. */
  @Test
  void of_an_idle_shard_that_ends_the_horizon_knows_the_children_at_once() {
    Place place = Place.withShards(1);
    place.put(envelopes(users(3), MONDAY));
    try (NinetyProcess ninety = process(place)) {
      await().atMost(SOON).untilAsserted(() -> assertActive(place, users(3), MONDAY));

      reshard(place, 2);

      await()
          .atMost(SOON)
          .until(() -> {
            Map<String, Progress> shards = place.coverage().read().shards();
            boolean ended =
                Optional.ofNullable(shards.get("shardId-000000000000"))
                    .filter(Progress::finished)
                    .isPresent();
            assertTrue(!ended || shards.size() >= 3, () -> "without children: " + shards);
            return ended;
          });
      assertEquals(0, ninety.terminate().exitCode(), ninety.err());
    }
  }

  @Test
  void enhanced_fan_out_delivers_the_same() {
    Place place = Place.withShards(1);
    place.put(envelopes(users(10), MONDAY));

    try (NinetyProcess ninety = process(place, "--retrieval", "fan-out")) {
      await().atMost(SOON).untilAsserted(() -> assertActive(place, users(10), MONDAY));

      assertEquals(0, ninety.terminate().exitCode(), ninety.err());
    }
  }

  private static NinetyProcess process(Place place, String... more) {
    List<String> arguments = new ArrayList<>(List.of("process", "--output", "json"));
    arguments.addAll(List.of(more));
    return NinetyProcess.start(place.environment(), arguments.toArray(String[]::new));
  }

  static List<UserId> users(int number) {
    return IntStream.range(0, number)
        .mapToObj("7c11c05d-ff91-70b9-c8f9-%012x"::formatted)
        .map(UserId::new)
        .toList();
  }

  private static List<byte[]> envelopes(List<UserId> users, Instant at) {
    return users.stream().map(user -> signIn().by(user).at(at).bytes()).toList();
  }

  private static void assertActive(Place place, List<UserId> users, Instant at) {
    for (UserId user : users) {
      Optional<Instant> active =
          place
              .dossiers()
              .read(user)
              .map(Dossier::user)
              .flatMap(it -> it.lastActivity())
              .map(Proof::time);
      assertEquals(Optional.of(at), active);
    }
  }

  private static JsonNode tally(NinetyProcess ninety) {
    try {
      return JSON.readTree(ninety.out());
    } catch (IOException noJson) {
      throw new AssertionError(ninety.out(), noJson);
    }
  }

  private static int sum(JsonNode counts) {
    int sum = 0;
    for (JsonNode count : counts) {
      sum += count.asInt();
    }
    return sum;
  }

  /** No stack trace and no warning of a library or the JVM. */
  static void assertNothingUgly(NinetyProcess ninety) {
    assertFalse(ninety.err().contains("\tat "), ninety.err());
    assertFalse(ninety.err().contains("Exception"), ninety.err());
    assertFalse(ninety.err().contains("WARNING"), ninety.err());
  }

  private static List<String> checkpoints(Place place) {
    return place.leases().values().stream().map(lease -> lease.get("checkpoint").s()).toList();
  }

  private static Set<String> owners(Place place) {
    Set<String> owners = new HashSet<>();
    place
        .leases()
        .values()
        .forEach(lease -> {
          if (lease.containsKey("leaseOwner")) {
            owners.add(lease.get("leaseOwner").s());
          }
        });
    return owners;
  }

  private static String lastSequenceNumber(Place place) {
    var kinesis = Place.stack().kinesis();
    String iterator =
        kinesis
            .getShardIterator(get ->
                get.streamName(place.stream())
                    .shardId("shardId-000000000000")
                    .shardIteratorType("TRIM_HORIZON"))
            .join()
            .shardIterator();
    return kinesis
        .getRecords(get -> get.shardIterator(iterator))
        .join()
        .records()
        .getLast()
        .sequenceNumber();
  }

  static void reshard(Place place, int shards) {
    var kinesis = Place.stack().kinesis();
    kinesis
        .updateShardCount(update ->
            update
                .streamName(place.stream())
                .targetShardCount(shards)
                .scalingType(ScalingType.UNIFORM_SCALING))
        .join();
    await()
        .atMost(SOON)
        .until(() ->
            kinesis
                .describeStreamSummary(it -> it.streamName(place.stream()))
                .join()
                .streamDescriptionSummary()
                .streamStatus()
                .equals(StreamStatus.ACTIVE));
  }
}
