package ninety.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import ninety.coverage.Archived;
import ninety.coverage.Backfill;
import ninety.coverage.Coverage;
import ninety.coverage.CoverageLog;
import ninety.coverage.CoverageLogContract;
import ninety.coverage.Expecting;
import ninety.coverage.Listening;
import ninety.coverage.Progress;
import ninety.coverage.Source;
import ninety.coverage.Span;
import ninety.finding.NewerFormat;
import ninety.finding.UnreadableItem;
import ninety.it.Place;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The contract on a real table, and what only a table can do. */
final class DynamoCoverageIT extends CoverageLogContract {

  private static final Source FRANKFURT = new Source("111122223333", "eu-central-1");
  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

  private final String table = Tables.empty();
  private final DynamoCoverage coverage = new DynamoCoverage(Place.stack().dynamodb(), table);

  @Override
  protected CoverageLog log() {
    return coverage;
  }

  @Override
  protected CoverageLog another() {
    return new DynamoCoverage(Place.stack().dynamodb(), Tables.empty());
  }

  @Test
  void the_progress_past_a_loss_is_never_seen_without_the_loss() {
    Span loss = new Span(NOON, NOON.plusSeconds(60));
    AtomicInteger reads = new AtomicInteger();
    for (int after = 1; after <= 3; after++) {
      int turn = after;
      CoverageLog other = another(table);
      reads.set(0);
      DynamoDbAsyncClient disturbed =
          disturbed(() -> {
            if (reads.incrementAndGet() == turn) {
              other.lost(loss);
              other.progressed("shard-" + turn, new Progress(loss.to(), false));
            }
          });

      Coverage seen = new DynamoCoverage(disturbed, table).read();

      assertEquals(6, reads.get());
      assertTrue(
          !seen.shards().containsKey("shard-" + turn) || seen.lost().contains(loss),
          () -> "after read " + turn + ": " + seen);
    }
  }

  @Test
  void what_adds_nothing_is_not_written() {
    coverage.heard(FRANKFURT, Listening.at(NOON));
    coverage.heard(FRANKFURT, Listening.at(NOON.plusSeconds(300)));
    coverage.heard(FRANKFURT, Listening.at(NOON.plusSeconds(60)));
    coverage.heard(FRANKFURT, Listening.at(NOON));

    assertEquals(AttributeValue.fromN("2"), row("#sources").get("version"));
  }

  @Test
  void what_a_newer_version_keeps_in_the_rows_survives() {
    for (String row : List.of("#coverage", "#shards", "#sources")) {
      set(row, "tomorrow", AttributeValue.fromS("kept"));
      set(row, "version", AttributeValue.fromN("1"));
    }

    coverage.begun(NOON);
    coverage.lost(new Span(NOON, NOON));
    coverage.progressed("a", new Progress(NOON, false));
    coverage.heard(FRANKFURT, Listening.at(NOON));

    assertEquals(Set.of("a"), coverage.read().shards().keySet());
    for (String row : List.of("#coverage", "#shards", "#sources")) {
      assertEquals(AttributeValue.fromS("kept"), row(row).get("tomorrow"));
    }
  }

