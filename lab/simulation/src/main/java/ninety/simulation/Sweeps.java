package ninety.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import ninety.coverage.Undelivered;
import ninety.simulation.Stage.Machine;
import ninety.sweep.Count;
import ninety.sweep.FarEnd;
import ninety.sweep.Places;
import ninety.sweep.Rules;
import ninety.sweep.Summary;
import ninety.sweep.Sweep;

/** The sweeps that begin, one after another or at one time. */
final class Sweeps {

  private final World world;
  private final List<Sweeping> sweepings = new ArrayList<>();

  Sweeps(World world) {
    this.world = world;
  }

  List<Sweeping> sweepings() {
    return sweepings;
  }

  Sweeping sweep(Duration ahead) {
    Machine machine = new Machine("sweep-" + world.machines++);
    machine.ahead = ahead;
    Sweeping sweep =
        new Sweeping(machine, world.days, world.stage.steps(), world.stage.now().plus(ahead));
    for (Sweeping other : sweepings) {
      if (!other.over && !other.machine.dead) {
        other.alone = false;
        sweep.alone = false;
        world.overlapped = true;
      }
    }
    sweepings.add(sweep);
    sweep.sources = world.replicas.sources();
    sweep.missed = world.replicas.missed();
    sweep.listening =
        world.heard.coverageFrom().isPresent() && !world.table.coverage.read().shards().isEmpty();
    Places places =
        world.mutant.places(
            new Places(
                world.table.dossiers(Optional.of(sweep)),
                world.table.dueUsers(),
                world.table.rearming(),
                world.table.coverageLog(Optional.of(sweep)),
                world.table.feedWatches(),
                world.table.exemptionLog(),
                world.table.attestationLog(),
                world.config.has(Trouble.UNDELIVERED)
                    ? new ninety.alert.SqsUndelivered(
                        world.undelivered(), "https://sqs/undelivered")
                    : Undelivered.NONE,
                world.table.notices(),
                world.table.policyLog,
                world.table.directoryChanges,
                world.table.tamperings(),
                world.table.reconciliations(Optional.empty()),
                world.directory.asked(new MachineClock(world.stage, machine), sweep),
                world.words(),
                new ninety.alert.SqsAlerts(
                    world.queues, "https://sqs/alerts.fifo", Optional.empty())),
            world);
    Rules rules =
        Wire.knowingTheDataKey(
            world.mutant.rules(
                new Rules(
                    world.days.policy(),
                    sweep.sources,
                    world.config.horizonLimit(),
                    Optional.of(ninety.cloudtrail.CloudTrailRecords.STORE))));
    FarEnd farEnd = world.mutant.farEnd(world.replicas.farEnd());
    world.say(sweep + ": begins, clock ahead by " + ahead);
    world.stage.start(
        machine,
        "sweep",
        () -> {
          try {
            Summary summary =
                new Sweep(places, rules, 64, SameThread::new, world.stage::sleep, farEnd)
                    .run(sweep.now, _ -> {});
            sweep.over = true;
            world.replicas.swept(sweep);
            world.say(sweep + ": ends, " + text(summary));
            world.lastAsOf = summary.asOf();
            world.watch(promise -> promise.swept(sweep, summary));
          } catch (software.amazon.awssdk.core.exception.SdkException failed) {
            sweep.over = true;
            sweep.alone = false;
            world.say(sweep + ": fails for " + failed.getMessage());
          } catch (IllegalStateException bug) {
            throw new Promise.Broken("Sweep", sweep + " gives up: " + bug);
          }
        });
    return sweep;
  }

  private static String text(Summary summary) {
    return "as of %s, looked at %d, reported %s, pending %d, parked %d, failed %d"
        .formatted(
            summary.asOf(),
            summary.count(Count.LOOKED),
            summary.steps().stream()
                .map(step ->
                    "user " + Wire.number(step.user()) + " " + step.control() + " " + step.step())
                .toList(),
            summary.count(Count.PENDING),
            summary.count(Count.PARKED),
            summary.count(Count.FAILED));
  }
}
