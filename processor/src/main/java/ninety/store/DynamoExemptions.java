package ninety.store;

import static ninety.aws.Calls.answer;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromSs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Gatherers;
import java.util.stream.Stream;
import ninety.exemption.Exemption;
import ninety.exemption.ExemptionLog;
import ninety.exemption.Exemptions;
import ninety.finding.UnreadableItem;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;

/**
 * Exemptions in the users table, a row each. Two more rows list their ids: of those that are in
 * force or were so of late, and of those that were put away; a row has room for some 40,000.
 *
 * <p>An id is listed before its row is written. Who is killed between leaves an id of nothing,
 * which exempts nobody.
 *
 * <p>Version 0.1 kept all of them in one row. What it has is read from there for ever; where such
 * an exemption is taken back, it gets a row of its own, which counts instead.
 */
public final class DynamoExemptions implements ExemptionLog {

  private static final String ALL_OF_0_1 = "exemptions";
  private static final String IDS = "ids";

  /** Reads at one time. */
  private static final int WINDOW = 50;

  private final DynamoDbAsyncClient dynamo;
  private final String table;
  private final Item allOf01;
  private final Item open;
  private final Item over;

  public DynamoExemptions(DynamoDbAsyncClient dynamo, String table) {
    this.dynamo = dynamo;
    this.table = table;
    this.allOf01 = new Item(dynamo, table, "#exemptions");
    this.open = new Item(dynamo, table, "#exemptions#open");
    this.over = new Item(dynamo, table, "#exemptions#over");
  }

  @Override
  public Exemptions read() {
    return all(ids(open));
  }

  @Override
  public Exemptions trail() {
    // What is being put away meanwhile is listed in the second row before it leaves the first.
    Set<String> ids = ids(open);
    ids.addAll(ids(over));
    return all(ids);
  }

  @Override
  public boolean add(Exemption exemption) {
    list(open, "ADD", exemption.id());
    return stored(exemption, Item.ID, new Fields("", Map.of()));
  }

  @Override
  public boolean remove(Exemption removed) {
    list(open, "ADD", removed.id());
    Fields there = row(removed.id()).read();
    if (!there.isEmpty()) {
      ExemptionRow.read(there);
    }
    return stored(removed, ExemptionRow.REMOVED, there);
  }

  /** Leaves what version 0.1 stored: its own row, if it has one, always has to be read. */
  @Override
  public void putAway(Exemption exemption) {
    if (of01(_ -> {}).noneMatch(each -> each.id().equals(exemption.id()))) {
      list(over, "ADD", exemption.id());
      list(open, "DELETE", exemption.id());
    }
  }

  private boolean stored(Exemption exemption, String absent, Fields before) {
    Item row = row(exemption.id());
    Optional<Map<String, AttributeValue>> there =
        row.storeWithout(
            absent,
            ExemptionRow.ATTRIBUTES,
            before.unknownInside().into(ExemptionRow.of(exemption)));
    // What is there may be this very write, made before and its answer lost.
    return there.map(row::row).map(ExemptionRow::read).map(exemption::equals).orElse(true);
  }

  private Item row(String id) {
    return new Item(dynamo, table, ExemptionRow.KEY + id);
  }

  private void list(Item ids, String action, String id) {
    ids.change(update ->
            update
                .updateExpression(action + " #ids :id")
                .expressionAttributeNames(Map.of("#ids", IDS))
                .expressionAttributeValues(Map.of(":id", fromSs(List.of(id)))))
        .ifPresent(ids::row);
  }

  private static Set<String> ids(Item listed) {
    return new TreeSet<>(listed.read().textSet(IDS));
  }

  private Exemptions all(Set<String> ids) {
    List<String> unreadable = new ArrayList<>();
    Consumer<UnreadableItem> named = item -> unreadable.add(String.valueOf(item.getMessage()));
    Map<String, Exemption> all = new LinkedHashMap<>();
    Stream.concat(
            of01(named),
            ids.stream()
                .gather(Gatherers.windowFixed(WINDOW))
                .flatMap(window -> rows(window, named)))
        .forEach(each -> all.put(each.id(), each));
    return new Exemptions(List.copyOf(all.values()), unreadable);
  }

  private Stream<Exemption> of01(Consumer<UnreadableItem> unreadable) {
    return allOf01.read().list(ALL_OF_0_1).stream()
        .flatMap(each -> DynamoDossiers.readable(each, ExemptionRow::element, unreadable));
  }

  private Stream<Exemption> rows(List<String> ids, Consumer<UnreadableItem> unreadable) {
    record Reading(Item row, CompletableFuture<GetItemResponse> answer) {}
    return ids.stream()
        .map(this::row)
        .map(row ->
            new Reading(
                row,
                dynamo.getItem(get -> get.tableName(table).key(row.key()).consistentRead(true))))
        .toList()
        .stream()
        .filter(reading -> answer(reading.answer()).hasItem())
        .flatMap(reading ->
            DynamoDossiers.readable(
                answer(reading.answer()).item(),
                item -> ExemptionRow.read(reading.row().row(item)),
                unreadable));
  }
}