  /** S1: keys of before are Regions alone, and a newer version may bring further kinds. */
  @Test
  void regions_that_an_earlier_version_stored_are_the_accounts_and_what_a_newer_one_stores_stays() {
    AttributeValue heard =
        AttributeValue.fromL(
            List.of(AttributeValue.fromS("2026-06-01T12:00:00Z/2026-06-01T12:00:00Z")));
    set(
        "#sources",
        "sources",
        AttributeValue.fromM(
            Map.of("eu-central-1", heard, "111122223333/eu-central-1/lake", heard)));
    set("#sources", "version", AttributeValue.fromN("1"));

    coverage.heard(FRANKFURT, Listening.at(NOON.plusSeconds(60)));
    coverage.heard(FRANKFURT.as(Source.Kind.CLOUDTRAIL), Listening.at(NOON));

    Listening both = new Listening(List.of(new Span(NOON, NOON.plusSeconds(60))));
    DynamoCoverage home =
        new DynamoCoverage(Place.stack().dynamodb(), table, FRANKFURT.account(), Set.of());
    assertEquals(
        Map.of(FRANKFURT, both, FRANKFURT.as(Source.Kind.CLOUDTRAIL), Listening.at(NOON)),
        home.read().sources());
    assertEquals(
        Map.of(
            Source.ofRegion("eu-central-1"),
            Listening.at(NOON),
            FRANKFURT,
            Listening.at(NOON.plusSeconds(60)),
            FRANKFURT.as(Source.Kind.CLOUDTRAIL),
            Listening.at(NOON)),
        coverage.read().sources());
    assertEquals(
        Set.of(
            "eu-central-1",
            "111122223333/eu-central-1",
            "111122223333/eu-central-1/cloudtrail",
            "111122223333/eu-central-1/lake"),
        Objects.requireNonNull(row("#sources").get("sources")).m().keySet());
  }

  @Test
  void spans_of_which_archived_logs_were_read_are_intervals() {
    set(
        "#coverage",
        "read",
        AttributeValue.fromL(
            List.of(AttributeValue.fromS("2026-06-01T12:00:00Z/2026-06-01T12:01:00.5Z"))));

    assertEquals(
        Archived.stated(List.of(new Span(NOON, NOON.plusMillis(60_500)))), coverage.read().read());
  }

  /** As it was kept before it was known who stated it. */
  @Test
  void what_was_read_of_a_place_by_nobody_knows_whose_word_is_a_list_of_intervals() {
    Source home = new Source("111122223333", "eu-central-1");
    coverage.begun(NOON);
    coverage.shards(Map.of("a", new Progress(NOON, false)));
    coverage.expecting(new Expecting(Set.of(home), NOON, Optional.empty()));
    set(
        "#read",
        "places",
        AttributeValue.fromM(
            Map.of(
                home.text(),
                AttributeValue.fromL(
                    List.of(AttributeValue.fromS("2026-06-01T12:00:00Z/2026-06-01T13:00:00Z"))))));
    Span first = new Span(NOON, NOON.plusSeconds(3600));
    Span second = new Span(NOON.plusSeconds(3600), NOON.plusSeconds(7200));
    assertEquals(List.of(first), coverage.read().read().stated());

    coverage.backfilled(Backfill.proven(Map.of(home, List.of(second))));

    assertEquals(List.of(first), coverage.read().read().stated());
    assertEquals(List.of(second), coverage.read().read().proven());
  }

  @ParameterizedTest
  @CsvSource({
    "#coverage, from, soon, from",
    "#coverage, lost, soon, lost",
    "#coverage, read, soon, read",
    "#shards, shards, soon, shards",
    "#sources, sources, soon, sources",
  })
  void a_row_that_cannot_be_read_is_named_with_its_attribute(
      String row, String attribute, String value, String named) {
    set(row, attribute, AttributeValue.fromS(value));

    String message = unreadable();

    assertTrue(message.contains("row " + row + ", attribute " + named + " "), message);
  }

  @Test
  void a_shard_a_loss_or_a_source_that_cannot_be_read_is_named() {
    set("#shards", "shards", map("a", map("through", AttributeValue.fromS("soon"))));
    assertTrue(unreadable().contains("row #shards, shards, a, attribute through"));

    set("#shards", "shards", map("a", map("through", AttributeValue.fromS(NOON.toString()))));
    assertTrue(unreadable().contains("row #shards, shards, a, attribute finished"));

    set("#shards", "shards", AttributeValue.fromM(Map.of()));
    set("#coverage", "lost", map(NOON.toString(), AttributeValue.fromS("2026-05-31T00:00:00Z")));
    assertTrue(unreadable().contains("row #coverage, lost, attribute " + NOON));

    set("#coverage", "lost", AttributeValue.fromM(Map.of()));
    set(
        "#sources",
        "sources",
        map("eu-central-1", AttributeValue.fromL(List.of(AttributeValue.fromS("always")))));
    assertTrue(unreadable().contains("row #sources, sources, attribute eu-central-1"));
  }

