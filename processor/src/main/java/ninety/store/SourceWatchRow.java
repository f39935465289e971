package ninety.store;

import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromBool;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromL;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromM;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import ninety.coverage.Horizon.Holder;
import ninety.coverage.Source;
import ninety.policy.Control;
import ninety.policy.SourceWatch;
import ninety.policy.SourceWatch.Gap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The watch over the source as a row, {@code #source-watch}. */
final class SourceWatchRow {

  private static final String EPISODES = "episodes";
  private static final String OPEN = "open";
  private static final String OUTBOX = "outbox";

  /** All that a write sets or removes. */
  static final List<String> ATTRIBUTES = List.of(Item.VERSION, EPISODES, OPEN, OUTBOX);

  private SourceWatchRow() {}

  static Map<String, AttributeValue> of(SourceWatch watch, long version) {
    Map<String, AttributeValue> row = new HashMap<>();
    row.put(Item.VERSION, DossierItem.number(version));
    row.put(EPISODES, DossierItem.number(watch.episodes()));
    watch.open().ifPresent(gap -> row.put(OPEN, of(gap)));
    if (!watch.outbox().isEmpty()) {
      row.put(OUTBOX, fromL(watch.outbox().stream().map(DossierItem::alert).toList()));
    }
    return row;
  }

  static SourceWatch read(Fields row) {
    return row.isEmpty()
        ? SourceWatch.QUIET
        : new SourceWatch(
            (int) row.number(EPISODES),
            row.map(OPEN).map(SourceWatchRow::gap),
            row.list(OUTBOX).stream().map(DossierItem::alert).toList(),
            row.number(Item.VERSION));
  }

  private static AttributeValue of(Gap gap) {
    Map<String, AttributeValue> findings = new HashMap<>();
    gap.findings()
        .forEach((control, finding) -> findings.put(control.label(), fromS(finding.toString())));
    return fromM(
        Map.of(
            "since", fromS(gap.since().toString()),
            "holder", of(gap.holder()),
            "openedAt", fromS(gap.openedAt().toString()),
            "findings", fromM(findings)));
  }

  private static Gap gap(Fields map) {
    return new Gap(
        map.instant("since"),
        map.map("holder").map(SourceWatchRow::holder).orElseThrow(() -> map.unreadable("holder")),
        map.instant("openedAt"),
        map.map("findings")
            .map(SourceWatchRow::findings)
            .orElseThrow(() -> map.unreadable("findings")));
  }

  private static AttributeValue of(Holder holder) {
    return switch (holder) {
      case Holder.Allowance() -> fromM(Map.of("kind", fromS("allowance")));
      case Holder.NoConsumer() -> fromM(Map.of("kind", fromS("no-consumer")));
      case Holder.Shard(var id) -> fromM(Map.of("kind", fromS("shard"), "id", fromS(id)));
      case Holder.Source(var source, var otherComes) ->
          fromM(
              Map.of(
                  "kind", fromS("source"),
                  // The name of before, when it was the Region alone.
                  "region", fromS(source.text()),
                  "otherComes", fromBool(otherComes)));
    };
  }

  private static Holder holder(Fields map) {
    return switch (map.text("kind")) {
      case "allowance" -> new Holder.Allowance();
      case "no-consumer" -> new Holder.NoConsumer();
      case "shard" -> new Holder.Shard(map.text("id"));
      case "source" ->
          new Holder.Source(
              Source.parse(map.text("region")).orElseThrow(() -> map.unreadable("region")),
              map.names().contains("otherComes") && map.flag("otherComes"));
      default -> throw map.unreadable("kind");
    };
  }

  private static Map<Control, UUID> findings(Fields map) {
    Map<Control, UUID> findings = new EnumMap<>(Control.class);
    for (Control control : Control.values()) {
      if (map.optionalText(control.label()).isPresent()) {
        findings.put(control, map.uuid(control.label()));
      }
    }
    return findings;
  }
}
