package ninety.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import ninety.finding.Alert;
import ninety.finding.Notices;
import ninety.finding.NoticesContract;
import ninety.finding.Reported;
import ninety.finding.UnreadableItem;
import ninety.it.Place;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The contract on a real table, and what only a table can do. */
final class DynamoNoticesIT extends NoticesContract {

  private final String table = Tables.empty();
  private final DynamoNotices notices = new DynamoNotices(Place.stack().dynamodb(), table);

  @Override
  protected Notices notices() {
    return notices;
  }

  @Test
  void there_is_room_for_the_steps_of_5000_exemptions_and_an_outbox() {
    Alert alert = new Alert(new UUID(1, 1), new UUID(2, 2), "x".repeat(8_000));
    Reported many =
        new Reported(
            IntStream.range(0, 10_000)
                .mapToObj(i -> new UUID(i * 31L, i))
                .collect(Collectors.toSet()),
            Stream.generate(() -> alert).limit(20).toList(),
            0);

    assertEquals(many.withVersion(1), written(many));

    assertEquals(many.withVersion(1), notices.read());
  }

  @Test
  void what_is_no_set_of_ids_is_named_and_not_guessed_at() {
    written(reported(2, 0));
    Place.stack()
        .dynamodb()
        .updateItem(update ->
            update
                .tableName(table)
                .key(Map.of("id", AttributeValue.fromS("#notices")))
                .updateExpression("SET alerts = :value")
                .expressionAttributeValues(
                    Map.of(":value", AttributeValue.fromSs(List.of("nobody")))))
        .join();

    UnreadableItem thrown = assertThrows(UnreadableItem.class, notices::read);

    assertTrue(
        String.valueOf(thrown.getMessage())
            .startsWith(
                "The table holds an item that was changed by hand or by another program: row"
                    + " #notices, attribute alerts cannot be read. "),
        thrown::getMessage);
  }
}
