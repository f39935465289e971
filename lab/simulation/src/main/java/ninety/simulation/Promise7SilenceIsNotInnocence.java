package ninety.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import ninety.coverage.Horizon;
import ninety.coverage.Horizon.Holder;
import ninety.coverage.Source;
import ninety.finding.UserTransition;
import ninety.policy.Control;
import ninety.policy.Level;
import ninety.simulation.SimStream.Rec;
import ninety.simulation.SimStream.SimShard;
import ninety.sweep.Summary;

/**
 * Nobody is accused for a time in which nobody listened, before coverage began, or beyond what was
 * really processed; a horizon that is too far behind is delivered; and compliant is said only of
 * whom an activity, or the creation, within the days is proved.
 */
final class Promise7SilenceIsNotInnocence implements Promise {

  private final World world;

  /** The latest instant as of which anybody was judged. */
  private Instant furthest = Instant.EPOCH;

  Promise7SilenceIsNotInnocence(World world) {
    this.world = world;
  }

  @Override
  public void decided(Sweeping sweep, UserTransition transition) {
    if (!SimTable.raised(transition)) {
      return;
    }
    Instant asOf = transition.asOf();
    Instant since = transition.finding().baseline().since();
    Control control = transition.finding().control();
    int user = Wire.number(transition.user().id());
    check(
        !asOf.isAfter(horizon(sweep)),
        () ->
            "user %d is reported of as of %s, and all is processed until %s only"
                .formatted(user, asOf, sweep.processed));
    if (control == Control.REVOKED_ACCESS) {
      // CloudTrail's own delay is not waited for.
      check(
          !since.isAfter(horizon(sweep).plus(World.ALLOWANCE)),
          () ->
              "user %d signed in at %s, and all is processed until %s only"
                  .formatted(user, since, sweep.processed));
      return;
    }
    check(
        !since.isAfter(asOf),
        () -> "user %d is reported of as of %s for what was at %s".formatted(user, asOf, since));
    check(
        world.heard.coverageFrom().filter(it -> !since.isBefore(it)).isPresent(),
        () -> "user %d is counted from %s, before coverage".formatted(user, since));
    List<Duration> days = Naive.days(control, sweep.days);
    Level level = transition.finding().level();
    Duration deaf = named(transition);
    check(
        deaf.compareTo(days.get(1).dividedBy(20)) <= 0,
        () ->
            "user %d is counted from %s as of %s, and of that nobody listened for %s"
                .formatted(user, since, asOf, deaf));
    Optional<Level> atMost = Naive.level(Duration.between(since, asOf).minus(deaf), days);
    check(
        transition.unobserved(asOf).isEmpty()
            ? atMost.equals(Optional.of(level))
            : atMost.filter(it -> it.compareTo(level) >= 0).isPresent(),
        () -> "user %d is at %s from %s to %s".formatted(user, level, since, asOf));
    onTime(sweep, user, control, since, asOf);
  }

  /**
   * How long nobody listened while it was counted, as far as that is known; each time is named.
   * What is lost by when it arrives is known by the signs of life that did: one that came late may
   * have been given in the middle of it.
   */
  private Duration named(UserTransition transition) {
    Instant asOf = transition.asOf();
    Instant since = transition.finding().baseline().since();
    List<Ears.Silence> known = new ArrayList<>();
    for (Story.Deaf silence : world.story().deaf()) {
      if (!silence.cut().byArrival() && world.heard.deafIsKnown(silence)) {
        clipped(transition, silence.from(), silence.to()).ifPresent(known::add);
      }
    }
    world.story().deaf().stream()
        .filter(it -> it.cut().byArrival())
        .forEach(cut ->
            world.heard.silences(cut.source()).stream()
                .filter(cut::overlaps)
                .flatMap(it -> clipped(transition, it.from(), it.to()).stream())
                // Expected by name it is another source, which is given an hour.
                .filter(it -> cut.cut() != Story.Cut.UNHEARD || it.isLong())
                .forEach(known::add));
    // Of what somebody attests nobody has to hear.
    List<Ears.Silence> left = Ears.without(known, world.attesting().everComplete());
    for (Ears.Silence one : left) {
      check(
          isGivenAnHour(one)
              || transition.unobserved(asOf).stream()
                  .anyMatch(gap -> !gap.from().isAfter(one.from()) && !gap.to().isBefore(one.to())),
          () ->
              "user %s is counted from %s as of %s, and that nobody listened from %s to %s is"
                      .formatted(transition.user().id(), since, asOf, one.from(), one.to())
                  + " not said");
    }
    // Silences of several sources overlap.
    return new Ears(Instant.MIN, left).missed(since, asOf);
  }

