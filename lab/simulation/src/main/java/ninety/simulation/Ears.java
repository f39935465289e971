package ninety.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/**
 * For which time one can say of somebody who was not seen that nothing was to be seen: since an
 * instant, but for the silences of more than an hour of any Region.
 */
public record Ears(Instant from, List<Silence> silences) {

  private static final Duration LONGEST = Duration.ofHours(1);

  public record Silence(Instant from, Instant to) {
    boolean touches(Silence other) {
      return !from.isAfter(other.to) && !to.isBefore(other.from);
    }

    /** Whether a source that is silent for so long is missed. */
    boolean isLong() {
      return Duration.between(from, to).compareTo(LONGEST) > 0;
    }

    boolean covers(Silence other) {
      return !from.isAfter(other.from) && !to.isBefore(other.to);
    }
  }

  public static Ears of(Instant began, Collection<NavigableSet<Instant>> beats) {
    return but(began, silences(began, beats));
  }

  /** All silences, those too that were there when listening began. */
  static List<Silence> silences(Instant began, Collection<NavigableSet<Instant>> beats) {
    List<Silence> silences = new ArrayList<>();
    Optional<Instant> first =
        beats.stream()
            .filter(times -> !times.isEmpty())
            .map(NavigableSet::first)
            .min(Comparator.naturalOrder());
    if (first.isPresent() && Duration.between(began, first.get()).compareTo(LONGEST) > 0) {
      silences.add(new Silence(began, first.get()));
    }
    beats.forEach(times -> silences.addAll(silences(times)));
    return silences;
  }

  /** Listening since then, but for these. */
  static Ears but(Instant began, List<Silence> silences) {
    Instant from = began;
    // One that was there when listening began only puts the beginning off.
    boolean moved = true;
    while (moved) {
      moved = false;
      for (Silence silence : silences) {
        if (!silence.from().isAfter(from) && silence.to().isAfter(from)) {
          from = silence.to();
          moved = true;
        }
      }
    }
    return new Ears(from, silences);
  }

  static List<Silence> silences(NavigableSet<Instant> times) {
    List<Silence> silences = new ArrayList<>();
    Instant before = null;
    for (Instant time : times) {
      if (before != null && Duration.between(before, time).compareTo(LONGEST) > 0) {
        silences.add(new Silence(before, time));
      }
      before = time;
    }
    return silences;
  }

  static Ears of(World world) {
    return but(world.heard.coverageFrom().orElseThrow(), unheard(world));
  }

  /**
   * When nobody listened: the silences, what expired undelivered and what people say was lost, but
   * for what they say was not missed.
   */
  static List<Silence> unheard(World world) {
    List<Silence> unheard = silent(world);
    unheard.addAll(world.attesting().lost());
    return without(unheard, world.attesting().complete());
  }

  /** The same, whatever anybody attests, with what was taken back. */
  static List<Silence> everUnheard(World world) {
    List<Silence> unheard = silent(world);
    unheard.addAll(world.attesting().everLost());
    return unheard;
  }

  private static List<Silence> silent(World world) {
    List<Silence> unheard =
        silences(
            world.heard.coverageFrom().orElseThrow(),
            (world.config().regions().isEmpty()
                    ? Map.<String, NavigableSet<Instant>>of()
                    : world.heard.beats())
                .values());
    unheard.addAll(world.undelivered().lost());
    return unheard;
  }

  /** What is left of each, if only a moment. */
  static List<Silence> without(List<Silence> silences, List<Silence> others) {
    List<Silence> left = silences;
    for (Silence other : others) {
      List<Silence> next = new ArrayList<>();
      for (Silence one : left) {
        if (!one.touches(other)) {
          next.add(one);
          continue;
        }
        if (one.from().isBefore(other.from())) {
          next.add(new Silence(one.from(), other.from()));
        }
        if (other.to().isBefore(one.to())) {
          next.add(new Silence(other.to(), one.to()));
        }
      }
      left = next;
    }
    return left;
  }

  /** Piece by piece between all instants at which anything changes. */
  Duration missed(Instant since, Instant until) {
    TreeSet<Instant> instants = new TreeSet<>(List.of(since, until));
    silences.forEach(silence -> instants.addAll(List.of(silence.from(), silence.to())));
    Duration missed = Duration.ZERO;
    for (Instant piece :
        instants.subSet(since, true, until.isAfter(since) ? until : since, false)) {
      Instant end = instants.higher(piece);
      if (silences.stream()
          .anyMatch(it ->
              it.from().isAfter(from) && !it.from().isAfter(piece) && it.to().isAfter(piece))) {
        missed = missed.plus(Duration.between(piece, end));
      }
    }
    return missed;
  }

  Duration heard(Instant since, Instant until) {
    return Duration.between(since, until).minus(missed(since, until));
  }

  /** From where on little enough is missed: the instant itself, or the end of a silence. */
  Optional<Instant> sureSince(Instant since, Instant asOf, Duration most) {
    TreeSet<Instant> starts = new TreeSet<>(List.of(since));
    silences.forEach(silence -> starts.add(silence.to()));
    return starts.tailSet(since, true).stream()
        .filter(it -> !it.isAfter(asOf))
        .filter(it -> missed(it, asOf).compareTo(most) <= 0)
        .findFirst();
  }
}
