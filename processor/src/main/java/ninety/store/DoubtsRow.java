package ninety.store;

import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromBool;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromL;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromM;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ninety.coverage.Doubt;
import ninety.coverage.Doubts;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Doubts as a row, {@code #undelivered}; spans are intervals of ISO 8601. */
final class DoubtsRow {

  private static final String DOUBTS = "doubts";
  private static final String LOST = "lost";
  private static final String NOTICED = "noticed";
  private static final String SINCE = "since";
  private static final String SENT = "sent";
  private static final String SEEN = "seen";
  private static final String ENDED = "ended";

  /** The attributes that a write sets or removes. */
  static final List<String> ATTRIBUTES = List.of(Item.VERSION, DOUBTS, LOST);

  private DoubtsRow() {}

  static Map<String, AttributeValue> of(Doubts doubts, long version) {
    return Map.of(
        Item.VERSION,
        DossierItem.number(version),
        DOUBTS,
        fromL(doubts.all().stream().map(DoubtsRow::element).toList()),
        LOST,
        CoverageRows.ofSpans(doubts.lost()));
  }

  static Doubts read(Fields row) {
    return row.isEmpty()
        ? Doubts.NONE
        : new Doubts(
            row.list(DOUBTS).stream().map(DoubtsRow::doubt).toList(),
            CoverageRows.spans(row, LOST),
            row.number(Item.VERSION));
  }

  private static AttributeValue element(Doubt doubt) {
    Map<String, AttributeValue> map = new HashMap<>();
    map.put(NOTICED, fromS(doubt.noticed().toString()));
    map.put(SINCE, fromS(doubt.since().toString()));
    map.put(SENT, CoverageRows.ofSpans(doubt.sent()));
    map.put(SEEN, fromS(doubt.seen().toString()));
    map.put(LOST, fromBool(doubt.lost()));
    doubt.ended().ifPresent(how -> map.put(ENDED, fromS(how.label())));
    return fromM(map);
  }

  private static Doubt doubt(Fields map) {
    return new Doubt(
        map.instant(NOTICED),
        map.instant(SINCE),
        CoverageRows.spans(map, SENT),
        map.instant(SEEN),
        map.flag(LOST),
        map.optionalText(ENDED).isPresent()
            ? Optional.of(map.labelled(ENDED, Doubt.How.values(), Doubt.How::label))
            : Optional.empty());
  }
}
