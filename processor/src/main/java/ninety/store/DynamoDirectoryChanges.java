package ninety.store;

import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromL;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromM;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ninety.user.DirectoryChanges;
import ninety.user.DirectoryHistory;
import ninety.user.Proof;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Changes of the identity source in one row of the users table. */
public final class DynamoDirectoryChanges implements DirectoryChanges {

  private static final String CHANGES = "changes";

  /** The attributes that a write sets or removes. */
  private static final List<String> ATTRIBUTES = List.of(Item.VERSION, CHANGES);

  private final Item row;

  public DynamoDirectoryChanges(DynamoDbAsyncClient dynamo, String table) {
    this.row = new Item(dynamo, table, "#directory-changes");
  }

  @Override
  public DirectoryHistory read() {
    return history(row.read());
  }

  @Override
  public void note(Proof change) {
    row.rewrite(
        ATTRIBUTES,
        known ->
            Optional.of(history(known).with(change))
                .filter(joined -> !joined.equals(history(known)))
                .map(joined -> Map.of(CHANGES, proofs(joined.newest()))));
  }

  private static AttributeValue proofs(Collection<Proof> proofs) {
    return fromL(proofs.stream().map(proof -> fromM(UserItem.proof(proof))).toList());
  }

  private static DirectoryHistory history(Fields row) {
    return DirectoryHistory.of(row.list(CHANGES).stream().map(Fields::proof).toList());
  }
}
