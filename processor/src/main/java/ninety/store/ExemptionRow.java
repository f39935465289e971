package ninety.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromL;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromM;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import ninety.policy.Exemption;
import ninety.policy.Exemption.Removal;
import ninety.policy.Exemption.Signature;
import ninety.policy.Exemption.Who;
import ninety.policy.Exemptions;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** All exemptions as one row, {@code #exemptions}; whom one covers is an id or a name. */
final class ExemptionRow {

  private static final String EXEMPTIONS = "exemptions";

  /** All that a write sets. */
  static final List<String> ATTRIBUTES = List.of(Item.VERSION, EXEMPTIONS);

  private ExemptionRow() {}

  static Map<String, AttributeValue> of(Exemptions exemptions, long version) {
    return Map.of(
        Item.VERSION,
        DossierItem.number(version),
        EXEMPTIONS,
        fromL(exemptions.all().stream().map(ExemptionRow::of).toList()));
  }

  static Exemptions read(Fields row) {
    return row.isEmpty()
        ? Exemptions.NONE
        : new Exemptions(
            row.list(EXEMPTIONS).stream().map(ExemptionRow::exemption).toList(),
            row.number(Item.VERSION));
  }

  /**
   * The bytes of a value as DynamoDB counts them, or a few more: texts in UTF-8, and up to 3 for
   * what holds others, with 1 for each of them (developer guide, "Item sizes and formats").
   */
  static long bytes(AttributeValue value) {
    return switch (value.type()) {
      case S -> length(value.s());
      case N -> value.n().length() + 1L;
      case L -> 3 + value.l().stream().mapToLong(each -> 1 + bytes(each)).sum();
      case M -> bytes(value.m());
      default -> throw new IllegalArgumentException("no value of this row: " + value.type());
    };
  }

  static long bytes(Map<String, AttributeValue> attributes) {
    return 3
        + attributes.entrySet().stream()
            .mapToLong(each -> 1 + length(each.getKey()) + bytes(each.getValue()))
            .sum();
  }

  private static long length(String text) {
    return text.getBytes(UTF_8).length;
  }

  private static AttributeValue of(Exemption exemption) {
    Map<String, AttributeValue> map = new HashMap<>();
    map.put("id", fromS(exemption.id()));
    switch (exemption.who()) {
      case Who.ById(var user) -> map.put("userId", fromS(user.value()));
      case Who.ByName(var pattern) -> map.put("userName", fromS(pattern));
    }
    map.put("owner", fromS(exemption.owner()));
    map.put("reason", fromS(exemption.reason()));
    map.put("until", fromS(exemption.until().toString()));
    map.put("added", fromM(signature(exemption.added())));
    exemption
        .removed()
        .ifPresent(removal -> {
          Map<String, AttributeValue> removed = signature(removal.signature());
          removed.put("reason", fromS(removal.reason()));
          map.put("removed", fromM(removed));
        });
    return fromM(map);
  }

  private static Exemption exemption(Fields map) {
    return new Exemption(
        map.text("id"),
        who(map),
        map.text("owner"),
        map.text("reason"),
        map.instant("until"),
        map.map("added").map(ExemptionRow::signature).orElseThrow(() -> map.unreadable("added")),
        map.map("removed").map(it -> new Removal(signature(it), it.text("reason"))));
  }

  private static Who who(Fields map) {
    return map.optionalText("userId").isPresent()
        ? new Who.ById(map.userId("userId"))
        : map.parsed("userName", () -> new Who.ByName(map.text("userName")));
  }

  private static Map<String, AttributeValue> signature(Signature signature) {
    return new HashMap<>(
        Map.of("by", fromS(signature.by()), "at", fromS(signature.at().toString())));
  }

  private static Signature signature(Fields map) {
    return new Signature(map.text("by"), map.instant("at"));
  }
}
