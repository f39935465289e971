package ninety.store;

import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromL;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromM;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromN;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import ninety.finding.Alert;
import ninety.finding.ControlState;
import ninety.finding.Dossier;
import ninety.finding.Dossier.Parked;
import ninety.finding.Due;
import ninety.finding.Finding;
import ninety.finding.UnreadableItem;
import ninety.policy.Baseline;
import ninety.policy.Control;
import ninety.policy.Level;
import ninety.user.UserId;
import ninety.user.UserRecord;
import ninety.user.UserRecord.Status;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A dossier as an item of the table. Times are ISO 8601 text, for whoever reads the table in the
 * console, except {@code dueAt} (epoch milliseconds, sorted by the index) and {@code expiresAt}
 * (epoch seconds, as DynamoDB's TTL wants it). An item that cannot be read is a fault of whoever
 * changed it by hand, or a newer version's; it is named, not guessed at.
 */
final class DossierItem {

  static final String DUE_SHARD = "dueShard";
  static final String DUE_AT = "dueAt";
  static final String EXPIRES_AT = "expiresAt";

  private static final long AT_ONCE = 0;

  private static final String WATCHES = "watches";
  private static final String OUTBOX = "outbox";
  private static final String PARKED = "parked";
  private static final String EDITION = "edition";

  /** Of a version that kept none. */
  private static final long FIRST_EDITION = 1;

  /**
   * The attributes that a write sets or removes; what else an item has, a newer version's perhaps,
   * it keeps.
   */
  static final List<String> ATTRIBUTES =
      Stream.concat(
              UserItem.ATTRIBUTES.stream(),
              Stream.of(
                  Item.VERSION, WATCHES, OUTBOX, PARKED, EDITION, DUE_SHARD, DUE_AT, EXPIRES_AT))
          .toList();

  /** The evidence report must still name a deleted user a year later, well past any late event. */
  static final Duration TOMBSTONE = Duration.ofDays(400);

  private DossierItem() {}

  static Map<String, AttributeValue> key(UserId id) {
    return Map.of(Item.ID, fromS(id.value()));
  }

  /** The attributes but for the key, under the given version. */
  static Map<String, AttributeValue> of(Dossier dossier, long version, int dueShard) {
    UserRecord user = dossier.user();
    Map<String, AttributeValue> item = UserItem.of(user);
    item.put(Item.VERSION, number(version));
    item.put(EDITION, number(dossier.edition()));
    item.put(WATCHES, fromM(watches(dossier)));
    if (!dossier.outbox().isEmpty()) {
      item.put(OUTBOX, fromL(dossier.outbox().stream().map(DossierItem::alert).toList()));
    }
    if (!dossier.parked().isEmpty()) {
      item.put(PARKED, fromL(dossier.parked().stream().map(DossierItem::parked).toList()));
    }
    dueAt(dossier.due())
        .ifPresent(due -> {
          item.put(DUE_SHARD, number(dueShard));
          item.put(DUE_AT, number(due));
        });
    // What is not delivered to its end is kept until it is.
    if (user.status() == Status.DELETED && dossier.quiet()) {
      user.deletion()
          .ifPresent(
              it -> item.put(EXPIRES_AT, number(it.time().plus(TOMBSTONE).toEpochMilli() / 1000)));
    }
    return dossier.rest() instanceof UnknownFields rest ? rest.into(item) : item;
  }

  /**
   * Reads an item back.
   *
   * @throws UnreadableItem naming the user and the attribute that cannot be read
   */
  static Dossier read(Map<String, AttributeValue> attributes) {
    Fields item = Item.fields("user " + id(attributes), attributes);
    UserRecord user = UserItem.read(item);
    Map<Control, ControlState> states = item.map(WATCHES).map(DossierItem::states).orElse(Map.of());
    List<Alert> outbox = item.list(OUTBOX).stream().map(DossierItem::alert).toList();
    List<Parked> parked = item.list(PARKED).stream().map(DossierItem::parked).toList();
    return new Dossier(
        user,
        states,
        outbox,
        parked,
        item.optionalNumber(DUE_AT).map(DossierItem::due).orElse(new Due.Never()),
        item.optionalNumber(EDITION).orElse(FIRST_EDITION).intValue(),
        item.number(Item.VERSION),
        rest(item));
  }

  /** In the index's order: who is due at the next sweep comes before everybody else. */
  private static Optional<Long> dueAt(Due due) {
    return switch (due) {
      case Due.Now() -> Optional.of(AT_ONCE);
      case Due.At(var when) -> Optional.of(when.toEpochMilli());
      case Due.Never() -> Optional.empty();
    };
  }

  private static Due due(long dueAt) {
    return dueAt == AT_ONCE ? new Due.Now() : new Due.At(Instant.ofEpochMilli(dueAt));
  }

  private static Dossier.Rest rest(Fields read) {
    UnknownFields unknown = UserItem.unknown(read);
    return unknown.isEmpty() ? Dossier.Rest.NONE : unknown;
  }

  private static String id(Map<String, AttributeValue> attributes) {
    return attributes.getOrDefault(Item.ID, fromS("?")).s();
  }

  /**
   * The id of the user whose item it is.
   *
   * @throws UnreadableItem if it is not one
   */
  static UserId userId(Map<String, AttributeValue> attributes) {
    return new Fields("user " + id(attributes), attributes).userId(Item.ID);
  }

  private static Map<String, AttributeValue> watches(Dossier dossier) {
    Map<String, AttributeValue> watches = new HashMap<>();
    for (Control control : Control.values()) {
      ControlState state = dossier.state(control);
      if (!state.equals(ControlState.Quiet.NEVER)) {
        Map<String, AttributeValue> map = new HashMap<>();
        map.put("episodes", number(state.episodes()));
        state.openFinding().ifPresent(finding -> map.put("open", fromM(finding(finding))));
        state.reportedUpTo().ifPresent(until -> map.put("settled", fromS(until.toString())));
        watches.put(control.label(), fromM(map));
      }
    }
    return watches;
  }

  private static Map<Control, ControlState> states(Fields map) {
    Map<Control, ControlState> states = new EnumMap<>(Control.class);
    for (Control control : Control.values()) {
      map.map(control.label())
          .ifPresent(watch ->
              states.put(
                  control,
                  ControlState.of(
                      watch.optionalNumber("episodes").orElse(0L).intValue(),
                      watch.map("open").map(open -> finding(control, open)),
                      watch.optionalInstant("settled"))));
    }
    return states;
  }

  private static Map<String, AttributeValue> finding(Finding finding) {
    Map<String, AttributeValue> map = new HashMap<>();
    map.put("uid", fromS(finding.uid().toString()));
    map.put("level", fromS(finding.level().stored()));
    map.put("countedFrom", fromS(finding.baseline().from().stored()));
    map.put("countedSince", fromS(finding.baseline().since().toString()));
    finding
        .baseline()
        .proof()
        .ifPresent(it -> map.put("countedFromProof", fromM(UserItem.proof(it))));
    map.put("firstSeen", fromS(finding.firstSeen().toString()));
    map.put("openedAt", fromS(finding.openedAt().toString()));
    map.put("lastSeen", fromS(finding.lastSeen().toString()));
    map.put("sequence", number(finding.sequence()));
    return map;
  }

  private static Finding finding(Control control, Fields map) {
    return new Finding(
        map.uuid("uid"),
        control,
        map.labelled("level", Level.values(), Level::stored),
        new Baseline(
            map.labelled("countedFrom", Baseline.From.values(), Baseline.From::stored),
            map.instant("countedSince"),
            map.map("countedFromProof").map(Fields::proof)),
        map.instant("firstSeen"),
        map.instant("openedAt"),
        map.instant("lastSeen"),
        (int) map.number("sequence"));
  }

  static AttributeValue alert(Alert alert) {
    return fromM(
        Map.of(
            "id", fromS(alert.id().toString()),
            "finding", fromS(alert.finding().toString()),
            "body", fromS(alert.body())));
  }

  static Alert alert(Fields map) {
    return new Alert(map.uuid("id"), map.uuid("finding"), map.text("body"));
  }

  private static AttributeValue parked(Parked parked) {
    return fromM(
        Map.of(
            "alert", alert(parked.alert()),
            "reason", fromS(parked.reason()),
            "at", fromS(parked.at().toString())));
  }

  private static Parked parked(Fields map) {
    return new Parked(
        map.map("alert").map(DossierItem::alert).orElseThrow(() -> map.unreadable("alert")),
        map.text("reason"),
        map.instant("at"));
  }

  static AttributeValue number(long value) {
    return fromN(Long.toString(value));
  }
}
