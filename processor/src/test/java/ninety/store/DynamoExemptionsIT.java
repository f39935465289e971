package ninety.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromL;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromM;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromN;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import ninety.exemption.Exemption;
import ninety.exemption.Exemption.Who;
import ninety.exemption.ExemptionLog;
import ninety.exemption.ExemptionLogContract;
import ninety.exemption.Exemptions;
import ninety.finding.UnreadableItem;
import ninety.it.Place;
import ninety.user.Author;
import ninety.user.Facts;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** The contract on a real table, and what only a table can do. */
final class DynamoExemptionsIT extends ExemptionLogContract {

  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
  private static final Author KIM = new Author("kim", NOON);

  private final String table = Tables.empty();
  private final DynamoDbAsyncClient dynamo = Place.stack().dynamodb();
  private final DynamoExemptions exemptions = new DynamoExemptions(dynamo, table);

  @Override
  protected ExemptionLog log() {
    return exemptions;
  }

  @Test
  void there_is_room_for_3000_and_any_of_them_can_be_taken_back() {
    List<Exemption> many =
        IntStream.range(0, 3000)
            .mapToObj(i ->
                new Exemption(
                    "%08x".formatted(i * 7919),
                    new Who.ById(Facts.user(i)),
                    "platform team",
                    "x".repeat(500),
                    NOON,
                    new Author("kim", NOON.plusSeconds(i)),
                    Optional.empty()))
            .toList();
    many.parallelStream().forEach(each -> assertTrue(exemptions.add(each)));

    assertEquals(many, exemptions.read().all());
    assertTrue(exemptions.remove(many.get(1234).remove(KIM, "no longer needed")));
    assertEquals(
        List.of(many.get(1234).id()),
        exemptions.read().all().stream()
            .filter(each -> each.removed().isPresent())
            .map(Exemption::id)
            .toList());
  }

  /** Who is killed between listing an id and writing its row exempts nobody, and may try again. */
  @Test
  void an_id_without_a_row_is_no_exemption() {
    Exemption first = exemption("first", new Who.ById(Facts.user(1)), NOON);
    set("#exemptions#open", "ids", AttributeValue.fromSs(List.of("first")));

    assertEquals(List.of(), exemptions.read().all());
    assertTrue(exemptions.add(first));

    assertEquals(List.of(first), exemptions.read().all());
  }

  /** Who is killed between the two rows of ids, as it is put away, loses nothing. */
  @Test
  void an_id_in_both_lists_is_one_exemption() {
    Exemption first = exemption("first", new Who.ById(Facts.user(1)), NOON);
    exemptions.add(first);
    set("#exemptions#over", "ids", AttributeValue.fromSs(List.of("first")));

    assertEquals(List.of(first), exemptions.trail().all());
    assertEquals(List.of(first), exemptions.read().all());
  }

  @Test
  void what_version_0_1_stored_is_read_and_can_be_taken_back_and_stays_in_its_row() {
    Exemption inForce = exemption("0a0a0a0a", new Who.ById(Facts.user(1)), KIM);
    Exemption removed =
        exemption("0b0b0b0b", new Who.ByName("svc-*"), KIM).remove(KIM, "no longer needed");
    old(inForce, removed);
    Exemption added = exemption("0c0c0c0c", new Who.ById(Facts.user(2)), KIM);

    assertEquals(List.of(inForce, removed), exemptions.read().all());
    assertTrue(exemptions.add(added));
    Exemption back = inForce.remove(new Author("ann", NOON.plusSeconds(1)), "back");
    assertTrue(exemptions.remove(back));
    exemptions.putAway(back);

    assertEquals(List.of(back, removed, added), exemptions.read().all());
    assertEquals(List.of(back, removed, added), exemptions.trail().all());
    AttributeValue list = Objects.requireNonNull(item("#exemptions").get("exemptions"));
    assertEquals(2, list.l().size());
  }

  /** An old command that still runs adds to the old row; nothing of it is lost. */
  @Test
  void what_an_old_version_adds_meanwhile_is_read_too() {
    Exemption mine = exemption("0c0c0c0c", new Who.ById(Facts.user(2)), KIM);
    exemptions.add(mine);
    Exemption theirs = exemption("0a0a0a0a", new Who.ById(Facts.user(1)), KIM);

    old(theirs);

    assertEquals(List.of(theirs, mine), exemptions.read().all());
  }

