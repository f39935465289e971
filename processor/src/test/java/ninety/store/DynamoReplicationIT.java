package ninety.store;

import static ninety.aws.Calls.answer;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromL;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import ninety.coverage.ReplicationLog;
import ninety.coverage.ReplicationLogContract;
import ninety.it.Place;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The contract on a real table. */
final class DynamoReplicationIT extends ReplicationLogContract {

  private final String table = Tables.empty();
  private final DynamoReplication log = new DynamoReplication(Place.stack().dynamodb(), table);

  @Override
  protected ReplicationLog log() {
    return log;
  }

  @Override
  protected void keptByEarlierVersion(Instant asked, Set<String> regions) {
    answer(
        Place.stack()
            .dynamodb()
            .putItem(put ->
                put.tableName(table)
                    .item(
                        Map.of(
                            "id", fromS("#regions"),
                            "asked", fromS(CoverageRows.sortable(asked)),
                            "regions",
                                fromL(regions.stream().map(AttributeValue::fromS).toList())))));
  }
}
