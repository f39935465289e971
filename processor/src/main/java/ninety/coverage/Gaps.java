package ninety.coverage;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The times in which events may be lost, by what shows it. What was mended is in none of it.
 *
 * @param sources by whose signs of life were missed
 * @param lost where records expired, were never delivered, or somebody said that they were lost;
 *     and where nothing was heard yet since listening began
 * @param mended of which time archived logs were read, or somebody said that nothing was missed
 */
public record Gaps(Map<Source, Silences> sources, List<Span> lost, List<Span> mended) {

  public static final Gaps NONE = new Gaps(Map.of(), List.of(), List.of());

  public Gaps {
    sources = Collections.unmodifiableMap(new TreeMap<>(sources));
    lost = List.copyOf(lost);
    mended = List.copyOf(mended);
  }

  /**
   * Of one source.
   *
   * @param heard from its first sign of life to the latest, or to when it was no longer expected
   * @param gaps between them
   */
  public record Silences(Span heard, List<Span> gaps) {
    public Silences {
      gaps = List.copyOf(gaps);
    }
  }

  /** Each once, in the order of their ends. */
  public List<Span> all() {
    return Stream.concat(sources.values().stream().flatMap(it -> it.gaps().stream()), lost.stream())
        .distinct()
        .sorted(Comparator.comparing(Span::to))
        .toList();
  }

  /** As few spans as hold the same time, in order. */
  public List<Span> joined() {
    return Span.joined(all(), java.time.Duration.ZERO);
  }
}
