package ninety.it;

import static ninety.cloudtrail.CloudTrailRecords.signIn;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import ninety.coverage.Progress;
import ninety.user.UserId;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** S14, and the walk through docs/runbook.md, <em>Restoring the users table</em>. */
final class RestoredTableIT {

  private static final Duration SOON = Duration.ofMinutes(2);
  private static final Instant MONDAY = Instant.parse("2026-06-01T08:00:00Z");

  @Test
  void a_table_that_is_older_than_the_leases_is_refused_until_the_lease_table_is_deleted() {
    Place place = Place.withShards(2);
    // As the backup has it: an hour ago everything was processed until then, of nobody.
    place.coverage().shards(shardsAt(Instant.now().minus(Duration.ofHours(1))));
    List<Map<String, AttributeValue>> backup = items(place);
    place.put(envelopes(20));
    try (NinetyProcess ninety = NinetyProcess.start(place.environment(), "process")) {
      await().atMost(SOON).untilAsserted(() -> assertKept(place, 20));
      assertEquals(0, ninety.terminate().exitCode(), ninety.err());
    }

    restore(place, backup);

    NinetyProcess refused = NinetyProcess.run(place.environment(), "process");
    assertEquals(1, refused.exitCode(), refused.err());
    assertTrue(refused.err().contains("older than the leases"), refused.err());
    assertTrue(refused.err().contains("delete the table " + place.application()), refused.err());
    assertEquals(0, place.users().count());

    Place.stack().dynamodb().deleteTable(it -> it.tableName(place.application())).join();
    try (NinetyProcess ninety = NinetyProcess.start(place.environment(), "process")) {
      await().atMost(SOON).untilAsserted(() -> assertKept(place, 20));
      assertEquals(0, ninety.terminate().exitCode(), ninety.err());
    }
    // And nobody is refused who goes on in order.
    try (NinetyProcess ninety = NinetyProcess.start(place.environment(), "process")) {
      await().atMost(SOON).until(() -> ninety.err().contains("taken up"));
      assertEquals(0, ninety.terminate().exitCode(), ninety.err());
    }
  }

  private static Map<String, Progress> shardsAt(Instant through) {
    var progress = new Progress(through, false);
    return Map.of("shardId-000000000000", progress, "shardId-000000000001", progress);
  }

  private static List<byte[]> envelopes(int users) {
    return ProcessIT.users(users).stream()
        .map(user -> signIn().by(user).at(MONDAY).bytes())
        .toList();
  }

  private static void assertKept(Place place, int users) {
    for (UserId user : ProcessIT.users(users)) {
      assertTrue(place.dossiers().read(user).isPresent(), user::toString);
    }
  }

  private static List<Map<String, AttributeValue>> items(Place place) {
    return Place.stack()
        .dynamodb()
        .scan(scan -> scan.tableName(place.table()).consistentRead(true))
        .join()
        .items();
  }

  private static void restore(Place place, List<Map<String, AttributeValue>> backup) {
    var dynamo = Place.stack().dynamodb();
    for (var item : items(place)) {
      dynamo.deleteItem(it -> it.tableName(place.table()).key(Map.of("id", item.get("id")))).join();
    }
    backup.forEach(item -> dynamo.putItem(put -> put.tableName(place.table()).item(item)).join());
  }
}
