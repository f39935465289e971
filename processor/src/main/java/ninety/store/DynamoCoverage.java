package ninety.store;

import static ninety.aws.Calls.answer;
import static ninety.store.CoverageRows.FINISHED;
import static ninety.store.CoverageRows.FROM;
import static ninety.store.CoverageRows.LOST;
import static ninety.store.CoverageRows.READING;
import static ninety.store.CoverageRows.SHARDS;
import static ninety.store.CoverageRows.STREAM;
import static ninety.store.CoverageRows.THROUGH;
import static ninety.store.CoverageRows.sortable;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromBool;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromM;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Gatherers;
import java.util.stream.Stream;
import ninety.aws.Fault;
import ninety.coverage.Backfill;
import ninety.coverage.Coverage;
import ninety.coverage.CoverageLog;
import ninety.coverage.Doubts;
import ninety.coverage.Expecting;
import ninety.coverage.Listening;
import ninety.coverage.Progress;
import ninety.coverage.Source;
import ninety.coverage.Span;
import ninety.coverage.Waiting;
import ninety.store.CoverageRows.Changed;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * Coverage in five rows of the users table, with what people attest. Every write is one that only
 * lets the row grow, by its condition or by a version, so any number of workers may write at one
 * time and again.
 *
 * <p>Rows have room for 400 KB: some 5,000 shards that Kinesis lists at one time (72 bytes each).
 * The sources' stays below 100 KB, however often they were silent: {@link Listening#bounded}.
 */
public final class DynamoCoverage implements CoverageLog {

  private static final String EARLIER = "attribute_not_exists(#from) OR #from > :from";
  private static final String FURTHER = "#shards.#id.#through < :through";
  private static final String KNOWN_FIRST =
      "attribute_exists(#shards.#id) AND attribute_not_exists(#shards.#id.#reading)";
  private static final String EARLIER_READING =
      "attribute_exists(#shards.#id)"
          + " AND (attribute_not_exists(#shards.#id.#reading) OR #shards.#id.#reading < :reading)";
  private static final String NOT_LATER =
      "attribute_exists(#shards.#id)"
          + " AND (attribute_not_exists(#shards.#id.#reading) OR #shards.#id.#reading <= :reading)";

  /** An expression has room for 4 KB. */
  private static final int SHARDS_A_WRITE = 50;

  private final Item coverage;
  private final Item shards;
  private final Item sources;
  private final CoverageRows.Home home;
  private final Item undelivered;
  private final Item attestations;
  private final Item archives;

  public DynamoCoverage(DynamoDbAsyncClient dynamo, String table) {
    this(dynamo, table, Optional.empty(), Set.of());
  }

  /**
   * @param home the account of which an earlier version stored the Regions alone
   * @param given of what signs of life are expected: where the account is not known it is the only
   *     one of these in that Region
   */
  public DynamoCoverage(
      DynamoDbAsyncClient dynamo, String table, Optional<String> home, Set<Source> given) {
    this.home = new CoverageRows.Home(home, given);
    this.coverage = new Item(dynamo, table, "#coverage");
    this.shards = new Item(dynamo, table, "#shards");
    this.sources = new Item(dynamo, table, "#sources");
    this.undelivered = new Item(dynamo, table, "#undelivered");
    this.attestations = new Item(dynamo, table, "#attestations");
    this.archives = new Item(dynamo, table, "#read");
  }

  /**
   * First how far shards are processed, then the rest: whoever processed a shard past a loss wrote
   * down the loss before, so a horizon is never seen without the gaps below it.
   */
  @Override
  public Coverage read() {
    Fields processed = shards.read();
    Fields heard = sources.read();
    return CoverageRows.read(
        coverage.read(),
        processed,
        heard,
        AttestationRow.all(attestations).stated(),
        DoubtsRow.read(undelivered.read()),
        BackfillRow.read(archives.read()),
        home);
  }

  @Override
  public String stream(String wanted) {
    Map<String, AttributeValue> bound =
        answer(
                shards
                    .dynamo()
                    .updateItem(update ->
                        update
                            .tableName(shards.table())
                            .key(shards.key())
                            .updateExpression("SET #stream = if_not_exists(#stream, :wanted)")
                            .expressionAttributeNames(Map.of("#stream", STREAM))
                            .expressionAttributeValues(Map.of(":wanted", fromS(wanted)))
                            .returnValues(ReturnValue.ALL_NEW)))
            .attributes();
    return shards.row(bound).text(STREAM);
  }

