package ninety.store;

import static ninety.aws.Calls.answer;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromL;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import java.util.HashMap;
import java.util.List;
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
    if (latest.regions().isEmpty()) {
      refused(latest);
      return;
    }
    write(
        "SET #asked = :asked, #answered = :asked, #regions = :regions",
        "attribute_not_exists(#asked) OR #asked < :asked",
        latest);
  }

  /**
   * A refusal is no answer. Where the row is an earlier version's, its {@code asked} is when the
   * answer came, and is lost with this write unless it is kept. Where both writes are refused,
   * another sweep asked later, or got an answer in between.
   */
  private void refused(Replication latest) {
    if (!write(
        "SET #answered = if_not_exists(#answered, #asked), #asked = :asked",
        "attribute_exists(#regions) AND #asked < :asked",
        latest)) {
      write(
          "SET #asked = :asked",
          "attribute_not_exists(#regions) AND (attribute_not_exists(#asked) OR #asked < :asked)",
          latest);
    }
  }

  /** False where the row is not as the condition says. DynamoDB refuses names that nobody uses. */
  private boolean write(String change, String condition, Replication latest) {
    Map<String, String> names = new HashMap<>();
    for (String name : List.of(ASKED, REGIONS, ANSWERED)) {
      if ((change + condition).contains("#" + name)) {
        names.put("#" + name, name);
      }
    }
    Map<String, AttributeValue> values =
        new HashMap<>(Map.of(":asked", fromS(CoverageRows.sortable(latest.asked()))));
    latest
        .regions()
        .ifPresent(found ->
            values.put(":regions", fromL(found.stream().map(AttributeValue::fromS).toList())));
    try {
      answer(
          regions
              .dynamo()
              .updateItem(update ->
                  update
                      .tableName(regions.table())
                      .key(regions.key())
                      .updateExpression(change)
                      .conditionExpression(condition)
                      .expressionAttributeNames(names)
                      .expressionAttributeValues(values)));
      return true;
    } catch (ConditionalCheckFailedException another) {
      return false;
    }
  }
}
