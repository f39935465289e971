package ninety.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import ninety.coverage.Coverage;
import ninety.coverage.Span;
import org.jspecify.annotations.Nullable;

/**
 * What all that is said about users rests on, for people and machines to read: since when the
 * source was listened to, with which gaps, and up to when.
 *
 * @param regions those whose heartbeats must come
 * @param limit by how much the horizon may trail the clock
 * @param now the time by the clock
 */
record SourceView(Coverage coverage, Set<String> regions, Duration limit, Instant now) {

  HorizonView horizon() {
    return new HorizonView(coverage.horizon(regions, now), limit, now);
  }

  /** The instant that a sweep would judge for; where there is none, the time by the clock. */
  Instant asOf() {
    return horizon().known() ? horizon().horizon().at() : now;
  }

  Optional<Instant> since() {
    return coverage.since(regions);
  }

  /** The same as of the horizon; while there is none, nobody is judged. */
  Optional<Instant> judgedSince() {
    return horizon().known() ? since() : Optional.empty();
  }

  List<Span> gaps() {
    return coverage.gaps(regions);
  }

  /**
   * @param judged the instant for which users are shown
   * @param exemptions how many are in force then
   */
  void print(Instant judged, long exemptions, PrintWriter out) {
    boolean chosen = !judged.equals(asOf());
    out.printf("As of %s%n", chosen || !horizon().known() ? judged : horizon().words());
    if (chosen && horizon().known()) {
      out.printf("Processed up to %s%n", horizon().words());
    }
    horizon().notChecked().ifPresent(out::println);
    out.println(coverageWords());
    doubtWords().ifPresent(out::println);
    out.printf(
        "%s in force%s%n",
        exemptions == 1 ? "1 exemption" : (exemptions == 0 ? "No" : exemptions) + " exemptions",
        exemptions == 0 ? "" : " (see 'ninety exempt list')");
  }

  /** What holds whoever is looked at. */
  List<String> words() {
    List<String> words = new ArrayList<>();
    words.add("Processed up to " + horizon().words());
    horizon().notChecked().ifPresent(words::add);
    words.add(coverageWords());
    doubtWords().ifPresent(words::add);
    return words;
  }

  private Optional<String> doubtWords() {
    return coverage
        .inDoubt(now)
        .map(doubt ->
            "In doubt since %s: events wait in the queue of undelivered events"
                .formatted(doubt.from()));
  }

  private String coverageWords() {
    int gaps = gaps().size();
    return judgedSince()
        .map(since ->
            gaps == 0
                ? "Listening since %s, without a gap".formatted(since)
                : "Listening without a gap since %s; %d %s since %s"
                    .formatted(
                        since, gaps, gaps == 1 ? "gap" : "gaps", coverage.from().orElse(since)))
        .orElse("Not listening yet: no user can be judged");
  }

  Map<String, @Nullable Object> fields(Instant judged, long exemptions) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("asOf", judged.toString());
    fields.put("horizon", horizon().fields());
    fields.put("coverageFrom", Json.text(coverage.from()));
    fields.put("coverageSince", Json.text(since()));
    fields.put("gaps", fields(gaps()));
    fields.put("inDoubt", coverage.inDoubt(now).map(SourceView::fields).orElse(null));
    fields.put("exemptions", exemptions);
    return fields;
  }

  static List<Map<String, Object>> fields(List<Span> spans) {
    return spans.stream().map(SourceView::fields).toList();
  }

  static Map<String, Object> fields(Span gap) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("from", gap.from().toString());
    fields.put("to", gap.to().toString());
    return fields;
  }
}
