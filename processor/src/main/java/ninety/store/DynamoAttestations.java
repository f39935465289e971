package ninety.store;

import static ninety.aws.Calls.answer;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromSs;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import ninety.coverage.Attestation;
import ninety.coverage.AttestationLog;
import ninety.coverage.Attestations;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Attestations in the users table, a row each, and one row that lists their ids; it has room for
 * some 40,000.
 *
 * <p>An id is listed before its row is written. Who is killed between leaves an id of nothing,
 * which says nothing.
 */
public final class DynamoAttestations implements AttestationLog {

  private final DynamoDbAsyncClient dynamo;
  private final String table;
  private final Item listed;

  public DynamoAttestations(DynamoDbAsyncClient dynamo, String table) {
    this.dynamo = dynamo;
    this.table = table;
    this.listed = new Item(dynamo, table, "#attestations");
  }

  @Override
  public Attestations read() {
    return AttestationRow.all(listed);
  }

  @Override
  public boolean add(Attestation attestation) {
    list(attestation.id());
    return stored(attestation, Item.ID);
  }

  @Override
  public boolean revoke(Attestation revoked) {
    return stored(revoked, AttestationRow.REVOKED);
  }

  private boolean stored(Attestation attestation, String absent) {
    Item row = row(attestation.id());
    Optional<Map<String, AttributeValue>> there =
        row.storeWithout(absent, AttestationRow.ATTRIBUTES, AttestationRow.of(attestation));
    // What is there may be this very write, made before and its answer lost.
    return there.map(row::row).map(AttestationRow::read).map(attestation::equals).orElse(true);
  }

  private Item row(String id) {
    return new Item(dynamo, table, AttestationRow.KEY + id);
  }

  private void list(String id) {
    answer(
        dynamo.updateItem(update ->
            update
                .tableName(table)
                .key(listed.key())
                .updateExpression("ADD #ids :id")
                .expressionAttributeNames(Map.of("#ids", AttestationRow.IDS))
                .expressionAttributeValues(Map.of(":id", fromSs(List.of(id))))));
  }
}
