package ninety.store;

import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromBool;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromL;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromM;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import ninety.coverage.Horizon;
import ninety.coverage.Horizon.Holder;
import ninety.coverage.Source;
import ninety.coverage.Span;
import ninety.finding.FeedWatch;
import ninety.finding.FeedWatch.Census;
import ninety.finding.FeedWatch.Cut;
import ninety.finding.FeedWatch.Gap;
import ninety.finding.FeedWatch.Unchecked;
import ninety.finding.KnownGaps;
import ninety.policy.Control;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The watch over the feed as a row, {@code #source-watch}. */
final class FeedWatchRow {

  private static final String EPISODES = "episodes";
  private static final String SILENCES = "silences";
  private static final String REPORTED = "reported";
  private static final String CENSUS = "census";

  /**
   * The gaps that were reported, by cause; before, {@link #REPORTED} had the gaps of the latest
   * look.
   */
  private static final String KNOWN = "reportedBySource";

  /** Of the version before: one silence, and no list of the gaps that were reported. */
  private static final String OPEN = "open";

  private static final String REACHED = "reached";

  private static final String OUTBOX = "outbox";

  /** The attributes that a write sets or removes. */
  static final List<String> ATTRIBUTES =
      List.of(Item.VERSION, EPISODES, OPEN, SILENCES, REPORTED, KNOWN, CENSUS, REACHED, OUTBOX);

  private FeedWatchRow() {}

  static Map<String, AttributeValue> of(FeedWatch watch, long version) {
    Map<String, AttributeValue> row = new HashMap<>();
    row.put(Item.VERSION, DossierItem.number(version));
    row.put(EPISODES, DossierItem.number(watch.episodes()));
    row.put(SILENCES, fromL(watch.open().stream().map(FeedWatchRow::of).toList()));
    of(watch.reported(), row);
    watch.census().ifPresent(census -> row.put(CENSUS, of(census)));
    watch.reached().ifPresent(reached -> row.put(REACHED, fromS(reached.toString())));
    if (!watch.outbox().isEmpty()) {
      row.put(OUTBOX, fromL(watch.outbox().stream().map(DossierItem::alert).toList()));
    }
    return row;
  }

  static FeedWatch read(Fields row) {
    return row.isEmpty()
        ? FeedWatch.QUIET
        : new FeedWatch(
            (int) row.number(EPISODES),
            Stream.concat(row.map(OPEN).stream(), row.list(SILENCES).stream())
                .map(FeedWatchRow::gap)
                .toList(),
            reported(row),
            row.map(CENSUS).map(FeedWatchRow::census),
            row.optionalInstant(REACHED),
            row.list(OUTBOX).stream().map(DossierItem::alert).toList(),
            row.number(Item.VERSION));
  }

  private static void of(KnownGaps reported, Map<String, AttributeValue> row) {
    Map<String, AttributeValue> sources = new HashMap<>();
    reported
        .sources()
        .forEach((source, spans) -> sources.put(source.text(), CoverageRows.ofSpans(spans)));
    Map<String, AttributeValue> known = new HashMap<>();
    known.put("sources", fromM(sources));
    known.put("lost", CoverageRows.ofSpans(reported.lost()));
    known.put("before", CoverageRows.ofSpans(reported.before()));
    row.put(KNOWN, fromM(known));
  }

  /** Of what an earlier version stored, the gaps that it reported; all where it kept none. */
  private static KnownGaps reported(Fields row) {
    return row.map(KNOWN)
        .map(known -> {
          Map<Source, List<Span>> sources = new HashMap<>();
          known
              .map("sources")
              .ifPresent(map ->
                  map.names()
                      .forEach(text ->
                          Source.parse(text)
                              .ifPresent(
                                  source -> sources.put(source, CoverageRows.spans(map, text)))));
          return new KnownGaps(
              sources, CoverageRows.spans(known, "lost"), CoverageRows.spans(known, "before"));
        })
        .orElseGet(() ->
            new KnownGaps(
                Map.of(),
                List.of(),
                row.names().contains(REPORTED)
                    ? CoverageRows.spans(row, REPORTED)
                    : List.of(new Span(Instant.MIN, Instant.MAX))));
  }

  private static AttributeValue of(Gap gap) {
    Map<String, AttributeValue> findings = new HashMap<>();
    gap.findings()
        .forEach((control, finding) -> findings.put(control.label(), fromS(finding.toString())));
    Map<String, AttributeValue> map = new HashMap<>();
    map.put("since", fromS(gap.since().toString()));
    gap.horizon().ifPresent(horizon -> map.put("holder", holder(horizon)));
    map.put("openedAt", fromS(gap.openedAt().toString()));
    gap.until().ifPresent(until -> map.put("until", fromS(until.toString())));
    map.put("sequence", DossierItem.number(gap.sequence()));
    map.put("findings", fromM(findings));
    if (gap.cuts().size() > 1) {
      map.put("cuts", fromL(gap.cuts().stream().map(FeedWatchRow::of).toList()));
    }
    if (!gap.hiding().isEmpty()) {
      map.put("hiding", CoverageRows.ofSpans(gap.hiding()));
    }
    return fromM(map);
  }

  private static AttributeValue of(Cut cut) {
    return fromM(
        Map.of(
            "holder", holder(cut.horizon()),
            "horizon", fromS(cut.horizon().asOf().toString()),
            "named", fromS(cut.named().toString())));
  }

  private static Cut cut(Fields map) {
    return new Cut(
        map.map("holder")
            .map(holder -> horizon(holder, map.instant("horizon")))
            .orElseThrow(() -> map.unreadable("holder")),
        map.instant("named"));
  }

  /** The first of them alone is what was stored before. */
  private static List<Cut> cuts(Fields map) {
    return map.names().contains("cuts")
        ? map.list("cuts").stream().map(FeedWatchRow::cut).toList()
        : map
            .map("holder")
            .map(it -> new Cut(horizon(it, map.instant("since")), map.instant("openedAt")))
            .stream()
            .toList();
  }

  private static Gap gap(Fields map) {
    return new Gap(
        map.instant("since"),
        cuts(map),
        map.instant("openedAt"),
        map.optionalInstant("until"),
        (int) map.optionalNumber("sequence").orElse(1L).longValue(),
        map.map("findings")
            .map(FeedWatchRow::findings)
            .orElseThrow(() -> map.unreadable("findings")),
        map.names().contains("hiding") ? CoverageRows.spans(map, "hiding") : List.of());
  }

  private static AttributeValue of(Census census) {
    Map<String, AttributeValue> map = new HashMap<>();
    map.put("asOf", fromS(census.asOf().toString()));
    map.put("terms", fromS(census.terms().toString()));
    Map<String, AttributeValue> controls = new HashMap<>();
    census
        .unchecked()
        .forEach((control, unchecked) -> {
          Map<String, AttributeValue> fields = new HashMap<>();
          fields.put("users", DossierItem.number(unchecked.users()));
          unchecked.until().ifPresent(until -> fields.put("until", fromS(until.toString())));
          controls.put(control.label(), fromM(fields));
        });
    map.put("unchecked", fromM(controls));
    return fromM(map);
  }

  private static Census census(Fields map) {
    Map<Control, Unchecked> unchecked = new EnumMap<>(Control.class);
    for (Control control : Control.values()) {
      map.map("unchecked")
          .flatMap(it -> it.map(control.label()))
          .ifPresent(it ->
              unchecked.put(
                  control, new Unchecked((int) it.number("users"), it.optionalInstant("until"))));
    }
    return new Census(map.instant("asOf"), map.uuid("terms"), unchecked);
  }

  private static AttributeValue holder(Horizon horizon) {
    return switch (horizon) {
      case Horizon.None() -> fromM(Map.of("kind", fromS("no-consumer")));
      case Horizon.Known(_, Holder.Allowance()) -> fromM(Map.of("kind", fromS("allowance")));
      case Horizon.Known(_, Holder.Shard(var id)) ->
          fromM(Map.of("kind", fromS("shard"), "id", fromS(id)));
      case Horizon.Known(_, Holder.Source(var source, var otherComes)) ->
          fromM(
              Map.of(
                  "kind", fromS("source"),
                  // The name of before, when it was the Region alone.
                  "region", fromS(source.text()),
                  "otherComes", fromBool(otherComes)));
    };
  }

  private static Horizon horizon(Fields map, Instant at) {
    return switch (map.text("kind")) {
      case "no-consumer" -> new Horizon.None();
      case "allowance" -> new Horizon.Known(at, new Holder.Allowance());
      case "shard" -> new Horizon.Known(at, new Holder.Shard(map.text("id")));
      case "source" ->
          new Horizon.Known(
              at,
              new Holder.Source(
                  Source.parse(map.text("region")).orElseThrow(() -> map.unreadable("region")),
                  map.names().contains("otherComes") && map.flag("otherComes")));
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
