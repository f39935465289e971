package ninety.policy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import ninety.policy.Transition.Cause;
import ninety.policy.Transition.Raised;
import ninety.policy.Transition.Resolved;
import ninety.policy.Transition.Step;
import ninety.user.Proof;
import ninety.user.Register;
import ninety.user.UserRecord;

/**
 * What a look at one dossier comes to: which steps its findings take, and when to look again.
 *
 * @param transitions at most an end and a beginning for each control
 * @param due when the next level is reached, if nothing happens before
 */
public record Judgement(
    List<Transition> transitions, Map<Control, Watch> watches, Optional<Instant> due) {

  /**
   * Judges a dossier. Deciding does not tell: whoever calls stores the outcome first.
   *
   * @param asOf the instant for which to judge
   * @param now when this is decided, for the alerts' own times
   */
  public static Judgement of(Dossier dossier, Policy policy, Instant asOf, Instant now) {
    List<Transition> transitions = new ArrayList<>();
    Map<Control, Watch> watches = new EnumMap<>(Control.class);
    Optional<Instant> due = Optional.empty();
    for (Control control : Control.values()) {
      Standing standing = Standing.of(dossier.user(), control, policy, asOf);
      Course course =
          new Course(dossier.user(), control, policy, now, dossier.watch(control), transitions);
      watches.put(control, course.follow(standing));
      if (standing instanceof Standing.Counting(_, _, var next)) {
        due = Stream.of(due, next).flatMap(Optional::stream).min(Instant::compareTo);
      }
    }
    return new Judgement(List.copyOf(transitions), Map.copyOf(watches), due);
  }

  /** The dossier after the judgement, with these alerts to be told. */
  public Dossier applyTo(Dossier dossier, List<Alert> alerts) {
    List<Alert> outbox = new ArrayList<>(dossier.outbox());
    outbox.addAll(alerts);
    // As long as something waits to be told the dossier stays due, so that a crash delays it only.
    Optional<Instant> look = outbox.isEmpty() ? due : Optional.of(Dossier.AT_ONCE);
    return new Dossier(dossier.user(), watches, outbox, look, dossier.version());
  }

  /** One control's course for one user, adding to the transitions as it goes. */
  private record Course(
      UserRecord user,
      Control control,
      Policy policy,
      Instant now,
      Watch watch,
      List<Transition> transitions) {

    Watch follow(Standing standing) {
      return switch (standing) {
        case Standing.Counting counting -> count(counting);
        case Standing.NotApplicable(var cause, var proof) -> close(cause, proof);
        // Facts only grow: what was counted from can only have given way to a newer creation.
        case Standing.NotDeterminable() ->
            close(Cause.CREATED, user.created().map(Register::proof));
      };
    }

    private Watch count(Standing.Counting counting) {
      if (watch.open().isEmpty()) {
        return counting.level().map(level -> open(watch, level, counting.baseline())).orElse(watch);
      }
      Finding open = watch.open().get();
      Baseline baseline = counting.baseline();
      if (counting.level().filter(level -> level.compareTo(open.level()) > 0).isPresent()) {
        return raise(open, counting.level().get(), baseline);
      }
      boolean fellBack =
          counting.level().filter(level -> level == open.level()).isEmpty()
              // A clock that stepped back ends nothing; only something new about the user does.
              && baseline.since().isAfter(open.baseline().since());
      if (!fellBack) {
        return watch;
      }
      Watch closed = close(causeOf(baseline.from()), Optional.of(baseline.proof()));
      return counting.level().map(level -> open(closed, level, baseline)).orElse(closed);
    }

    private Watch open(Watch before, Level level, Baseline baseline) {
      int episode = before.episodes() + 1;
      UUID uid = Ids.finding(control, user, baseline.since(), episode);
      Instant crossing = baseline.since().plus(policy.thresholds(control).of(level));
      Finding finding = new Finding(uid, control, level, baseline, crossing, now, now, 1);
      took(new Raised(level, true), finding);
      return new Watch(episode, Optional.of(finding));
    }

    private Watch raise(Finding open, Level level, Baseline baseline) {
      Finding raised =
          new Finding(
              open.uid(),
              control,
              level,
              baseline,
              open.firstSeen(),
              open.openedAt(),
              now,
              open.sequence() + 1);
      took(new Raised(level, false), raised);
      return new Watch(watch.episodes(), Optional.of(raised));
    }

    private Watch close(Cause cause, Optional<Proof> proof) {
      if (watch.open().isEmpty()) {
        return watch;
      }
      Finding open = watch.open().get();
      Finding closed =
          new Finding(
              open.uid(),
              control,
              open.level(),
              open.baseline(),
              open.firstSeen(),
              open.openedAt(),
              open.lastSeen(),
              open.sequence() + 1);
      took(new Resolved(cause, proof), closed);
      return new Watch(watch.episodes(), Optional.empty());
    }

    private void took(Step step, Finding finding) {
      transitions.add(
          new Transition(finding, step, user, policy.thresholds(control), policy.basis(), now));
    }

    private static Cause causeOf(Baseline.From from) {
      return switch (from) {
        case ACTIVITY, AUTHENTICATION -> Cause.ACTIVITY;
        case PASSWORD_RESET -> Cause.PASSWORD_RESET;
        case CREATION, FIRST_SEEN -> Cause.CREATED;
      };
    }
  }
}
