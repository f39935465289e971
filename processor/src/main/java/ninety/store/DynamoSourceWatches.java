package ninety.store;

import ninety.finding.SourceWatch;
import ninety.finding.SourceWatches;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;

/** The watch over the source in one row of the users table. */
public final class DynamoSourceWatches implements SourceWatches {

  private final Item row;

  public DynamoSourceWatches(DynamoDbAsyncClient dynamo, String table) {
    this.row = new Item(dynamo, table, "#source-watch");
  }

  @Override
  public SourceWatch read() {
    return SourceWatchRow.read(row.read());
  }

  @Override
  public Stored store(SourceWatch changed) {
    long next = changed.version() + 1;
    return row.store(
            SourceWatchRow.ATTRIBUTES,
            SourceWatchRow.of(changed, next),
            changed.version(),
            SourceWatchRow::read)
        .<Stored>map(there -> new Stored.Overtaken(SourceWatchRow.read(row.row(there))))
        .orElseGet(() -> new Stored.Written(changed.withVersion(next)));
  }
}
