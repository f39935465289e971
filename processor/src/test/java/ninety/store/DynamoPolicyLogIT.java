package ninety.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import ninety.finding.NewerFormat;
import ninety.finding.UnreadableItem;
import ninety.it.Place;
import ninety.policy.FirstSweeps;
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
    change("SET versions[0].passwordRule = :value", AttributeValue.fromS("ALWAYS"));

    String message = String.valueOf(assertThrows(UnreadableItem.class, log::read).getMessage());
    assertTrue(message.contains("row #policy, versions[0], attribute passwordRule"), message);
  }

  /** S15. */
  @Test
  void what_a_newer_version_keeps_in_a_version_of_the_policy_survives_a_write() {
    log.store(PolicyInForce.NONE.with(UNUSUAL, NOON, "x", false));
    change("SET versions[0].tomorrow = :value", AttributeValue.fromS("kept"));

    log.store(log.read().with(new FirstSweeps(7, Optional.empty(), 3)));

    assertEquals(7, log.read().firstSweeps().settled());
    assertEquals(
        AttributeValue.fromS("kept"),
        Objects.requireNonNull(row().get("versions")).l().getFirst().m().get("tomorrow"));
  }

  @Test
  void a_policy_of_a_newer_format_is_left_alone() {
    log.store(PolicyInForce.NONE.with(UNUSUAL, NOON, "x", false));
    PolicyInForce before = log.read();
    change("SET #format = :value", AttributeValue.fromN("2"));
    Map<String, AttributeValue> newer = row();

    assertThrows(NewerFormat.class, log::read);
    assertThrows(NewerFormat.class, () -> log.store(before));

    assertEquals(newer, row());
  }

  private void change(String expression, AttributeValue value) {
    Place.stack()
        .dynamodb()
        .updateItem(update ->
            update
                .tableName(table)
                .key(Map.of("id", AttributeValue.fromS("#policy")))
                .updateExpression(expression)
                .expressionAttributeNames(
                    expression.contains("#format") ? Map.of("#format", "format") : null)
                .expressionAttributeValues(Map.of(":value", value)))
        .join();
  }

  private Map<String, AttributeValue> row() {
    return Place.stack()
        .dynamodb()
        .getItem(get -> get.tableName(table).key(Map.of("id", AttributeValue.fromS("#policy"))))
        .join()
        .item();
  }
}
