package ninety.store;

import ninety.policy.PolicyInForce;
import ninety.policy.PolicyLog;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;

/** The policy in force in one row of the users table. */
public final class DynamoPolicyLog implements PolicyLog {

  private final Item row;

  public DynamoPolicyLog(DynamoDbAsyncClient dynamo, String table) {
    this.row = new Item(dynamo, table, "#policy");
  }

  @Override
  public PolicyInForce read() {
    return PolicyRow.read(row.read());
  }

  @Override
  public boolean store(PolicyInForce changed) {
    return row.store(
            PolicyRow.ATTRIBUTES,
            PolicyRow.of(changed, changed.version() + 1),
            changed.version(),
            PolicyRow::read)
        .isEmpty();
  }
}
