package ninety.simulation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import ninety.policy.Control;
import ninety.policy.SourceTransition;
import ninety.policy.SourceWatch;
import ninety.simulation.Ears.Silence;

/**
 * Each time in which nobody listened is reported under each control, whether a sweep saw it or it
 * began and ended between two; and none of those twice.
 */
final class Promise7EachGapIsReported implements Promise {

  private final World world;
  private final Set<UUID> ids = new HashSet<>();
  private final Map<Control, Map<UUID, Report>> reports = new EnumMap<>(Control.class);

  /**
   * One finding.
   *
   * @param over whether it is about a time that was over before any sweep saw it, and not about the
   *     users whom that hides
   * @param to as long as it lasts, for ever
   */
  private record Report(boolean over, Instant decided, Instant from, Instant to) {
    Silence time() {
      return new Silence(from, to);
    }
  }

  /** Whether the table was brought back, and may have forgotten what it reported. */
  private boolean restored;

  Promise7EachGapIsReported(World world) {
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
    if (step == null || !ids.add(told.id())) {
      return;
    }
    Map<UUID, Report> known = reports.computeIfAbsent(step.control(), _ -> new LinkedHashMap<>());
    Report report =
        new Report(
            step.gap().holder().isEmpty() && step.gap().hiding().isEmpty(),
            step.gap().openedAt(),
            step.gap().since(),
            end(step.gap()));
    if (step.step() == SourceTransition.Step.NOT_CHECKED
        && report.over()
        && !restored
        && silences(report.time()) < 2) {
      // What was attested, or a loss that was recorded, may be there again.
      List<Silence> said = new ArrayList<>(world.attesting().everComplete());
      said.addAll(world.attesting().everLost());
      known.values().stream()
          .filter(Report::over)
          .filter(it -> !it.decided().equals(report.decided()))
          .filter(it -> it.time().equals(report.time()))
          .filter(it -> said.stream().noneMatch(report.time()::touches))
          .findFirst()
          .ifPresent(it ->
              check(
                  false, () -> "%s: reported again: %s, %s".formatted(step.control(), it, report)));
    }
    known.put(step.finding(), report);
  }

  /** Several sources may have been silent at one time, and each was heard of at another. */
  private long silences(Silence time) {
    return world.beats().keySet().stream()
        .flatMap(source -> world.silences(source).stream())
        .filter(time::equals)
        .count();
  }

  /** By the world's clock, for a sweep's may be wrong. */
  private Instant end(SourceWatch.Gap gap) {
    return gap.holder().isEmpty()
        ? gap.until().orElseThrow()
        : gap.until().isPresent() ? world.stage().now() : Instant.MAX;
  }

  @Override
  public void atRest() {
    if (world.coverageFrom().isEmpty() || restored) {
      return;
    }
    for (Control control : Control.values()) {
      List<Report> known = new ArrayList<>(reports.getOrDefault(control, Map.of()).values());
      for (Silence silence : Ears.unheard(world)) {
        check(
            touching(silence).stream()
                .anyMatch(part -> known.stream().anyMatch(it -> it.time().touches(part))),
            () -> "%s: never reported: %s of %s".formatted(control, silence, known));
      }
    }
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
