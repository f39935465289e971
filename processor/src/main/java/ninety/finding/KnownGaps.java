package ninety.finding;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import ninety.coverage.Gaps;
import ninety.coverage.Horizon;
import ninety.coverage.Listening;
import ninety.coverage.Source;
import ninety.coverage.Span;
import ninety.finding.FeedWatch.Cut;

/**
 * The gaps that were reported by themselves. A silence of a source is known by the sign of life
 * that ended it: whatever ended by the latest sign that was seen is reported. Of losses it is the
 * time. What was mended then is not in it, so that it is reported when it is a gap again.
 *
 * @param sources by source, the time in which each silence is reported
 * @param lost the time in which each loss is
 * @param before the time in which everything is, by what an earlier version stored
 */
public record KnownGaps(Map<Source, List<Span>> sources, List<Span> lost, List<Span> before) {

  public static final KnownGaps NOTHING = new KnownGaps(Map.of(), List.of(), List.of());

  public KnownGaps {
    sources = Collections.unmodifiableMap(new TreeMap<>(sources));
    lost = List.copyOf(lost);
    before = List.copyOf(before);
  }

  /** With all of these; what else was reported stays, as of sources that others expect. */
  KnownGaps with(Gaps gaps) {
    Map<Source, List<Span>> all = new TreeMap<>(sources);
    gaps.sources()
        .forEach((source, silences) ->
            all.merge(
                source, together(List.of(silences.heard()), silences.gaps()), KnownGaps::together));
    all.replaceAll((_, spans) -> Span.without(spans, gaps.mended()));
    return new KnownGaps(all, Span.without(together(lost, gaps.lost()), gaps.mended()), List.of());
  }

  /**
   * The gaps that are not reported yet. Silences and losses that are seen together and touch are
   * one.
   *
   * @param named what findings that are open say of where the way is cut
   */
  List<Span> missing(Gaps gaps, List<Cut> named) {
    Map<Source, List<Span>> silent = new TreeMap<>();
    gaps.sources()
        .forEach((source, silences) ->
            silent.put(
                source, Span.without(silences.gaps(), together(reportedOf(source, gaps), before))));
    for (Cut cut : named) {
      if (cut.horizon() instanceof Horizon.Known(_, Horizon.Holder.Source(var source, _))) {
        known(source, cut, gaps, silent);
      }
    }
    List<Span> missing = new ArrayList<>(Span.without(gaps.lost(), together(lost, before)));
    silent.values().forEach(missing::addAll);
    return Span.joined(missing, Duration.ZERO);
  }

  /** Takes what is known of a Region alone for that of the only account in it. */
  private List<Span> reportedOf(Source source, Gaps gaps) {
    Source alone = new Source(Optional.empty(), source.region(), source.kind());
    boolean only =
        gaps.sources().keySet().stream()
            .noneMatch(it ->
                !it.equals(source)
                    && it.region().equals(source.region())
                    && it.kind() == source.kind());
    List<Span> reported = sources.getOrDefault(source, List.of());
    return only ? together(reported, sources.getOrDefault(alone, List.of())) : reported;
  }

  /**
   * The silence that a finding named while it lasted, with that of the other sign of life of the
   * same place, which may begin a little before it and end a little after it.
   */
  private static void known(Source source, Cut cut, Gaps gaps, Map<Source, List<Span>> silent) {
    Set<Span> outage = new HashSet<>();
    for (Span gap :
        gaps.sources().containsKey(source) ? gaps.sources().get(source).gaps() : List.<Span>of()) {
      if (gap.overlap(cut.seen()).isPositive()) {
        outage.add(gap);
      }
    }
    List<Span> spans = List.copyOf(outage);
    silent.replaceAll((other, gapsOfIt) ->
        !other.place().equals(source.place())
            ? gapsOfIt
            : Span.without(gapsOfIt, spans).stream()
                .filter(
                    left -> gapsOfIt.contains(left) || left.length().compareTo(Listening.REACH) > 0)
                .toList());
  }

  private static List<Span> together(List<Span> some, List<Span> others) {
    List<Span> all = new ArrayList<>(some);
    all.addAll(others);
    return Span.joined(all, Duration.ZERO);
  }
}
