package ninety.store;

import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromBool;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromL;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromM;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import ninety.coverage.Coverage;
import ninety.coverage.Doubts;
import ninety.coverage.Listening;
import ninety.coverage.Progress;
import ninety.coverage.Source;
import ninety.coverage.Span;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Coverage as three rows: {@code #coverage} ({@code from}, {@code read}, {@code lost}), {@code
 * #shards} (a map by shard id, and of which stream) and {@code #sources} (a map by account and
 * Region, {@code 111122223333/eu-central-1}, with {@code /cloudtrail} behind where CloudTrail gave
 * the sign of life; an earlier version wrote the Region alone). Instants that a condition compares
 * have nine digits behind the point, so that they sort as text. A span is an interval of ISO 8601,
 * except where it is lost: there its beginning is the key and its end the value. A shard is a map
 * of {@code through}, {@code finished} and, where it was taken up again after it was finished,
 * {@code reading}.
 */
final class CoverageRows {

  static final String FROM = "from";
  static final String LOST = "lost";
  static final String SHARDS = "shards";
  static final String STREAM = "stream";
  static final String THROUGH = "through";
  static final String FINISHED = "finished";
  static final String READING = "reading";

  private static final String READ = "read";
  private static final String SOURCES = "sources";

  /** All that a write of {@code #sources} sets. */
  static final List<String> OF_SOURCES = List.of(Item.VERSION, SOURCES);

  private static final DateTimeFormatter SORTABLE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSSSSX", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private CoverageRows() {}

  /**
   * @param home the account that a Region alone stands for, where that is known
   */
  static Coverage read(
      Fields coverage,
      Fields shards,
      Fields sources,
      Coverage.Stated stated,
      Doubts doubts,
      Optional<String> home) {
    return new Coverage(
        coverage.optionalInstant(FROM),
        spans(coverage, READ),
        stated,
        coverage.map(LOST).map(CoverageRows::lost).orElse(List.of()),
        doubts,
        shards(shards),
        inAccount(sources(sources), home));
  }

  static Map<String, Progress> shards(Fields row) {
    Map<String, Progress> shards = new TreeMap<>();
    row.map(SHARDS)
        .ifPresent(map ->
            map.names().forEach(id -> map.map(id).ifPresent(it -> shards.put(id, progress(it)))));
    return shards;
  }

  /** A source of a kind that a newer version brought is none of ours. */
  static Map<Source, Listening> sources(Fields row) {
    Map<Source, Listening> sources = new TreeMap<>();
    row.map(SOURCES)
        .ifPresent(map ->
            map.names()
                .forEach(text ->
                    Source.parse(text)
                        .ifPresent(source -> sources.put(source, listening(map, text)))));
    return sources;
  }

  private static Map<Source, Listening> inAccount(
      Map<Source, Listening> sources, Optional<String> home) {
    Map<Source, Listening> read = new TreeMap<>();
    sources.forEach((source, heard) -> read.merge(source.in(home), heard, Listening::join));
    return read;
  }

  /** The row with one source changed; the others stay as they are written. */
  static Map<String, AttributeValue> withSource(
      Fields row, Source source, Listening heard, long version) {
    Map<String, AttributeValue> map =
        new HashMap<>(row.map(SOURCES).map(Fields::attributes).orElse(Map.of()));
    map.put(source.text(), ofListening(heard));
    return Map.of(Item.VERSION, DossierItem.number(version), SOURCES, fromM(map));
  }

  static AttributeValue ofProgress(Progress progress) {
    Map<String, AttributeValue> map = new HashMap<>();
    map.put(THROUGH, fromS(sortable(progress.through())));
    map.put(FINISHED, fromBool(progress.finished()));
    if (progress.reading() > 0) {
      map.put(READING, DossierItem.number(progress.reading()));
    }
    return fromM(map);
  }

  static String sortable(Instant instant) {
    return SORTABLE.format(instant);
  }

  private static Progress progress(Fields map) {
    return new Progress(
        map.instant(THROUGH),
        map.flag(FINISHED),
        map.optionalNumber(READING).map(Math::toIntExact).orElse(0));
  }

  static List<Span> lost(Fields map) {
    List<Span> spans = new ArrayList<>();
    for (String from : map.names()) {
      spans.add(map.parsed(from, () -> new Span(Instant.parse(from), map.instant(from))));
    }
    return spans;
  }

  static AttributeValue ofLost(List<Span> spans) {
    Map<String, AttributeValue> map = new HashMap<>();
    spans.forEach(span -> map.put(sortable(span.from()), fromS(sortable(span.to()))));
    return fromM(map);
  }

  private static AttributeValue ofListening(Listening heard) {
    return ofSpans(heard.spans());
  }

  private static Listening listening(Fields map, String name) {
    return new Listening(spans(map, name));
  }

  static AttributeValue ofSpans(List<Span> spans) {
    return fromL(spans.stream().map(span -> fromS(span.from() + "/" + span.to())).toList());
  }

  static List<Span> spans(Fields map, String name) {
    return map.texts(name).stream().map(text -> map.parsed(name, () -> span(text))).toList();
  }

  private static Span span(String interval) {
    String[] ends = interval.split("/", -1);
    if (ends.length != 2) {
      throw new IllegalArgumentException("not an interval");
    }
    return new Span(Instant.parse(ends[0]), Instant.parse(ends[1]));
  }
}
