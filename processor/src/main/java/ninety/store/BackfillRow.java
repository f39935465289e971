package ninety.store;

import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromL;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromM;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import ninety.coverage.Backfill;
import ninety.coverage.Backfill.Place;
import ninety.coverage.Backfill.Word;
import ninety.coverage.Source;
import ninety.coverage.Span;
import ninety.user.Author;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What was read of archived logs, as the row {@code #read}: {@code places}, a map by account and
 * Region of maps of {@code proven}, a list of intervals, and {@code stated}, a list of maps of who
 * stated it and {@code spans}. Before there were two grades a place was a list of intervals.
 */
final class BackfillRow {

  private static final String PLACES = "places";
  private static final String PROVEN = "proven";
  private static final String STATED = "stated";
  private static final String SPANS = "spans";

  /** The attributes that a write sets. */
  static final List<String> ATTRIBUTES = List.of(Item.VERSION, PLACES);

  /** Whoever stated what was stored before that was kept. */
  private static final Author NOT_KEPT = new Author("not recorded", Instant.EPOCH);

  private BackfillRow() {}

  static Backfill read(Fields row) {
    Map<Source, Place> places = new TreeMap<>();
    CoverageRows.parsed(row, PLACES)
        .forEach((source, text) ->
            row.map(PLACES).ifPresent(map -> places.put(source, place(map, text))));
    return new Backfill(places);
  }

  private static Place place(Fields map, String name) {
    AttributeValue value = map.attributes().get(name);
    if (value != null && value.hasL()) {
      return new Place(List.of(), List.of(new Word(NOT_KEPT, CoverageRows.spans(map, name))));
    }
    Fields place = map.map(name).orElseThrow(() -> map.unreadable(name));
    return new Place(
        CoverageRows.spans(place, PROVEN),
        place.list(STATED).stream().map(BackfillRow::word).toList());
  }

  private static Word word(Fields map) {
    List<Span> spans = CoverageRows.spans(map, SPANS);
    return new Word(ExemptionRow.author(map), spans);
  }

  static Map<String, AttributeValue> of(Fields row, Backfill backfill) {
    Map<String, AttributeValue> places = CoverageRows.attributes(row, PLACES);
    backfill.places().forEach((source, place) -> places.put(source.text(), fromM(of(place))));
    return Map.of(PLACES, fromM(places));
  }

  private static Map<String, AttributeValue> of(Place place) {
    Map<String, AttributeValue> map = new HashMap<>();
    if (!place.proven().isEmpty()) {
      map.put(PROVEN, CoverageRows.ofSpans(place.proven()));
    }
    if (!place.words().isEmpty()) {
      map.put(STATED, fromL(place.words().stream().map(word -> fromM(of(word))).toList()));
    }
    return map;
  }

  private static Map<String, AttributeValue> of(Word word) {
    Map<String, AttributeValue> map = ExemptionRow.author(word.author());
    map.put(SPANS, CoverageRows.ofSpans(word.spans()));
    return map;
  }
}
