package ninety.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import ninety.simulation.SimStream.Lease;
import ninety.simulation.SimStream.SimShard;
import ninety.simulation.Stage.Actor;
import ninety.simulation.Stage.Machine;
import ninety.stream.SimulatedWorker;

/** The workers, and what the KCL's leader and the operator do for them. */
final class Fleet {

  private static final Duration RETENTION = Duration.ofDays(3650);

  private final World world;
  final List<Worker> workers = new ArrayList<>();

  Fleet(World world) {
    this.world = world;
  }

  Worker worker(Duration ahead) {
    Worker worker = new Worker(new Machine("worker-" + world.machines++));
    worker.machine.ahead = ahead;
    worker.product =
        new SimulatedWorker(
            world.mutant.workerDossiers(world.table.dossiers(Optional.empty()), world),
            world.mutant.workerCoverage(world.table.coverageLog(Optional.empty()), world),
            () -> {
              world.stage.step();
              closesWhileAsked();
              return world.mutant.listed(world.stream.list());
            },
            world.mutant.reads(new Reads(world)),
            world.table.noting(),
            world.mutant.deadLetters(world.queues),
            SameThread::new,
            new MachineClock(world.stage, worker.machine),
            world.chance.split(),
            world.stage::sleep,
            new SimulatedWorker.Settings(
                Optional.of(ninety.cloudtrail.CloudTrailRecords.STORE),
                world.mutant.granularity(world.config.granularity()),
                RETENTION,
                Duration.ofMinutes(world.chance.nextInt(2))));
    workers.add(worker);
    world.say(worker + ": begins, clock ahead by " + ahead);
    world.stage.start(
        worker.machine,
        "boot",
        () -> {
          try {
            Leases leases = new Leases(world);
            worker.product.begin(leases.refresher(), leases);
            worker.ready = true;
          } catch (ninety.aws.Misconfigured refused) {
            if (!String.valueOf(refused.getMessage()).contains("older than the leases")) {
              throw refused;
            }
            world.restore.refused(worker, refused.getMessage());
          } catch (software.amazon.awssdk.core.exception.SdkException failed) {
            world.stage.kill(worker.machine);
          }
        });
    return worker;
  }

  /** A reshard in the seconds in which somebody asks whether a shard is at its end. */
  private void closesWhileAsked() {
    List<SimShard> open = world.stream.openShards();
    for (int key = 0; key < open.size(); key++) {
      if (open.get(key).saidToEnd && world.calls.strikes(Trouble.RESHARD, 5)) {
        if (world.stream.reshard(key, world.chance.nextBoolean())) {
          world.say("stream: reshards while " + open.get(key) + " is asked about");
        }
        return;
      }
    }
  }

  List<Worker> living() {
    return workers.stream().filter(worker -> !worker.machine.dead).toList();
  }

  /** What the KCL's leader and the operator do: give leases to workers, and begin new workers. */
  void coordinate() {
    List<Worker> living = living();
    for (Worker worker : living) {
      if (worker.product.stopping()) {
        worker.loops.forEach(Actor::wakeUp);
      }
      if (worker.ready
          && worker.product.stopping()
          && worker.loops.stream().allMatch(Actor::gone)) {
        world.say(
            worker
                + ": ended"
                + worker.product.failure().map(failure -> " for " + failure).orElse(""));
        world.stage.kill(worker.machine);
      }
    }
    if (workers.size() >= world.config.workers() && !world.consumersDown) {
      for (int i = living().size(); i < world.config.workers(); i++) {
        worker(
            world.config.has(Trouble.CLOCK_OFF) && !world.calm
                ? Duration.ofMillis(world.chance.nextInt(-299_000, 299_001))
                : Duration.ZERO);
      }
    }
    List<Worker> able = workers.stream().filter(Worker::takesLeases).toList();
    for (SimShard shard : world.stream.shards()) {
      Lease lease = shard.lease;
      if (lease.owner.filter(owner -> owner.machine.dead).isPresent()) {
        lease.owner = Optional.empty();
        lease.freeFrom = world.stage.now().plusSeconds(world.calm ? 0 : world.chance.nextInt(300));
      }
      if (lease.owner.isEmpty()
          && !lease.ended()
          && !lease.freeFrom.isAfter(world.stage.now())
          && shard.parents.stream().allMatch(parent -> parent.lease.ended())
          && !able.isEmpty()) {
        take(shard, able.get(world.chance.nextInt(able.size())));
      }
    }
  }

  void steal(int key) {
    List<SimShard> owned =
        world.stream.shards().stream().filter(shard -> shard.lease.owner.isPresent()).toList();
    World.choose(owned, key)
        .ifPresent(shard -> {
          List<Worker> others =
              workers.stream()
                  .filter(Worker::takesLeases)
                  .filter(worker -> worker != shard.lease.owner.orElseThrow())
                  .toList();
          World.choose(others, key)
              .ifPresent(worker -> {
                world.say(worker + ": steals " + shard);
                take(shard, worker);
              });
        });
  }

  private void take(SimShard shard, Worker worker) {
    shard.lease.owner = Optional.of(worker);
    int epoch = ++shard.lease.epoch;
    world.say(worker + ": takes " + shard + " from " + shard.lease.checkpoint);
    worker.loops.add(
        world.stage.start(
            worker.machine,
            shard.id,
            new ShardLoop(
                world,
                worker,
                shard,
                epoch,
                world.mutant,
                new SplittableRandom(world.chance.nextLong()))));
  }

  void release(SimShard shard, int epoch) {
    if (shard.lease.epoch == epoch) {
      shard.lease.owner = Optional.empty();
    }
  }

  void poll(SimShard shard) {
    shard.lease.owner.ifPresent(owner ->
        owner.loops.stream().filter(loop -> loop.name.equals(shard.id)).forEach(Actor::wakeUp));
  }

  void pollAll() {
    world.stream.shards().forEach(this::poll);
  }

  /** How long a consumer with nothing to do waits for its next read. */
  Duration idle() {
    if (world.calm) {
      return Duration.ofDays(30); // Until it is woken.
    }
    return world.config.quick()
        ? Duration.ofSeconds(60 + world.chance.nextInt(4000))
        : Duration.ofMinutes(60 + world.chance.nextInt(4000));
  }
}
