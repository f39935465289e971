package ninety.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import ninety.coverage.Source;

/** Makes a story up, from one seed. */
final class StoryAuthor extends LifeAuthor {

  private static final List<Deed.What> FORGED =
      List.of(
          Deed.What.DELETED,
          Deed.What.DISABLED,
          Deed.What.ENABLED,
          Deed.What.SIGNED_IN,
          Deed.What.NEW_PASSWORD);

  /**
   * Samples of calls that change our own way, and one that was not allowed; with what they are on,
   * where it is not the sample's. On the way are the rules of events and the key of the data.
   */
  private static final List<List<String>> TAMPERING =
      List.of(
          List.of("stop-logging"),
          List.of("disable-rule"),
          List.of("put-event-selectors"),
          List.of("remove-targets"),
          List.of("schedule-key-deletion"),
          List.of("delete-stream"),
          List.of("stop-logging-denied"),
          List.of("disable-rule", "ninety-tampering"),
          List.of("put-rule", "ninety-tampering-store"),
          List.of("remove-targets", "ninety-forwarded-tampering"),
          List.of("delete-rule", "ninety-forwarded-sign-in"),
          List.of("disable-rule", "ninety-heartbeat"),
          List.of("disable-key"),
          List.of("disable-key", Story.OTHER_KEY));

  /** Above all who do anything. */
  private static final int FIRST_QUIET = 50;

  private static final Duration HEARTBEATS = Duration.ofMinutes(28);

  private final long seed;
  private final List<Happening> happenings = new ArrayList<>();
  private final List<Story.Deaf> deaf = new ArrayList<>();

  /** Of those the ones in which signs of life are lost and nothing else. */
  private final List<Story.Deaf> harmless = new ArrayList<>();

  StoryAuthor(long seed, Config config, SplittableRandom random) {
    super(config, random);
    this.seed = seed;
  }

  private void deafen(Story.Cut cut) {
    for (String region : config.regions()) {
      for (int i = random.nextInt(3); i > 0; i--) {
        Instant from = someTime();
        // Many begin and end between two sweeps, or before the horizon is too far behind.
        Instant to = from.plus(random.nextInt(3) == 0 ? minutes(62, 140) : minutes(80, 600));
        // Shorter, it would not be noticed; longer, it would go on at the end.
        if (to.isBefore(end)) {
          Story.Deaf one = new Story.Deaf(region, cut, from, to);
          deaf.add(one);
          if (cut == Story.Cut.REGION
              && config.has(Trouble.ATTESTATIONS)
              && random.nextInt(3) != 0) {
            harmless.add(one);
          }
        }
      }
    }
  }

  /** Its events are forwarded from some time on, and it is expected before that or after it. */
  private void addRegion() {
    Instant from = someTime();
    Instant to = from.plus(minutes(80, 4000));
    Instant expected = to.plus(minutes(-120, 300));
    if (!config.regions().isEmpty() && to.isBefore(end)) {
      deaf.add(new Story.Deaf(Story.ADDED, Story.Cut.UNHEARD, from, to));
      happenings.add(new Happening.Expects(expected.isBefore(from) ? from : expected));
      Source schedule = new Source(Wire.ACCOUNT_ID, Story.ADDED);
      beat(schedule, to);
      if (config.signs()) {
        beat(schedule.as(Source.Kind.CLOUDTRAIL), to);
      }
      if (random.nextBoolean()) {
        Instant heard = someTime();
        Instant silent = heard.plus(minutes(0, 300));
        beat(Story.OTHERS, heard);
        happenings.removeIf(it ->
            // Nobody waits for it yet.
            it instanceof Happening.Arrives(_, Said.Beat(var source, var time, _), _)
                && source.equals(Story.OTHERS)
                && time.isAfter(silent)
                && time.isBefore(expected));
      }
    }
  }

  private void restore() {
    Instant remembered = someTime();
    Instant restored = remembered.plus(minutes(3, 3000));
    if (restored.isBefore(end)) {
      happenings.add(new Happening.Remembers(remembered));
      happenings.add(new Happening.Restores(restored, random.nextInt(3) != 0));
      sweep(restored.plusSeconds(random.nextInt(3600)));
    }
  }