  @Override
  public void begun(Instant from) {
    written(
        coverage,
        update ->
            update
                .updateExpression("SET #from = :from")
                .conditionExpression(EARLIER)
                .expressionAttributeNames(Map.of("#from", FROM))
                .expressionAttributeValues(Map.of(":from", fromS(sortable(from)))));
  }

  @Override
  public void shards(Map<String, Progress> found) {
    found.entrySet().stream().gather(Gatherers.windowFixed(SHARDS_A_WRITE)).forEach(this::add);
  }

  private void add(List<Map.Entry<String, Progress>> found) {
    Map<String, String> names = new HashMap<>(Map.of("#shards", SHARDS));
    Map<String, AttributeValue> values = new HashMap<>();
    StringJoiner set = new StringJoiner(", ", "SET ", "");
    found.forEach(shard -> {
      int number = values.size();
      names.put("#s" + number, shard.getKey());
      values.put(":s" + number, CoverageRows.ofProgress(shard.getValue()));
      set.add("#shards.#s%1$d = if_not_exists(#shards.#s%1$d, :s%1$d)".formatted(number));
    });
    inMap(
        shards,
        SHARDS,
        update ->
            update
                .updateExpression(set.toString())
                .expressionAttributeNames(names)
                .expressionAttributeValues(values));
  }

  /** One call, except for a shard that is not known yet, and where there is news of its end. */
  @Override
  public void progressed(String shard, Progress progress) {
    Optional<Fields> refused = advance(shard, progress);
    if (refused.isPresent() && !CoverageRows.shards(refused.get()).containsKey(shard)) {
      shards(Map.of(shard, progress));
      advance(shard, progress);
    }
    if (progress.finished() || progress.reading() > 0) {
      read(shard, progress);
    }
  }

  private Optional<Fields> advance(String shard, Progress progress) {
    return written(
        shards,
        update ->
            update
                .updateExpression("SET #shards.#id.#through = :through")
                .conditionExpression(FURTHER)
                .expressionAttributeNames(
                    Map.of("#shards", SHARDS, "#id", shard, "#through", THROUGH))
                .expressionAttributeValues(
                    Map.of(":through", fromS(sortable(progress.through())))));
  }

  /** Records a reading: what it says of the end holds over what earlier ones said. */
  private void read(String shard, Progress progress) {
    boolean first = progress.reading() == 0;
    Map<String, AttributeValue> values =
        new HashMap<>(Map.of(":finished", fromBool(progress.finished())));
    if (!first) {
      values.put(":reading", DossierItem.number(progress.reading()));
    }
    written(
        shards,
        update ->
            update
                .updateExpression(
                    "SET #shards.#id.#finished = :finished"
                        + (first ? "" : ", #shards.#id.#reading = :reading"))
                .conditionExpression(
                    first ? KNOWN_FIRST : progress.finished() ? NOT_LATER : EARLIER_READING)
                .expressionAttributeNames(
                    Map.of(
                        "#shards",
                        SHARDS,
                        "#id",
                        shard,
                        "#finished",
                        FINISHED,
                        "#reading",
                        READING))
                .expressionAttributeValues(values));
  }

  @Override
  public void gone(Set<String> ids) {
    Map<String, Progress> known = CoverageRows.shards(shards.read());
    ids.stream()
        .filter(id -> Optional.ofNullable(known.get(id)).filter(Progress::finished).isPresent())
        .forEach(id ->
            written(
                shards,
                update ->
                    update
                        .updateExpression("REMOVE #shards.#id")
                        // Unless it was taken up again meanwhile.
                        .conditionExpression("#shards.#id.#finished = :finished")
                        .expressionAttributeNames(
                            Map.of("#shards", SHARDS, "#id", id, "#finished", FINISHED))
                        .expressionAttributeValues(Map.of(":finished", fromBool(true)))));
  }

