package ninety.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import ninety.coverage.Source;
import ninety.finding.Alert;
import ninety.finding.Dossier;
import ninety.finding.FeedWatch;
import ninety.finding.UserTransition;
import ninety.simulation.SimStream.SimShard;
import ninety.simulation.Stage.Actor;
import ninety.simulation.Stage.Killed;

/** One world, from one story: everything that the product touches, and the machines it runs on. */
final class World {

  static final Duration ALLOWANCE = Duration.ofMinutes(15);

  /** By how much a consumer's clock may be wrong without the horizon being so. */
  static final Duration TOLERANCE = Duration.ofMinutes(5);

  /** Where nobody wants to hear what happens. */
  static final Consumer<String> UNRECORDED = _ -> {};

  final Story story;
  final Config config;
  final Mutant mutant;
  private final Consumer<String> history;
  final SplittableRandom chance;
  final Stage stage;
  final SimStream stream;
  final SimTable table;
  final SimQueues queues;
  final SimDirectory directory;
  private final SimUndelivered undelivered;
  private final Operator operator;
  private final Responder responder;
  private final List<Promise> promises;
  final Fleet fleet = new Fleet(this);
  final Replicas replicas = new Replicas(this);
  final Restore restore = new Restore(this);
  final Calls calls = new Calls(this);
  final Sweeps sweeps = new Sweeps(this);
  final Imports imports = new Imports(this);
  final Exempting exempting = new Exempting(this);
  final Heard heard = new Heard(this);
  final Reached reached = new Reached(this);
  private final Words words = new Words();
  Config.Days days;
  boolean consumersDown;
  boolean overlapped;
  boolean calm;
  private final boolean delivered;
  int machines;
  Instant lastAsOf = Instant.MIN;
  Instant weeksFrom = Instant.MAX;

  @SuppressWarnings("ReferenceEquality") // the one that nobody reads
  private World(Story story, Mutant mutant, Consumer<String> history) {
    this.story = story;
    this.config = story.config();
    this.mutant = mutant;
    this.history = history;
    this.delivered = !history.equals(UNRECORDED);
    SplittableRandom random = new SplittableRandom(story.seed() ^ 0x5DEECE66DL);
    this.stage = new Stage(random.split(), story.begin().minus(Duration.ofHours(3)));
    this.chance = random.split();
    this.stream = new SimStream(config.shards());
    this.table = new SimTable(this);
    this.queues = new SimQueues(this);
    this.directory = new SimDirectory(this, story.deeds());
    this.undelivered = new SimUndelivered(this);
    this.operator = new Operator(this);
    this.days = config.days();
    this.responder = new Responder(this, random.split());
    this.promises = Promises.all(this);
  }

