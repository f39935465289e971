package ninety.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import ninety.coverage.Horizon.Holder;
import ninety.coverage.Source;
import ninety.policy.Control;
import ninety.policy.SourceTransition;
import ninety.policy.SourceWatch.Cut;
import ninety.simulation.Ears.Silence;

/**
 * Each silence of more than an hour is reported once: by a finding that names its place while it
 * lasts, or by itself. What an open finding says of where the way is cut it says once.
 */
final class Promise7EachGapIsNamed implements Promise {

  private static final Duration LONGEST = Duration.ofHours(1);

  private final World world;
  private final Set<UUID> ids = new HashSet<>();

  /** By finding, as it said last. */
  private final Map<UUID, SourceTransition> findings = new LinkedHashMap<>();

  private boolean restored;

  Promise7EachGapIsNamed(World world) {
    this.world = world;
  }

  @Override
  public void restored() {
    restored = true;
  }

  @Override
  public void refused(SimQueues.Told told) {
    told(told);
  }

  @Override
  public void told(SimQueues.Told told) {
    SourceTransition step = world.words().source(told.body()).orElse(null);
    if (step == null || step.control() != Control.INACTIVITY || !ids.add(told.id())) {
      return;
    }
    List<Holder> named = step.gap().cuts().stream().map(Cut::holder).toList();
    check(
        named.stream().distinct().count() == named.size(),
        () -> "%s names one cause twice".formatted(step));
    if (step.step() == SourceTransition.Step.NOT_CHECKED && byItself(step) && !restored) {
      Silence gap = time(step);
      findings.values().stream()
          .filter(it -> byItself(it) && !it.finding().equals(step.finding()))
          .filter(it -> time(it).equals(gap))
          .filter(_ -> silences(gap) < 2 && !isSaid(gap))
          .findFirst()
          .ifPresent(it -> check(false, () -> "%s is reported again by %s".formatted(it, step)));
    }
    findings.put(step.finding(), step);
  }

  /** Several sources may have been silent at one time. */
  private long silences(Silence gap) {
    return world.beats().keySet().stream()
        .flatMap(source -> world.silences(source).stream())
        .filter(gap::equals)
        .count();
  }

  private static boolean byItself(SourceTransition step) {
    return step.gap().cuts().isEmpty() && step.gap().hiding().isEmpty();
  }

  private static Silence time(SourceTransition step) {
    return new Silence(step.gap().since(), step.gap().until().orElseThrow());
  }

  @Override
  public void atRest() {
    if (restored || world.coverageFrom().isEmpty() || world.config().regions().isEmpty()) {
      return;
    }
    for (Map.Entry<Source, NavigableSet<Instant>> each : world.beats().entrySet()) {
      for (Silence gap : Ears.silences(each.getValue())) {
        if (late(gap.from()) || late(gap.to()) || isSaid(gap)) {
          continue; // It was reported as it was known then: longer, or in parts.
        }
        check(
            findings.values().stream().anyMatch(it -> tells(it, each.getKey(), gap))
                || inParts(each.getKey(), gap),
            () ->
                "%s was silent from %s to %s, and nobody was told: %s"
                    .formatted(each.getKey(), gap.from(), gap.to(), findings.values()));
      }
    }
  }

  /** Whether people said something of its time, or an undelivered event was lost in it. */
  private boolean isSaid(Silence gap) {
    return Stream.of(
            world.attesting().everComplete(),
            world.attesting().everLost(),
            world.undelivered().lost())
        .flatMap(List::stream)
        .anyMatch(gap::touches);
  }

  private boolean late(Instant beat) {
    return world.stream().shards().stream()
        .flatMap(shard -> shard.records.stream())
        .anyMatch(rec ->
            rec.said() instanceof Said.Beat(_, var time, _)
                && time.equals(beat)
                && rec.arrival().isAfter(beat.plus(Duration.ofMinutes(30))));
  }

  private boolean tells(SourceTransition step, Source source, Silence gap) {
    if (byItself(step)) {
      // What belongs to an outage of the place that a finding named is no part of it.
      Silence told = time(step);
      return !told.from().isAfter(gap.from().plus(LONGEST))
          && !told.to().isBefore(gap.to().minus(LONGEST))
          && told.touches(gap);
    }
    return step.gap().cuts().stream()
        .anyMatch(cut ->
            cut.holder() instanceof Holder.Source(var by, _)
                && (source.kind() == Source.Kind.REPLICA
                    // Expected by name it is missed under that.
                    ? by.region().equals(source.region())
                    : by.place().equals(source.place()))
                && ((by.equals(source) || source.kind() == Source.Kind.REPLICA)
                    ? gap.from().isBefore(cut.named()) && gap.to().isAfter(cut.horizon())
                    : shared(step, cut, gap)));
  }

  /** A part of it by itself, and a part as what findings named of the place while it lasted. */
  private boolean inParts(Source source, Silence gap) {
    List<Silence> parts = new ArrayList<>();
    for (SourceTransition step : findings.values()) {
      if (byItself(step)) {
        parts.add(time(step));
      }
      step.gap().cuts().stream()
          .filter(cut ->
              cut.holder() instanceof Holder.Source(var by, _) && by.place().equals(source.place()))
          .forEach(
              cut -> parts.add(new Silence(cut.horizon(), step.gap().until().orElse(Instant.MAX))));
    }
    return Ears.without(List.of(gap), parts).stream()
        .allMatch(left -> Duration.between(left.from(), left.to()).compareTo(LONGEST) <= 0);
  }

  /** The other sign of the place may begin and end a little apart. */
  private boolean shared(SourceTransition step, Cut cut, Silence gap) {
    // By a clock that is hours off a finding may end before it began.
    Instant end =
        world.sweepings().stream()
                .anyMatch(it -> it.machine.ahead.abs().compareTo(World.TOLERANCE) > 0)
            ? Instant.MAX
            : step.gap().until().orElse(Instant.MAX);
    return !gap.from().isBefore(cut.horizon().minus(LONGEST))
        && (end.equals(Instant.MAX) || !gap.to().isAfter(end.plus(LONGEST)));
  }
}
