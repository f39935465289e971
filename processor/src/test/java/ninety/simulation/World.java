package ninety.simulation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import ninety.coverage.Source;
import ninety.coverage.Undelivered;
import ninety.exemption.Exemption;
import ninety.finding.Alert;
import ninety.finding.Dossier;
import ninety.finding.SourceWatch;
import ninety.finding.Transition;
import ninety.simulation.SimStream.Rec;
import ninety.simulation.SimStream.SimShard;
import ninety.simulation.Stage.Actor;
import ninety.simulation.Stage.Killed;
import ninety.simulation.Stage.Machine;
import ninety.stream.SimulatedWorker;
import ninety.sweep.Count;
import ninety.sweep.FarEnd;
import ninety.sweep.Places;
import ninety.sweep.Rules;
import ninety.sweep.Summary;
import ninety.sweep.Sweep;
import ninety.user.Author;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

/** One world, from one story: everything that the product touches, and the machines it runs on. */
final class World {

  static final Duration ALLOWANCE = Duration.ofMinutes(15);

  /** By how much a consumer's clock may be wrong without the horizon being so. */
  static final Duration TOLERANCE = Duration.ofMinutes(5);

  private static RuntimeException throttled() {
    return refusal("ProvisionedThroughputExceededException");
  }

  private static RuntimeException denied() {
    return refusal("AccessDeniedException");
  }

  private static RuntimeException noAnswer() {
    return SdkClientException.builder().message("no answer").writableStackTrace(false).build();
  }

  /** Where nobody wants to hear what happens. */
  static final Consumer<String> UNTOLD = _ -> {};

  /** What a call goes to. */
  enum Port {
    TABLE,
    ALERTS,
    ALERTS_DOWN,
    DEAD_LETTERS,
    DIRECTORY,
    STREAM,
    UNDELIVERED
  }

  /** A worker: a machine with the product's consumer on it. */
  static final class Worker {
    final Machine machine;
    final List<Actor> loops = new ArrayList<>();
    SimulatedWorker product;
    boolean ready;

    Worker(Machine machine) {
      this.machine = machine;
    }

    boolean takesLeases() {
      return ready && !machine.dead && !product.stopping();
    }

    @Override
    public String toString() {
      return machine.name;
    }
  }

  /** A sweep under way, with what the checkers know of it. */
  static final class Sweeping {
    final Machine machine;
    final Config.Days days;
    final long begun;
    final Instant now;
    Instant processed = Instant.MAX;
    boolean alone = true;
    boolean over;

    /** Of which signs of life it expects, by name. */
    Set<Source> sources = Set.of();

    /** Since when it has to miss a Region that nobody listens to. */
    Optional<Instant> missed = Optional.empty();

    /** Whether listening had begun before it did. */
    boolean listening;

    /** How many users it asked the directory about who were not known to be gone. */
    int asked;

    /** The answers that such a user is. */
    final Set<String> gone = new HashSet<>();

    Sweeping(Machine machine, Config.Days days, long begun, Instant now) {
      this.machine = machine;
      this.days = days;
      this.begun = begun;
      this.now = now;
    }

    @Override
    public String toString() {
      return machine.name;
    }
  }

  /** A machine's own idea of the time. */
  final class MachineClock extends Clock {
    private final Machine machine;

    MachineClock(Machine machine) {
      this.machine = machine;
    }

    @Override
    public Instant instant() {
      return stage.now().plus(machine.ahead);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException();
    }
  }

  /** An exemption as it was granted, for the naive model. */
  record Granted(String id, int user, boolean byName, Instant at, Instant until, boolean removed) {}

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
  private final List<Sweeping> sweepings = new ArrayList<>();
  private final Words words = new Words();
  private final List<Granted> granted = new ArrayList<>();
  private final Map<Source, NavigableSet<Instant>> expected = new TreeMap<>();
  Config.Days days;
  private Optional<Instant> coverageFrom = Optional.empty();
  boolean consumersDown;
  boolean overlapped;
  boolean calm;
  private final boolean told;
  private int exemptions;
  int machines;
  Instant lastAsOf = Instant.MIN;
  Instant weeksFrom = Instant.MAX;