  /** S15: also by a write that reads nothing before. */
  @Test
  void a_row_of_a_newer_format_is_left_alone() {
    coverage.begun(NOON);
    coverage.progressed("a", new Progress(NOON, false));
    coverage.heard(Source.ofRegion("eu-central-1"), Listening.at(NOON));
    for (String row : List.of("#coverage", "#shards", "#sources")) {
      set(row, "format", AttributeValue.fromN("2"));
      Map<String, AttributeValue> newer = row(row);
      Instant later = NOON.plusSeconds(60);

      assertThrows(NewerFormat.class, coverage::read);
      if (row.equals("#coverage")) {
        assertThrows(NewerFormat.class, () -> coverage.begun(NOON.minusSeconds(1)));
        assertThrows(NewerFormat.class, () -> coverage.lost(new Span(NOON, later)));
      } else if (row.equals("#shards")) {
        assertThrows(NewerFormat.class, () -> coverage.progressed("a", new Progress(later, true)));
        assertThrows(
            NewerFormat.class, () -> coverage.shards(Map.of("b", new Progress(NOON, false))));
      } else {
        assertThrows(
            NewerFormat.class,
            () -> coverage.heard(Source.ofRegion("eu-central-1"), Listening.at(later)));
      }

      assertEquals(newer, row(row));
      set(row, "format", AttributeValue.fromN("1"));
    }
  }

  @Test
  void the_rows_are_no_users() {
    coverage.begun(NOON);
    coverage.progressed("a", new Progress(NOON, false));
    coverage.heard(FRANKFURT, Listening.at(NOON));

    assertEquals(
        0,
        new DynamoDossiers(Place.stack().dynamodb(), table)
            .all(unreadable -> {
              throw unreadable;
            })
            .count());
  }

  private static CoverageLog another(String table) {
    return new DynamoCoverage(Place.stack().dynamodb(), table);
  }

  private String unreadable() {
    return String.valueOf(assertThrows(UnreadableItem.class, coverage::read).getMessage());
  }

  private static AttributeValue map(String name, AttributeValue value) {
    return AttributeValue.fromM(Map.of(name, value));
  }

  private void set(String row, String attribute, AttributeValue value) {
    Place.stack()
        .dynamodb()
        .updateItem(update ->
            update
                .tableName(table)
                .key(Map.of("id", AttributeValue.fromS(row)))
                .updateExpression("SET #attribute = :value")
                .expressionAttributeNames(Map.of("#attribute", attribute))
                .expressionAttributeValues(Map.of(":value", value)))
        .join();
  }

  private Map<String, AttributeValue> row(String id) {
    return Place.stack()
        .dynamodb()
        .getItem(get -> get.tableName(table).key(Map.of("id", AttributeValue.fromS(id))))
        .join()
        .item();
  }

  /** The client, with something happening after each item that it read. */
  private static DynamoDbAsyncClient disturbed(Runnable afterRead) {
    DynamoDbAsyncClient real = Place.stack().dynamodb();
    return (DynamoDbAsyncClient)
        Proxy.newProxyInstance(
            DynamoDbAsyncClient.class.getClassLoader(),
            new Class<?>[] {DynamoDbAsyncClient.class},
            (_, method, arguments) -> {
              try {
                Object answer = method.invoke(real, arguments);
                if (method.getName().equals("getItem")
                    && answer instanceof CompletableFuture<?> call) {
                  call.join();
                  afterRead.run();
                }
                return answer;
              } catch (InvocationTargetException failed) {
                throw failed.getTargetException();
              }
            });
  }
}
