package ninety.simulation;

import java.time.Duration;
import java.time.Instant;
import ninety.coverage.Source;
import ninety.simulation.SimStream.SimShard;

/** How a world comes to rest, and what becomes of it then. */
final class Ending {

  /** More than a week, after which the directory is asked again, by clocks that differ by a day. */
  private static final int DAYS = 10;

  private static final Duration BEATS = Duration.ofMinutes(55);

  private final World world;

  Ending(World world) {
    this.world = world;
  }

  void live() {
    comeToRest();
    world.watch(Promise::atRest);
    outlive();
    weeks();
  }

  private void comeToRest() {
    world.calm = true;
    world.consumersDown = false;
    world.queues.down = false;
    world.directory.wrong = false;
    world.replicas.expectByName();
    Instant end =
        world.stage.now().isBefore(world.story.end()) ? world.story.end() : world.stage.now();
    world.say("all troubles end");
    rest(end.plus(Duration.ofMinutes(10)));
    if (world.overlapped && world.table.memory.read().again().isPresent()) {
      // Sweeps that go by other terms can hide a date from each other; a day later that is mended.
      world.say("a day goes by");
      goOn(world.stage.now().plus(Duration.ofHours(25)), 1000);
      rest(world.stage.now().plus(Duration.ofMinutes(10)));
    }
  }

  /** Heartbeats go on until then, and a sweep comes now and then. */
  private void goOn(Instant end, int sweepsRarely) {
    Duration step = world.config.regions().isEmpty() ? Duration.ofDays(30) : BEATS;
    while (world.stage.now().isBefore(end)) {
      Instant next = world.stage.now().plus(step);
      world.pass(next.isAfter(end) ? end : next);
      beat(2);
      if (world.chance.nextInt(sweepsRarely) == 0) {
        sweepAtTheTip();
      }
    }
  }

  /** Heartbeats come, consumers read to the tip, sweeps go on until they change nothing. */
  private void rest(Instant at) {
    world.fleet.workers.forEach(worker -> worker.machine.ahead = Duration.ZERO);
    world.pass(at);
    beat(0);
    if (world.fleet.workers.size() < world.config.workers()) {
      world.fleet.worker(Duration.ZERO);
    }
    consume();
    // Progress is recorded once a minute at most.
    world.pass(world.stage.now().plus(Duration.ofMinutes(2)));
    beat(1);
    consume();
    Instant horizon = world.stage.now().minus(World.ALLOWANCE);
    int quiet = 0;
    for (int i = 0; quiet < 2; i++) {
      if (i > 12) {
        throw new Promise.Broken("AtRest", "sweeps do not come to rest");
      }
      long before = world.table.sweepWrites();
      Sweeping last = world.sweeps.sweep(Duration.ZERO);
      world.settle();
      world.stage.playUntil(world.stage.now().plusSeconds(20), Integer.MAX_VALUE);
      if (!last.over) {
        throw new Promise.Broken("AtRest", "a sweep does not end");
      }
      quiet = world.table.sweepWrites() == before ? quiet + 1 : 0;
    }
    if (world.lastAsOf.isBefore(horizon)) {
      throw new Promise.Broken(
          "AtRest",
          "all is processed until %s, and the horizon is %s"
              .formatted(world.stage.now(), world.lastAsOf));
    }
  }

  private void consume() {
    for (int i = 0; ; i++) {
      world.fleet.coordinate();
      world.fleet.pollAll();
      world.stage.playUntil(world.stage.now(), 1_000_000);
      boolean done =
          world.stream.shards().stream()
              .allMatch(shard ->
                  shard.closed
                      ? shard.lease.ended()
                      : shard.lease.owner.isPresent() && read(shard));
      if (done) {
        world.fleet.coordinate();
        world.fleet.pollAll();
        world.stage.playUntil(world.stage.now(), 1_000_000);
        return;
      }
      if (i > 200) {
        throw new Promise.Broken("AtRest", "the consumers do not get to the tip");
      }
      if (i > 2) {
        world.stage.playUntil(world.stage.now().plusSeconds(30), Integer.MAX_VALUE);
      }
    }
  }

  private boolean read(SimShard shard) {
    world.reached.processed();
    return shard.settled == shard.records.size();
  }

  /** Time goes on and nothing happens any more: everybody is reported of, to the last level. */
  private void outlive() {
    if (world.chance.nextInt(3) != 0) {
      return;
    }
    world.say("time goes on");
    Duration longest =
        world.days.inactivity().get(2).compareTo(world.days.password().get(2)) > 0
            ? world.days.inactivity().get(2)
            : world.days.password().get(2);
    goOn(world.stage.now().plus(longest).plus(Duration.ofHours(1)), 16);
    rest(world.stage.now().plus(Duration.ofMinutes(10)));
    world.watch(Promise::atRest);
  }

  /** Weeks go by with a sweep a day; nothing happens, but the directory is asked. */
  private void weeks() {
    boolean asksMuch = world.config.has(Trouble.LOST) || world.config.has(Trouble.WRONG_DIRECTORY);
    if (world.chance.nextInt(asksMuch ? 4 : 12) != 0 || (world.config.crowded() && manyAreGone())) {
      return;
    }
    world.say("weeks go by");
    world.weeksFrom = world.stage.now();
    for (int day = 0; day < DAYS; day++) {
      Instant next = world.stage.now().plus(Duration.ofDays(1));
      while (!world.config.regions().isEmpty() && world.stage.now().plus(BEATS).isBefore(next)) {
        world.pass(world.stage.now().plus(BEATS));
        beat(3);
      }
      world.pass(next);
      beat(3);
      sweepAtTheTip();
      world.settle();
    }
    rest(world.stage.now().plus(Duration.ofMinutes(10)));
    world.watch(Promise::atRest);
    world.watch(Promise::weeksLater);
  }

  /** As many as that are not believed to be. */
  private boolean manyAreGone() {
    return java.util.stream.IntStream.range(0, world.config.users())
            .filter(user -> !world.directory.truth(user).there())
            .count()
        > 5;
  }

  private void beat(long number) {
    for (Source source : world.replicas.sources()) {
      world.stream.put(
          world.stage.now(),
          new Said.Beat(source, world.stage.now(), number),
          world.chance.nextInt(1 << 20));
    }
  }

  private void sweepAtTheTip() {
    for (int read = 0; read < 2; read++) {
      world.fleet.pollAll();
      world.settle();
    }
    world.fleet.coordinate();
    world.sweeps.sweep(Duration.ZERO);
  }
}
