package ninety.store;

import static ninety.aws.Calls.answer;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromN;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import ninety.aws.Misconfigured;
import ninety.finding.AllDossiers;
import ninety.finding.Dossier;
import ninety.finding.DueUsers;
import ninety.finding.UnreadableItem;
import ninety.user.UserId;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/**
 * Dossiers in a DynamoDB table: key {@code id} (the user id; ids that begin with {@code #} are the
 * pipeline's own rows), and a sparse index {@code due} on ({@code dueShard}, {@code dueAt}) that
 * holds only users for whom a date is set.
 */
public final class DynamoDossiers implements AllDossiers, DueUsers {

  /** The name of the index. */
  public static final String DUE_INDEX = "due";

  /** Spreads the index's writes; part of the table's form, so never to be changed for a table. */
  static final int DUE_SHARDS = 16;

  private static final String DUE = "#dueShard = :shard AND #dueAt <= :asOf";

  private final DynamoDbAsyncClient dynamo;
  private final String table;

  public DynamoDossiers(DynamoDbAsyncClient dynamo, String table) {
    this.dynamo = dynamo;
    this.table = table;
  }

  /**
   * Looks whether the table is there and has the form that is needed, so that a mistake is reported
   * before work begins. A missing table is DynamoDB's {@code ResourceNotFoundException}.
   *
   * @throws Misconfigured saying what the table lacks
   */
  public void check() {
    TableDescription found =
        answer(dynamo.describeTable(request -> request.tableName(table))).table();
    boolean keyed = hashKey(found.keySchema()).filter(Item.ID::equals).isPresent();
    if (!keyed) {
      throw new Misconfigured(
          "Table %s is not one of ninety's: its key is not %s".formatted(table, Item.ID));
    }
    boolean indexed =
        found.globalSecondaryIndexes().stream()
            .anyMatch(index ->
                index.indexName().equals(DUE_INDEX)
                    && hashKey(index.keySchema())
                        .filter(DossierItem.DUE_SHARD::equals)
                        .isPresent());
    if (!indexed) {
      throw new Misconfigured(
          "Table %s lacks the index %s (%s, %s)"
              .formatted(table, DUE_INDEX, DossierItem.DUE_SHARD, DossierItem.DUE_AT));
    }
  }

  private static Optional<String> hashKey(List<KeySchemaElement> schema) {
    return schema.stream()
        .filter(element -> element.keyType() == KeyType.HASH)
        .map(KeySchemaElement::attributeName)
        .findFirst();
  }

  @Override
  public Optional<Dossier> read(UserId id) {
    Map<String, AttributeValue> item =
        answer(dynamo.getItem(get -> get.tableName(table).key(DossierItem.key(id)))).item();
    return item.isEmpty() ? Optional.empty() : Optional.of(DossierItem.read(item));
  }

  @Override
  public Stored store(Dossier changed) {
    UserId id = changed.user().id();
    long next = changed.version() + 1;
    return new Item(dynamo, table, id.value())
        .store(
            DossierItem.ATTRIBUTES, DossierItem.of(changed, next, dueShard(id)), changed.version())
        // No item where one was expected: its TTL removed it meanwhile.
        .<Stored>map(there ->
            new Stored.Overtaken(there.isEmpty() ? Dossier.unknown(id) : DossierItem.read(there)))
        .orElseGet(() -> new Stored.Written(changed.withVersion(next)));
  }

  @Override
  public int shards() {
    return DUE_SHARDS;
  }

  @Override
  public Stream<UserId> due(int shard, Instant asOf, Consumer<UnreadableItem> unreadable) {
    Map<String, AttributeValue> values =
        Map.of(
            ":shard", fromN(Integer.toString(shard)),
            ":asOf", fromN(Long.toString(asOf.toEpochMilli())));
    return pages(
            start ->
                answer(
                    dynamo.query(query ->
                        query
                            .tableName(table)
                            .indexName(DUE_INDEX)
                            .keyConditionExpression(DUE)
                            .expressionAttributeNames(
                                Map.of(
                                    "#dueShard",
                                    DossierItem.DUE_SHARD,
                                    "#dueAt",
                                    DossierItem.DUE_AT))
                            .expressionAttributeValues(values)
                            .exclusiveStartKey(start.isEmpty() ? null : start))),
            QueryResponse::lastEvaluatedKey)
        .flatMap(page -> page.items().stream())
        .flatMap(item -> readable(item, DossierItem::userId, unreadable));
  }

  /** {@inheritDoc} It reads the whole table. */
  @Override
  public Stream<Dossier> all(Consumer<UnreadableItem> unreadable) {
    return pages(
            start ->
                answer(
                    dynamo.scan(scan ->
                        scan.tableName(table).exclusiveStartKey(start.isEmpty() ? null : start))),
            ScanResponse::lastEvaluatedKey)
        .flatMap(page -> page.items().stream())
        .filter(Item::isUser)
        .flatMap(item -> readable(item, DossierItem::read, unreadable));
  }

  /** The content of one item; nothing where it cannot be read, which is passed on. */
  static <I, T> Stream<T> readable(
      I item, Function<I, T> reader, Consumer<UnreadableItem> unreadable) {
    try {
      return Stream.of(reader.apply(item));
    } catch (UnreadableItem left) {
      unreadable.accept(left);
      return Stream.empty();
    }
  }

  private static <P> Stream<P> pages(
      Function<Map<String, AttributeValue>, P> call,
      Function<P, Map<String, AttributeValue>> last) {
    return Stream.iterate(
            Optional.of(call.apply(Map.of())),
            Optional::isPresent,
            page -> page.map(last).filter(key -> !key.isEmpty()).map(call))
        .flatMap(Optional::stream);
  }

  private static int dueShard(UserId id) {
    return Math.floorMod(id.value().hashCode(), DUE_SHARDS);
  }
}
