package ninety.store;

import ninety.finding.Notices;
import ninety.finding.Reported;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;

/**
 * Which notices are reported, in one row of the users table. It has room for some 10,000 exemptions
 * that are not put away yet.
 */
public final class DynamoNotices implements Notices {

  private final Item row;

  public DynamoNotices(DynamoDbAsyncClient dynamo, String table) {
    this.row = new Item(dynamo, table, "#notices");
  }

  @Override
  public Reported read() {
    return ReportedRow.read(row.read());
  }

  @Override
  public Stored store(Reported changed) {
    long next = changed.version() + 1;
    return row.store(
            ReportedRow.ATTRIBUTES,
            ReportedRow.of(changed, next),
            changed.version(),
            ReportedRow::read)
        .<Stored>map(there -> new Stored.Overtaken(ReportedRow.read(row.row(there))))
        .orElseGet(() -> new Stored.Written(changed.withVersion(next)));
  }
}
