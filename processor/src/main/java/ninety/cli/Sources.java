package ninety.cli;

import io.vavr.collection.List;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import ninety.cli.terminal.Failure;
import ninety.coverage.Expectations;
import ninety.coverage.Expecting.Claim;
import ninety.coverage.Replication;
import ninety.coverage.Source;

/**
 * From where signs of life must come.
 *
 * @param places whose schedules are expected; empty where none were given, an empty set for none
 * @param account that a Region alone stands for
 * @param roles under which signs of life are given, as ARNs by account; none where they are off
 * @param without in which places none are given
 */
public record Sources(
    Optional<Set<Source>> places,
    Optional<String> account,
    Map<String, String> roles,
    Optional<Set<Source>> without,
    Duration horizonLimit) {

  /**
   * What they come to.
   *
   * @param sources of which signs of life must come, of schedules and of CloudTrail
   * @param unproved of which no record of CloudTrail is expected, so that a trail can stop
   *     unnoticed
   * @param regionsKnown when the answer came that the instance's Regions are known by, if it was
   *     refused since
   */
  public record Expected(
      Set<Source> sources,
      Set<Source> unproved,
      Duration horizonLimit,
      Optional<Instant> regionsKnown) {

    public Expected(Set<Source> sources, Set<Source> unproved, Duration horizonLimit) {
      this(sources, unproved, horizonLimit, Optional.empty());
    }

    /**
     * What sweeps go by; before the first, these and the Regions in which the instance is
     * replicated and that nobody listens to.
     */
    public Expected stored(Expectations stored, Optional<Replication> replication) {
      return new Expected(
          stored.named()
              ? stored.now()
              : sources.isEmpty()
                  ? sources
                  : Replication.with(replication, sources, Optional.empty(), stored.now()),
          unproved,
          horizonLimit,
          replication.flatMap(Replication::stale));
    }

    /**
     * Each sweep gives signs of life, and one that is lost must not be taken for a silence.
     *
     * @throws Failure if sweeps come more seldom
     */
    public void notSlower(Duration pause) {
      Duration most = horizonLimit.dividedBy(2);
      boolean given = sources.stream().anyMatch(it -> it.kind() == Source.Kind.CLOUDTRAIL);
      if (given && pause.compareTo(most) > 0) {
        throw Failure.misused(
            List.of(
                "--every: with --signs-role sweeps come at least each %s, half of --horizon-limit, for each gives signs of life that the next ones wait for"
                    .formatted(most.toString().substring(2).toLowerCase(Locale.ROOT))));
      }
    }
  }

  /**
   * @param region the one that is set, where none are given
   * @throws Failure where it is not known under which role to give a sign of life
   */
  Expected expected(Supplier<String> region) {
    Set<Source> schedules =
        places.orElseGet(() -> Set.of(Source.ofRegion(region.get()))).stream()
            .map(this::inAccount)
            .collect(Collectors.toCollection(TreeSet::new));
    if (roles.isEmpty()) {
      return new Expected(schedules, schedules, horizonLimit);
    }
    Set<Source> sources = new TreeSet<>(schedules);
    Set<Source> unproved = new TreeSet<>();
    java.util.List<String> mistakes = new ArrayList<>();
    for (Source schedule : schedules) {
      if (without.orElse(Set.of()).stream().map(this::inAccount).anyMatch(schedule::equals)) {
        unproved.add(schedule);
      } else if (schedule.account().filter(roles::containsKey).isPresent()) {
        sources.add(schedule.as(Source.Kind.CLOUDTRAIL));
      } else {
        mistakes.add(mistake(schedule));
      }
    }
    if (!mistakes.isEmpty()) {
      throw Failure.misused(List.ofAll(mistakes));
    }
    return new Expected(sources, unproved, horizonLimit);
  }

  /** What the list means for what sweeps expect already, which it ends only where that is said. */
  Claim claim(boolean change) {
    return places.isEmpty() ? Claim.FALLBACK : change ? Claim.ALL : Claim.MORE;
  }

  /** The account of a Region alone: the one that is given, or else the only one with a role. */
  Optional<String> home() {
    return account.or(
        () -> roles.size() == 1 ? roles.keySet().stream().findFirst() : Optional.empty());
  }

  private Source inAccount(Source source) {
    return source.in(home());
  }

  private static String mistake(Source schedule) {
    return schedule
        .account()
        .map(account ->
            "--signs-role: none is of account %s, so no sign of life can be given in %s; add one, or --no-sign-from %s"
                .formatted(account, schedule.place(), schedule.place()))
        .orElseGet(() ->
            "--heartbeat-from: %s may be of several accounts; write ACCOUNT/%s, or set --heartbeat-account"
                .formatted(schedule.place(), schedule.place()));
  }
}
