package ninety.store;

import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromL;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromM;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ninety.policy.Tampering;
import ninety.policy.TamperingHistory;
import ninety.policy.Tamperings;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Changes of our own way in one row of the users table. */
public final class DynamoTamperings implements Tamperings {

  private static final String CHANGES = "changes";
  private static final String ACTOR = "actor";
  private static final String TARGET = "target";
  private static final String ACCOUNT = "account";
  private static final String REGION = "region";

  /** All that a write sets or removes. */
  private static final List<String> ATTRIBUTES = List.of(Item.VERSION, CHANGES);

  private final Item row;

  public DynamoTamperings(DynamoDbAsyncClient dynamo, String table) {
    this.row = new Item(dynamo, table, "#tampering");
  }

  @Override
  public TamperingHistory read() {
    return history(row.read());
  }

  @Override
  public void note(Tampering change) {
    row.rewrite(
        ATTRIBUTES,
        known ->
            Optional.of(history(known).with(change))
                .filter(joined -> !joined.equals(history(known)))
                .map(joined ->
                    Map.of(
                        CHANGES,
                        fromL(
                            joined.newest().stream()
                                .map(each -> fromM(attributes(each)))
                                .toList()))));
  }

  private static Map<String, AttributeValue> attributes(Tampering change) {
    Map<String, AttributeValue> attributes = new HashMap<>(UserItem.proof(change.proof()));
    attributes.put(ACTOR, fromS(change.actor()));
    change.target().ifPresent(it -> attributes.put(TARGET, fromS(it)));
    change.account().ifPresent(it -> attributes.put(ACCOUNT, fromS(it)));
    change.region().ifPresent(it -> attributes.put(REGION, fromS(it)));
    return attributes;
  }

  private static TamperingHistory history(Fields row) {
    return TamperingHistory.of(
        row.list(CHANGES).stream()
            .map(each ->
                new Tampering(
                    each.proof(),
                    each.text(ACTOR),
                    each.optionalText(TARGET),
                    each.optionalText(ACCOUNT),
                    each.optionalText(REGION)))
            .toList());
  }
}
