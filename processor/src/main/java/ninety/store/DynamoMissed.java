package ninety.store;

import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromM;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import ninety.coverage.Missed;
import ninety.coverage.MissedDay;
import ninety.coverage.MissedLog;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What was counted of each day, a map by day in one row of the users table. */
public final class DynamoMissed implements MissedLog {

  private static final String DAYS = "days";
  private static final String READ = "read";
  private static final String RELEVANT = "relevant";
  private static final String MISSED = "missed";
  private static final String IN_GAP = "inGap";
  private static final String UNREAD = "unread";
  private static final String FROM = "from";
  private static final String AT = "at";

  /** The attributes that a write sets or removes. */
  private static final List<String> ATTRIBUTES = List.of(Item.VERSION, DAYS);

  private final Item row;

  public DynamoMissed(DynamoDbAsyncClient dynamo, String table) {
    this.row = new Item(dynamo, table, "#missed");
  }

  @Override
  public Missed read() {
    return missed(row.read());
  }

  @Override
  public void counted(LocalDate day, MissedDay found) {
    row.rewrite(
        ATTRIBUTES,
        there -> {
          Missed before = missed(there);
          Missed after = before.with(day, found);
          return after.equals(before)
              ? Optional.empty()
              : Optional.of(Map.of(DAYS, fromM(attributes(after))));
        });
  }

  private static Map<String, AttributeValue> attributes(Missed missed) {
    Map<String, AttributeValue> days = new HashMap<>();
    missed.days().forEach((day, found) -> days.put(day.toString(), fromM(attributes(found))));
    return days;
  }

  private static Map<String, AttributeValue> attributes(MissedDay found) {
    Map<String, AttributeValue> kinds = new HashMap<>();
    found.missed().forEach((kind, count) -> kinds.put(kind, DossierItem.number(count)));
    Map<String, AttributeValue> map = new HashMap<>();
    map.put(READ, DossierItem.number(found.read()));
    map.put(RELEVANT, DossierItem.number(found.relevant()));
    map.put(MISSED, fromM(kinds));
    map.put(IN_GAP, DossierItem.number(found.inGap()));
    map.put(UNREAD, DossierItem.number(found.unread()));
    map.put(FROM, fromS(found.from()));
    map.put(AT, fromS(found.at().toString()));
    return map;
  }

  private static Missed missed(Fields row) {
    Map<LocalDate, MissedDay> days = new TreeMap<>();
    row.map(DAYS)
        .ifPresent(map ->
            map.names()
                .forEach(name ->
                    map.map(name)
                        .ifPresent(it ->
                            days.put(map.parsed(name, () -> LocalDate.parse(name)), day(it)))));
    return new Missed(new TreeMap<>(days));
  }

  private static MissedDay day(Fields map) {
    Map<String, Long> kinds = new TreeMap<>();
    map.map(MISSED).ifPresent(it -> it.names().forEach(kind -> kinds.put(kind, it.number(kind))));
    return new MissedDay(
        map.number(READ),
        map.number(RELEVANT),
        kinds,
        map.number(IN_GAP),
        map.number(UNREAD),
        map.text(FROM),
        map.instant(AT));
  }
}
