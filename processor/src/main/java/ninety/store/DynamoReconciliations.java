package ninety.store;

import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromM;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import ninety.user.IdentityStoreId;
import ninety.user.Reconciliation;
import ninety.user.Reconciliation.Difference;
import ninety.user.Reconciliation.Latest;
import ninety.user.Reconciliation.Refused;
import ninety.user.Reconciliations;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The latest comparisons with the directory's list, in one row of the users table. */
public final class DynamoReconciliations implements Reconciliations {

  private static final String DONE = "done";
  private static final String REFUSED = "refused";

  /** The attributes that a write sets or removes. */
  private static final List<String> ATTRIBUTES = List.of(Item.VERSION, DONE, REFUSED);

  private final Item row;

  public DynamoReconciliations(DynamoDbAsyncClient dynamo, String table) {
    this.row = new Item(dynamo, table, "#reconciliation");
  }

  @Override
  public Latest read() {
    return latest(row.read());
  }

  @Override
  public void done(Reconciliation reconciliation) {
    change(known -> known.withDone(reconciliation));
  }

  @Override
  public void refused(Refused refused) {
    change(known -> known.withRefused(refused));
  }

  private void change(UnaryOperator<Latest> change) {
    row.rewrite(
        ATTRIBUTES,
        there -> {
          Latest known = latest(there);
          return Optional.of(change.apply(known))
              .filter(changed -> !changed.equals(known))
              .map(DynamoReconciliations::attributes);
        });
  }

  private static Map<String, AttributeValue> attributes(Latest latest) {
    Map<String, AttributeValue> attributes = new HashMap<>();
    latest.done().ifPresent(it -> attributes.put(DONE, fromM(map(it))));
    latest
        .refused()
        .ifPresent(it -> {
          Map<String, AttributeValue> map = map(it.what());
          map.put("why", fromS(it.why()));
          attributes.put(REFUSED, fromM(map));
        });
    return attributes;
  }

  private static Map<String, AttributeValue> map(Reconciliation reconciliation) {
    Map<String, AttributeValue> map = new HashMap<>();
    map.put("at", fromS(reconciliation.at().toString()));
    map.put("store", fromS(reconciliation.store().value()));
    map.put("listed", DossierItem.number(reconciliation.listed()));
    map.put("missed", DossierItem.number(reconciliation.missed()));
    reconciliation
        .differences()
        .forEach((difference, count) -> map.put(difference.label(), DossierItem.number(count)));
    return map;
  }

  private static Latest latest(Fields row) {
    return new Latest(
        row.map(DONE).map(DynamoReconciliations::reconciliation),
        row.map(REFUSED).map(map -> new Refused(reconciliation(map), map.text("why"))));
  }

  private static Reconciliation reconciliation(Fields map) {
    Map<Difference, Long> differences = new EnumMap<>(Difference.class);
    for (Difference difference : Difference.values()) {
      differences.put(difference, map.optionalNumber(difference.label()).orElse(0L));
    }
    return new Reconciliation(
        map.instant("at"),
        map.parsed("store", () -> new IdentityStoreId(map.text("store"))),
        map.number("listed"),
        differences,
        map.number("missed"));
  }
}