  /**
   * After a restore a source may be expected anew in the middle of a silence; and a sweep whose
   * clock is hours ahead may be the first that expects one, from an instant that is to come.
   */
  private boolean isGivenAnHour(Ears.Silence rest) {
    return !rest.isLong()
        && world.heard.copyOfExpected().values().stream()
            .flatMap(Set::stream)
            .anyMatch(mark ->
                (!rest.from().isBefore(mark) || world.config().has(Trouble.SWEEP_CLOCK_WRONG))
                    && !new Ears.Silence(mark, rest.to()).isLong());
  }

  private Optional<Ears.Silence> clipped(UserTransition transition, Instant begin, Instant end) {
    Instant asOf = transition.asOf();
    Instant since = transition.finding().baseline().since();
    Instant from = begin.isBefore(since) ? since : begin;
    Instant to = end.isAfter(asOf) ? asOf : end;
    if (!from.isBefore(to)) {
      return Optional.empty();
    }
    return Optional.of(new Ears.Silence(from, to));
  }

  /** Of what came within the allowance nothing is overlooked. */
  private void onTime(Sweeping sweep, int user, Control control, Instant since, Instant asOf) {
    Instant from = since.plus(world.config().granularity());
    for (SimShard shard : world.stream().shards()) {
      for (Rec rec : shard.records) {
        if (rec.said() instanceof Said.Did(var deed, boolean onTime)
            && onTime
            && deed.user() == user
            && !deed.time().isAfter(asOf)
            && counts(deed, control, sweep.days)
            && !(deed.what().creates() && createdAgain(user, deed))) {
          check(
              deed.time().isBefore(from) || deed.time().equals(since),
              () ->
                  "user %d is counted from %s as of %s, and there was %s"
                      .formatted(user, since, asOf, deed));
        }
      }
    }
  }

  /** Of several creations the last is the one that counts. */
  private boolean createdAgain(int user, Deed deed) {
    return world.reached.delivered(user).stream()
        .anyMatch(
            it -> it.what().creates() && !it.equals(deed) && !it.time().isBefore(deed.time()));
  }

  private static boolean counts(Deed deed, Control control, Config.Days days) {
    // Whoever is made anew is no older than that, nor is the password.
    return deed.what().creates()
        || switch (deed.what()) {
          case SIGNED_IN, ENROLLED, AUTHENTICATED -> control == Control.INACTIVITY;
          case USED_PORTAL -> control == Control.INACTIVITY && days.portalCounts();
          case NEW_PASSWORD -> control == Control.PASSWORD_AGE;
          case LINK_SENT -> control == Control.PASSWORD_AGE && days.mailedLinkCounts();
          default -> false;
        };
  }

  /**
   * As of when one may judge at the latest. Of what was before coverage began nothing is claimed,
   * so a shard that nobody has read yet counts as read until then.
   */
  private Instant horizon(Sweeping sweep) {
    Instant began = world.heard.coverageFrom().orElse(Instant.MIN);
    boolean unread = sweep.processed.isBefore(began);
    // One machine said when coverage began, and another may have made the shard known: two clocks.
    Duration skew = unread ? World.TOLERANCE.multipliedBy(2) : World.TOLERANCE;
    return (unread ? began : sweep.processed)
        .minus(World.ALLOWANCE)
        .plus(world.config().has(Trouble.CLOCK_OFF) ? skew : Duration.ZERO);
  }

