package ninety.store;

import static ninety.aws.Calls.answer;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromL;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import ninety.coverage.Replication;
import ninety.coverage.ReplicationLog;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/**
 * The row {@code #regions}: {@code asked}, and of the latest answer {@code regions} (a list of
 * names) and {@code answered}, which are missing where there never was one. An earlier version
 * removes {@code regions} where it is refused, and knows no {@code answered}.
 */
public final class DynamoReplication implements ReplicationLog {

  private static final String ASKED = "asked";
  private static final String REGIONS = "regions";
  private static final String ANSWERED = "answered";

  private final Item regions;

  public DynamoReplication(DynamoDbAsyncClient dynamo, String table) {
    this.regions = new Item(dynamo, table, "#regions");
  }

  @Override
  public Optional<Replication> read() {
    Fields row = regions.read();
    return row.optionalInstant(ASKED)
        .map(asked ->
            new Replication(
                asked,
                row.names().contains(REGIONS)
                    ? Optional.of(new TreeSet<>(row.texts(REGIONS)))
                    : Optional.empty(),
                row.names().contains(REGIONS)
                    ? Optional.of(row.optionalInstant(ANSWERED).orElse(asked))
                    : Optional.empty()));
  }

  @Override
  public void asked(Replication latest) {
    Map<String, AttributeValue> values =
        new HashMap<>(Map.of(":asked", fromS(CoverageRows.sortable(latest.asked()))));
    Map<String, String> names = new HashMap<>(Map.of("#asked", ASKED));
    latest
        .regions()
        .ifPresent(found -> {
          names.put("#regions", REGIONS);
          names.put("#answered", ANSWERED);
          values.put(":regions", fromL(found.stream().map(AttributeValue::fromS).toList()));
        });
    try {
      answer(
          regions
              .dynamo()
              .updateItem(update ->
                  update
                      .tableName(regions.table())
                      .key(regions.key())
                      .updateExpression(
                          latest.regions().isPresent()
                              ? "SET #asked = :asked, #answered = :asked, #regions = :regions"
                              : "SET #asked = :asked")
                      .conditionExpression("attribute_not_exists(#asked) OR #asked < :asked")
                      .expressionAttributeNames(names)
                      .expressionAttributeValues(values)));
    } catch (ConditionalCheckFailedException another) {
      // Another sweep asked later.
      return;
    }
  }
}
