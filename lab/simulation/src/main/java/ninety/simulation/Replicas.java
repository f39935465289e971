package ninety.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import ninety.coverage.InstanceRegions;
import ninety.coverage.SignsOfLife;
import ninety.coverage.Source;
import ninety.sweep.FarEnd;

/** The Regions in which the instance is replicated, and what is expected of them. */
final class Replicas implements InstanceRegions {

  private final World world;

  /** Whether the Region that the instance got is expected by name. */
  private boolean byName;

  /** Since when a sweep that begins must miss it. */
  private Optional<Instant> missed = Optional.empty();

  Replicas(World world) {
    this.world = world;
  }

  FarEnd farEnd() {
    return world.config().has(Trouble.REGION_ADDED)
        ? new FarEnd(
            SignsOfLife.NONE, this, world.table().replicationLog(), Optional.of(Wire.ACCOUNT_ID))
        : FarEnd.NONE;
  }

  @Override
  public Answer ask() {
    return world.calls.call(
        Port.DIRECTORY,
        () -> {
          if (!world.story().regionsMayBeAsked()) {
            return new Answer.Refused();
          }
          if (world.calls.strikes(Trouble.DIRECTORY_SILENT, 12)) {
            return new Answer.Failed();
          }
          Set<String> names = new TreeSet<>(world.config().regions());
          world
              .story()
              .unheard()
              .filter(it -> !it.from().isAfter(world.stage().now()))
              .ifPresent(it -> names.add(it.region()));
          return new Answer.Regions(names);
        });
  }

  /** The operator has it forwarded, and says that it is to be expected. */
  void expectByName() {
    byName = world.story().unheard().isPresent();
  }

  Set<Source> sources() {
    Set<Source> sources = new TreeSet<>(world.config().sources());
    if (byName) {
      Source schedule = new Source(Wire.ACCOUNT_ID, Story.ADDED);
      sources.add(schedule);
      if (world.config().signs()) {
        sources.add(schedule.as(Source.Kind.CLOUDTRAIL));
      }
      if (world.story().expectsOthers()) {
        sources.add(Story.OTHERS);
      }
    }
    return sources;
  }

  /** Since when a sweep that begins now must miss the Region; empty where it need not. */
  Optional<Instant> missed() {
    return byName ? Optional.empty() : missed;
  }

  /** Whoever swept alone when it could be known, and somebody listened, knows it from then on. */
  void swept(Sweeping sweep) {
    boolean answered =
        world
            .table()
            .replication
            .read()
            .flatMap(it -> it.regions())
            .filter(it -> it.contains(Story.ADDED))
            .isPresent();
    if ((answered || mustHaveAsked(sweep)) && sweep.alone && sweep.listening && missed.isEmpty()) {
      missed = Optional.of(world.stage().now());
    }
  }

  /** Once a day at the least, by clocks that may differ. */
  private boolean mustHaveAsked(Sweeping sweep) {
    return world.story().regionsMayBeAsked()
        && !world.config().has(Trouble.SWEEP_CLOCK_WRONG)
        && !world.config().has(Trouble.DIRECTORY_SILENT)
        && world
            .story()
            .unheard()
            .filter(it -> sweep.now.isAfter(it.from().plus(Duration.ofDays(1)).plusSeconds(900)))
            .isPresent();
  }

  void restored() {
    missed = Optional.empty();
  }
}