  @Override
  public void swept(Sweeping sweep, Summary summary) {
    check(
        !summary.asOf().isAfter(horizon(sweep)),
        () ->
            "%s judges as of %s, and all is processed until %s only"
                .formatted(sweep, summary.asOf(), sweep.processed));
    heard(sweep, summary);
    if (summary.asOf().isAfter(furthest) && !summary.asOf().isAfter(sweep.now)) {
      furthest = summary.asOf();
    }
    if (sweep.alone) {
      boolean late = late(summary.asOf(), sweep);
      boolean open =
          world.table().watches.read().open().stream().anyMatch(gap -> gap.until().isEmpty());
      // A horizon that stepped back is given as long to come forward again.
      check(
          open == late || (late && !late(furthest, sweep)),
          () ->
              "as of %s at %s: not checked is %s"
                  .formatted(
                      summary.asOf(), sweep.now, late ? "not reported" : "reported all the same"));
    }
  }

  private boolean late(Instant processed, Sweeping sweep) {
    return Duration.between(processed, sweep.now).compareTo(world.config().horizonLimit()) > 0;
  }

  /** Nobody is judged as of later than each source was heard, and an unheard Region is named. */
  private void heard(Sweeping sweep, Summary summary) {
    Instant heard = summary.asOf().plus(World.ALLOWANCE);
    Map<Source, NavigableSet<Instant>> beats = world.heard.beats();
    for (Source source : sweep.sources) {
      NavigableSet<Instant> times = beats.getOrDefault(source, new TreeSet<>());
      check(
          times.isEmpty() || !heard.isAfter(times.last()),
          () ->
              "%s judges as of %s, and %s was heard at %s last"
                  .formatted(sweep, summary.asOf(), source, times));
    }
    if (sweep.missed.isEmpty()) {
      return;
    }
    NavigableSet<Instant> times = beats.getOrDefault(Story.REPLICA, world.heard.added());
    Instant known = sweep.missed.get().plus(World.TOLERANCE);
    check(
        !heard.isAfter(known) || times.ceiling(heard) != null,
        () ->
            "%s judges as of %s, and of a Region that was known at %s nobody heard since %s"
                .formatted(sweep, summary.asOf(), sweep.missed, times));
    if (summary.horizon().orElse(null) instanceof Horizon.Known(_, Holder.Source(var by, _))
        && !times.isEmpty()
        && heard.equals(times.last())) {
      check(
          by.region().equals(Story.ADDED) || beats.get(by).contains(heard),
          () -> "%s is held back by a Region, and names %s".formatted(sweep, by));
    }
  }

  @Override
  public void atRest() {
    checkSource();
    for (int user : world.story().users().toArray()) {
      int number = user;
      world
          .table()
          .dossier(user)
          .map(dossier -> new Verdict(world, number, dossier.user(), Set.of()))
          .ifPresent(verdict -> {
            for (Control control : Control.values()) {
              Optional<String> wrong = verdict.againstReading(control);
              check(
                  wrong.isEmpty(),
                  () -> "user %d, %s: %s".formatted(number, control, wrong.orElse("")));
            }
          });
    }
  }

  /** At rest a finding about the feed is open for as long as somebody is not checked. */
  private void checkSource() {
    for (Control control : Control.values()) {
      long left =
          world
              .story()
              .users()
              .filter(user ->
                  world
                      .table()
                      .dossier(user)
                      .filter(
                          it -> new Verdict(world, user, it.user(), Set.of()).notChecked(control))
                      .isPresent())
              .count();
      // Whoever came since the last count is counted within the hour.
      Optional<Instant> counted =
          world
              .table()
              .watches
              .read()
              .census()
              .filter(it -> it.of(control).users() > 0)
              .map(it -> it.asOf())
              .filter(it -> it.plus(Duration.ofHours(1)).isAfter(world.lastAsOf()));
      boolean open =
          world.table().watches.read().open().stream()
              .anyMatch(gap -> gap.findings().containsKey(control));
      check(
          !open || left > 0 || counted.isPresent(),
          () ->
              "%s: all is processed, and it is reported as not checked: %s"
                  .formatted(control, world.table().watches.read()));
      boolean late =
          world
              .table()
              .watches
              .read()
              .census()
              .filter(it -> it.asOf().equals(world.lastAsOf()))
              .isEmpty();
      check(
          open || left == 0 || late,
          () ->
              "%s: %d users are not checked, and no finding is open: %s"
                  .formatted(control, left, world.table().watches.read()));
    }
  }
}
