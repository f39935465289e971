package ninety.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import ninety.coverage.Waiting;
import ninety.finding.Notice;
import ninety.finding.UserTransition;
import ninety.simulation.Ears.Silence;
import ninety.simulation.SimUndelivered.Waits;
import ninety.sweep.Summary;

/**
 * While events wait that EventBridge gave up, it is reported that their time is in doubt, before
 * anybody is accused over it; what a sweep could see and what expired is a gap, and nothing else
 * is.
 */
final class Promise7WhatWaitsIsInDoubt implements Promise {

  /** EventBridge tries for a day. */
  private static final Duration TRIES = Duration.ofHours(24);

  /** Of what is gone so shortly before its end nobody knows whether somebody took it. */
  private static final Duration UNSURE = Duration.ofHours(1);

  private final World world;
  private final Set<UUID> begun = new HashSet<>();
  private final Set<UUID> ended = new HashSet<>();

  /** What a sweep must have seen. */
  private final Set<Waits> seen = new LinkedHashSet<>();

  private final Set<Waits> surelyLost = new LinkedHashSet<>();

  /** All that were ever found, and what may have been there unseen. */
  private final Set<Silence> mayBeLost = new LinkedHashSet<>();

  private final Set<Instant> found = new LinkedHashSet<>();
  private Optional<Instant> unseenSince = Optional.empty();

  Promise7WhatWaitsIsInDoubt(World world) {
    this.world = world;
  }

  @Override
  public void refused(SimQueues.Delivered delivered) {
    delivered(delivered);
  }

  @Override
  public void delivered(SimQueues.Delivered delivered) {
    switch (world.words().notice(delivered.body()).orElse(null)) {
      case Notice.InDoubt it -> begun.add(it.findingUid());
      case Notice.DoubtOver it -> ended.add(it.findingUid());
      case null, default -> {}
    }
  }

  @Override
  public void lookedIntoUndelivered(Waiting look) {
    // What was found and is gone by now may have been there to its end.
    Instant oldest = look.at().minus(world.undelivered().kept()).plus(UNSURE);
    for (Instant sent : found) {
      if (sent.isBefore(oldest) && !look.sent().contains(sent)) {
        mayBeLost.add(new Silence(sent.minus(TRIES), sent.plus(UNSURE)));
      }
    }
    unseenSince
        .filter(it -> it.isBefore(oldest))
        .ifPresent(it -> mayBeLost.add(new Silence(it.minus(TRIES), oldest)));
    found.addAll(look.sent());
    if (look.sent().size() < look.messages() && !look.sent().isEmpty()) {
      Instant first = java.util.Collections.min(look.sent());
      unseenSince = Optional.of(unseenSince.filter(it -> it.isBefore(first)).orElse(first));
    }
  }

  @Override
  public void swept(Sweeping sweep, Summary summary) {
    if (!world.config().has(Trouble.UNDELIVERED) || !sees(sweep)) {
      return;
    }
    Instant begin = really(sweep);
    for (Waits one : world.undelivered().waiting()) {
      if (!one.sent.plus(SimUndelivered.COUNTS_LAG).isAfter(begin)) {
        seen.add(one);
        check(
            attested(one)
                || (isOpen()
                    && world.table().coverage.read().inDoubt(world.stage().now()).isPresent()),
            () ->
                "%s ends, and nobody is in doubt of what was given up at %s"
                    .formatted(sweep, one.sent));
      }
    }
    for (Waits one : seen) {
      if (!one.sent.plus(world.undelivered().kept()).isAfter(begin)
          && world.undelivered().expired(one)
          && !lookedAtByAWrongClock(one)) {
        surelyLost.add(one);
      }
    }
    compare();
  }

  /** Whether nothing kept it from seeing all. */
  private boolean sees(Sweeping sweep) {
    return sweep.alone
        && !world.undelivered().disturbed(sweep.machine)
        && sweep.machine.ahead.abs().compareTo(World.TOLERANCE) <= 0
        && !world.undelivered().hidden(sweep.machine, really(sweep))
        && world.sweeps.sweepings().stream().noneMatch(it -> it.now.isAfter(sweep.now));
  }

  private static Instant really(Sweeping sweep) {
    return sweep.now.minus(sweep.machine.ahead);
  }

