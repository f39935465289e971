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
import ninety.policy.Transition.Suppressed;
import ninety.user.Register;
import ninety.user.UserRecord;

/**
 * What a look at one dossier comes to: which steps its findings take, and when to look again.
 *
 * @param transitions at most an end and a beginning for each control
 * @param due when the next level is reached or an exemption ends, if nothing happens before
 */
public record Judgement(
    List<Transition> transitions, Map<Control, Watch> watches, Optional<Instant> due) {

  /** Judges a dossier. Deciding does not tell: whoever calls stores the outcome first. */
  public static Judgement of(Dossier dossier, Terms terms, Verification directory) {
    List<Transition> transitions = new ArrayList<>();
    Map<Control, Watch> watches = new EnumMap<>(Control.class);
    Optional<Instant> due = Optional.empty();
    for (Control control : Control.values()) {
      Standing standing = Standing.of(dossier.user(), control, terms);
      Course course =
          new Course(
              dossier.user(), control, terms, directory, dossier.watch(control), transitions);
      watches.put(control, course.follow(standing));
      due = Stream.of(due, next(standing)).flatMap(Optional::stream).min(Instant::compareTo);
    }
    return new Judgement(List.copyOf(transitions), Map.copyOf(watches), due);
  }

  private static Optional<Instant> next(Standing standing) {
    return switch (standing) {
      case Standing.Counting counting -> counting.next();
      case Standing.Exempt(var exemption) -> Optional.of(exemption.until());
      case Standing.NotApplicable _, Standing.NotDeterminable _, Standing.NotChecked _ ->
          Optional.empty();
    };
  }

  /** Whether it accuses somebody, so that the directory is to be asked first. */
  public boolean raises() {
    return transitions.stream().anyMatch(transition -> transition.step() instanceof Raised);
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
      Terms terms,
      Verification directory,
      Watch watch,
      List<Transition> transitions) {

    Watch follow(Standing standing) {
      return switch (standing) {
        case Standing.Counting counting -> count(counting);
        case Standing.Exempt(var exemption) -> end(new Suppressed(exemption));
        case Standing.NotApplicable(var cause, var proof) -> end(new Resolved(cause, proof));
        // Facts only grow: what was counted from can only have given way to a newer creation.
        case Standing.NotDeterminable() ->
            end(new Resolved(Cause.CREATED, user.created().map(Register::proof)));
        case Standing.NotChecked() -> watch;
      };
    }

    private Watch count(Standing.Counting counting) {
      if (watch.open().isEmpty()) {
        return counting.level().map(level -> open(watch, level, counting.baseline())).orElse(watch);
      }
      Finding open = watch.open().get();
      if (counting.level().filter(level -> level.compareTo(open.level()) > 0).isPresent()) {
        return raise(open, counting.level().get(), counting.baseline());
      }
      return ending(open, counting)
          .map(ending -> {
            Watch closed = end(ending);
            return counting
                .level()
                .map(level -> open(closed, level, counting.baseline()))
                .orElse(closed);
          })
          .orElse(watch);
    }

    /**
     * Why a finding at a level that is no more reached is over. A clock that stepped back ends
     * nothing, nor does a gap in the coverage: only something new about the user does, or other
     * thresholds.
     */
    private Optional<Resolved> ending(Finding open, Standing.Counting counting) {
      Optional<Thresholds> thresholds = terms.policy().thresholds(control);
      if (thresholds.isEmpty()) {
        return Optional.empty();
      }
      Optional<Baseline> news =
          counting.known().filter(it -> it.since().isAfter(open.baseline().since()));
      if (news.isPresent()) {
        boolean still =
            thresholds.get().reached(news.get().since(), terms.asOf()).stream()
                .anyMatch(level -> level.compareTo(open.level()) >= 0);
        return still
            ? Optional.empty()
            : Optional.of(new Resolved(causeOf(news.get().from()), news.get().proof()));
      }
      boolean wasReached =
          thresholds.get().reached(open.baseline().since(), open.lastSeen()).stream()
              .anyMatch(level -> level.compareTo(open.level()) >= 0);
      return wasReached
          ? Optional.empty()
          : Optional.of(new Resolved(Cause.POLICY_CHANGE, Optional.empty()));
    }

    private Watch open(Watch before, Level level, Baseline baseline) {
      int episode = before.episodes() + 1;
      UUID uid = Ids.finding(control, user, baseline.since(), episode);
      Instant crossing =
          terms
              .policy()
              .thresholds(control)
              .map(thresholds -> baseline.since().plus(thresholds.of(level)))
              .orElse(baseline.since());
      Finding finding =
          new Finding(uid, control, level, baseline, crossing, terms.now(), terms.asOf(), 1);
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
              terms.asOf(),
              open.sequence() + 1);
      took(new Raised(level, false), raised);
      return new Watch(watch.episodes(), Optional.of(raised));
    }

    private Watch end(Step ending) {
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
      took(ending, closed);
      return new Watch(watch.episodes(), Optional.empty());
    }

    private void took(Step step, Finding finding) {
      transitions.add(
          new Transition(
              finding,
              step,
              user,
              terms.policy().thresholds(control),
              terms.policy().basis(),
              directory,
              terms.asOf(),
              terms.now()));
    }

    private static Cause causeOf(Baseline.From from) {
      return switch (from) {
        case ACTIVITY, AUTHENTICATION -> Cause.ACTIVITY;
        case PASSWORD_RESET -> Cause.PASSWORD_RESET;
        case CREATION, COVERAGE -> Cause.CREATED;
      };
    }
  }
}
