package ninety.store;

import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromL;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromM;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import ninety.policy.DirectoryChanges;
import ninety.policy.DirectoryHistory;
import ninety.user.Proof;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Changes of the identity source in one row of the users table. */
public final class DynamoDirectoryChanges implements DirectoryChanges {

  private static final String CHANGES = "changes";

  /** All that a write sets or removes. */
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
    Fields known = row.read();
    while (true) {
      DirectoryHistory history = history(known);
      DirectoryHistory joined = history.with(change);
      if (joined.equals(history)) {
        return;
      }
      long version = known.optionalNumber(Item.VERSION).orElse(0L);
      var overtaken =
          row.store(
              ATTRIBUTES, known.unknownInside().into(attributes(joined, version + 1)), version);
      if (overtaken.isEmpty()) {
        return;
      }
      known = row.row(overtaken.get());
    }
  }

  private static Map<String, AttributeValue> attributes(DirectoryHistory history, long version) {
    return Map.of(Item.VERSION, DossierItem.number(version), CHANGES, proofs(history.newest()));
  }

  private static AttributeValue proofs(Collection<Proof> proofs) {
    return fromL(proofs.stream().map(proof -> fromM(UserItem.proof(proof))).toList());
  }

  private static DirectoryHistory history(Fields row) {
    return DirectoryHistory.of(row.list(CHANGES).stream().map(Fields::proof).toList());
  }
}
