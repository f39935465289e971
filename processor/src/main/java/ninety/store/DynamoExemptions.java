package ninety.store;

import java.util.Map;
import java.util.Optional;
import ninety.policy.ExemptionLog;
import ninety.policy.Exemptions;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Exemptions in one row of the users table. It has room for some 600 of them, those that are over
 * among them, where reasons have a line each.
 */
public final class DynamoExemptions implements ExemptionLog {

  /** What DynamoDB lets an item have is 400 KB; a little of it stays free for a newer version. */
  private static final int MOST_BYTES = 390 * 1024;

  private final Item row;

  public DynamoExemptions(DynamoDbAsyncClient dynamo, String table) {
    this.row = new Item(dynamo, table, "#exemptions");
  }

  @Override
  public Exemptions read() {
    return ExemptionRow.read(row.read());
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalStateException if they are more than the row has room for
   */
  @Override
  public boolean store(Exemptions changed) {
    long next = changed.version() + 1;
    Map<String, AttributeValue> attributes = ExemptionRow.of(changed, next);
    if (ExemptionRow.bytes(attributes) > MOST_BYTES) {
      throw new IllegalStateException(
          "%d exemptions, those that are over among them, are more than their row has room for: %d KB"
              .formatted(changed.all().size(), MOST_BYTES / 1024));
    }
    Optional<Map<String, AttributeValue>> there =
        row.store(ExemptionRow.ATTRIBUTES, attributes, changed.version());
    // What is there may be this very write, made before and its answer lost.
    return there
        .map(row::row)
        .map(ExemptionRow::read)
        .map(stored -> stored.equals(new Exemptions(changed.all(), next)))
        .orElse(true);
  }
}