  /** Lives through the story; a broken promise is thrown. */
  static World live(Story story, Mutant mutant, Consumer<String> history) {
    // On a virtual thread, since handing over between those is cheap.
    List<World> world = new ArrayList<>();
    List<Throwable> failures = new ArrayList<>();
    Thread thread =
        Thread.ofVirtual()
            .start(() -> {
              try {
                World one = new World(story, mutant, history);
                world.add(one);
                one.live();
              } catch (Throwable failed) {
                failures.add(failed);
              }
            });
    try {
      thread.join();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
    if (!failures.isEmpty()) {
      if (failures.getFirst() instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException("seed " + story.seed(), failures.getFirst());
    }
    return world.getFirst();
  }

  private void live() {
    try {
      for (Happening happening : story.happenings()) {
        pass(happening.at());
        happen(happening);
        fleet.coordinate();
      }
      new Ending(this).live();
    } finally {
      stage.close();
    }
  }

  Story story() {
    return story;
  }

  Config config() {
    return config;
  }

  Mutant mutant() {
    return mutant;
  }

  Stage stage() {
    return stage;
  }

  SimTable table() {
    return table;
  }

  SimStream stream() {
    return stream;
  }

  SimQueues queues() {
    return queues;
  }

  SimDirectory directory() {
    return directory;
  }

  SimUndelivered undelivered() {
    return undelivered;
  }

  /** What people say of the coverage. */
  Operator attesting() {
    return operator;
  }

  Words words() {
    return words;
  }

  Responder responder() {
    return responder;
  }

  boolean calm() {
    return calm;
  }

  /** Since when nothing happened, but a sweep a day. */
  Instant weeksFrom() {
    return weeksFrom;
  }

  Config.Days days() {
    return days;
  }

  Instant lastAsOf() {
    return lastAsOf;
  }

  void say(String what) {
    if (!delivered) {
      return;
    }
    history.accept(stage.now() + "  " + what);
  }

  // ---- time

  void pass(Instant at) {
    if (!at.isAfter(stage.now())) {
      // At the same instant, but while somebody is under way.
      stage.playUntil(stage.now(), calm ? 0 : chance.nextInt(60));
      return;
    }
    boolean slow =
        !calm
            && chance.nextInt(6) == 0
            && Duration.between(stage.now(), at).compareTo(Duration.ofHours(2)) < 0;
    stage.playUntil(at, slow ? chance.nextInt(30) : Integer.MAX_VALUE);
  }

  /** Lets everybody who has something to do now do it. */
  void settle() {
    stage.playUntil(stage.now(), 100_000);
  }

  // ---- what happens

  private void happen(Happening happening) {
    switch (happening) {
      case Happening.Arrives(_, var said, int key) -> {
        SimShard shard = stream.put(stage.now(), said, key);
        if (delivered) {
          say("stream: " + said + " in " + shard);
        }
        if (chance.nextInt(3) == 0) {
          fleet.poll(shard);
        }
      }
      case Happening.Reshards(_, int key, boolean merge) -> {
        if (stream.reshard(key, merge)) {
          say("stream: " + (merge ? "shards merge" : "a shard splits"));
        }
      }
      case Happening.Sweeps(_, boolean pollFirst, var ahead) -> {
        if (pollFirst) {
          // That they were at the tip they know only at the next read.
          for (int read = 0; read < 2; read++) {
            fleet.pollAll();
            settle();
          }
        }
        sweeps.sweep(ahead);
      }
      case Happening.GivenUp(_, var said) -> {
        undelivered.giveUp(said);
        say("given up: " + said);
      }
      case Happening.Redrives(_, int key) -> {
        say("redriven: " + undelivered.waiting().size());
        undelivered.redrive(key);
      }
      case Happening.Attests(_, int key) -> operator.attest(key);
      case Happening.RecordsLoss(_, var from, var to) -> operator.recordLoss(from, to);
      case Happening.TakesBack(_, int key) -> operator.takeBack(key);
      case Happening.Ends(_, var whom, int key) -> end(whom, key);
      case Happening.Steals(_, int key) -> fleet.steal(key);
      case Happening.Joins(_, var ahead) -> {
        if (!consumersDown) {
          fleet.worker(ahead);
        }
      }
      case Happening.ClockSet(_, int key, var ahead) ->
          choose(fleet.living(), key)
              .ifPresent(worker -> {
                worker.machine.ahead = ahead;
                say(worker + ": clock is ahead by " + ahead);
              });
      case Happening.PolicySet(_, var other) -> {
        days = other;
        say("policy: " + other);
      }
      case Happening.Imports(_, var ahead) -> imports.begin(ahead);
      case Happening.Exempts(_, int user, boolean byName, var until) ->
          exempting.exempt(user, byName, until);
      case Happening.ExemptionRemoved(_, int key) -> exempting.removeExemption(key);
      case Happening.Switched(_, var what, boolean up) -> {
        say(what + (up ? " up" : " down"));
        switch (what) {
          case CONSUMERS -> {
            consumersDown = !up;
            if (!up) {
              fleet.living().forEach(worker -> stage.kill(worker.machine));
            }
          }
          case ALERT_QUEUE -> queues.down = !up;
          case RIGHT_DIRECTORY -> directory.wrong = !up;
        }
      }
      case Happening.Expects _ -> {
        replicas.expectByName();
        say("sources: " + replicas.sources());
      }
      case Happening.Remembers _ -> restore.remember();
      case Happening.Restores(_, boolean forgetful) -> restore.restore(forgetful);
    }
  }

  private void end(Happening.Ends.Whom whom, int key) {
    switch (whom) {
      case WORKER_KILLED ->
          choose(fleet.living(), key)
              .ifPresent(worker -> {
                say(worker + ": killed");
                stage.kill(worker.machine);
              });
      case WORKER_STOPPED ->
          choose(fleet.living().stream().filter(it -> it.ready).toList(), key)
              .ifPresent(worker -> {
                say(worker + ": asked to end");
                worker.product.requestStop();
                worker.loops.forEach(Actor::wakeUp);
              });
      case SWEEP_KILLED ->
          choose(
                  sweeps.sweepings().stream().filter(it -> !it.over && !it.machine.dead).toList(),
                  key)
              .ifPresent(sweep -> {
                say(sweep + ": killed");
                stage.kill(sweep.machine);
              });
    }
  }

  static <T> Optional<T> choose(List<T> from, int key) {
    return from.isEmpty() ? Optional.empty() : Optional.of(from.get(key % from.size()));
  }

  // ---- what the checkers see

  /** Of what people do, which no actor does. */
  void expect(boolean holds, Supplier<String> how) {
    if (!holds) {
      throw new Promise.Broken("Operator", how.get());
    }
  }

  void watch(Consumer<Promise> event) {
    for (Promise promise : promises) {
      try {
        event.accept(promise);
      } catch (Promise.Broken broken) {
        say("BROKEN " + broken.getMessage());
        if (stage.current().isEmpty()) {
          throw broken;
        }
        stage.fail(broken);
        throw new Killed();
      }
    }
  }

  void wrote(Dossier before, Dossier after, Optional<Sweeping> sweep) {
    watch(promise -> promise.stored(before, after, sweep));
    sweep.ifPresent(it -> {
      Set<UUID> old = new HashSet<>();
      before.outbox().forEach(alert -> old.add(alert.id()));
      for (Alert alert : after.outbox()) {
        UserTransition transition = words.of(alert);
        if (!old.contains(alert.id()) && transition != null) {
          say(
              it
                  + ": decides user %d %s %s, counted from %s as of %s"
                      .formatted(
                          Wire.number(after.user().id()),
                          transition.finding().control(),
                          transition.step().label(),
                          transition.finding().baseline().since(),
                          transition.asOf()));
          watch(promise -> promise.decided(it, transition));
        }
      }
    });
  }

  void wrote(FeedWatch before, FeedWatch after) {
    watch(promise -> promise.stored(after));
    if (before.open().size() != after.open().size()) {
      boolean more = before.open().size() < after.open().size();
      say("source: " + (more ? "not checked" : "checked again"));
    }
  }

  /** All that somebody runs who writes to the table. */
  void stopEverybody() {
    fleet.living().forEach(worker -> stage.kill(worker.machine));
    imports.stop();
    sweeps.sweepings().stream()
        .filter(it -> !it.over && !it.machine.dead)
        .forEach(it -> stage.kill(it.machine));
  }

  /** What is known by what is stored is what was stored then. */
  void restored(
      List<Granted> then,
      Map<Source, NavigableSet<Instant>> expectedThen,
      Optional<Instant> coverageThen) {
    exempting.restored(then);
    heard.restored(expectedThen, coverageThen);
    replicas.restored();
  }
}
