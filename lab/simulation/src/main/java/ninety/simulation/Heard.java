package ninety.simulation;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import ninety.coverage.Source;
import ninety.simulation.SimStream.Rec;
import ninety.simulation.SimStream.SimShard;

/** Which signs of life reached the stream, and since when somebody waits for them. */
final class Heard {

  private final World world;
  private final Map<Source, NavigableSet<Instant>> expected = new TreeMap<>();
  private Optional<Instant> coverageFrom = Optional.empty();

  Heard(World world) {
    this.world = world;
  }

  Optional<Instant> coverageFrom() {
    return coverageFrom;
  }

  /** A sweep expects a source for the first time. */
  void expected(Source source, Instant from) {
    expected.computeIfAbsent(source, _ -> new TreeSet<>()).add(from);
  }

  void begun(Instant from) {
    if (coverageFrom.filter(known -> !from.isBefore(known)).isEmpty()) {
      coverageFrom = Optional.of(from);
    }
  }

  Map<Source, NavigableSet<Instant>> copyOfExpected() {
    Map<Source, NavigableSet<Instant>> copy = new TreeMap<>();
    expected.forEach((source, times) -> copy.put(source, new TreeSet<>(times)));
    return copy;
  }

  /**
   * When each source gave a sign of life that reached the stream, or was first expected. A Region
   * that was missed once stays one, also when it is expected by name: of the time before nobody
   * heard, whoever says what of it later.
   */
  Map<Source, NavigableSet<Instant>> beats() {
    Map<Source, NavigableSet<Instant>> beats = allBeats();
    Optional.ofNullable(beats.get(Story.REPLICA)).ifPresent(it -> it.addAll(added()));
    // What a source gave before anybody waited for it, nobody missed.
    beats.forEach((source, times) ->
        Optional.ofNullable(expected.get(source))
            .filter(_ -> !world.config.sources().contains(source))
            .ifPresent(marks -> times.headSet(marks.first()).clear()));
    return beats;
  }

  /** Also those that came before the source was expected. */
  Map<Source, NavigableSet<Instant>> allBeats() {
    Map<Source, NavigableSet<Instant>> beats = copyOfExpected();
    Set<Source> sources = world.replicas.sources();
    for (SimShard shard : world.stream.shards()) {
      for (Rec rec : shard.records) {
        if (rec.said() instanceof Said.Beat(var source, var time, _) && sources.contains(source)) {
          beats.computeIfAbsent(source, _ -> new TreeSet<>()).add(time);
        }
      }
    }
    return beats;
  }

  /**
   * When the schedule of the Region that the instance got was heard; expected by name, it is as if
   * it had been.
   */
  NavigableSet<Instant> added() {
    Source schedule = new Source(Wire.ACCOUNT_ID, Story.ADDED);
    NavigableSet<Instant> times = new TreeSet<>(expected.getOrDefault(schedule, new TreeSet<>()));
    for (SimShard shard : world.stream.shards()) {
      for (Rec rec : shard.records) {
        if (rec.said() instanceof Said.Beat(var source, var time, _) && source.equals(schedule)) {
          times.add(time);
        }
      }
    }
    return times;
  }

  /** When nothing was heard for more than an hour, as far as that can be known. */
  List<Ears.Silence> silences(Source source) {
    return Ears.silences(beats().getOrDefault(source, new TreeSet<>()));
  }

  /**
   * Whether the silence can be noticed: a heartbeat before it was heard, or the source was expected
   * then.
   */
  boolean deafIsKnown(Story.Deaf deaf) {
    return Optional.ofNullable(beats().get(deaf.source()))
        .filter(times -> times.lower(deaf.from()) != null || expectedBefore(deaf))
        .isPresent();
  }

  /** One that was never heard is none yet, unless nobody was: then listening begins when one is. */
  private boolean expectedBefore(Story.Deaf deaf) {
    return coverageFrom.filter(it -> it.isBefore(deaf.from())).isPresent()
        && beats().values().stream()
            .allMatch(times -> times.isEmpty() || !times.first().isBefore(deaf.to()));
  }

  /** What is known by what is stored is what was stored then. */
  void restored(Map<Source, NavigableSet<Instant>> expectedThen, Optional<Instant> coverageThen) {
    expected.clear();
    expected.putAll(expectedThen);
    coverageFrom = coverageThen;
  }
}
