package ninety.store;

import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromBs;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromL;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromM;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ninety.coverage.Span;
import ninety.coverage.Tampering;
import ninety.coverage.Tampering.Further;
import ninety.coverage.TamperingHistory;
import ninety.coverage.Tamperings;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Changes of our own way in one row of the users table. */
public final class DynamoTamperings implements Tamperings {

  private static final String CHANGES = "changes";
  private static final String ACTOR = "actor";
  private static final String TARGET = "target";
  private static final String ACCOUNT = "account";
  private static final String REGION = "region";

  /** The first for which there was no room, with the ids of the others and the time of all. */
  private static final String BEYOND = "beyond";

  private static final String CALLS = "calls";
  private static final String FROM = "from";
  private static final String TO = "to";

  /** The attributes that a write sets or removes. */
  private static final List<String> ATTRIBUTES = List.of(Item.VERSION, CHANGES, BEYOND);

  private final Item row;

  /** Which of them are over: those make room. */
  private final Item notices;

  public DynamoTamperings(DynamoDbAsyncClient dynamo, String table) {
    this.row = new Item(dynamo, table, "#tampering");
    this.notices = new Item(dynamo, table, "#notices");
  }

  @Override
  public TamperingHistory read() {
    return history(row.read());
  }

  @Override
  public void note(Tampering change) {
    row.rewrite(
        ATTRIBUTES,
        there -> {
          TamperingHistory known = history(there);
          TamperingHistory joined =
              known.with(change, () -> ReportedRow.read(notices.read()).decided());
          return joined.equals(known) ? Optional.empty() : Optional.of(row(joined));
        });
  }

  static Map<String, AttributeValue> row(TamperingHistory history) {
    Map<String, AttributeValue> row = new HashMap<>();
    row.put(
        CHANGES, fromL(history.listed().stream().map(each -> fromM(attributes(each))).toList()));
    history.beyond().ifPresent(it -> row.put(BEYOND, fromM(attributes(it))));
    return row;
  }

  private static Map<String, AttributeValue> attributes(Tampering change) {
    Map<String, AttributeValue> attributes = new HashMap<>(UserItem.proof(change.proof()));
    attributes.put(ACTOR, fromS(change.actor()));
    change.target().ifPresent(it -> attributes.put(TARGET, fromS(it)));
    change.account().ifPresent(it -> attributes.put(ACCOUNT, fromS(it)));
    change.region().ifPresent(it -> attributes.put(REGION, fromS(it)));
    change
        .further()
        .ifPresent(it -> {
          if (!it.calls().isEmpty()) {
            attributes.put(CALLS, fromBs(it.calls().stream().map(ReportedRow::bytes).toList()));
          }
          attributes.put(FROM, fromS(it.span().from().toString()));
          attributes.put(TO, fromS(it.span().to().toString()));
        });
    return attributes;
  }

  static TamperingHistory history(Fields row) {
    return TamperingHistory.of(
        row.list(CHANGES).stream().map(each -> change(each, Optional.empty())).toList(),
        row.map(BEYOND)
            .map(it ->
                change(
                    it,
                    Optional.of(
                        new Further(
                            it.uuidSet(CALLS), new Span(it.instant(FROM), it.instant(TO)))))));
  }

  private static Tampering change(Fields fields, Optional<Further> further) {
    return new Tampering(
        fields.proof(),
        fields.text(ACTOR),
        fields.optionalText(TARGET),
        fields.optionalText(ACCOUNT),
        fields.optionalText(REGION),
        further);
  }
}
