package ninety.sweep;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import ninety.coverage.Coverage;
import ninety.coverage.Expecting;
import ninety.coverage.Gaps;
import ninety.coverage.Horizon;
import ninety.coverage.Observed;
import ninety.coverage.Source;

/** The coverage that a sweep found, with the sources that had to be heard. */
record Heard(Coverage coverage, Set<Source> expected) {

  /** The coverage that a sweep goes by, after it has stored what it expects. */
  static Heard stored(Places places, Rules rules, FarEnd farEnd, Instant now) {
    Coverage coverage = places.coverage().read();
    farEnd.ask(named(coverage, rules), now);
    Expecting found = found(coverage, rules, farEnd, now);
    places.coverage().expecting(found);
    boolean news = !coverage.after(found).equals(coverage);
    return of(news ? places.coverage().read() : coverage, found);
  }

  /** The same, where nothing shall be asked or stored. */
  static Heard foreseen(Places places, Rules rules, FarEnd farEnd, Instant now) {
    Coverage coverage = places.coverage().read();
    Expecting found = found(coverage, rules, farEnd, now);
    return of(coverage.after(found), found);
  }

  private static Heard of(Coverage coverage, Expecting found) {
    Set<Source> stored = coverage.expectations().now();
    // Nothing is stored before a consumer ran.
    return new Heard(coverage, stored.containsAll(found.sources()) ? stored : found.sources());
  }

  private static Set<Source> named(Coverage coverage, Rules rules) {
    return coverage.expectations().named(rules.sources(), rules.claim());
  }

  private static Expecting found(Coverage coverage, Rules rules, FarEnd farEnd, Instant now) {
    return coverage.expecting(
        farEnd.known(named(coverage, rules), coverage.expectations().now()), now);
  }

  Horizon horizon(Instant now) {
    return coverage.horizon(expected, now);
  }

  /** Of what signs of life can come: of a Region that nobody listens to there are none. */
  Set<Source> listenedTo() {
    return expected.stream()
        .filter(source -> source.kind() != Source.Kind.REPLICA)
        .collect(Collectors.toUnmodifiableSet());
  }

  Optional<Observed> observed() {
    return coverage.observed(expected);
  }

  Gaps gaps() {
    return coverage.gapsByCause(expected);
  }
}