  @Override
  public void lost(Span span) {
    Fields row = coverage.read();
    while (true) {
      Optional<Fields> map = row.map(LOST);
      List<Span> before = map.map(CoverageRows::lost).orElse(List.of());
      List<Span> after = Coverage.losses(Stream.concat(before.stream(), Stream.of(span)).toList());
      if (after.equals(before)) {
        return;
      }
      Optional<Fields> overtaken = lost(map, after);
      if (overtaken.isEmpty()) {
        return;
      }
      row = overtaken.get();
    }
  }

  private Optional<Fields> lost(Optional<Fields> before, List<Span> after) {
    Map<String, AttributeValue> values =
        new HashMap<>(Map.of(":after", CoverageRows.ofLost(after)));
    before.ifPresent(map -> values.put(":before", fromM(map.attributes())));
    return written(
        coverage,
        update ->
            update
                .updateExpression("SET #lost = :after")
                .conditionExpression(
                    before.isPresent() ? "#lost = :before" : "attribute_not_exists(#lost)")
                .expressionAttributeNames(Map.of("#lost", LOST))
                .expressionAttributeValues(values));
  }

  @Override
  public void heard(Source source, Listening beats) {
    rewrite(row -> {
      Map<Source, Listening> before = CoverageRows.sources(row);
      Map<Source, Listening> after = new HashMap<>(before);
      after.merge(source, beats, Listening::join);
      Map<Source, Listening> changed = new HashMap<>(Listening.bounded(after));
      changed.entrySet().removeIf(it -> it.getValue().equals(before.get(it.getKey())));
      return new Changed(changed, Map.of(), Set.of());
    });
  }

  @Override
  public void expecting(Expecting found) {
    rewrite(row -> CoverageRows.expecting(row, home, found));
  }

  private void rewrite(Function<Fields, Changed> change) {
    Fields row = sources.read();
    while (true) {
      Changed changed = change.apply(row);
      if (changed.isNothing()) {
        return;
      }
      long version = row.isEmpty() ? 0 : row.number(Item.VERSION);
      Optional<Map<String, AttributeValue>> overtaken =
          sources.store(
              CoverageRows.OF_SOURCES,
              CoverageRows.withSources(row, changed, version + 1),
              version);
      if (overtaken.isEmpty()) {
        return;
      }
      row = sources.row(overtaken.get());
    }
  }

  @Override
  public void backfilled(Backfill read) {
    archives.rewrite(
        BackfillRow.ATTRIBUTES,
        row -> {
          Backfill before = BackfillRow.read(row);
          Backfill after = before.join(read);
          return after.equals(before) ? Optional.empty() : Optional.of(BackfillRow.of(row, after));
        });
  }

  @Override
  public void undelivered(Waiting found) {
    List<Span> mended = read().mended();
    Fields row = undelivered.read();
    while (true) {
      Doubts before = DoubtsRow.read(row);
      Doubts after = before.after(found, mended);
      if (after.equals(before)) {
        return;
      }
      Optional<Map<String, AttributeValue>> overtaken =
          undelivered.store(
              DoubtsRow.ATTRIBUTES, DoubtsRow.of(after, before.version() + 1), before.version());
      if (overtaken.isEmpty()) {
        return;
      }
      row = undelivered.row(overtaken.get());
    }
  }

  /** Changes something in a map of a row. The map, and the row, are made where they are missing. */
  private static void inMap(Item row, String map, UnaryOperator<UpdateItemRequest.Builder> change) {
    try {
      written(row, change);
    } catch (DynamoDbException invalid) {
      // Of a missing map DynamoDB says no more than this. Of another fault it will say it again.
      if (!Fault.codeOf(invalid).equals("ValidationException")) {
        throw invalid;
      }
      written(
          row,
          update ->
              update
                  .updateExpression("SET #map = if_not_exists(#map, :empty)")
                  .expressionAttributeNames(Map.of("#map", map))
                  .expressionAttributeValues(Map.of(":empty", fromM(Map.of()))));
      written(row, change);
    }
  }

  /** Writes under the change's own condition; where that does not hold, says what is there. */
  private static Optional<Fields> written(
      Item row, UnaryOperator<UpdateItemRequest.Builder> change) {
    return row.change(change).map(row::row);
  }
}
