package ninety.store;

import static ninety.aws.Calls.answer;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromBool;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ninety.finding.Dossier;
import ninety.finding.Rearming;
import ninety.finding.UnreadableItem;
import ninety.user.UserId;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;

/**
 * The row {@code #rearming}, and the users of the table in the order in which DynamoDB scans them:
 * of their keys' hashes, so that it stays the same and a user who is gone has a place in it too.
 */
public final class DynamoRearming implements Rearming {

  private static final String TERMS = "terms";
  private static final String COMPLETE = "complete";
  private static final String AFTER = "after";
  private static final String AGAIN = "again";

  private static final List<String> ATTRIBUTES = List.of(TERMS, COMPLETE, AFTER, AGAIN);

  /** Users are about 1 KB each, so this is half of what one call of DynamoDB reads at most. */
  private static final int PAGE = 500;

  private final DynamoDbAsyncClient dynamo;
  private final String table;
  private final Item row;

  public DynamoRearming(DynamoDbAsyncClient dynamo, String table) {
    this.dynamo = dynamo;
    this.table = table;
    this.row = new Item(dynamo, table, "#rearming");
  }

  @Override
  public Armed read() {
    Fields fields = row.read();
    return fields.isEmpty()
        ? Armed.NOBODY
        : new Armed(
            fields.uuid(TERMS),
            fields.flag(COMPLETE),
            fields.optionalText(AFTER).map(_ -> fields.userId(AFTER)),
            fields.optionalInstant(AGAIN));
  }

  @Override
  public void write(Armed armed) {
    Map<String, AttributeValue> attributes = new HashMap<>();
    attributes.put(TERMS, fromS(armed.terms().toString()));
    attributes.put(COMPLETE, fromBool(armed.complete()));
    armed.after().ifPresent(id -> attributes.put(AFTER, fromS(id.value())));
    armed.again().ifPresent(instant -> attributes.put(AGAIN, fromS(instant.toString())));
    row.write(ATTRIBUTES, attributes);
  }

  /**
   * Reads what is stored now and not a moment ago, since a date that an earlier sweep has just
   * moved must not look as it was. Where DynamoDB stops at a row of the pipeline, it reads on until
   * it stops at a user.
   */
  @Override
  public Page page(Optional<UserId> after) {
    List<Dossier> dossiers = new ArrayList<>();
    List<UnreadableItem> unreadable = new ArrayList<>();
    Optional<Map<String, AttributeValue>> last = after.map(DossierItem::key);
    do {
      ScanResponse part = scan(last);
      part.items().stream()
          .filter(Item::isUser)
          .flatMap(item -> DynamoDossiers.readable(item, DossierItem::read, unreadable::add))
          .forEach(dossiers::add);
      last = Optional.of(part.lastEvaluatedKey()).filter(key -> !key.isEmpty());
    } while (last.isPresent() && user(last).isEmpty());
    return new Page(List.copyOf(dossiers), List.copyOf(unreadable), user(last));
  }

  /** The user at whom a page stops; empty where it is a row of the pipeline, or no id at all. */
  private static Optional<UserId> user(Optional<Map<String, AttributeValue>> key) {
    return key.map(it -> it.getOrDefault(Item.ID, fromS("")).s())
        .flatMap(text -> UserId.parse(text).filter(id -> id.value().equals(text)));
  }

  private ScanResponse scan(Optional<Map<String, AttributeValue>> after) {
    return answer(
        dynamo.scan(scan ->
            scan.tableName(table)
                .limit(PAGE)
                .consistentRead(true)
                .exclusiveStartKey(after.orElse(null))));
  }
}
