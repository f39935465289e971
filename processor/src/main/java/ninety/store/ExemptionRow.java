package ninety.store;

import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromM;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ninety.exemption.Exemption;
import ninety.exemption.Exemption.Covered;
import ninety.exemption.Exemption.Removal;
import ninety.exemption.Exemption.Who;
import ninety.user.Author;
import ninety.user.Caller;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * An exemption as a row, {@code #exemption#<id>}, and as one element of the row {@code #exemptions}
 * of version 0.1; whom it covers is an id or a name.
 */
final class ExemptionRow {

  static final String KEY = "#exemption#";
  static final String REMOVED = "removed";

  private static final String NAME = "exemption";
  private static final String USER_ID = "userId";
  private static final String USER_NAME = "userName";
  private static final String OWNER = "owner";
  private static final String REASON = "reason";
  private static final String UNTIL = "until";
  private static final String ADDED = "added";
  private static final String COVERED = "covered";

  /** The attributes that a write sets or removes. */
  static final List<String> ATTRIBUTES =
      List.of(NAME, USER_ID, USER_NAME, OWNER, REASON, UNTIL, ADDED, COVERED, REMOVED);

  private ExemptionRow() {}

  static Map<String, AttributeValue> of(Exemption exemption) {
    Map<String, AttributeValue> row = new HashMap<>();
    row.put(NAME, fromS(exemption.id()));
    switch (exemption.who()) {
      case Who.ById(var user) -> row.put(USER_ID, fromS(user.value()));
      case Who.ByName(var pattern) -> row.put(USER_NAME, fromS(pattern));
    }
    row.put(OWNER, fromS(exemption.owner()));
    row.put(REASON, fromS(exemption.reason()));
    row.put(UNTIL, fromS(exemption.until().toString()));
    row.put(ADDED, fromM(author(exemption.added())));
    exemption.covered().ifPresent(covered -> row.put(COVERED, covered(covered)));
    exemption
        .removed()
        .ifPresent(removal -> {
          Map<String, AttributeValue> removed = author(removal.author());
          removed.put(REASON, fromS(removal.reason()));
          removal.covered().ifPresent(covered -> removed.put(COVERED, covered(covered)));
          row.put(REMOVED, fromM(removed));
        });
    return row;
  }

  static Exemption read(Fields row) {
    return exemption(row, NAME);
  }

  /** An element of the list of version 0.1. */
  static Exemption element(Fields map) {
    return exemption(map, "id");
  }

  private static Exemption exemption(Fields map, String name) {
    return new Exemption(
        map.text(name),
        who(map),
        map.text(OWNER),
        map.text(REASON),
        map.instant(UNTIL),
        map.map(ADDED).map(ExemptionRow::author).orElseThrow(() -> map.unreadable(ADDED)),
        map.map(COVERED).map(ExemptionRow::covered),
        map.map(REMOVED)
            .map(it ->
                new Removal(
                    author(it), it.text(REASON), it.map(COVERED).map(ExemptionRow::covered))));
  }

  private static Who who(Fields map) {
    return map.optionalText(USER_ID).isPresent()
        ? new Who.ById(map.userId(USER_ID))
        : map.parsed(USER_NAME, () -> new Who.ByName(map.text(USER_NAME)));
  }

  private static AttributeValue covered(Covered covered) {
    return fromM(
        Map.of(
            "users", DossierItem.number(covered.users()),
            "known", DossierItem.number(covered.known())));
  }

  private static Covered covered(Fields map) {
    return new Covered(map.number("users"), map.number("known"));
  }

  static Map<String, AttributeValue> author(Author author) {
    Map<String, AttributeValue> map = new HashMap<>();
    map.put("by", fromS(author.by()));
    map.put("at", fromS(author.at().toString()));
    author
        .caller()
        .ifPresent(caller -> {
          switch (caller) {
            case Caller.Known(var arn) -> map.put("caller", fromS(arn));
            case Caller.Unknown(var reason) -> map.put("callerUnknown", fromS(reason));
          }
        });
    return map;
  }

  static Author author(Fields map) {
    Optional<Caller> known = map.optionalText("caller").map(Caller.Known::new);
    return new Author(
        map.text("by"),
        map.instant("at"),
        known.or(() -> map.optionalText("callerUnknown").map(Caller.Unknown::new)));
  }
}
