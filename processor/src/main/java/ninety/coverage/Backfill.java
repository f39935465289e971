package ninety.coverage;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import ninety.coverage.Expectations.Expectation;

/**
 * Of which time the archived logs of each place were wholly read. Joining is commutative,
 * associative and idempotent.
 *
 * @param places by account and Region, each as its schedule's source; spans in order and apart
 */
public record Backfill(Map<Source, List<Span>> places) {

  public static final Backfill NONE = new Backfill(Map.of());

  /** Later than anything that is known of. */
  private static final Instant EVER = Instant.parse("9999-12-31T00:00:00Z");

  public Backfill {
    Map<Source, List<Span>> joined = new TreeMap<>();
    places.forEach((place, spans) -> {
      if (!spans.isEmpty()) {
        joined.put(place, Span.joined(spans, Duration.ZERO));
      }
    });
    places = Collections.unmodifiableMap(joined);
  }

  public Backfill join(Backfill other) {
    Map<Source, List<Span>> joined = new HashMap<>(places);
    other.places.forEach((place, spans) ->
        joined.merge(
            place, spans, (one, more) -> Stream.concat(one.stream(), more.stream()).toList()));
    return new Backfill(joined);
  }

  /**
   * The time of which the logs of all places were read from which signs of life were ever expected,
   * each until they were no longer: what one Region's logs do not have may be in another's. Nothing
   * where none is expected, or it is not known of which account: then it is not known what all is.
   */
  public List<Span> everywhere(Expectations expectations) {
    Set<Source> wanted = new TreeSet<>();
    expectations.all().keySet().forEach(it -> wanted.add(it.as(Source.Kind.SCHEDULE)));
    return wanted.stream()
        .map(place -> of(place, expectations))
        .reduce(Backfill::both)
        .orElse(List.of());
  }

  private List<Span> of(Source place, Expectations expectations) {
    if (place.account().isEmpty()) {
      return List.of();
    }
    List<Span> read = places.getOrDefault(place, List.of());
    Optional<Instant> gone = gone(place, expectations);
    return Span.joined(
        Stream.concat(read.stream(), gone.map(it -> new Span(it, EVER)).stream()).toList(),
        Duration.ZERO);
  }

  /** Since when nothing is expected of a place. */
  private static Optional<Instant> gone(Source place, Expectations expectations) {
    List<Expectation> of =
        expectations.all().entrySet().stream()
            .filter(it -> it.getKey().as(Source.Kind.SCHEDULE).equals(place))
            .map(Map.Entry::getValue)
            .toList();
    return of.stream().allMatch(it -> it.ended().isPresent())
        ? of.stream().flatMap(it -> it.ended().stream()).max(Instant::compareTo)
        : Optional.empty();
  }

  private static List<Span> both(List<Span> one, List<Span> other) {
    return Span.without(one, Span.without(one, other));
  }
}
