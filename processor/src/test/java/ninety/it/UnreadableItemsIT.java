package ninety.it;

import static ninety.cloudtrail.CloudTrailRecords.signIn;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromM;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromN;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ninety.coverage.Attestation;
import ninety.coverage.Attestation.What;
import ninety.coverage.Span;
import ninety.exemption.Exemption;
import ninety.exemption.Exemption.Who;
import ninety.finding.Dossier;
import ninety.store.DynamoAttestations;
import ninety.store.DynamoExemptions;
import ninety.user.Author;
import ninety.user.Facts;
import ninety.user.UserId;
import ninety.user.UserRecord;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** S15: items that somebody changed by hand, or that a newer version wrote, on a real table. */
final class UnreadableItemsIT {

  private static final Duration SOON = Duration.ofMinutes(2);
  private static final Instant MONDAY = Instant.parse("2026-06-01T08:00:00Z");
  private static final String DAY_90 = "2026-08-30T08:00:00Z";
  private static final JsonMapper JSON = new JsonMapper();

  private static final UserId FINE = Facts.user(1);
  private static final UserId BROKEN = Facts.user(2);
  private static final UserId NEWER = Facts.user(3);

  @Test
  void users_lists_whom_it_can_and_names_the_others_at_the_end() throws IOException {
    Place place = withUnreadableItems();

    NinetyProcess all = NinetyProcess.run(place.environment(), "users");
    assertEquals(1, all.exitCode());
    assertTrue(all.out().contains("mara.lindqvist  enabled"), all.out());
    assertNamed(all.err(), "ninety users");

    NinetyProcess byName = NinetyProcess.run(place.environment(), "users", "mara.lindqvist");
    assertEquals(1, byName.exitCode());
    assertTrue(byName.out().contains(FINE.value()), byName.out());
    assertNamed(byName.err(), "ninety users");

    NinetyProcess json = NinetyProcess.run(place.environment(), "users", "--output", "json");
    List<JsonNode> lines = lines(json.out());
    assertEquals(2, lines.size());
    assertEquals(FINE.value(), lines.getFirst().path("userId").asText());
    assertEquals(4, lines.getLast().path("unreadable").size(), json.out());

    NinetyProcess none = NinetyProcess.run(place.environment(), "users", "nobody");
    assertEquals(1, none.exitCode());
    assertTrue(none.err().contains("'nobody' that can be read"), none.err());
    assertNamed(none.err(), "ninety users");

    NinetyProcess broken = NinetyProcess.run(place.environment(), "users", BROKEN.value());
    assertEquals(1, broken.exitCode());
    assertTrue(broken.err().contains("user " + BROKEN + ", attribute created"), broken.err());
    assertFalse(broken.err().contains(NEWER.value()), broken.err());
  }

  @Test
  void exemptions_are_listed_and_those_that_cannot_be_read_are_named_at_the_end() {
    Place place = withUnreadableItems();

    NinetyProcess listed = NinetyProcess.run(place.environment(), "exempt", "list");

    assertEquals(1, listed.exitCode());
    assertTrue(listed.out().contains("1 exemption in force"), listed.out());
    assertNamed(listed.err(), "ninety exempt list");
  }

  @Test
  void a_sweep_judges_whom_it_can_and_names_the_others_and_leaves_them_alone() throws IOException {
    Place place = withUnreadableItems();
    Map<String, AttributeValue> newer = item(place, NEWER.value());

    for (String how : List.of("--dry-run", "--change-policy")) {
      NinetyProcess sweep =
          NinetyProcess.run(place.trial(), "sweep", "--at", DAY_90, "--output", "json", how);
      assertEquals(1, sweep.exitCode(), sweep.err());
      JsonNode said = lines(sweep.out()).getFirst();
      assertEquals(1, said.path("steps").size(), sweep.out());
      assertEquals(FINE.value(), said.at("/steps/0/userId").asText());
      assertEquals(3, said.path("failed").asInt(), sweep.out());
      assertEquals(4, said.path("unreadable").size(), sweep.out());
      assertNamed(sweep.err(), "ninety sweep");
    }

    assertEquals(newer, item(place, NEWER.value()));
    assertTrue(place.alerts().stream().anyMatch(message -> message.body().contains("\"breach\"")));
  }

  /** A loss may be among them, so no sweep is silent about it. */
  @Test
  void an_attestation_that_cannot_be_read_ends_nothing_and_is_named_each_time() {
    Place place = withUnreadableItems();
    Span hour = new Span(MONDAY, MONDAY.plus(Duration.ofHours(1)));
    DynamoAttestations log = new DynamoAttestations(Place.stack().dynamodb(), place.table());
    for (What what : What.values()) {
      log.add(
          new Attestation(
              what.label(), what, hour, "why", new Author("kim", MONDAY), Optional.empty()));
    }
    change(place, "#attestation#lost", "to", fromS("later"));
    String named = "row #attestation#lost, attribute to cannot be read";

    for (String command : List.of("users", "coverage")) {
      NinetyProcess shown = NinetyProcess.run(place.environment(), command);
      assertEquals(1, shown.exitCode(), shown.err());
      assertTrue(shown.err().contains(named), shown.err());
    }
    NinetyProcess sweep =
        NinetyProcess.run(place.trial(), "sweep", "--at", DAY_90, "--change-policy");
    assertEquals(1, sweep.exitCode(), sweep.err());
    assertTrue(sweep.err().contains(named), sweep.err());
  }