  Story write() {
    if (config.has(Trouble.DEAF) || config.has(Trouble.ATTESTATIONS)) {
      deafen(Story.Cut.REGION);
    }
    if (config.has(Trouble.TRAIL_STOPPED)) {
      deafen(Story.Cut.TRAIL);
    }
    if (config.has(Trouble.RULE_DISABLED)) {
      deafen(Story.Cut.RULE);
    }
    if (config.has(Trouble.REGION_ADDED)) {
      addRegion();
    }
    for (int i = 0; i < config.workers(); i++) {
      happenings.add(
          new Happening.Joins(begin.plus(minutes(0, config.quick() ? 90 : 3000)), clockOff()));
    }
    List<Deed> deeds = new ArrayList<>();
    for (int user = 0; user < config.users(); user++) {
      deeds.addAll(life(user));
    }
    deeds.forEach(this::send);
    config.sources().forEach(source -> beat(source, begin.plus(minutes(-100, 0))));
    noise();
    sweeps(deeds);
    if (config.has(Trouble.EXEMPTIONS)) {
      exemptions(deeds);
    }
    troubles();
    Map<Integer, Instant> quiet = imports();
    happenings.sort(Comparator.comparing(Happening::at));
    return new Story(
        seed,
        config,
        begin,
        end,
        List.copyOf(deeds),
        List.copyOf(deaf),
        quiet,
        List.copyOf(happenings));
  }

  /**
   * Imports in one world of three, and users who are found by them alone: when they were made. By
   * chances of their own, so that the rest of the story is as it is without them.
   */
  private Map<Integer, Instant> imports() {
    SplittableRandom own = new SplittableRandom(seed ^ 0x1A7E5L);
    if (own.nextInt(3) != 0) {
      return Map.of();
    }
    Map<Integer, Instant> quiet = new TreeMap<>();
    for (int i = own.nextInt(3); i >= 0; i--) {
      Duration before = Duration.ofMillis(own.nextLong(2 * span.toMillis()));
      quiet.put(FIRST_QUIET + i, end.minus(before).truncatedTo(SECONDS));
    }
    for (int i = own.nextInt(4); i > 0; i--) {
      Instant at = begin.plusMillis(own.nextLong(span.toMillis()));
      Duration ahead =
          config.has(Trouble.CLOCK_OFF)
              ? Duration.ofSeconds(own.nextInt(-290, 290))
              : Duration.ZERO;
      happenings.add(new Happening.Imports(at, ahead));
    }
    return quiet;
  }

  private void send(Deed deed) {
    String region = region(deed.time());
    boolean lostAlone =
        config.has(Trouble.LOST) && deed.what().ofLifecycle() && random.nextInt(4) == 0;
    if (config.has(Trouble.FORGED) && random.nextInt(5) == 0) {
      forge(deed);
    }
    if (lostAlone) {
      return;
    }
    if (config.has(Trouble.UNDELIVERED) && random.nextInt(6) == 0) {
      giveUp(deed.time(), new Said.Did(deed, false));
      if (random.nextInt(4) != 0) {
        return;
      }
    }
    int copies = config.has(Trouble.DOUBLED) && random.nextInt(4) == 0 ? 2 : 1;
    boolean first = true;
    for (int i = 0; i < copies; i++) {
      boolean late = first && config.has(Trouble.LATE) && random.nextInt(5) == 0;
      Duration travel =
          late ? minutes(16, 1440) : Duration.ofSeconds(1 + random.nextInt(first ? 570 : 80_000));
      Instant arrives = deed.time().plus(travel);
      if (deaf.stream()
          .filter(it -> !harmless.contains(it))
          .noneMatch(it -> it.loses(region, deed.time(), arrives))) {
        happenings.add(new Happening.Arrives(arrives, new Said.Did(deed, first && !late), key()));
      }
      first = late;
    }
    if (config.has(Trouble.POISON) && random.nextInt(6) == 0) {
      boolean cut = random.nextBoolean();
      Deed wrong =
          new Deed(
              deed.user(),
              deed.what(),
              cut ? deed.time() : deed.time().plus(Duration.ofDays(2_000 + random.nextInt(400))),
              id(),
              deed.credentials(),
              Optional.empty());
      happenings.add(
          new Happening.Arrives(deed.time().plusSeconds(1), new Said.Poison(wrong, cut), key()));
    }
  }