  /** By a clock that is hours off it may seem to be gone in time, or too late. */
  private boolean lookedAtByAWrongClock(Waits one) {
    return world.sweeps.sweepings().stream()
        .anyMatch(it ->
            it.machine.ahead.abs().compareTo(World.TOLERANCE) > 0
                && !really(it).isBefore(one.sent));
  }

  /** An alert says so, or one waits to be sent. */
  private boolean isOpen() {
    return begun.stream().anyMatch(it -> !ended.contains(it))
        || world.table().reported.read().outbox().stream()
            .map(it -> world.words().notice(it.body()))
            .flatMap(Optional::stream)
            .anyMatch(Notice.InDoubt.class::isInstance);
  }

  private boolean attested(Waits one) {
    return Ears.without(
            List.of(new Silence(one.sent.minus(TRIES), one.sent)), world.attesting().everComplete())
        .isEmpty();
  }

  private void compare() {
    List<Silence> lost = world.undelivered().lost();
    for (Waits one : surelyLost) {
      Silence time = new Silence(one.sent.minus(TRIES), one.sent);
      check(
          Ears.without(List.of(time), lost).isEmpty(),
          () -> "expired undelivered, and no gap: %s of %s".formatted(time, lost));
    }
    List<Silence> left = Ears.without(lost, new ArrayList<>(mayBeLost));
    check(left.isEmpty(), () -> "a gap that nothing made: %s of %s".formatted(left, lost));
  }

  /** Where a count goes over what was lost, the alert says so. */
  @Override
  public void decided(Sweeping sweep, UserTransition transition) {
    if (!SimTable.raised(transition)
        || transition.finding().control() == ninety.policy.Control.REVOKED_ACCESS) {
      return;
    }
    accusedInDoubt(Wire.number(transition.user().id()));
    Instant asOf = transition.asOf();
    Instant since = transition.finding().baseline().since();
    List<Silence> counted = new ArrayList<>();
    for (Waits one : surelyLost) {
      Instant from = one.sent.minus(TRIES);
      Instant begin = from.isBefore(since) ? since : from;
      Instant end = one.sent.isAfter(asOf) ? asOf : one.sent;
      if (begin.isBefore(end)) {
        counted.add(new Silence(begin, end));
      }
    }
    for (Silence one : Ears.without(counted, world.attesting().everComplete())) {
      check(
          transition.unobserved(asOf).stream()
              .anyMatch(gap -> !gap.from().isAfter(one.from()) && !gap.to().isBefore(one.to())),
          () -> "counted from %s as of %s over %s, which is lost".formatted(since, asOf, one));
    }
  }

  /** Whose deed may wait is accused all the same, but nobody reads that without the doubt. */
  private void accusedInDoubt(int user) {
    for (Waits one : world.undelivered().waiting()) {
      if (!lookedAtByAWrongClock(one)
          && one.said instanceof Said.Did(var deed, _)
          && deed.user() == user
          && seen.contains(one)) {
        check(
            attested(one) || isOpen(),
            () -> "user %d is accused, and nobody is in doubt of %s".formatted(user, deed));
      }
    }
  }

  @Override
  public void atRest() {
    if (!world.config().has(Trouble.UNDELIVERED)) {
      return;
    }
    compare();
    Instant latest = world.sweeps.sweepings().getLast().now;
    if (world.sweeps.sweepings().stream().anyMatch(it -> it.now.isAfter(latest))) {
      return; // What a clock that is ahead saw holds until then.
    }
    boolean worrying = world.undelivered().waiting().stream().anyMatch(it -> !attestedNow(it));
    if (seen.stream()
        .filter(world.undelivered()::expired)
        .anyMatch(it -> it.sent.plus(world.undelivered().kept()).isAfter(latest))) {
      return; // It expired since the last sweep.
    }
    long open = begun.stream().filter(it -> !ended.contains(it)).count();
    check(
        open == (worrying ? 1 : 0),
        () ->
            "in doubt: %d findings, and %d events wait"
                .formatted(open, world.undelivered().waiting().size()));
    check(begun.containsAll(ended), () -> "doubts end that never began: %s".formatted(ended));
  }

  private boolean attestedNow(Waits one) {
    return Ears.without(
            List.of(new Silence(one.sent.minus(TRIES), one.sent)), world.attesting().complete())
        .isEmpty();
  }
}