  @SuppressWarnings("ReferenceEquality") // the one that nobody reads
  private World(Story story, Mutant mutant, Consumer<String> history) {
    this.story = story;
    this.config = story.config();
    this.mutant = mutant;
    this.history = history;
    this.told = !history.equals(UNTOLD);
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

  List<Sweeping> sweepings() {
    return sweepings;
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

  List<Granted> granted() {
    return granted;
  }

  Optional<Instant> coverageFrom() {
    return coverageFrom;
  }

  Instant lastAsOf() {
    return lastAsOf;
  }

  void say(String what) {
    if (!told) {
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
        if (told) {
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
        sweep(ahead);
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
      case Happening.Exempts(_, int user, boolean byName, var until) -> exempt(user, byName, until);
      case Happening.ExemptionRemoved(_, int key) -> removeExemption(key);
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
                say(worker + ": told to end");
                worker.product.requestStop();
                worker.loops.forEach(Actor::wakeUp);
              });
      case SWEEP_KILLED ->
          choose(sweepings.stream().filter(it -> !it.over && !it.machine.dead).toList(), key)
              .ifPresent(sweep -> {
                say(sweep + ": killed");
                stage.kill(sweep.machine);
              });
    }
  }

  static <T> Optional<T> choose(List<T> from, int key) {
    return from.isEmpty() ? Optional.empty() : Optional.of(from.get(key % from.size()));
  }

  private void exempt(int user, boolean byName, Instant until) {
    String id = "exemption-" + exemptions++;
    Exemption exemption =
        new Exemption(
            id,
            byName
                ? new Exemption.Who.ByName(Story.SERVICE_NAMES)
                : new Exemption.Who.ById(Wire.user(user)),
            "owner",
            "reason",
            until,
            new Author("somebody", stage.now()),
            Optional.of(new Exemption.Covered(1, config.users())),
            Optional.empty());
    table.exemptions.add(exemption);
    granted.add(new Granted(id, user, byName, stage.now(), until, false));
    say("exempt: " + (byName ? Story.SERVICE_NAMES : "user " + user) + " until " + until);
  }

  private void removeExemption(int key) {
    choose(granted.stream().filter(it -> !it.removed()).toList(), key)
        .ifPresent(one -> {
          Exemption stored = table.exemptions.read().byId(one.id()).orElseThrow();
          table.exemptions.remove(stored.remove(new Author("somebody", stage.now()), "over"));
          granted.set(
              granted.indexOf(one),
              new Granted(one.id(), one.user(), one.byName(), one.at(), one.until(), true));
          say("no longer exempt: " + one.id());
        });
  }

  // ---- sweeps

  Sweeping sweep(Duration ahead) {
    Machine machine = new Machine("sweep-" + machines++);
    machine.ahead = ahead;
    Sweeping sweep = new Sweeping(machine, days, stage.steps(), stage.now().plus(ahead));
    for (Sweeping other : sweepings) {
      if (!other.over && !other.machine.dead) {
        other.alone = false;
        sweep.alone = false;
        overlapped = true;
      }
    }
    sweepings.add(sweep);
    sweep.sources = replicas.sources();
    sweep.missed = replicas.missed();
    sweep.listening = coverageFrom.isPresent() && !table.coverage.read().shards().isEmpty();
    SimTable table = this.table;
    Places places =
        mutant.places(
            new Places(
                table.dossiers(Optional.of(sweep)),
                table.dueUsers(),
                table.rearming(),
                table.coverageLog(Optional.of(sweep)),
                table.sourceWatches(),
                table.exemptionLog(),
                table.attestationLog(),
                config.has(Trouble.UNDELIVERED)
                    ? new ninety.alert.SqsUndelivered(undelivered, "https://sqs/undelivered")
                    : Undelivered.NONE,
                table.notices(),
                table.policyLog,
                table.directoryChanges,
                table.tamperings(),
                directory.asked(new MachineClock(machine), sweep),
                new ninety.alert.SqsAlerts(
                    queues, "https://sqs/alerts.fifo", words, Optional.empty())),
            this);
    Rules rules =
        Wire.knowingTheDataKey(
            mutant.rules(
                new Rules(
                    days.policy(),
                    sweep.sources,
                    config.horizonLimit(),
                    Optional.of(ninety.cloudtrail.CloudTrailRecords.STORE))));
    FarEnd farEnd = mutant.farEnd(replicas.farEnd());
    say(sweep + ": begins, clock ahead by " + ahead);
    stage.start(
        machine,
        "sweep",
        () -> {
          try {
            Summary summary =
                new Sweep(places, rules, 64, SameThread::new, stage::sleep, farEnd)
                    .run(sweep.now, _ -> {});
            sweep.over = true;
            replicas.swept(sweep);
            say(sweep + ": ends, " + text(summary));
            lastAsOf = summary.asOf();
            watch(promise -> promise.swept(sweep, summary));
          } catch (software.amazon.awssdk.core.exception.SdkException failed) {
            sweep.over = true;
            sweep.alone = false;
            say(sweep + ": fails for " + failed.getMessage());
          } catch (IllegalStateException bug) {
            throw new Promise.Broken("Sweep", sweep + " gives up: " + bug);
          }
        });
    return sweep;
  }

  private static String text(Summary summary) {
    return "as of %s, looked at %d, told %s, untold %d, parked %d, failed %d"
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

  // ---- every call

  /** A call to something outside: others may go first, and it may go wrong. */
  <T> T call(Port port, Supplier<T> effect) {
    stage.step();
    Optional<Actor> actor = stage.current();
    if (calm || actor.isEmpty()) {
      return effect.get();
    }
    Machine machine = actor.get().machine;
    if (port == Port.ALERTS_DOWN) {
      throw noAnswer();
    }
    if (config.has(Trouble.CRASH) && chance.nextInt(2000) < config.rate() / 4) {
      say(machine + ": dies before a step of " + actor.get().name);
      stage.kill(machine);
      throw new Killed();
    }
    if (port == Port.DEAD_LETTERS && strikes(Trouble.DEAD_LETTERS_REFUSED, 5)) {
      throw noAnswer();
    }
    if (port != Port.DIRECTORY && strikes(Trouble.THROTTLED, 1)) {
      throw throttled();
    }
    if (port == Port.TABLE
        && machine.name.startsWith("worker")
        && config.has(Trouble.DENIED)
        && chance.nextInt(4000) < config.rate() / 4) {
      throw denied();
    }
    T answer = effect.get();
    if (config.has(Trouble.CRASH) && chance.nextInt(2000) < config.rate() / 4) {
      say(machine + ": dies after a step of " + actor.get().name);
      stage.kill(machine);
      throw new Killed();
    }
    if (port != Port.DIRECTORY && strikes(Trouble.TIMED_OUT, 1)) {
      throw noAnswer();
    }
    return answer;
  }

  boolean strikes(Trouble trouble, int times) {
    return !calm
        && config.has(trouble)
        && stage.current().isPresent()
        && chance.nextInt(1000) < config.rate() * times;
  }

  private static RuntimeException refusal(String code) {
    return DynamoDbException.builder()
        .message(code)
        .statusCode(400)
        .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).errorMessage(code).build())
        .writableStackTrace(false)
        .build();
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
        Transition transition = words.of(alert);
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

  void wrote(SourceWatch before, SourceWatch after) {
    watch(promise -> promise.stored(after));
    if (before.open().size() != after.open().size()) {
      boolean more = before.open().size() < after.open().size();
      say("source: " + (more ? "not checked" : "checked again"));
    }
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

  /** All that somebody runs who writes to the table. */
  void stopEverybody() {
    fleet.living().forEach(worker -> stage.kill(worker.machine));
    sweepings.stream()
        .filter(it -> !it.over && !it.machine.dead)
        .forEach(it -> stage.kill(it.machine));
  }

  /** What is known by what is stored is what was stored then. */
  void restored(
      List<Granted> then,
      Map<Source, NavigableSet<Instant>> expectedThen,
      Optional<Instant> coverageThen) {
    granted.clear();
    granted.addAll(then);
    expected.clear();
    expected.putAll(expectedThen);
    coverageFrom = coverageThen;
    replicas.restored();
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
            .filter(_ -> !config.sources().contains(source))
            .ifPresent(marks -> times.headSet(marks.first()).clear()));
    return beats;
  }

  /** Also those that came before the source was expected. */
  Map<Source, NavigableSet<Instant>> allBeats() {
    Map<Source, NavigableSet<Instant>> beats = copyOfExpected();
    Set<Source> sources = replicas.sources();
    for (SimShard shard : stream.shards()) {
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
    for (SimShard shard : stream.shards()) {
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

  /** Up to where everything that reached the stream is really settled. */
  Instant processed() {
    Instant processed = stage.now();
    for (SimShard shard : stream.shards()) {
      while (shard.settled < shard.records.size() && settled(shard.records.get(shard.settled))) {
        shard.settled++;
      }
      if (shard.settled < shard.records.size()) {
        Instant open = shard.records.get(shard.settled).arrival();
        processed = open.isBefore(processed) ? open : processed;
      }
    }
    return processed;
  }

  /** Whether the record is persisted, ignored or parked, by what the table and the queue hold. */
  boolean settled(Rec rec) {
    return switch (rec.said()) {
      case Said.Did(var deed, _) ->
          queues.parked.contains(rec.sequence())
              || table
                  .dossier(deed.user())
                  .filter(it -> Naive.holds(it.user(), deed, config.granularity()))
                  .isPresent();
      case Said.Beat(var source, var time, _) -> Naive.heard(table.coverage.read(), source, time);
      case Said.Noise _ -> true;
      case Said.Tampers tampers ->
          tampers.denied()
              || table.tamperings.read().listed().stream()
                  .anyMatch(it -> it.proof().eventId().equals(tampers.id()));
      case Said.Poison _, Said.Forged _ -> queues.parked.contains(rec.sequence());
    };
  }

  /** Everything that reached the stream and could be read. */
  List<Deed> delivered(int user) {
    return deeds(user, _ -> true);
  }

  /** Those that came later than CloudTrail's allowance. */
  List<Deed> late(int user) {
    return deeds(user, onTime -> !onTime);
  }

  private List<Deed> deeds(int user, Predicate<Boolean> onTime) {
    List<Deed> deeds = new ArrayList<>();
    for (SimShard shard : stream.shards()) {
      for (Rec rec : shard.records) {
        if (rec.said() instanceof Said.Did(var deed, boolean inTime)
            && deed.user() == user
            && onTime.test(inTime)) {
          deeds.add(deed);
        }
      }
    }
    return deeds;
  }
}
