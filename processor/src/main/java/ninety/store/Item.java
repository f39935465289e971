package ninety.store;

import static ninety.aws.Calls.answer;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromN;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import ninety.finding.NewerFormat;
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

  /**
   * The number of an item's format; where there is none it is 1.
   *
   * <p>It rises only for what a task that knows lower ones would misread or damage, such as a new
   * word for something that decides. A new attribute does not raise it, in whichever map: older
   * tasks keep what they do not know.
   */
  static final String FORMAT = "format";

  static final long NEWEST_FORMAT = 1;

  private static final String PIPELINE = "#";

  /**
   * Of a row that is not there, too. One that is, without a version, must not be asked for ever.
   */
  private static final String NO_VERSION = "attribute_not_exists(#version)";

  private static final String SAME_VERSION = "#version = :read";
  private static final String NO_NEWER_FORMAT =
      "(attribute_not_exists(#format) OR #format <= :format)";

  /** True if an item of the table is a user's. */
  static boolean isUser(Map<String, AttributeValue> item) {
    return !item.getOrDefault(ID, fromS("")).s().startsWith(PIPELINE);
  }

  Map<String, AttributeValue> key() {
    return Map.of(ID, fromS(id));
  }

  /**
   * The item as it is, after every write that was answered; without attributes where nothing is.
   */
  Fields read() {
    return row(
        answer(dynamo.getItem(get -> get.tableName(table).key(key()).consistentRead(true))).item());
  }

  /**
   * The attributes of this item, which is a row of the pipeline.
   *
   * @throws NewerFormat if a newer version wrote it so that this one would damage it
   */
  Fields row(Map<String, AttributeValue> attributes) {
    return fields("row " + id, attributes);
  }

  /**
   * The attributes of an item, unless its format is newer than those that are known.
   *
   * @param what the item is and its id, for people
   * @throws NewerFormat if it is
   */
  static Fields fields(String what, Map<String, AttributeValue> attributes) {
    Fields fields = new Fields(what, attributes);
    long format = fields.optionalNumber(FORMAT).orElse(1L);
    if (format > NEWEST_FORMAT) {
      throw new NewerFormat(what, format, NEWEST_FORMAT);
    }
    return fields;
  }

  /**
   * Writes, whatever is there, unless it is of a newer format.
   *
   * @param known all attributes that this version knows
   * @param attributes those of them that there shall be
   */
  void write(List<String> known, Map<String, AttributeValue> attributes) {
    change(update -> set(update, known, attributes, Map.of(), Map.of())).ifPresent(this::row);
  }

  /**
   * Writes if what is there has the version that was read; otherwise returns what is there, which
   * may be nothing.
   *
   * @param known all attributes that this version knows, {@link #VERSION} among them
   * @param attributes those of them that there shall be
   * @param read 0 where nothing was there, or nothing with a version
   */
  Optional<Map<String, AttributeValue>> store(
      List<String> known, Map<String, AttributeValue> attributes, long read) {
    return change(update ->
        read > 0
            ? set(update, known, attributes, Map.of(), Map.of(":read", fromN(Long.toString(read))))
                .conditionExpression(SAME_VERSION)
            : set(update, known, attributes, Map.of(), Map.of()).conditionExpression(NO_VERSION));
  }

  /**
   * The same for a row that is written seldom: what a newer version keeps in the maps inside stays.
   *
   * @param reader reads all of the row that this version knows
   */
  Optional<Map<String, AttributeValue>> store(
      List<String> known,
      Map<String, AttributeValue> attributes,
      long read,
      Consumer<Fields> reader) {
    Fields now = read();
    if (now.optionalNumber(VERSION).orElse(0L) != read) {
      return Optional.of(now.attributes());
    }
    reader.accept(now);
    return store(known, now.unknownInside().into(attributes), read);
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
    return change(update ->
        set(update, known, attributes, Map.of("#absent", absent), Map.of())
            .conditionExpression("attribute_not_exists(#absent)"));
  }

  /**
   * Writes what comes of what is there, again and again until nobody writes in between.
   *
   * @param known all attributes that this version knows, {@link #VERSION} among them
   * @param change the other attributes that there shall be; empty where it stays as it is
   */
  void rewrite(List<String> known, Function<Fields, Optional<Map<String, AttributeValue>>> change) {
    Fields there = read();
    while (true) {
      Optional<Map<String, AttributeValue>> changed = change.apply(there);
      if (changed.isEmpty()) {
        return;
      }
      long version = there.optionalNumber(VERSION).orElse(0L);
      Map<String, AttributeValue> attributes = new HashMap<>(changed.get());
      attributes.put(VERSION, fromN(Long.toString(version + 1)));
      Optional<Map<String, AttributeValue>> overtaken =
          store(known, there.unknownInside().into(attributes), version);
      if (overtaken.isEmpty()) {
        return;
      }
      there = row(overtaken.get());
    }
  }

  /**
   * Changes what is there, if that fulfils the change's own condition and is of no newer format;
   * otherwise returns what is there.
   */
  Optional<Map<String, AttributeValue>> change(UnaryOperator<UpdateItemRequest.Builder> change) {
    UpdateItemRequest wanted = change.apply(UpdateItemRequest.builder()).build();
    Map<String, String> names = new HashMap<>(wanted.expressionAttributeNames());
    names.put("#format", FORMAT);
    Map<String, AttributeValue> values = new HashMap<>(wanted.expressionAttributeValues());
    values.put(":format", fromN(Long.toString(NEWEST_FORMAT)));
    String own = wanted.conditionExpression();
    UpdateItemRequest update =
        wanted.toBuilder()
            .tableName(table)
            .key(key())
            .conditionExpression(
                own == null ? NO_NEWER_FORMAT : "(%s) AND %s".formatted(own, NO_NEWER_FORMAT))
            .expressionAttributeNames(names)
            .expressionAttributeValues(values)
            .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
            .build();
    try {
      answer(dynamo.updateItem(update));
      return Optional.empty();
    } catch (ConditionalCheckFailedException refused) {
      return Optional.of(refused.hasItem() ? refused.item() : Map.of());
    }
  }

  private static UpdateItemRequest.Builder set(
      UpdateItemRequest.Builder update,
      List<String> known,
      Map<String, AttributeValue> attributes,
      Map<String, String> moreNames,
      Map<String, AttributeValue> moreValues) {
    Map<String, String> names = new HashMap<>(moreNames);
    Map<String, AttributeValue> values = new HashMap<>(moreValues);
    StringJoiner set = new StringJoiner(", ", "SET ", "").add("#format = :format");
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
    return update
        .updateExpression(set + remove.toString())
        .expressionAttributeNames(names)
        .expressionAttributeValues(values);
  }
}
