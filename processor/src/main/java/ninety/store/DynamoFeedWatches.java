package ninety.store;

import ninety.finding.FeedWatch;
import ninety.finding.FeedWatches;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;

/** The watch over the feed in one row of the users table. */
public final class DynamoFeedWatches implements FeedWatches {

  private final Item row;

  public DynamoFeedWatches(DynamoDbAsyncClient dynamo, String table) {
    this.row = new Item(dynamo, table, "#source-watch");
  }

  @Override
  public FeedWatch read() {
    return FeedWatchRow.read(row.read());
  }

  @Override
  public Stored store(FeedWatch changed) {
    long next = changed.version() + 1;
    return row.store(
            FeedWatchRow.ATTRIBUTES,
            FeedWatchRow.of(changed, next),
            changed.version(),
            FeedWatchRow::read)
        .<Stored>map(there -> new Stored.Overtaken(FeedWatchRow.read(row.row(there))))
        .orElseGet(() -> new Stored.Written(changed.withVersion(next)));
  }
}
