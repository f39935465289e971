package ninety.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import ninety.coverage.Horizon;
import ninety.coverage.Horizon.Holder;
import ninety.coverage.Source;
import ninety.finding.FeedTransition;
import ninety.finding.FeedWatch;
import ninety.finding.FeedWatch.Cut;
import ninety.policy.Control;
import ninety.simulation.Ears.Silence;

/**
 * Each time in which nobody listened is reported under each control, whether a sweep saw it or it
 * began and ended between two; and none of those twice. The silence of a source is reported by
 * itself, by findings that name its place while they last, or a part of it by the one and a part by
 * the others, but for an hour: the other sign of the place may begin and end a little apart.
 */
final class Promise7EachGapIsReported implements Promise {

  private final World world;
  private final Set<UUID> ids = new HashSet<>();

  /**
   * By finding, when a sweep first said that the source is heard again, by the world's clock: a
   * sweep's may be wrong. It may stay open for users whom the gap hides; it names no later gap.
   */
  private final Map<UUID, Instant> over = new HashMap<>();

  private final Map<Control, Map<UUID, Report>> reports = new EnumMap<>(Control.class);

  /** Whether the table was brought back, and may have forgotten what it reported. */
  private boolean restored;

  /**
   * One finding, as it said last. One about users whom gaps hide reports no gap.
   *
   * @param over when it said that the source is heard again; as long as it did not, for ever
   */
  private record Report(FeedTransition step, Instant over) {

    /** Whether it is about a time that was over before any sweep saw it. */
    boolean byItself() {
      return step.gap().cuts().isEmpty() && step.gap().hiding().isEmpty();
    }

    Stream<Silence> time() {
      return byItself()
          ? Stream.of(new Silence(step.gap().since(), step.gap().until().orElseThrow()))
          : step.gap().cuts().stream().map(this::time);
    }

    /** What it says of this source. */
    Stream<Silence> time(Source source) {
      return byItself()
          ? time()
          : step.gap().cuts().stream().filter(cut -> names(cut, source)).map(this::time);
    }

    private Silence time(Cut cut) {
      return new Silence(cut.horizon().asOf(), over);
    }

    private static boolean names(Cut cut, Source source) {
      return cut.horizon() instanceof Horizon.Known(_, Holder.Source(var named, _))
          && (source.kind() == Source.Kind.REPLICA
              // Expected by name it is missed under that.
              ? named.region().equals(source.region())
              : named.place().equals(source.place()));
    }
  }

  Promise7EachGapIsReported(World world) {
    this.world = world;
  }

  @Override
  public void restored() {
    restored = true;
  }

  @Override
  public void stored(FeedWatch watch) {
    watch.outbox().stream()
        .flatMap(alert -> world.words().source(alert.body()).stream())
        .filter(step -> step.gap().until().isPresent())
        .forEach(step -> over.putIfAbsent(step.findingUid(), world.stage().now()));
  }

  @Override
  public void refused(SimQueues.Delivered delivered) {
    delivered(delivered);
  }

  /** What held it back, wherever it stood. */
  private static Object cause(Horizon horizon) {
    return horizon instanceof Horizon.Known(_, var holder) ? holder : horizon;
  }

  @Override
  public void delivered(SimQueues.Delivered delivered) {
    FeedTransition step = world.words().source(delivered.body()).orElse(null);
    if (step == null || !ids.add(delivered.id())) {
      return;
    }
    List<Object> named =
        step.gap().cuts().stream().<Object>map(cut -> cause(cut.horizon())).toList();
    check(
        named.stream().distinct().count() == named.size(),
        () -> "%s names one cause twice".formatted(step));
    Map<UUID, Report> known = reports.computeIfAbsent(step.control(), _ -> new LinkedHashMap<>());
    Report report = new Report(step, over.getOrDefault(step.findingUid(), Instant.MAX));
    if (step.step() == FeedTransition.Step.NOT_CHECKED && report.byItself() && !restored) {
      isNew(report, known);
    }
    known.put(step.findingUid(), report);
  }

  private void isNew(Report report, Map<UUID, Report> known) {
    Silence time = report.time().findFirst().orElseThrow();
    if (silences(time) < 2 && !isSaid(time)) {
      known.values().stream()
          .filter(it -> it.byItself() && !it.step().findingUid().equals(report.step().findingUid()))
          .filter(it -> it.time().anyMatch(time::equals))
          .findFirst()
          .ifPresent(it -> check(false, () -> "%s is reported again by %s".formatted(it, report)));
    }
  }

  /** Several sources may have been silent at one time, and each was heard of at another. */
  private long silences(Silence time) {
    return world.heard.beats().keySet().stream()
        .flatMap(source -> world.heard.silences(source).stream())
        .filter(time::equals)
        .count();
  }

  /** What was attested, or a loss that was recorded, may be there again. */
  private boolean isSaid(Silence time) {
    return Stream.of(world.attesting().everComplete(), world.attesting().everLost())
        .flatMap(List::stream)
        .anyMatch(time::touches);
  }

  @Override
  public void atRest() {
    if (world.heard.coverageFrom().isEmpty() || restored) {
      return;
    }
    for (Control control : Control.values()) {
      List<Report> known = List.copyOf(reports.getOrDefault(control, Map.of()).values());
      for (Silence silence : Ears.unheard(world)) {
        check(
            touching(silence).stream()
                .anyMatch(part -> known.stream().flatMap(Report::time).anyMatch(part::touches)),
            () -> "%s: never reported: %s of %s".formatted(control, silence, known));
      }
      if (!world.config().regions().isEmpty()) {
        world
            .heard
            .beats()
            .forEach((source, beats) ->
                Ears.silences(beats).stream()
                    .filter(gap -> !grew(gap))
                    .forEach(gap -> isReported(control, source, gap, known)));
      }
    }
  }

  private void isReported(Control control, Source source, Silence gap, List<Report> known) {
    List<Silence> parts = known.stream().flatMap(it -> it.time(source)).toList();
    check(
        Ears.without(List.of(gap), parts).stream().noneMatch(Silence::isLong),
        () ->
            "%s: %s was silent, %s, and not all of it is reported: %s"
                .formatted(control, source, gap, known));
  }

  /** Whether it was reported as it was known then: longer, or but for what was attested or lost. */
  private boolean grew(Silence gap) {
    return late(gap.from())
        || late(gap.to())
        || isSaid(gap)
        || world.undelivered().lost().stream().anyMatch(gap::touches);
  }

  private boolean late(Instant beat) {
    return world.stream().shards().stream()
        .flatMap(shard -> shard.records.stream())
        .anyMatch(rec ->
            rec.said() instanceof Said.Beat(_, var time, _)
                && time.equals(beat)
                && rec.arrival().isAfter(beat.plus(Duration.ofMinutes(30))));
  }

  /**
   * One that grows, by a loss that somebody records say, is known by the part that was reported.
   */
  private List<Silence> touching(Silence silence) {
    List<Silence> rest = new ArrayList<>(Ears.everUnheard(world));
    List<Silence> together = new ArrayList<>(List.of(silence));
    for (int i = 0; i < together.size(); i++) {
      Silence one = together.get(i);
      rest.stream().filter(one::touches).forEach(together::add);
      rest.removeIf(one::touches);
    }
    return together;
  }
}
