package ninety.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import ninety.it.Place;
import ninety.policy.Exemption;
import ninety.policy.Exemption.Signature;
import ninety.policy.Exemption.Who;
import ninety.policy.ExemptionLog;
import ninety.policy.ExemptionLogContract;
import ninety.policy.Exemptions;
import ninety.user.UserId;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The contract on a real table, and what only a table can do. */
final class DynamoExemptionsIT extends ExemptionLogContract {

  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
  private static final String ADMIN =
      "arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_Administrator_0123456789abcdef/mara";

  private static final Map<String, AttributeValue> OF_NOBODY =
      Map.of(
          "id", AttributeValue.fromS("a"),
          "owner", AttributeValue.fromS("b"),
          "reason", AttributeValue.fromS("c"));

  private final Place place = Place.withoutStream();
  private final DynamoExemptions exemptions =
      new DynamoExemptions(Place.stack().dynamodb(), place.table());

  @Override
  protected ExemptionLog log() {
    return exemptions;
  }

  @Test
  void there_is_room_for_600_with_a_line_of_reasons_each() {
    Exemptions many = many(600, "x".repeat(80));

    assertTrue(exemptions.store(many));

    assertEquals(many.all(), exemptions.read().all());
  }

  /** What is counted here as fitting, DynamoDB takes. */
  @Test
  void what_has_just_room_is_stored_and_what_has_not_is_refused_before_it_is_sent() {
    int fit = 1;
    while (ExemptionRow.bytes(ExemptionRow.of(many(fit + 1, "ä".repeat(5_000)), 1)) <= 390 * 1024) {
      fit++;
    }

    assertTrue(exemptions.store(many(fit, "ä".repeat(5_000))));
    IllegalStateException refused =
        assertThrows(
            IllegalStateException.class,
            () -> exemptions.store(new Exemptions(many(99, "ä".repeat(5_000)).all(), 1)));

    assertEquals(
        "99 exemptions, those that are over among them, are more than their row has room for: 390 KB",
        refused.getMessage());
    assertEquals(1, exemptions.read().version());
  }

  @Test
  void an_exemption_that_cannot_be_read_is_named_with_its_attribute() {
    exemptions.store(many(1, "because"));

    field("until", AttributeValue.fromS("soon"));
    assertTrue(unreadable().contains("row #exemptions, exemptions, attribute until"));

    field("until", AttributeValue.fromS(NOON.toString()));
    field("userId", AttributeValue.fromS("mara"));
    assertTrue(unreadable().contains("row #exemptions, exemptions, attribute userId"));

    set("#name[0]", "exemptions", AttributeValue.fromM(OF_NOBODY));
    assertTrue(unreadable().contains("row #exemptions, exemptions, attribute userName"));

    field("userName", AttributeValue.fromS("*"));
    assertTrue(unreadable().contains("row #exemptions, exemptions, attribute userName"));

    set("#name", "exemptions", AttributeValue.fromS("nobody"));
    assertTrue(unreadable().contains("row #exemptions, attribute exemptions"));
  }

  private String unreadable() {
    return String.valueOf(assertThrows(IllegalStateException.class, exemptions::read).getMessage());
  }

  private void field(String name, AttributeValue value) {
    set("exemptions[0].#name", name, value);
  }

  private void set(String path, String name, AttributeValue value) {
    Place.stack()
        .dynamodb()
        .updateItem(update ->
            update
                .tableName(place.table())
                .key(Map.of("id", AttributeValue.fromS("#exemptions")))
                .updateExpression("SET " + path + " = :value")
                .expressionAttributeNames(Map.of("#name", name))
                .expressionAttributeValues(Map.of(":value", value)))
        .join();
  }

  private static Exemptions many(int number, String reason) {
    Exemption one =
        new Exemption(
                UUID.randomUUID().toString(),
                new Who.ById(new UserId("9067f2a1c4-3f1c2b7e-5a90-4d61-8b1f-000000000001")),
                "owner@example.com",
                reason,
                NOON,
                new Signature(ADMIN, NOON),
                Optional.empty())
            .remove(new Signature(ADMIN, NOON), reason);
    List<Exemption> all = Stream.generate(() -> one).limit(number).toList();
    return new Exemptions(all, 0);
  }
}