  @Test
  void an_exemption_that_cannot_be_read_is_named_with_its_attribute_and_the_others_are_read() {
    Exemption fine = exemption("fine", new Who.ById(Facts.user(2)), NOON);
    exemptions.add(exemption("first", new Who.ById(Facts.user(1)), NOON));
    exemptions.add(exemption("second", new Who.ById(Facts.user(1)), NOON));
    exemptions.add(exemption("third", new Who.ById(Facts.user(1)), NOON));
    exemptions.add(fine);
    old(exemption("0a0a0a0a", new Who.ById(Facts.user(1)), NOON));

    set("#exemption#first", "until", fromS("soon"));
    set("#exemption#second", "userId", fromS("mara"));
    set("#exemption#third", "format", fromN("2"));
    set("#exemptions", "exemptions", fromL(List.of(fromS("nobody"))));

    Exemptions read = exemptions.read();
    assertEquals(List.of(fine), read.all());
    assertEquals(read, exemptions.trail());
    for (String named :
        List.of(
            "row #exemption#first, attribute until",
            "row #exemption#second, attribute userId",
            "row #exemption#third has format 2",
            "row #exemptions, exemptions[0], attribute id")) {
      assertEquals(
          1, read.unreadable().stream().filter(each -> each.contains(named)).count(), named);
    }
  }

  @Test
  void without_the_rows_that_list_exemptions_none_is_known_and_that_is_said() {
    exemptions.add(exemption("first", new Who.ById(Facts.user(1)), NOON));

    set("#exemptions#open", "ids", fromS("nobody"));
    assertTrue(unreadable().contains("row #exemptions#open, attribute ids"), unreadable());

    set("#exemptions#open", "ids", AttributeValue.fromSs(List.of("first")));
    set("#exemptions", "exemptions", fromS("nobody"));
    assertTrue(unreadable().contains("row #exemptions, attribute exemptions"), unreadable());
  }

  @Test
  void a_newer_versions_attributes_survive_a_removal() {
    Exemption first = exemption("first", new Who.ById(Facts.user(1)), NOON);
    exemptions.add(first);
    set("#exemption#first", "ticket", fromS("SEC-1"));
    Map<String, AttributeValue> added =
        new HashMap<>(Objects.requireNonNull(item("#exemption#first").get("added")).m());
    added.put("ticket", fromS("SEC-2"));
    set("#exemption#first", "added", fromM(added));

    exemptions.remove(first.remove(KIM, "why"));

    assertEquals(fromS("SEC-1"), item("#exemption#first").get("ticket"));
    assertEquals(fromM(added), item("#exemption#first").get("added"));
  }

  private String unreadable() {
    return String.valueOf(assertThrows(UnreadableItem.class, exemptions::read).getMessage());
  }

  private static Exemption exemption(String id, Who who, Author author) {
    return new Exemption(
        id, who, "platform team", "because", NOON.plusSeconds(60), author, Optional.empty());
  }

  /** As version 0.1 wrote them. */
  private void old(Exemption... all) {
    List<AttributeValue> list = new ArrayList<>();
    for (Exemption each : all) {
      Map<String, AttributeValue> map = new HashMap<>(ExemptionRow.of(each));
      map.put("id", fromS(each.id()));
      map.remove("exemption");
      list.add(fromM(map));
    }
    set("#exemptions", "version", fromN("1"));
    set("#exemptions", "exemptions", fromL(list));
  }

  private Map<String, AttributeValue> item(String id) {
    return dynamo
        .getItem(get -> get.tableName(table).key(Map.of("id", fromS(id))).consistentRead(true))
        .join()
        .item();
  }

  private void set(String id, String name, AttributeValue value) {
    dynamo
        .updateItem(
            UpdateItemRequest.builder()
                .tableName(table)
                .key(Map.of("id", fromS(id)))
                .updateExpression("SET #name = :value")
                .expressionAttributeNames(Map.of("#name", name))
                .expressionAttributeValues(Map.of(":value", value))
                .build())
        .join();
  }
}
