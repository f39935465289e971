package ninety.store;

import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromBool;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromL;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromM;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromN;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import ninety.policy.Alert;
import ninety.policy.Baseline;
import ninety.policy.Control;
import ninety.policy.Dossier;
import ninety.policy.Finding;
import ninety.policy.Level;
import ninety.policy.Watch;
import ninety.user.Credentials;
import ninety.user.Kind.Presence;
import ninety.user.Proof;
import ninety.user.Proof.Source;
import ninety.user.Register;
import ninety.user.UserId;
import ninety.user.UserRecord;
import ninety.user.UserRecord.Access;
import ninety.user.UserRecord.Creation;
import ninety.user.UserRecord.Listing;
import ninety.user.UserRecord.Status;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A dossier as an item of the table. Times are ISO 8601 text, for whoever reads the table in the
 * console, except {@code dueAt} (epoch milliseconds, sorted by the index) and {@code expiresAt}
 * (epoch seconds, as DynamoDB's TTL wants it). An item that cannot be read is a fault of whoever
 * changed it by hand; it is named, not guessed at.
 */
final class DossierItem {

  static final String DUE_SHARD = "dueShard";
  static final String DUE_AT = "dueAt";
  static final String EXPIRES_AT = "expiresAt";

  private static final String NAME = "userName";
  private static final String STORE = "identityStoreId";
  private static final String FIRST_SEEN = "firstSeen";
  private static final String LAST_AUTHENTICATED = "lastAuthenticated";
  private static final String CREDENTIALS = "credentials";
  private static final String WITHOUT_SECOND_FACTOR = "withoutSecondFactor";
  private static final String LAST_ACTIVITY = "lastActivity";
  private static final String PASSWORD_RESET = "passwordResetAt";
  private static final String CREATED = "created";
  private static final String ACCESS = "access";
  private static final String DELETED = "deleted";
  private static final String LISTING = "listing";
  private static final String WATCHES = "watches";
  private static final String OUTBOX = "outbox";

  /**
   * All that a write sets or removes; what else an item has, a newer version's perhaps, it keeps.
   */
  static final List<String> ATTRIBUTES =
      List.of(
          Item.VERSION,
          NAME,
          STORE,
          FIRST_SEEN,
          LAST_AUTHENTICATED,
          CREDENTIALS,
          WITHOUT_SECOND_FACTOR,
          LAST_ACTIVITY,
          PASSWORD_RESET,
          CREATED,
          ACCESS,
          DELETED,
          LISTING,
          WATCHES,
          OUTBOX,
          DUE_SHARD,
          DUE_AT,
          EXPIRES_AT);

  /** The evidence report must still name a deleted user a year later, well past any late event. */
  static final Duration TOMBSTONE = Duration.ofDays(400);

  private DossierItem() {}

  static Map<String, AttributeValue> key(UserId id) {
    return Map.of(Item.ID, fromS(id.value()));
  }

  /** The attributes but for the key, under the given version. */
  static Map<String, AttributeValue> of(Dossier dossier, long version, int dueShard) {
    Map<String, AttributeValue> item = new HashMap<>();
    UserRecord user = dossier.user();
    item.put(Item.VERSION, number(version));
    user.name().ifPresent(it -> item.put(NAME, with(it.proof(), "value", fromS(it.value()))));
    user.identityStoreId().ifPresent(it -> item.put(STORE, fromS(it)));
    user.firstSeen().ifPresent(it -> item.put(FIRST_SEEN, fromM(proof(it))));
    user.lastAuthenticated().ifPresent(it -> item.put(LAST_AUTHENTICATED, fromM(proof(it))));
    user.credentials()
        .ifPresent(
            it -> item.put(CREDENTIALS, with(it.proof(), "types", fromS(it.value().toString()))));
    user.withoutSecondFactor().ifPresent(it -> item.put(WITHOUT_SECOND_FACTOR, fromM(proof(it))));
    user.lastActivity().ifPresent(it -> item.put(LAST_ACTIVITY, fromM(proof(it))));
    user.passwordReset().ifPresent(it -> item.put(PASSWORD_RESET, fromM(proof(it))));
    user.created()
        .ifPresent(it ->
            item.put(
                CREATED,
                with(it.proof(), "withPassword", fromBool(it.value() == Creation.WITH_PASSWORD))));
    user.access()
        .ifPresent(it -> item.put(ACCESS, with(it.proof(), "value", fromS(it.value().name()))));
    user.deleted().ifPresent(it -> item.put(DELETED, fromM(proof(it))));
    user.listing().ifPresent(it -> item.put(LISTING, listing(it)));
    item.put(WATCHES, fromM(watches(dossier)));
    if (!dossier.outbox().isEmpty()) {
      item.put(OUTBOX, fromL(dossier.outbox().stream().map(DossierItem::alert).toList()));
    }
    dossier
        .due()
        .ifPresent(due -> {
          item.put(DUE_SHARD, number(dueShard));
          item.put(DUE_AT, number(due.toEpochMilli()));
        });
    // What is not told to its end is kept until it is.
    if (user.status() == Status.DELETED && dossier.quiet()) {
      user.deletion()
          .ifPresent(
              it -> item.put(EXPIRES_AT, number(it.time().plus(TOMBSTONE).toEpochMilli() / 1000)));
    }
    return item;
  }

  /**
   * Reads an item back.
   *
   * @throws IllegalStateException naming the user and the attribute that cannot be read
   */
  static Dossier read(Map<String, AttributeValue> attributes) {
    Fields item =
        new Fields("user " + attributes.getOrDefault(Item.ID, fromS("?")).s(), attributes);
    UserRecord user =
        new UserRecord(
            item.userId(Item.ID),
            item.map(NAME).map(it -> new Register<>(it.text("value"), it.proof())),
            item.optionalText(STORE),
            item.map(FIRST_SEEN).map(Fields::proof),
            item.map(LAST_AUTHENTICATED).map(Fields::proof),
            item.map(CREDENTIALS)
                .map(it -> new Register<>(Credentials.parse(it.text("types")), it.proof())),
            item.map(WITHOUT_SECOND_FACTOR).map(Fields::proof),
            item.map(LAST_ACTIVITY).map(Fields::proof),
            item.map(PASSWORD_RESET).map(Fields::proof),
            item.map(CREATED)
                .map(it ->
                    new Register<>(
                        it.flag("withPassword")
                            ? Creation.WITH_PASSWORD
                            : Creation.WITHOUT_PASSWORD,
                        it.proof())),
            item.map(ACCESS)
                .map(it -> new Register<>(it.constant("value", Access.class), it.proof())),
            item.map(DELETED).map(Fields::proof),
            item.map(LISTING)
                .map(it ->
                    new Register<>(
                        new Listing(
                            it.constant("value", Presence.class), it.optionalInstant("created")),
                        it.proof())));
    return new Dossier(
        user,
        item.map(WATCHES).map(DossierItem::watches).orElse(Map.of()),
        item.list(OUTBOX).stream().map(DossierItem::alert).toList(),
        item.optionalNumber(DUE_AT).map(Instant::ofEpochMilli),
        item.number(Item.VERSION));
  }

  private static Map<String, AttributeValue> proof(Proof proof) {
    Map<String, AttributeValue> map = new LinkedHashMap<>();
    map.put("at", fromS(proof.time().toString()));
    map.put("event", fromS(proof.eventId()));
    map.put("call", fromS(proof.call()));
    if (proof.source() != Source.CLOUDTRAIL) {
      map.put("source", fromS(proof.source().name()));
    }
    return map;
  }

  private static AttributeValue listing(Register<Listing> listing) {
    Map<String, AttributeValue> map = proof(listing.proof());
    map.put("value", fromS(listing.value().presence().name()));
    listing.value().created().ifPresent(at -> map.put("created", fromS(at.toString())));
    return fromM(map);
  }

  private static AttributeValue with(Proof proof, String field, AttributeValue value) {
    Map<String, AttributeValue> map = proof(proof);
    map.put(field, value);
    return fromM(map);
  }

  private static Map<String, AttributeValue> watches(Dossier dossier) {
    Map<String, AttributeValue> watches = new HashMap<>();
    for (Control control : Control.values()) {
      Watch watch = dossier.watch(control);
      if (!watch.equals(Watch.QUIET)) {
        Map<String, AttributeValue> map = new HashMap<>();
        map.put("episodes", number(watch.episodes()));
        watch.open().ifPresent(finding -> map.put("open", fromM(finding(finding))));
        watch.settled().ifPresent(until -> map.put("settled", fromS(until.toString())));
        watches.put(control.label(), fromM(map));
      }
    }
    return watches;
  }

  private static Map<Control, Watch> watches(Fields map) {
    Map<Control, Watch> watches = new EnumMap<>(Control.class);
    for (Control control : Control.values()) {
      map.map(control.label())
          .ifPresent(watch ->
              watches.put(
                  control,
                  new Watch(
                      (int) watch.number("episodes"),
                      watch.map("open").map(open -> finding(control, open)),
                      watch.optionalInstant("settled"))));
    }
    return watches;
  }

  private static Map<String, AttributeValue> finding(Finding finding) {
    Map<String, AttributeValue> map = new HashMap<>();
    map.put("uid", fromS(finding.uid().toString()));
    map.put("level", fromS(finding.level().name()));
    map.put("countedFrom", fromS(finding.baseline().from().name()));
    map.put("countedSince", fromS(finding.baseline().since().toString()));
    finding.baseline().proof().ifPresent(it -> map.put("countedFromProof", fromM(proof(it))));
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
        map.constant("level", Level.class),
        new Baseline(
            map.constant("countedFrom", Baseline.From.class),
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

  static AttributeValue number(long value) {
    return fromN(Long.toString(value));
  }
}