  /** Where it is done: in one of those that the instance has then. */
  private String region(Instant time) {
    List<String> regions = new ArrayList<>(config.regions());
    deaf.stream()
        .filter(it -> it.cut() == Story.Cut.UNHEARD && !time.isBefore(it.from()))
        .map(Story.Deaf::region)
        .forEach(regions::add);
    return regions.isEmpty() ? "" : regions.get(random.nextInt(regions.size()));
  }

  /** About the same user, soon after; it never happened. */
  private void forge(Deed deed) {
    Deed.What what = FORGED.get(random.nextInt(FORGED.size()));
    Instant time = deed.time().plus(minutes(0, 600));
    Deed forged =
        new Deed(
            deed.user(),
            what,
            time,
            id(),
            what == Deed.What.SIGNED_IN ? "PASSWORD,TOTP" : "",
            Optional.empty());
    Said.Forged.How[] how = Said.Forged.How.values();
    happenings.add(
        new Happening.Arrives(
            time.plusSeconds(1 + random.nextInt(300)),
            new Said.Forged(forged, how[random.nextInt(how.length)]),
            key()));
  }

  private void beat(Source source, Instant first) {
    long number = 0;
    for (Instant time = first; time.isBefore(end); time = time.plus(HEARTBEATS)) {
      Instant beat = time;
      boolean lostAlone = random.nextInt(50) == 0;
      boolean late = config.has(Trouble.LATE) && random.nextInt(60) == 0;
      Instant arrives =
          late ? beat.plus(minutes(1, 1440)) : beat.plusSeconds(1 + random.nextInt(50));
      if (!lostAlone && deaf.stream().noneMatch(it -> it.loses(source, beat, arrives))) {
        happenings.add(
            new Happening.Arrives(arrives, new Said.Beat(source, beat, number++), key()));
      }
    }
  }

  private void noise() {
    for (int i = random.nextInt(4); i > 0; i--) {
      Instant time = someTime();
      happenings.add(new Happening.Arrives(time.plusSeconds(5), new Said.Noise(time), key()));
    }
  }

  private void sweeps(List<Deed> deeds) {
    int sweeps = config.crowded() ? 4 + random.nextInt(4) : 6 + random.nextInt(18);
    for (int i = 0; i < sweeps; i++) {
      sweep(someTime());
    }
    for (Deed deed : deeds) {
      if (deed.what().enables() && random.nextInt(3) == 0) {
        sweep(deed.time().plus(config.days().enabledGrace()).plus(Duration.ofMinutes(15)));
      }
      if (random.nextInt(config.crowded() ? 12 : 2) == 0) {
        List<Duration> levels =
            random.nextInt(3) == 0 ? config.days().password() : config.days().inactivity();
        // The very instant, as of which the horizon then is.
        sweep(deed.time().plus(levels.get(random.nextInt(3))).plus(Duration.ofMinutes(15)));
      }
    }
  }

  /** Soon after uses, when some are of a revoked access and no sweep knows them yet. */
  private void exemptions(List<Deed> deeds) {
    for (Deed deed : deeds) {
      if (byUser(deed.what()) && random.nextInt(8) == 0) {
        Instant at = deed.time().plus(minutes(1, 90));
        happenings.add(
            new Happening.Exempts(
                at, deed.user(), false, at.plus(minutes(1, 4000)).truncatedTo(SECONDS)));
      }
    }
  }

  private void sweep(Instant at) {
    if (!at.isBefore(end)) {
      return;
    }
    boolean often = config.troubles().size() < 5;
    int together = config.has(Trouble.TWO_SWEEPS) && random.nextInt(often ? 2 : 3) == 0 ? 2 : 1;
    for (int i = 0; i < together; i++) {
      Duration ahead =
          config.has(Trouble.SWEEP_CLOCK_WRONG) && random.nextInt(4) == 0
              ? minutes(-1500, 1500)
              : clockOff();
      happenings.add(new Happening.Sweeps(at, random.nextInt(10) != 0, ahead));
      if (i + 1 < together) {
        otherTerms(at);
      }
    }
    if (config.has(Trouble.CRASH) && random.nextInt(8) == 0) {
      happenings.add(
          new Happening.Ends(
              at.plusMillis(random.nextInt(4) * 500L), Happening.Ends.Whom.SWEEP_KILLED, key()));
    }
  }

