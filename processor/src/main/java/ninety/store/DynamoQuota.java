package ninety.store;

import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ninety.user.Quota;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The quota in one row of the users table: until when all time is given out. */
public final class DynamoQuota implements Quota {

  private static final String UNTIL = "until";

  /** The attributes that a write sets or removes. */
  private static final List<String> ATTRIBUTES = List.of(Item.VERSION, UNTIL);

  private final Item row;

  public DynamoQuota(DynamoDbAsyncClient dynamo, String table) {
    this.row = new Item(dynamo, table, "#directory-quota");
  }

  @Override
  public Instant take(Duration share, Instant now) {
    Fields known = row.read();
    while (true) {
      Instant from = Quota.next(known.optionalInstant(UNTIL), now);
      long version = known.optionalNumber(Item.VERSION).orElse(0L);
      Map<String, AttributeValue> taken =
          Map.of(
              Item.VERSION,
              DossierItem.number(version + 1),
              UNTIL,
              fromS(from.plus(share).toString()));
      Optional<Map<String, AttributeValue>> overtaken = row.store(ATTRIBUTES, taken, version);
      if (overtaken.isEmpty()) {
        return from;
      }
      known = row.row(overtaken.get());
    }
  }
}
