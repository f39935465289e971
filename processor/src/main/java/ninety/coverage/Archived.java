package ninety.coverage;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import ninety.user.Author;

/**
 * Time of which the records of all places were read afterwards. Both kinds count alike for judging;
 * they are apart in what they rest on.
 *
 * @param proven by CloudTrail's own proof that nothing was missing
 * @param stated by somebody's word that nothing was; less what is proven
 * @param authors whose words those were, in the order in which they were given
 */
public record Archived(List<Span> proven, List<Span> stated, List<Author> authors) {

  public static final Archived NOTHING = new Archived(List.of(), List.of(), List.of());

  public Archived {
    proven = Span.joined(proven, Duration.ZERO);
    stated = Span.without(Span.joined(stated, Duration.ZERO), proven);
    authors =
        authors.stream()
            .distinct()
            .sorted(Comparator.comparing(Author::at).thenComparing(Author::by))
            .toList();
  }

  /** Time that was read by somebody's word, of whom nothing is known. */
  public static Archived stated(List<Span> spans) {
    return new Archived(List.of(), spans, List.of());
  }

  /** All of it, in order. */
  public List<Span> all() {
    return Span.joined(Stream.concat(proven.stream(), stated.stream()).toList(), Duration.ZERO);
  }
}