  /** While one sweep is under way, so that the next goes by other terms. */
  private void otherTerms(Instant at) {
    if (config.has(Trouble.OTHER_POLICY) && random.nextInt(3) == 0) {
      happenings.add(new Happening.PolicySet(at, otherDays()));
    }
    if (config.has(Trouble.EXEMPTIONS) && random.nextInt(3) == 0) {
      happenings.add(
          random.nextBoolean() ? exemption(at) : new Happening.ExemptionRemoved(at, key()));
    }
  }

  private Config.Days otherDays() {
    return random.nextInt(3) == 0 ? config.days() : Config.Days.of(random, config.quick());
  }

  private Happening exemption(Instant at) {
    Instant until = at.plusMillis(1 + random.nextLong(span.toMillis())).truncatedTo(SECONDS);
    return new Happening.Exempts(
        at, random.nextInt(config.users()), random.nextInt(3) == 0, until.plusSeconds(1));
  }

  private void troubles() {
    if (config.has(Trouble.RESHARD)) {
      for (int i = 1 + random.nextInt(4); i > 0; i--) {
        happenings.add(new Happening.Reshards(someTime(), key(), random.nextBoolean()));
      }
    }
    if (config.has(Trouble.LEASE_LOST)) {
      for (int i = random.nextInt(8); i > 0; i--) {
        happenings.add(new Happening.Steals(near(), key()));
      }
      happenings.add(new Happening.Joins(someTime(), clockOff()));
    }
    if (config.has(Trouble.CRASH)) {
      for (int i = random.nextInt(5); i > 0; i--) {
        happenings.add(
            new Happening.Ends(
                near(),
                random.nextInt(3) == 0
                    ? Happening.Ends.Whom.WORKER_STOPPED
                    : Happening.Ends.Whom.WORKER_KILLED,
                key()));
      }
    }
    if (config.has(Trouble.CLOCK_OFF)) {
      for (int i = random.nextInt(4); i > 0; i--) {
        happenings.add(new Happening.ClockSet(someTime(), key(), clockOff()));
      }
    }
    if (config.has(Trouble.OTHER_POLICY)) {
      for (int i = random.nextInt(4); i > 0; i--) {
        happenings.add(new Happening.PolicySet(someTime(), otherDays()));
      }
    }
    if (config.has(Trouble.EXEMPTIONS)) {
      for (int i = 1 + random.nextInt(3); i > 0; i--) {
        happenings.add(exemption(someTime()));
        if (random.nextBoolean()) {
          happenings.add(new Happening.ExemptionRemoved(someTime(), key()));
        }
      }
    }
    if (config.has(Trouble.CONSUMERS_DOWN)) {
      down(Happening.Switched.What.CONSUMERS);
    }
    if (config.has(Trouble.WRONG_DIRECTORY)) {
      down(Happening.Switched.What.RIGHT_DIRECTORY);
    }
    if (config.has(Trouble.QUEUE_OUTAGE)) {
      down(Happening.Switched.What.ALERT_QUEUE);
    }
    if (config.has(Trouble.RESTORED)) {
      restore();
    }
    if (config.has(Trouble.UNDELIVERED)) {
      undelivered();
    }
    if (config.has(Trouble.ATTESTATIONS)) {
      people();
    }
    if (config.has(Trouble.TAMPERING)) {
      tampering();
    }
  }

  /** At once, or after a day of tries; a sweep may look soon. */
  private void giveUp(Instant time, Said said) {
    Instant at = time.plus(random.nextBoolean() ? minutes(1, 30) : minutes(30, 1440));
    happenings.add(new Happening.GivenUp(at, said));
    if (random.nextBoolean()) {
      sweep(at.plus(minutes(2, 300)));
    }
    if (random.nextInt(3) == 0) {
      happenings.add(
          new Happening.Redrives(
              at.plus(config.quick() ? minutes(1, 1600) : minutes(1, 30_000)), key()));
    }
  }

