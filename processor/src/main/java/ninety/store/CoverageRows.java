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
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import ninety.coverage.Archived;
import ninety.coverage.Backfill;
import ninety.coverage.Coverage;
import ninety.coverage.Doubts;
import ninety.coverage.Expectations;
import ninety.coverage.Expectations.Expectation;
import ninety.coverage.Expecting;
import ninety.coverage.Listening;
import ninety.coverage.Progress;
import ninety.coverage.Source;
import ninety.coverage.Span;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Coverage as three rows: {@code #coverage} ({@code from}, {@code read}, {@code lost}), {@code
 * #shards} (a map by shard id, and of which stream) and {@code #sources} (a map by account and
 * Region, {@code 111122223333/eu-central-1}, with {@code /cloudtrail} behind where CloudTrail gave
 * the sign of life; an earlier version wrote the Region alone; {@code expected} is a map by the
 * same of those of which it was ever expected: {@code away}, spans in which it was not, and {@code
 * ended}, since when it is no longer). Instants that a condition compares have nine digits behind
 * the point, so that they sort as text. A span is an interval of ISO 8601, except where it is lost:
 * there its beginning is the key and its end the value. A shard is a map of {@code through}, {@code
 * finished} and, where it was taken up again after it was finished, {@code reading}.
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
  private static final String EXPECTED = "expected";
  private static final String AWAY = "away";
  private static final String ENDED = "ended";

  /** The attributes that a write of {@code #sources} sets. */
  static final List<String> OF_SOURCES = List.of(Item.VERSION, SOURCES, EXPECTED);

  private static final DateTimeFormatter SORTABLE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSSSSX", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private CoverageRows() {}

  /**
   * @param home knows of which account a Region alone is
   */
  static Coverage read(
      Fields coverage,
      Fields shards,
      Fields sources,
      Coverage.Stated stated,
      Doubts doubts,
      Backfill backfill,
      Home home) {
    Expectations expectations = expectations(sources, home);
    return new Coverage(
        coverage.optionalInstant(FROM),
        archived(backfill.everywhere(expectations), spans(coverage, READ)),
        stated,
        coverage.map(LOST).map(CoverageRows::lost).orElse(List.of()),
        doubts,
        shards(shards),
        sources(sources, home),
        expectations);
  }

  /** With what an earlier version read, of which it did not keep who stated what. */
  private static Archived archived(Archived read, List<Span> earlier) {
    return new Archived(
        read.proven(),
        Stream.concat(read.stated().stream(), earlier.stream()).toList(),
        read.authors());
  }

  static Map<String, Progress> shards(Fields row) {
    Map<String, Progress> shards = new TreeMap<>();
    row.map(SHARDS)
        .ifPresent(map ->
            map.names().forEach(id -> map.map(id).ifPresent(it -> shards.put(id, progress(it)))));
    return shards;
  }

  /**
   * Of which account a Region alone is, as an earlier version wrote it: the one that is given, or
   * else the only one of which that Region is expected.
   */
  record Home(Optional<String> account, Set<Source> given) {
    private Source in(Fields row, Source source) {
      if (source.kind() == Source.Kind.REPLICA) {
        return source; // Of the instance's account, which may be none of these.
      }
      if (source.account().isPresent() || account.isPresent()) {
        return source.in(account);
      }
      Set<String> accounts = new TreeSet<>();
      Stream.concat(given.stream(), parsed(row, EXPECTED).keySet().stream())
          .filter(it -> it.region().equals(source.region()) && it.kind() != Source.Kind.REPLICA)
          .forEach(it -> it.account().ifPresent(accounts::add));
      return source.in(accounts.size() == 1 ? accounts.stream().findFirst() : Optional.empty());
    }
  }

  /** As they are written. A source of a kind that a newer version brought is none of ours. */
  static Map<Source, String> parsed(Fields row, String map) {
    Map<Source, String> sources = new TreeMap<>();
    row.map(map)
        .ifPresent(it ->
            it.names()
                .forEach(
                    text -> Source.parse(text).ifPresent(source -> sources.put(source, text))));
    return sources;
  }

  /** As they are written, a Region alone as one. */
  static Map<Source, Listening> sources(Fields row) {
    Map<Source, Listening> sources = new TreeMap<>();
    parsed(row, SOURCES)
        .forEach((source, text) ->
            row.map(SOURCES)
                .map(map -> listening(map, text))
                .filter(heard -> heard.first().isPresent())
                .ifPresent(heard -> sources.put(source, heard)));
    return sources;
  }

  static Map<Source, Listening> sources(Fields row, Home home) {
    Map<Source, Listening> read = new TreeMap<>();
    sources(row).forEach((source, it) -> read.merge(home.in(row, source), it, Listening::join));
    return read;
  }

  static Expectations expectations(Fields row, Home home) {
    Map<Source, Expectation> read = new TreeMap<>();
    expected(row)
        .forEach((source, stored) -> {
          if (home.in(row, source).equals(source)) {
            read.put(source, stored);
          } else {
            read.putIfAbsent(home.in(row, source), stored);
          }
        });
    return new Expectations(read);
  }

  private static Map<Source, Expectation> expected(Fields row) {
    Map<Source, Expectation> expected = new TreeMap<>();
    parsed(row, EXPECTED)
        .forEach((source, text) ->
            row.map(EXPECTED)
                .flatMap(map -> map.map(text))
                .ifPresent(it ->
                    expected.put(
                        source, new Expectation(spans(it, AWAY), it.optionalInstant(ENDED)))));
    return expected;
  }

  /**
   * The part of the sources that is written anew.
   *
   * @param settled Regions alone, which are written under their account now
   */
  record Changed(
      Map<Source, Listening> heard, Map<Source, Expectation> expected, Set<Source> settled) {
    boolean isNothing() {
      return heard.isEmpty() && expected.isEmpty() && settled.isEmpty();
    }
  }

  /** From then on it makes no difference of which accounts the Region is expected later. */
  static Changed expecting(Fields row, Home home, Expecting found) {
    Map<Source, Listening> before = sources(row, home);
    Expectations expected = expectations(row, home).withMissed(before.keySet());
    Map<Source, Listening> heard = new HashMap<>(Coverage.joined(before, found));
    Map<Source, Expectation> after = new HashMap<>(expected.after(found, before).all());
    Map<Source, Listening> written = sources(row);
    Map<Source, Expectation> writtenExpected = expected(row);
    heard.entrySet().removeIf(it -> it.getValue().equals(written.get(it.getKey())));
    after.entrySet().removeIf(it -> it.getValue().equals(writtenExpected.get(it.getKey())));
    Set<Source> settled = new TreeSet<>(parsed(row, SOURCES).keySet());
    settled.addAll(parsed(row, EXPECTED).keySet());
    settled.removeIf(it -> found.settled(home.in(row, it)).equals(it));
    return new Changed(heard, after, settled);
  }

  /** The row with these changed; the others stay as they are written. */
  static Map<String, AttributeValue> withSources(Fields row, Changed changed, long version) {
    Map<String, AttributeValue> sources = attributes(row, SOURCES);
    Map<String, AttributeValue> expectations = attributes(row, EXPECTED);
    changed
        .settled()
        .forEach(source -> {
          sources.remove(source.text());
          expectations.remove(source.text());
        });
    changed.heard().forEach((source, it) -> sources.put(source.text(), ofSpans(it.spans())));
    changed
        .expected()
        .forEach((source, it) -> {
          Map<String, AttributeValue> map =
              new HashMap<>(
                  Optional.ofNullable(expectations.get(source.text()))
                      .filter(AttributeValue::hasM)
                      .map(AttributeValue::m)
                      .orElse(Map.of()));
          map.remove(ENDED);
          it.ended().ifPresent(end -> map.put(ENDED, fromS(end.toString())));
          map.remove(AWAY);
          if (!it.away().isEmpty()) {
            map.put(AWAY, ofSpans(it.away()));
          }
          expectations.put(source.text(), fromM(map));
        });
    Map<String, AttributeValue> attributes = new HashMap<>();
    attributes.put(Item.VERSION, DossierItem.number(version));
    attributes.put(SOURCES, fromM(sources));
    if (!expectations.isEmpty()) {
      attributes.put(EXPECTED, fromM(expectations));
    }
    return attributes;
  }

  static Map<String, AttributeValue> attributes(Fields row, String map) {
    return new HashMap<>(row.map(map).map(Fields::attributes).orElse(Map.of()));
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
