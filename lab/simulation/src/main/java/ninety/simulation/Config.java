package ninety.simulation;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import ninety.coverage.Source;
import ninety.policy.Policy;
import ninety.policy.Thresholds;

/**
 * What one seed's world is like.
 *
 * @param quick whether the rules count hours and not days, so that heartbeats stay few
 * @param regions whose heartbeats are expected; none where idle streams are trusted
 * @param rate of one call: in how many of 1,000 each trouble strikes
 */
public record Config(
    boolean quick,
    int users,
    Days days,
    Duration granularity,
    List<String> regions,
    Duration horizonLimit,
    int shards,
    int workers,
    Set<Trouble> troubles,
    int rate) {

  private static final List<String> REGIONS = List.of("eu-central-1", "us-east-1");

  /** What is worst together. */
  private static final List<Set<Trouble>> THEMES =
      List.of(
          EnumSet.of(Trouble.TWO_SWEEPS, Trouble.OTHER_POLICY, Trouble.EXEMPTIONS, Trouble.CRASH),
          EnumSet.of(Trouble.TWO_SWEEPS, Trouble.OTHER_POLICY, Trouble.TIMED_OUT, Trouble.STALE),
          EnumSet.of(Trouble.RESHARD, Trouble.CONSUMERS_DOWN, Trouble.LEASE_LOST, Trouble.CRASH),
          EnumSet.of(Trouble.DEAF, Trouble.LATE, Trouble.CONSUMERS_DOWN, Trouble.CLOCK_OFF),
          EnumSet.of(Trouble.TRAIL_STOPPED, Trouble.LATE, Trouble.CONSUMERS_DOWN),
          EnumSet.of(
              Trouble.THROTTLED,
              Trouble.TIMED_OUT,
              Trouble.CHECKPOINT_FAILS,
              Trouble.LEASE_LOST,
              Trouble.STALE),
          EnumSet.of(Trouble.QUEUE_OUTAGE, Trouble.PARTIAL_BATCH, Trouble.TIMED_OUT, Trouble.CRASH),
          EnumSet.of(Trouble.LOST, Trouble.RESPONDER, Trouble.CLOCK_OFF),
          EnumSet.of(Trouble.WRONG_DIRECTORY, Trouble.LOST),
          EnumSet.of(Trouble.REFUSED, Trouble.EXEMPTIONS, Trouble.FORGED),
          EnumSet.of(Trouble.RULE_DISABLED, Trouble.LATE, Trouble.DOUBLED),
          EnumSet.of(Trouble.REGION_ADDED, Trouble.CONSUMERS_DOWN),
          EnumSet.of(Trouble.FALSE_END, Trouble.RESHARD, Trouble.CHECKPOINT_FAILS),
          EnumSet.of(Trouble.RESTORED, Trouble.RESHARD, Trouble.CONSUMERS_DOWN),
          EnumSet.of(Trouble.UNDELIVERED, Trouble.ATTESTATIONS),
          EnumSet.of(Trouble.UNDELIVERED, Trouble.CRASH, Trouble.CLOCK_OFF),
          EnumSet.of(Trouble.ATTESTATIONS, Trouble.DEAF, Trouble.TWO_SWEEPS),
          EnumSet.of(Trouble.TAMPERING, Trouble.TRAIL_STOPPED, Trouble.ATTESTATIONS));

  /** More users than may be gone at one time. */
  private static final int CROWD = 11;

  public Config {
    troubles = troubles.isEmpty() ? EnumSet.noneOf(Trouble.class) : EnumSet.copyOf(troubles);
  }

  /** Of which signs of life are expected. */
  Set<Source> sources() {
    Set<Source> sources = new TreeSet<>();
    for (String region : regions) {
      Source schedule = new Source(Wire.ACCOUNT_ID, region);
      sources.add(schedule);
      if (signs()) {
        sources.add(schedule.as(Source.Kind.CLOUDTRAIL));
      }
    }
    return sources;
  }

  /** Whether signs of life from the far end are expected too. */
  boolean signs() {
    return has(Trouble.TRAIL_STOPPED) || has(Trouble.RULE_DISABLED);
  }

  boolean has(Trouble trouble) {
    return troubles.contains(trouble);
  }

  /** Whether so many users may be due at one time that it is not believed that all are gone. */
  boolean crowded() {
    return users >= CROWD;
  }

  Config without(Set<Trouble> gone) {
    EnumSet<Trouble> left = EnumSet.noneOf(Trouble.class);
    left.addAll(troubles);
    left.removeAll(gone);
    return new Config(
        quick, users, days, granularity, regions, horizonLimit, shards, workers, left, rate);
  }

  /** A rule book, as the naive model reads it. */
  public record Days(
      List<Duration> inactivity,
      List<Duration> password,
      boolean portalCounts,
      boolean singleFactorOnly,
      boolean mailedCodeIsFactor,
      boolean mailedLinkCounts,
      Duration revocationGrace,
      Duration enabledGrace) {

    public Policy policy() {
      return Policy.STANDARD
          .with(
              new Thresholds(inactivity.get(0), inactivity.get(1), inactivity.get(2)),
              new Thresholds(password.get(0), password.get(1), password.get(2)))
          .with(portalCounts ? Policy.Basis.LAST_ACTIVITY : Policy.Basis.LAST_AUTHENTICATED)
          .with(singleFactorOnly ? Policy.PasswordRule.SINGLE_FACTOR : Policy.PasswordRule.ALWAYS)
          .with(
              mailedCodeIsFactor ? Policy.EmailCode.FACTOR : Policy.EmailCode.NO_FACTOR,
              mailedLinkCounts ? Policy.EmailReset.COUNTS : Policy.EmailReset.DOES_NOT_COUNT)
          .with(revocationGrace, enabledGrace);
    }

    static Days of(SplittableRandom random, boolean quick) {
      List<Duration> inactivity = levels(random, quick);
      return new Days(
          inactivity,
          random.nextInt(3) == 0 ? levels(random, quick) : inactivity,
          random.nextInt(4) != 0,
          random.nextInt(3) != 0,
          random.nextInt(4) == 0,
          random.nextInt(4) == 0,
          Duration.ofHours(1 + random.nextInt(2)),
          quick ? Duration.ofMinutes(random.nextInt(600)) : Duration.ofDays(7));
    }

    private static List<Duration> levels(SplittableRandom random, boolean quick) {
      if (!quick && random.nextInt(3) != 0) {
        return List.of(Duration.ofDays(86), Duration.ofDays(90), Duration.ofDays(97));
      }
      Duration unit = quick ? Duration.ofMinutes(15) : Duration.ofDays(1);
      int warning = quick ? 60 + random.nextInt(40) : 20 + random.nextInt(60);
      int breach = warning + 1 + random.nextInt(quick ? 20 : 10);
      int escalated = breach + 1 + random.nextInt(quick ? 30 : 12);
      return List.of(
          unit.multipliedBy(warning), unit.multipliedBy(breach), unit.multipliedBy(escalated));
    }
  }

  /** Some seeds have much, some little, and each another mixture. */
  private static Set<Trouble> swarm(SplittableRandom random) {
    Set<Trouble> troubles = EnumSet.noneOf(Trouble.class);
    int likely = 1 + random.nextInt(8);
    for (Trouble trouble : Trouble.values()) {
      if (random.nextInt(10) < likely) {
        troubles.add(trouble);
      }
    }
    if (troubles.contains(Trouble.RESTORED)) {
      // What people said of the lost time, and what was asked of the queue, would have to be said
      // anew.
      troubles.removeAll(EnumSet.of(Trouble.UNDELIVERED, Trouble.ATTESTATIONS, Trouble.TAMPERING));
    }
    return troubles;
  }

  static Config of(SplittableRandom random) {
    boolean quick = random.nextInt(5) != 0;
    Set<Trouble> troubles =
        random.nextInt(4) == 0 ? THEMES.get(random.nextInt(THEMES.size())) : swarm(random);
    int regions = !quick ? 0 : random.nextInt(8) == 0 ? 0 : 1 + random.nextInt(2);
    boolean crowded = troubles.contains(Trouble.WRONG_DIRECTORY) && random.nextInt(4) == 0;
    return new Config(
        quick,
        crowded ? CROWD + random.nextInt(4) : 1 + random.nextInt(4),
        Days.of(random, quick),
        random.nextInt(3) == 0 ? Duration.ZERO : Duration.ofHours(1),
        REGIONS.subList(0, regions),
        Duration.ofHours(1 + random.nextInt(3)),
        1 + random.nextInt(3),
        1 + random.nextInt(2),
        troubles,
        5 + random.nextInt(60));
  }
}
