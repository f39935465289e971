package ninety.store;

import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromBs;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromL;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromM;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import ninety.finding.Reported;
import ninety.finding.UnknownPopulation;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Which notices are reported, as a row, {@code #notices}. */
final class ReportedRow {

  private static final String ALERTS = "alerts";
  private static final String OUTBOX = "outbox";

  /** Of changes of our own way: the alert's id, and when it was decided on. */
  private static final String RAISED = "raised";

  /** That the population is not known: since when, and of which store. */
  private static final String POPULATION = "population";

  private static final String SINCE = "since";
  private static final String STORE = "store";

  /** The attributes that a write sets or removes. */
  static final List<String> ATTRIBUTES = List.of(Item.VERSION, ALERTS, OUTBOX, RAISED, POPULATION);

  private ReportedRow() {}

  static Map<String, AttributeValue> of(Reported reported, long version) {
    Map<String, AttributeValue> row = new HashMap<>();
    row.put(Item.VERSION, DossierItem.number(version));
    if (!reported.alerts().isEmpty()) {
      row.put(ALERTS, fromBs(reported.alerts().stream().map(ReportedRow::bytes).toList()));
    }
    if (!reported.outbox().isEmpty()) {
      row.put(OUTBOX, fromL(reported.outbox().stream().map(DossierItem::alert).toList()));
    }
    if (!reported.raised().isEmpty()) {
      row.put(
          RAISED,
          fromM(
              reported.raised().entrySet().stream()
                  .collect(
                      Collectors.toMap(
                          each -> each.getKey().toString(),
                          each -> fromS(each.getValue().toString())))));
    }
    reported.population().ifPresent(it -> row.put(POPULATION, fromM(map(it))));
    return row;
  }

  private static Map<String, AttributeValue> map(UnknownPopulation population) {
    Map<String, AttributeValue> map = new HashMap<>();
    map.put(SINCE, fromS(population.noticed().toString()));
    population.store().ifPresent(store -> map.put(STORE, fromS(store)));
    return map;
  }

  static Reported read(Fields row) {
    return row.isEmpty()
        ? Reported.NOTHING
        : new Reported(
            row.uuidSet(ALERTS),
            row.list(OUTBOX).stream().map(DossierItem::alert).toList(),
            row.map(RAISED).map(ReportedRow::raised).orElse(Map.of()),
            row.map(POPULATION).map(ReportedRow::population),
            row.number(Item.VERSION));
  }

  private static UnknownPopulation population(Fields map) {
    return new UnknownPopulation(map.instant(SINCE), map.optionalText(STORE));
  }

  private static Map<UUID, Instant> raised(Fields times) {
    return times.names().stream()
        .collect(
            Collectors.toMap(id -> times.parsed(id, () -> UUID.fromString(id)), times::instant));
  }

  static SdkBytes bytes(UUID id) {
    return SdkBytes.fromByteBuffer(
        ByteBuffer.allocate(16)
            .putLong(id.getMostSignificantBits())
            .putLong(id.getLeastSignificantBits())
            .flip());
  }
}
