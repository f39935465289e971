package ninety.cli.terminal;

import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import ninety.app.Feed;
import ninety.app.Sources.Expected;
import ninety.coverage.Coverage;
import ninety.coverage.Observed;
import ninety.coverage.Source;
import ninety.coverage.Span;
import org.jspecify.annotations.Nullable;

/**
 * The ground of all that is said about users, for people and machines to read: since when the
 * source was listened to, with which gaps, and up to when.
 *
 * @param expected of which signs of life must come
 * @param now the time by the clock
 */
public record FeedView(Coverage coverage, Expected expected, Instant now) {

  public static FeedView of(Feed feed) {
    return new FeedView(feed.coverage(), feed.expected(), feed.now());
  }

  public HorizonView horizon() {
    return new HorizonView(coverage.horizon(expected.sources(), now), expected.horizonLimit(), now);
  }

  /** The instant that a sweep would judge for; where there is none, the time by the clock. */
  public Instant asOf() {
    return horizon().known() ? horizon().horizon().asOf() : now;
  }

  public Optional<Observed> observed() {
    return coverage.observed(expected.sources());
  }

  /** The same as of the horizon; while there is none, nobody is judged. */
  public Optional<Observed> judged() {
    return horizon().known() ? observed() : Optional.empty();
  }

  public List<Span> gaps() {
    return coverage.gaps(expected.sources());
  }

  /**
   * Prints what stands below a listing of users.
   *
   * @param judged the instant for which users are shown
   * @param exemptions how many are in force then
   */
  public void print(Instant judged, long exemptions, PrintWriter out) {
    boolean chosen = !judged.equals(asOf());
    if (!chosen && isBeforeListening(judged)) {
      out.printf(
          "Nobody can be accused yet: the horizon, %s, lies before listening began%n",
          horizon().words());
    } else {
      asOf(judged, chosen, out);
    }
    if (chosen && horizon().known()) {
      out.printf("Processed up to %s%n", horizon().words());
    }
    horizon().notChecked().ifPresent(out::println);
    out.println(coverageWords());
    unproved(expected.unproved()).ifPresent(out::println);
    regionsWords().ifPresent(out::println);
    doubtWords().ifPresent(out::println);
    out.printf(
        "%s in force%s%n",
        exemptions == 1 ? "1 exemption" : (exemptions == 0 ? "No" : exemptions) + " exemptions",
        exemptions == 0 ? "" : " (see 'ninety exempt list')");
  }

  private void asOf(Instant judged, boolean chosen, PrintWriter out) {
    out.printf(
        "As of %s%s%n",
        chosen || !horizon().known() ? HorizonView.seconds(judged) : horizon().words(),
        judged.isAfter(asOf())
            ? ", beyond the horizon: what happened after the horizon was not heard"
            : isBeforeListening(judged) ? ", before listening began: nothing is known of it" : "");
  }

  private boolean isBeforeListening(Instant judged) {
    return observed().filter(it -> judged.isBefore(it.from())).isPresent();
  }

  /** A remark on what is not proved, for nobody gives signs of life there. */
  public static Optional<String> unproved(Set<Source> places) {
    return places.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "No sign of life of CloudTrail is expected from %s: a trail or rule that stops there goes"
                    .formatted(places.stream().map(Source::place).collect(Collectors.joining(", ")))
                + " unnoticed.");
  }

  /** The same for machines. */
  public List<String> unproved() {
    return expected.unproved().stream().map(Source::place).toList();
  }

  /** The lines that hold whoever is looked at. */
  public List<String> words() {
    List<String> words = new ArrayList<>();
    words.add("Processed up to " + horizon().words());
    horizon().notChecked().ifPresent(words::add);
    words.add(coverageWords());
    unproved(expected.unproved()).ifPresent(words::add);
    regionsWords().ifPresent(words::add);
    doubtWords().ifPresent(words::add);
    return words;
  }

  /** A remark on the age of the word by which a Region is missed, or is not. */
  private Optional<String> regionsWords() {
    return expected
        .regionsKnown()
        .map(at ->
            "The Regions of the instance are known as of %s: to ask was refused since."
                .formatted(HorizonView.seconds(at)));
  }

  private Optional<String> doubtWords() {
    return coverage
        .inDoubt(now)
        .map(doubt ->
            "In doubt since %s: events wait in the queue of undelivered events"
                .formatted(doubt.from()));
  }

  private String coverageWords() {
    return judged()
        .map(observed ->
            observed.gaps().isEmpty()
                ? "Listening since %s, without a gap"
                    .formatted(HorizonView.seconds(observed.from()))
                : "Listening since %s; %d %s, %s in all, the last until %s"
                    .formatted(
                        HorizonView.seconds(observed.from()),
                        observed.gaps().size(),
                        observed.gaps().size() == 1 ? "gap" : "gaps",
                        HorizonView.rough(
                            observed.unobserved(observed.from(), observed.gaps().getLast().to())),
                        HorizonView.seconds(observed.gaps().getLast().to())))
        .orElse("Not listening yet: no user can be judged");
  }

  public Map<String, @Nullable Object> fields(Instant judged, long exemptions) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("asOf", judged.toString());
    fields.put("horizon", horizon().fields());
    fields.put("coverageFrom", Json.text(coverage.from()));
    fields.put("coverageSince", Json.text(observed().map(Observed::from)));
    fields.put("gaps", fields(gaps()));
    fields.put("inDoubt", coverage.inDoubt(now).map(FeedView::fields).orElse(null));
    fields.put("noSignOfLifeFrom", unproved());
    fields.put("regionsKnownAt", Json.text(expected.regionsKnown()));
    fields.put("exemptions", exemptions);
    return fields;
  }

  public static List<Map<String, Object>> fields(List<Span> spans) {
    return spans.stream().map(FeedView::fields).toList();
  }

  public static Map<String, Object> fields(Span gap) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("from", gap.from().toString());
    fields.put("to", gap.to().toString());
    return fields;
  }
}