  private void undelivered() {
    for (int i = random.nextInt(3); i > 0; i--) {
      // Of which nobody has to worry, if somebody looks at what it says.
      Instant time = someTime();
      giveUp(time, new Said.Noise(time));
    }
    for (int i = random.nextInt(2); i > 0; i--) {
      happenings.add(new Happening.Redrives(someTime(), key()));
    }
  }

  private void people() {
    for (int i = 1 + random.nextInt(5); i > 0; i--) {
      Instant at = someTime();
      happenings.add(new Happening.Attests(at, key()));
      if (random.nextInt(3) == 0) {
        happenings.add(
            new Happening.TakesBack(at.plus(minutes(1, config.quick() ? 1000 : 30_000)), key()));
      }
    }
    happenings.add(new Happening.Attests(end.minusSeconds(1), key()));
    for (int i = random.nextInt(3); i > 0; i--) {
      Instant from = someTime();
      Instant to = from.plus(minutes(1, config.quick() ? 300 : 10_000));
      happenings.add(new Happening.RecordsLoss(to.plus(minutes(0, 600)), from, to));
    }
  }

  private void tampering() {
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      List<String> call = TAMPERING.get(random.nextInt(TAMPERING.size()));
      tamper(someTime(), call.getFirst(), call.stream().skip(1).findFirst());
    }
    deaf.stream()
        .filter(it -> it.cut() == Story.Cut.TRAIL || it.cut() == Story.Cut.RULE)
        .filter(_ -> random.nextBoolean())
        .forEach(it -> tamper(it.from().minusSeconds(1), "stop-logging", Optional.empty()));
  }

  private void tamper(Instant at, String call, Optional<String> on) {
    Instant time = at.truncatedTo(SECONDS);
    String region =
        config.regions().isEmpty()
            ? "eu-central-1"
            : config.regions().get(random.nextInt(config.regions().size()));
    Said said = new Said.Tampers(call, on, call.endsWith("-denied"), region, time, id());
    int copies = config.has(Trouble.DOUBLED) && random.nextBoolean() ? 2 : 1;
    for (int i = 0; i < copies; i++) {
      Duration travel =
          config.has(Trouble.LATE) && random.nextInt(4) == 0
              ? minutes(16, 1440)
              : Duration.ofSeconds(1 + random.nextInt(570));
      happenings.add(new Happening.Arrives(time.plus(travel), said, key()));
    }
  }

  private void down(Happening.Switched.What what) {
    boolean crowd = what == Happening.Switched.What.RIGHT_DIRECTORY && config.crowded();
    // When the first are due, and they are many.
    Instant from = crowd ? begin.plus(config.days().inactivity().get(0)) : someTime();
    Instant to = from.plus(config.quick() ? minutes(10, 900) : minutes(60, 10_000));
    happenings.add(new Happening.Switched(from, what, false));
    happenings.add(new Happening.Switched(to, what, true));
    if (what == Happening.Switched.What.RIGHT_DIRECTORY) {
      // Somebody configured it wrongly, and did so because a sweep was to come.
      sweep(from.plusSeconds(random.nextInt(3600)));
      sweep(to.minusSeconds(random.nextInt(3600)));
    }
    if (what == Happening.Switched.What.CONSUMERS) {
      // Much has come until they are back, and a sweep looks just then.
      if (config.has(Trouble.RESHARD)) {
        happenings.add(new Happening.Reshards(from.plusSeconds(600), key(), false));
      }
      sweep(to.plusSeconds(random.nextInt(900)));
      sweep(to.plusSeconds(random.nextInt(3600)));
    }
  }

  /** Just after something reached the stream, when somebody is at work on it. */
  private Instant near() {
    List<Happening> arrivals =
        happenings.stream().filter(Happening.Arrives.class::isInstance).toList();
    return arrivals.isEmpty()
        ? someTime()
        : arrivals.get(random.nextInt(arrivals.size())).at().plusMillis(random.nextInt(3000));
  }
}
