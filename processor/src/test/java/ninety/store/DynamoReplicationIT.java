package ninety.store;

import ninety.coverage.ReplicationLog;
import ninety.coverage.ReplicationLogContract;
import ninety.it.Place;

/** The contract on a real table. */
final class DynamoReplicationIT extends ReplicationLogContract {

  private final DynamoReplication log =
      new DynamoReplication(Place.stack().dynamodb(), Tables.empty());

  @Override
  protected ReplicationLog log() {
    return log;
  }
}
