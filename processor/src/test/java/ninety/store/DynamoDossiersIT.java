package ninety.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import ninety.finding.Alert;
import ninety.finding.Dossier;
import ninety.finding.Dossiers.Stored.Written;
import ninety.finding.DossiersContract;
import ninety.finding.Due;
import ninety.finding.NewerFormat;
import ninety.finding.UnreadableItem;
import ninety.it.Place;
import ninety.user.Fact;
import ninety.user.Facts;
import ninety.user.Kind;
import ninety.user.Proof;
import ninety.user.Subject;
import ninety.user.UserId;
import ninety.user.UserRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The contract on a real table, and what only a table can do. */
final class DynamoDossiersIT extends DossiersContract<DynamoDossiers> {

  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

  private static Place place;

  @BeforeAll
  static void make() {
    place = Place.withoutStream();
  }

  @Override
  protected DynamoDossiers dossiers() {
    return place.dossiers();
  }

  @Test
  void what_a_newer_version_keeps_in_an_item_survives_a_write() {
    UserId user = user();
    Dossier stored = written(dossierOf(user, new Kind.UserUpdated(false)));
    Place.stack()
        .dynamodb()
        .updateItem(update ->
            update
                .tableName(place.table())
                .key(DossierItem.key(user))
                .updateExpression("SET tomorrow = :value, firstSeen.tomorrow = :value")
                .expressionAttributeValues(Map.of(":value", AttributeValue.fromS("kept"))))
        .join();

    Dossier read = dossiers().read(user).orElseThrow();
    assertEquals(stored.user(), read.user());
    written(
        read.absorb(
                UserRecord.of(user, Facts.about(user).passwordReset(NOON.plusSeconds(1))),
                Duration.ZERO)
            .orElseThrow());

    assertEquals(AttributeValue.fromS("kept"), item(user).get("tomorrow"));
    assertEquals(
        AttributeValue.fromS("kept"),
        Objects.requireNonNull(item(user).get("firstSeen")).m().get("tomorrow"));
    assertEquals(AttributeValue.fromN("1"), item(user).get("format"));
  }

  /** S15: it would be damaged, whether it was read before or not. */
  @Test
  void an_item_of_a_newer_format_is_neither_read_nor_written() {
    UserId user = user();
    Dossier before = written(dossierOf(user, new Kind.UserUpdated(false)));
    Place.stack()
        .dynamodb()
        .updateItem(update ->
            update
                .tableName(place.table())
                .key(DossierItem.key(user))
                .updateExpression("SET #format = :two, version = :three")
                .expressionAttributeNames(Map.of("#format", "format"))
                .expressionAttributeValues(
                    Map.of(":two", AttributeValue.fromN("2"), ":three", AttributeValue.fromN("3"))))
        .join();
    Map<String, AttributeValue> newer = item(user);

    assertThrows(NewerFormat.class, () -> dossiers().read(user));
    assertThrows(NewerFormat.class, () -> dossiers().store(before.withDue(new Due.At(NOON))));
    assertThrows(
        NewerFormat.class, () -> dossiers().store(dossierOf(user, new Kind.UserDeleted())));

    assertEquals(newer, item(user));
    Place.stack()
        .dynamodb()
        .deleteItem(delete -> delete.tableName(place.table()).key(DossierItem.key(user)))
        .join();
  }

  @Test
  void an_item_that_cannot_be_read_is_named_with_its_attribute() {
    UserId user = user();
    written(dossierOf(user, new Kind.UserUpdated(false)));
    Place.stack()
        .dynamodb()
        .updateItem(update ->
            update
                .tableName(place.table())
                .key(DossierItem.key(user))
                .updateExpression("SET lastActivity = :value")
                .expressionAttributeValues(Map.of(":value", AttributeValue.fromS("soon"))))
        .join();

    UnreadableItem thrown = assertThrows(UnreadableItem.class, () -> dossiers().read(user));

    assertTrue(String.valueOf(thrown.getMessage()).contains(user.value()), thrown::getMessage);
    assertTrue(String.valueOf(thrown.getMessage()).contains("lastActivity"), thrown::getMessage);
    Place.stack()
        .dynamodb()
        .deleteItem(delete -> delete.tableName(place.table()).key(DossierItem.key(user)))
        .join();
  }

  @Test
  void the_item_of_a_deleted_user_expires_400_days_after_the_deletion() {
    UserId user = user();
    written(dossierOf(user, new Kind.UserDeleted()));

    assertEquals(
        AttributeValue.fromN(Long.toString(NOON.plus(Duration.ofDays(400)).getEpochSecond())),
        item(user).get("expiresAt"));
  }

  @Test
  void all_users_and_all_due_users_are_read_over_many_pages() {
    Place crowded = Place.withoutStream();
    DynamoDossiers dossiers = crowded.dossiers();
    String body = "x".repeat(20_000);
    Set<UserId> users = IntStream.range(0, 120).mapToObj(_ -> user()).collect(Collectors.toSet());
    for (UserId user : users) {
      Dossier fresh = dossierOf(user, new Kind.UserUpdated(false));
      dossiers.store(
          new Dossier(
              fresh.user(),
              fresh.states(),
              List.of(new Alert(UUID.randomUUID(), UUID.randomUUID(), body)),
              fresh.due(),
              0));
    }

    assertEquals(users, crowded.users().map(it -> it.user().id()).collect(Collectors.toSet()));
    assertEquals(
        users,
        IntStream.range(0, dossiers.shards())
            .boxed()
            .flatMap(shard -> dossiers.due(shard, NOON, DynamoDossiersIT::unreadable))
            .collect(Collectors.toSet()));
  }

  private static Map<String, AttributeValue> item(UserId user) {
    return Place.stack()
        .dynamodb()
        .getItem(get -> get.tableName(place.table()).key(DossierItem.key(user)))
        .join()
        .item();
  }

  private static void unreadable(UnreadableItem item) {
    throw item;
  }

  private Dossier written(Dossier dossier) {
    return assertInstanceOf(Written.class, dossiers().store(dossier)).dossier();
  }

  private static Dossier dossierOf(UserId user, Kind kind) {
    return Dossier.unknown(user).absorb(news(user, kind), Duration.ZERO).orElseThrow();
  }

  private static UserRecord news(UserId user, Kind kind) {
    return UserRecord.of(
        user,
        new Fact(
            new Subject.ById(user, Optional.empty()),
            Optional.empty(),
            kind,
            new Proof(NOON, UUID.randomUUID().toString(), "sso-directory.amazonaws.com Any")));
  }

  private static UserId user() {
    return new UserId(UUID.randomUUID().toString());
  }
}
