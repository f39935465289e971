package ninety.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import ninety.it.Place;
import ninety.policy.PolicyInForce;
import ninety.policy.PolicyLog;
import ninety.policy.PolicyLogContract;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The contract on a real table, and what only a table can do. */
final class DynamoPolicyLogIT extends PolicyLogContract {

  private final String table = Tables.empty();
  private final DynamoPolicyLog log = new DynamoPolicyLog(Place.stack().dynamodb(), table);

  @Override
  protected PolicyLog log() {
    return log;
  }

  @Test
  void a_rule_of_another_name_is_named_and_not_guessed_at() {
    log.store(PolicyInForce.NONE.with(UNUSUAL, NOON, "x", false));
    Place.stack()
        .dynamodb()
        .updateItem(update ->
            update
                .tableName(table)
                .key(Map.of("id", AttributeValue.fromS("#policy")))
                .updateExpression("SET versions[0].passwordRule = :value")
                .expressionAttributeValues(Map.of(":value", AttributeValue.fromS("ALWAYS"))))
        .join();

    assertEquals(
        "The table holds an item that was changed by hand or by another program: row #policy,"
            + " versions, attribute passwordRule cannot be read",
        assertThrows(IllegalStateException.class, log::read).getMessage());
  }
}
