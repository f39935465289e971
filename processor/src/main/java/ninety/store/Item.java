package ninety.store;

import static ninety.aws.Calls.answer;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromN;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * The place of one item in the users table: a user's, or one of the pipeline's own rows, whose ids
 * begin with {@code #}. A write sets or removes all attributes that this version knows; what else
 * an item has, a newer version's perhaps, it keeps.
 */
record Item(DynamoDbAsyncClient dynamo, String table, String id) {

  static final String ID = "id";
  static final String VERSION = "version";

  private static final String PIPELINE = "#";

  private static final String NOT_STORED = "attribute_not_exists(#id)";
  private static final String SAME_VERSION = "#version = :read";

  /** Whether an item of the table is a user's. */
  static boolean isUser(Map<String, AttributeValue> item) {
    return !item.getOrDefault(ID, fromS("")).s().startsWith(PIPELINE);
  }

  Map<String, AttributeValue> key() {
    return Map.of(ID, fromS(id));
  }

  /** What is there, after every write that was answered; without attributes where nothing is. */
  Fields read() {
    return row(
        answer(dynamo.getItem(get -> get.tableName(table).key(key()).consistentRead(true))).item());
  }

  /** The attributes of this item, which is a row of the pipeline. */
  Fields row(Map<String, AttributeValue> attributes) {
    return new Fields("row " + id, attributes);
  }

  /**
   * Writes, whatever is there.
   *
   * @param known all attributes that this version knows
   * @param attributes those of them that there shall be
   */
  void write(List<String> known, Map<String, AttributeValue> attributes) {
    answer(dynamo.updateItem(update(known, attributes, Map.of(), Map.of()).build()));
  }

  /**
   * Writes if what is there has the version that was read; otherwise returns what is there, which
   * may be nothing.
   *
   * @param known all attributes that this version knows, {@link #VERSION} among them
   * @param attributes those of them that there shall be
   * @param read 0 where nothing was there
   */
  Optional<Map<String, AttributeValue>> store(
      List<String> known, Map<String, AttributeValue> attributes, long read) {
    UpdateItemRequest.Builder update =
        read > 0
            ? update(known, attributes, Map.of(), Map.of(":read", fromN(Long.toString(read))))
                .conditionExpression(SAME_VERSION)
            : update(known, attributes, Map.of("#id", ID), Map.of())
                .conditionExpression(NOT_STORED);
    return stored(update);
  }

  /**
   * Writes if what is there lacks an attribute; otherwise returns what is there.
   *
   * @param absent {@link #ID}, where nothing may be there
   * @param known all attributes that this version knows
   * @param attributes those of them that there shall be
   */
  Optional<Map<String, AttributeValue>> storeWithout(
      String absent, List<String> known, Map<String, AttributeValue> attributes) {
    return stored(
        update(known, attributes, Map.of("#absent", absent), Map.of())
            .conditionExpression("attribute_not_exists(#absent)"));
  }

  /**
   * Writes what comes of what is there, again and again until nobody writes in between.
   *
   * @param known all attributes that this version knows, {@link #VERSION} among them
   * @param change the other attributes that there shall be; empty where it stays as it is
   */
  void change(List<String> known, Function<Fields, Optional<Map<String, AttributeValue>>> change) {
    Fields there = read();
    while (true) {
      Optional<Map<String, AttributeValue>> changed = change.apply(there);
      if (changed.isEmpty()) {
        return;
      }
      long version = there.optionalNumber(VERSION).orElse(0L);
      Map<String, AttributeValue> attributes = new HashMap<>(changed.get());
      attributes.put(VERSION, fromN(Long.toString(version + 1)));
      Optional<Map<String, AttributeValue>> overtaken = store(known, attributes, version);
      if (overtaken.isEmpty()) {
        return;
      }
      there = row(overtaken.get());
    }
  }

  private Optional<Map<String, AttributeValue>> stored(UpdateItemRequest.Builder update) {
    update.returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD);
    try {
      answer(dynamo.updateItem(update.build()));
      return Optional.empty();
    } catch (ConditionalCheckFailedException overtaken) {
      return Optional.of(overtaken.hasItem() ? overtaken.item() : Map.of());
    }
  }

  private UpdateItemRequest.Builder update(
      List<String> known,
      Map<String, AttributeValue> attributes,
      Map<String, String> moreNames,
      Map<String, AttributeValue> moreValues) {
    Map<String, String> names = new HashMap<>(moreNames);
    Map<String, AttributeValue> values = new HashMap<>(moreValues);
    StringJoiner set = new StringJoiner(", ", "SET ", "");
    StringJoiner remove = new StringJoiner(", ", " REMOVE ", "").setEmptyValue("");
    for (String attribute : known) {
      names.put("#" + attribute, attribute);
      if (attributes.containsKey(attribute)) {
        values.put(":" + attribute, attributes.get(attribute));
        set.add("#%1$s = :%1$s".formatted(attribute));
      } else {
        remove.add("#" + attribute);
      }
    }
    return UpdateItemRequest.builder()
        .tableName(table)
        .key(key())
        .updateExpression(set + remove.toString())
        .expressionAttributeNames(names)
        .expressionAttributeValues(values);
  }
}
