package ninety.coverage;

import static java.util.stream.Collectors.toMap;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import ninety.coverage.Expectations.Expectation;
import ninety.user.Author;

/**
 * Of which time the records of each place were wholly read, and on what it rests that none was
 * missing. Joining is commutative, associative and idempotent.
 *
 * @param places by account and Region, each as its schedule's source
 */
public record Backfill(Map<Source, Place> places) {

  public static final Backfill NONE = new Backfill(Map.of());

  /** Later than anything that is known of. */
  private static final Instant EVER = Instant.parse("9999-12-31T00:00:00Z");

  /**
   * What was read of one place.
   *
   * @param proven by CloudTrail's own proof that nothing was missing
   * @param words by somebody's word that nothing was; one for each person and identity
   */
  public record Place(List<Span> proven, List<Word> words) {

    static final Place NOTHING = new Place(List.of(), List.of());

    public Place {
      proven = Span.joined(proven, Duration.ZERO);
      words =
          words.stream()
              .filter(word -> !word.spans().isEmpty())
              .collect(Collectors.groupingBy(Word::who))
              .values()
              .stream()
              .map(Word::joined)
              .sorted(Word.ORDER)
              .toList();
    }

    Place join(Place other) {
      return new Place(both(proven, other.proven), both(words, other.words));
    }

    List<Span> all() {
      return Span.joined(both(proven, stated()), Duration.ZERO);
    }

    private List<Span> stated() {
      return words.stream().flatMap(word -> word.spans().stream()).toList();
    }

    private static <T> List<T> both(List<T> one, List<T> other) {
      return Stream.concat(one.stream(), other.stream()).toList();
    }
  }

  /**
   * Somebody's word that nothing was missing from what was read of these spans.
   *
   * @param author who gave it, and when last
   */
  public record Word(Author author, List<Span> spans) {

    static final Comparator<Word> ORDER =
        Comparator.comparing((Word word) -> word.author().by())
            .thenComparing(word -> word.author().caller().toString());

    public Word {
      spans = Span.joined(spans, Duration.ZERO);
    }

    /** The person and the identity, whenever. */
    private Author who() {
      return new Author(author.by(), Instant.EPOCH, author.caller());
    }

    private static Word joined(List<Word> words) {
      return new Word(
          words.stream().map(Word::author).max(Comparator.comparing(Author::at)).orElseThrow(),
          words.stream().flatMap(word -> word.spans().stream()).toList());
    }
  }

  public Backfill {
    Map<Source, Place> some = new TreeMap<>(places);
    some.values().removeIf(Place.NOTHING::equals);
    places = Collections.unmodifiableMap(some);
  }

  /** What was read, and of which somebody states that nothing was missing. */
  public static Backfill stated(Map<Source, List<Span>> places, Author author) {
    return of(places, spans -> new Place(List.of(), List.of(new Word(author, spans))));
  }

  /** What was read, and of which CloudTrail proves that nothing was missing. */
  public static Backfill proven(Map<Source, List<Span>> places) {
    return of(places, spans -> new Place(spans, List.of()));
  }

  private static Backfill of(Map<Source, List<Span>> places, Function<List<Span>, Place> read) {
    return new Backfill(
        places.entrySet().stream()
            .collect(toMap(Map.Entry::getKey, place -> read.apply(place.getValue()))));
  }

  public Backfill join(Backfill other) {
    Map<Source, Place> joined = new TreeMap<>(places);
    other.places.forEach((source, place) -> joined.merge(source, place, Place::join));
    return new Backfill(joined);
  }

  /**
   * The time of which all places were read from which signs of life were ever expected, each until
   * they were no longer: what one Region's logs do not have may be in another's. It is proven where
   * it is of every place. Nothing where none is expected, or it is not known of which account: then
   * it is not known what all is.
   */
  public Archived everywhere(Expectations expectations) {
    Set<Source> wanted = new TreeSet<>();
    expectations.all().keySet().forEach(it -> wanted.add(it.as(Source.Kind.SCHEDULE)));
    List<Span> all = everywhere(wanted, expectations, Place::all);
    List<Span> proven = everywhere(wanted, expectations, Place::proven);
    List<Span> stated = Span.without(all, proven);
    return new Archived(proven, stated, authors(wanted, stated));
  }

  private List<Span> everywhere(
      Set<Source> wanted, Expectations expectations, Function<Place, List<Span>> read) {
    return wanted.stream()
        .map(source -> of(source, expectations, read))
        .reduce(Backfill::both)
        .orElse(List.of());
  }

  private List<Span> of(
      Source source, Expectations expectations, Function<Place, List<Span>> read) {
    if (source.account().isEmpty()) {
      return List.of();
    }
    Optional<Instant> gone = gone(source, expectations);
    return Span.joined(
        Stream.concat(
                read.apply(places.getOrDefault(source, Place.NOTHING)).stream(),
                gone.map(it -> new Span(it, EVER)).stream())
            .toList(),
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

  /** Who gave a word of some of that time, of a place that is wanted. */
  private List<Author> authors(Set<Source> wanted, List<Span> stated) {
    return wanted.stream()
        .map(source -> places.getOrDefault(source, Place.NOTHING).words())
        .flatMap(Collection::stream)
        .filter(word ->
            word.spans().stream()
                .anyMatch(span -> stated.stream().anyMatch(it -> !it.overlap(span).isZero())))
        .map(Word::author)
        .toList();
  }

  private static List<Span> both(List<Span> one, List<Span> other) {
    return Span.without(one, Span.without(one, other));
  }
}
