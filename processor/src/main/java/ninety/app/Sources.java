package ninety.app;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
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
   * The sources that they come to.
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
     * The sources that sweeps go by; before the first, these and the Regions in which the instance
     * is replicated and that nobody listens to.
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
     * @throws Contradictory if sweeps come more seldom
     */
    public void notSlower(Duration pause) {
      Duration most = horizonLimit.dividedBy(2);
      boolean given = sources.stream().anyMatch(it -> it.kind() == Source.Kind.CLOUDTRAIL);
      if (given && pause.compareTo(most) > 0) {
        throw new Contradictory(List.of(new Contradiction.TooSeldom(most)));
      }
    }
  }

  /** A setting that does not fit the others. */
  public sealed interface Contradiction {

    /** No role is of the place's account, so that no sign of life can be given there. */
    record NoRole(Source place, String account) implements Contradiction {}

    /** A Region is given alone, and may be of several accounts. */
    record NoAccount(Source place) implements Contradiction {}

    /** Sweeps come more seldom than the signs of life that they give have to. */
    record TooSeldom(Duration most) implements Contradiction {}
  }

  /** The settings contradict one another, in all of these ways. */
  public static final class Contradictory extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient List<Contradiction> all;

    private Contradictory(List<Contradiction> all) {
      super(all.toString());
      this.all = List.copyOf(all);
    }

    public List<Contradiction> all() {
      return all;
    }
  }

  /**
   * The sources that are expected of all these places.
   *
   * @param region the one that is set, where none are given
   * @throws Contradictory where it is not known under which role to give a sign of life
   */
  public Expected expected(Supplier<String> region) {
    Set<Source> schedules =
        places.orElseGet(() -> Set.of(Source.ofRegion(region.get()))).stream()
            .map(this::inAccount)
            .collect(Collectors.toCollection(TreeSet::new));
    if (roles.isEmpty()) {
      return new Expected(schedules, schedules, horizonLimit);
    }
    Set<Source> sources = new TreeSet<>(schedules);
    Set<Source> unproved = new TreeSet<>();
    List<Contradiction> mistakes = new ArrayList<>();
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
      throw new Contradictory(mistakes);
    }
    return new Expected(sources, unproved, horizonLimit);
  }

  /**
   * The meaning of the list for what sweeps expect already, which it ends only where that is said.
   */
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

  private static Contradiction mistake(Source schedule) {
    return schedule
        .account()
        .<Contradiction>map(account -> new Contradiction.NoRole(schedule, account))
        .orElseGet(() -> new Contradiction.NoAccount(schedule));
  }
}
