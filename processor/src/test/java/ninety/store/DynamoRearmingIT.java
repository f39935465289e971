package ninety.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Gatherers;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import ninety.finding.Dossiers;
import ninety.finding.Rearming;
import ninety.finding.RearmingContract;
import ninety.finding.UnreadableItem;
import ninety.it.Place;
import ninety.user.Facts;
import ninety.user.UserId;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** The contract on a real table, and what only a table can do. */
final class DynamoRearmingIT extends RearmingContract {

  private final String table = Tables.empty();
  private final DynamoRearming rearming = new DynamoRearming(Place.stack().dynamodb(), table);

  @Override
  protected Rearming rearming() {
    return rearming;
  }

  @Override
  protected Dossiers dossiers() {
    return new DynamoDossiers(Place.stack().dynamodb(), table);
  }

  @Test
  void a_page_has_500_users_at_most_and_all_together_have_all() {
    List<UserId> users = IntStream.range(0, 1_234).mapToObj(Facts::user).toList();
    put(users.stream().map(UserId::value));

    List<Rearming.Page> pages = pages();

    assertTrue(sizes(pages).stream().allMatch(size -> size <= 500), () -> sizes(pages).toString());
    assertEquals(users, sorted(pages));
  }

  @Test
  void no_page_ends_at_a_row_of_the_pipeline() {
    List<UserId> users = IntStream.range(0, 9).mapToObj(Facts::user).toList();
    put(
        Stream.concat(
            users.stream().map(UserId::value), IntStream.range(0, 1_600).mapToObj(i -> "#" + i)));

    List<Rearming.Page> pages = pages();

    assertEquals(users, sorted(pages));
  }

  @Test
  void a_row_that_cannot_be_read_is_named_and_a_user_who_cannot_keeps_none_from_the_others() {
    rearming.write(
        new Rearming.Armed(new UUID(1, 2), false, Optional.of(Facts.user(1)), Optional.empty()));
    Place.stack()
        .dynamodb()
        .updateItem(update ->
            update
                .tableName(table)
                .key(Map.of("id", AttributeValue.fromS("#rearming")))
                .updateExpression("SET #after = :value")
                .expressionAttributeNames(Map.of("#after", "after"))
                .expressionAttributeValues(Map.of(":value", AttributeValue.fromS("mara"))))
        .join();

    String message =
        String.valueOf(assertThrows(UnreadableItem.class, rearming::read).getMessage());
    assertTrue(message.contains("row #rearming, attribute after"), message);

    put(Stream.of("mara", Facts.user(7).value()));
    Rearming.Page page = rearming.page(Optional.empty());
    assertEquals(1, page.unreadable().size());
    assertTrue(
        String.valueOf(page.unreadable().getFirst().getMessage())
            .contains("user mara, attribute id"));
    assertEquals(List.of(Facts.user(7)), sorted(List.of(page)));
  }

  private List<Rearming.Page> pages() {
    List<Rearming.Page> pages = new ArrayList<>();
    Optional<UserId> after = Optional.empty();
    do {
      pages.add(rearming.page(after));
      after = pages.getLast().last();
    } while (after.isPresent());
    return pages;
  }

  private static List<Integer> sizes(List<Rearming.Page> pages) {
    return pages.stream().map(page -> page.dossiers().size()).toList();
  }

  private static List<UserId> sorted(List<Rearming.Page> pages) {
    return pages.stream()
        .flatMap(page -> page.dossiers().stream())
        .map(dossier -> dossier.user().id())
        .sorted(Comparator.naturalOrder())
        .toList();
  }

  private void put(Stream<String> ids) {
    List<CompletableFuture<?>> writes = new ArrayList<>();
    ids.map(id -> Map.of("id", AttributeValue.fromS(id), "version", AttributeValue.fromN("1")))
        .map(item -> WriteRequest.builder().putRequest(put -> put.item(item)).build())
        .gather(Gatherers.windowFixed(25))
        .forEach(some ->
            writes.add(
                Place.stack()
                    .dynamodb()
                    .batchWriteItem(write -> write.requestItems(Map.of(table, some)))
                    .thenAccept(answer -> assertEquals(Map.of(), answer.unprocessedItems()))));
    CompletableFuture.allOf(writes.toArray(CompletableFuture[]::new)).join();
  }
}
