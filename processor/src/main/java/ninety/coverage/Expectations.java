package ninety.coverage;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import ninety.coverage.Expecting.Claim;
import ninety.coverage.Source.Kind;

/**
 * The sources of which signs of life were ever expected, each but for the times in which it was
 * not: a gap of a source is one whatever is expected later, and of the time in which nobody
 * expected it nothing is missed.
 */
public record Expectations(Map<Source, Expectation> all) {

  public static final Expectations NONE = new Expectations(Map.of());

  /** Later than anything that is known of. */
  private static final Instant EVER = Instant.parse("9999-12-31T00:00:00Z");

  /**
   * When one was not expected.
   *
   * @param away after it had been, until it was again; in order
   * @param ended since when it is expected no longer; empty where it is
   */
  public record Expectation(List<Span> away, Optional<Instant> ended) {

    /** Who goes in and out so often is as good as there between. */
    private static final int MOST_AWAY = 5;

    static final Expectation HOLDS = new Expectation(List.of(), Optional.empty());

    public Expectation {
      away = Span.joined(away, java.time.Duration.ZERO);
      while (away.size() > MOST_AWAY) {
        // The least of them: what is not excused counts as missed.
        List<Span> kept = new ArrayList<>(away);
        kept.remove(away.stream().min(Comparator.comparing(Span::length)).orElseThrow());
        away = List.copyOf(kept);
      }
    }

    Expectation until(Instant end) {
      return ended.isPresent() ? this : new Expectation(away, Optional.of(end));
    }

    Expectation again(Instant from) {
      return ended
          .map(end ->
              new Expectation(
                  end.isBefore(from)
                      ? Stream.concat(away.stream(), Stream.of(new Span(end, from))).toList()
                      : away,
                  Optional.empty()))
          .orElse(this);
    }

    /** In which times nothing is missed of it. */
    List<Span> excused() {
      return Stream.concat(
              away.stream(), ended.filter(EVER::isAfter).map(end -> new Span(end, EVER)).stream())
          .toList();
    }

    /** From when on it has to be heard, if it was not expected before. */
    Optional<Instant> back() {
      return away.isEmpty() ? Optional.empty() : Optional.of(away.getLast().to());
    }
  }

  public Expectations {
    all = Collections.unmodifiableMap(new TreeMap<>(all));
  }

  /**
   * Of a Region that was missed something is stored only if it was: an earlier version had no more.
   */
  public Expectations withMissed(Set<Source> known) {
    Map<Source, Expectation> more = new TreeMap<>(all);
    known.stream()
        .filter(it -> it.kind() == Kind.REPLICA)
        .forEach(it -> more.putIfAbsent(it, Expectation.HOLDS));
    return new Expectations(more);
  }

  Expectation of(Source source) {
    return all.getOrDefault(source, Expectation.HOLDS);
  }

  /** Of which signs of life must come. */
  public Set<Source> now() {
    Set<Source> now = new TreeSet<>();
    all.forEach((source, it) -> {
      if (it.ended().isEmpty()) {
        now.add(source);
      }
    });
    return now;
  }

  /** True if it was ever stored what is expected by name. */
  public boolean named() {
    return all.keySet().stream().anyMatch(it -> it.kind() != Kind.REPLICA);
  }

  /** The sources that are expected by name, where somebody gives a list. */
  public Set<Source> named(Set<Source> given, Claim claim) {
    Set<Source> stored = new TreeSet<>(now());
    stored.removeIf(it -> it.kind() == Kind.REPLICA);
    return switch (claim) {
      case ALL -> given;
      case FALLBACK -> named() ? stored : given;
      case MORE -> {
        stored.addAll(given);
        yield stored;
      }
    };
  }

  /**
   * With what a sweep found.
   *
   * @param heard so far. What is expected by name for the first time may have been heard long
   *     before; what it did not give then, nobody missed
   */
  public Expectations after(Expecting found, Map<Source, Listening> heard) {
    Map<Source, Expectation> after = new TreeMap<>();
    all.forEach((source, it) -> after.putIfAbsent(found.settled(source), it));
    found
        .until()
        .ifPresent(end ->
            after.replaceAll(
                (source, it) -> found.sources().contains(source) ? it : it.until(end)));
    found
        .sources()
        .forEach(source ->
            after.merge(
                source,
                new Expectation(unexpected(source, found.from(), heard), Optional.empty()),
                (before, _) -> before.again(found.from())));
    return new Expectations(after);
  }

  /** Of what an earlier version expected nothing is known. */
  private List<Span> unexpected(Source source, Instant from, Map<Source, Listening> heard) {
    return named()
        ? Listening.of(source, heard).first().filter(from::isAfter).stream()
            .map(first -> new Span(first, from))
            .toList()
        : List.of();
  }
}