  @Test
  void a_consumer_leaves_an_item_of_a_newer_format_to_a_newer_version() {
    Place place = Place.withShards(1);
    List<UserId> users = ProcessIT.users(3);
    UserId newer = users.get(1);
    AttributeValue access = fromM(Map.of("word", fromS("suspended-by-tomorrow")));
    put(
        place,
        Map.of(
            "id",
            fromS(newer.value()),
            "version",
            fromN("7"),
            "format",
            fromN("2"),
            "access",
            access));
    place.put(users.stream().map(user -> signIn().by(user).at(MONDAY).bytes()).toList());

    try (NinetyProcess ninety =
        NinetyProcess.start(place.environment(), "process", "--checkpoint-every", "0")) {
      assertEquals(1, ninety.exitCode(), ninety.err());
      assertTrue(
          ninety.err().contains("user %s has format 2, and this version knows".formatted(newer)),
          ninety.err());
    }
    assertEquals(List.of(), place.deadLetters());
    assertEquals(
        "TRIM_HORIZON",
        Optional.ofNullable(place.leases().get("shardId-000000000000"))
            .map(lease -> lease.get("checkpoint"))
            .orElseThrow()
            .s());
    assertEquals(access, item(place, newer.value()).get("access"));
    assertEquals(fromN("7"), item(place, newer.value()).get("version"));

    // A newer version would know the format; here the item is made one of this version.
    put(place, Map.of("id", fromS(newer.value()), "version", fromN("8"), "format", fromN("1")));
    try (NinetyProcess ninety = NinetyProcess.start(place.environment(), "process")) {
      await()
          .atMost(SOON)
          .untilAsserted(() -> assertTrue(item(place, newer.value()).containsKey("signIns")));
      assertEquals(0, ninety.terminate().exitCode(), ninety.err());
    }
  }

  @Test
  void a_consumer_gives_up_the_records_of_an_item_that_cannot_be_read_and_goes_on() {
    Place place = Place.withShards(1);
    List<UserId> users = ProcessIT.users(2);
    put(
        place,
        Map.of(
            "id", fromS(users.getFirst().value()),
            "version", fromN("7"),
            "access", fromS("by hand")));
    place.put(users.stream().map(user -> signIn().by(user).at(MONDAY).bytes()).toList());

    try (NinetyProcess ninety = NinetyProcess.start(place.environment(), "process")) {
      await()
          .atMost(SOON)
          .untilAsserted(
              () -> assertTrue(place.dossiers().read(users.getLast()).isPresent(), ninety.err()));
      assertEquals(0, ninety.terminate().exitCode(), ninety.err());
    }

    assertEquals(
        List.of("item-unreadable"),
        place.deadLetters().stream()
            .map(letter ->
                Optional.ofNullable(letter.messageAttributes().get("reason"))
                    .orElseThrow()
                    .stringValue())
            .toList());
  }

  /** One user and one exemption are as they should be; the others cannot be read, each its way. */
  private static Place withUnreadableItems() {
    Place place = Place.withoutStream();
    for (UserId user : List.of(FINE, BROKEN, NEWER)) {
      UserRecord record = UserRecord.of(user, Facts.about(user).signedIn(MONDAY));
      place.dossiers().store(Dossier.unknown(user).absorb(record, Duration.ZERO).orElseThrow());
    }
    change(place, BROKEN.value(), "created", fromS("on Monday"));
    change(place, NEWER.value(), "format", fromN("2"));
    put(
        place,
        Map.of(
            "id", fromS("mara"),
            "version", fromN("1"),
            "dueShard", fromN("3"),
            "dueAt", fromN("0")));
    DynamoExemptions exemptions = new DynamoExemptions(Place.stack().dynamodb(), place.table());
    exemptions.add(exemption("good"));
    exemptions.add(exemption("bad"));
    change(place, "#exemption#bad", "until", fromS("soon"));
    return place;
  }

  private static Exemption exemption(String id) {
    return new Exemption(
        id,
        new Who.ByName(id + "-*"),
        "platform",
        "because",
        Instant.parse("2126-01-01T00:00:00Z"),
        new Author("kim", MONDAY),
        Optional.empty());
  }

  private static void assertNamed(String err, String command) {
    for (String named :
        List.of(
            "user %s, attribute created cannot be read".formatted(BROKEN),
            "user mara, attribute id cannot be read",
            "row #exemption#bad, attribute until cannot be read")) {
      assertTrue(
          err.contains(
              "%s: The table holds an item that was changed by hand or by another program: %s"
                  .formatted(command, named)),
          err);
    }
    assertTrue(err.contains("user %s has format 2".formatted(NEWER)), err);
    assertTrue(err.contains("the runbook says how to mend it"), err);
  }

  private static void change(Place place, String id, String attribute, AttributeValue value) {
    Map<String, AttributeValue> item = new HashMap<>(item(place, id));
    item.put(attribute, value);
    put(place, item);
  }

  private static void put(Place place, Map<String, AttributeValue> item) {
    Place.stack().dynamodb().putItem(put -> put.tableName(place.table()).item(item)).join();
  }

  private static Map<String, AttributeValue> item(Place place, String id) {
    return Place.stack()
        .dynamodb()
        .getItem(get -> get.tableName(place.table()).key(Map.of("id", fromS(id))))
        .join()
        .item();
  }

  private static List<JsonNode> lines(String out) throws IOException {
    try (var lines = JSON.readerFor(JsonNode.class).<JsonNode>readValues(out)) {
      return lines.readAll();
    }
  }
}
