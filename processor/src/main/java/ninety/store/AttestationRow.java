package ninety.store;

import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromM;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import ninety.coverage.Attestation;
import ninety.coverage.Attestation.Revocation;
import ninety.coverage.Attestation.What;
import ninety.coverage.Attestations;
import ninety.coverage.Span;
import ninety.finding.UnreadableItem;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** An attestation as a row, {@code #attestation#<id>}. */
final class AttestationRow {

  static final String KEY = "#attestation#";
  static final String REVOKED = "revoked";

  private static final String NAME = "attestation";
  private static final String WHAT = "what";
  private static final String FROM = "from";
  private static final String TO = "to";
  private static final String REASON = "reason";
  private static final String ADDED = "added";

  /** The attributes that a write sets or removes. */
  static final List<String> ATTRIBUTES = List.of(NAME, WHAT, FROM, TO, REASON, ADDED, REVOKED);

  /** The attribute of the row that lists their ids. */
  static final String IDS = "ids";

  private AttestationRow() {}

  /**
   * Every attestation that is listed; one that cannot be read keeps nobody from the others.
   *
   * @param listed the row of their ids
   */
  static Attestations all(Item listed) {
    List<String> unreadable = new ArrayList<>();
    Consumer<UnreadableItem> named = item -> unreadable.add(String.valueOf(item.getMessage()));
    List<Attestation> all =
        new TreeSet<>(listed.read().textSet(IDS))
            .stream()
                .map(id -> new Item(listed.dynamo(), listed.table(), KEY + id))
                .flatMap(row -> DynamoDossiers.readable(row, AttestationRow::read, named))
                .flatMap(Optional::stream)
                .toList();
    return new Attestations(all, unreadable);
  }

  /** Empty where its id was listed, and no more came of it. */
  private static Optional<Attestation> read(Item row) {
    return Optional.of(row.read()).filter(there -> !there.isEmpty()).map(AttestationRow::read);
  }

  static Map<String, AttributeValue> of(Attestation attestation) {
    Map<String, AttributeValue> row = new HashMap<>();
    row.put(NAME, fromS(attestation.id()));
    row.put(WHAT, fromS(attestation.what().label()));
    row.put(FROM, fromS(attestation.span().from().toString()));
    row.put(TO, fromS(attestation.span().to().toString()));
    row.put(REASON, fromS(attestation.reason()));
    row.put(ADDED, fromM(ExemptionRow.author(attestation.author())));
    attestation
        .revoked()
        .ifPresent(removal -> {
          Map<String, AttributeValue> map = ExemptionRow.author(removal.author());
          map.put(REASON, fromS(removal.reason()));
          row.put(REVOKED, fromM(map));
        });
    return row;
  }

  static Attestation read(Fields row) {
    return new Attestation(
        row.text(NAME),
        row.labelled(WHAT, What.values(), What::label),
        row.parsed(TO, () -> new Span(row.instant(FROM), row.instant(TO))),
        row.text(REASON),
        row.map(ADDED).map(ExemptionRow::author).orElseThrow(() -> row.unreadable(ADDED)),
        row.map(REVOKED).map(it -> new Revocation(ExemptionRow.author(it), it.text(REASON))));
  }
}
