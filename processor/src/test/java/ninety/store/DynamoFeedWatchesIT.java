package ninety.store;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import ninety.coverage.Horizon;
import ninety.finding.FeedWatch;
import ninety.finding.FeedWatches;
import ninety.finding.FeedWatchesContract;
import ninety.finding.KnownGaps;
import ninety.finding.UnreadableItem;
import ninety.it.Place;
import ninety.policy.Control;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The contract on a real table, and what only a table can do. */
final class DynamoFeedWatchesIT extends FeedWatchesContract {

  private final String table = Tables.empty();
  private final DynamoFeedWatches watches = new DynamoFeedWatches(Place.stack().dynamodb(), table);

  @Override
  protected FeedWatches watches() {
    return watches;
  }

  @Test
  void a_holder_of_another_kind_is_named_and_not_guessed_at() {
    FeedWatch.Gap gap =
        new FeedWatch.Gap(
            Instant.EPOCH,
            Optional.of(new Horizon.None()),
            Instant.EPOCH,
            Optional.empty(),
            1,
            Map.of(Control.INACTIVITY, UUID.randomUUID()));
    watches.store(
        new FeedWatch(
            1, List.of(gap), KnownGaps.NOTHING, Optional.empty(), Optional.empty(), List.of(), 0));
    Place.stack()
        .dynamodb()
        .updateItem(update ->
            update
                .tableName(table)
                .key(Map.of("id", AttributeValue.fromS("#source-watch")))
                .updateExpression("SET #silences[0].holder.kind = :value")
                .expressionAttributeNames(Map.of("#silences", "silences"))
                .expressionAttributeValues(Map.of(":value", AttributeValue.fromS("weather"))))
        .join();

    UnreadableItem thrown = assertThrows(UnreadableItem.class, watches::read);

    assertTrue(
        String.valueOf(thrown.getMessage())
            .startsWith(
                "The table holds an item that was changed by hand or by another program: row"
                    + " #source-watch, silences[0], holder, attribute kind cannot be read. "),
        thrown::getMessage);
  }
}
