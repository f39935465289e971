package ninety.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
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
import ninety.user.Kind.Presence;
import ninety.user.Proof;
import ninety.user.Register;
import ninety.user.UserRecord;
import ninety.user.UserRecord.Status;

/**
 * What a look at one dossier comes to: which steps its findings take, and when to look again.
 *
 * @param transitions at most an end and a beginning for each control
 * @param due when to look again, if nothing happens before: a level is reached, an exemption ends,
 *     or the directory is to be asked
 * @param doubtful whether the directory's word is wanted although nobody is accused
 */
public record Judgement(
    List<Transition> transitions,
    Map<Control, Watch> watches,
    Optional<Instant> due,
    boolean doubtful) {

  /**
   * A disabled user is asked about so often: of an enabling not every record says so (SCIM's {@code
   * PatchUser}), and events get lost.
   */
  static final Duration DISABLED_ASKED_AGAIN = Duration.ofDays(7);

  /** Whoever used a revoked access is asked about so often, until it is over. */
  static final Duration REVOKED_ASKED_AGAIN = Duration.ofDays(1);

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
    boolean doubtful = false;
    Optional<Finding> used = watches.getOrDefault(Control.REVOKED_ACCESS, Watch.QUIET).open();
    if (used.isPresent()) {
      due = earlier(due, terms.asOf().plus(REVOKED_ASKED_AGAIN));
      doubtful = isQuiet(used.get(), dossier.user(), terms.asOf());
    }
    if (dossier.user().status() == Status.DISABLED) {
      Instant known =
          dossier.user().revocations().map(Proof::time).max(Instant::compareTo).orElseThrow();
      boolean old = !known.plus(DISABLED_ASKED_AGAIN).isAfter(terms.asOf());
      due = earlier(due, (old ? terms.asOf() : known).plus(DISABLED_ASKED_AGAIN));
      doubtful |= old;
    }
    return new Judgement(List.copyOf(transitions), Map.copyOf(watches), due, doubtful);
  }

  /** Whether for a day nobody signed in, and the finding is told for as long. */
  private static boolean isQuiet(Finding used, UserRecord user, Instant asOf) {
    Instant before = asOf.minus(REVOKED_ASKED_AGAIN);
    return !used.lastSeen().isAfter(before)
        && user.lastAuthenticated().filter(it -> it.time().isAfter(before)).isEmpty();
  }

  private static Optional<Instant> earlier(Optional<Instant> one, Instant other) {
    return one.filter(it -> it.isBefore(other)).or(() -> Optional.of(other));
  }

  private static Optional<Instant> next(Standing standing) {
    return switch (standing) {
      case Standing.Counting counting -> counting.next();
      case Standing.Exempt(var exemption) -> Optional.of(exemption.until());
      case Standing.NotApplicable _, Standing.NotDeterminable _, Standing.NotChecked _ ->
          Optional.empty();
    };
  }

  /** Whether the directory is to be asked: it accuses somebody, or it is in doubt. */
  public boolean asks() {
    return doubtful
        || transitions.stream().anyMatch(transition -> transition.step() instanceof Raised);
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
        // A clock that stepped back over its end suppresses nothing again.
        case Standing.Exempt(var exemption) ->
            watch.open().filter(open -> !exemption.until().isAfter(open.lastSeen())).isPresent()
                ? watch
                : end(new Suppressed(exemption));
        case Standing.NotApplicable(var cause, var proof) -> end(new Resolved(cause, proof));
        // Facts only grow: what was counted from can only have given way to a newer creation.
        case Standing.NotDeterminable() ->
            end(new Resolved(Cause.CREATED, user.created().map(Register::proof)));
        case Standing.NotChecked() -> watch;
      };
    }

    private Watch count(Standing.Counting counting) {
      if (watch.open().isEmpty()) {
        return reached(counting, watch)
            .map(level -> open(watch, level, counting.baseline()))
            .orElse(watch);
      }
      Finding open = watch.open().get();
      if (counting.level().filter(level -> level.compareTo(open.level()) > 0).isPresent()) {
        return raise(open, counting.level().get(), counting.baseline());
      }
      return ending(open, counting)
          .map(ending -> {
            Watch closed = end(ending);
            return reached(counting, closed)
                .map(level -> open(closed, level, counting.baseline()))
                .orElse(closed);
          })
          .orElse(watch);
    }

    /** The level to be told; none for a sign-in that is told and over. */
    private static Optional<Level> reached(Standing.Counting counting, Watch watch) {
      Instant since = counting.baseline().since();
      return counting
          .level()
          .filter(_ -> watch.settled().filter(until -> !since.isAfter(until)).isEmpty());
    }

    /**
     * Why a finding at a level that is no more reached is over. A clock that stepped back ends
     * nothing, nor does a gap in the coverage: only something new about the user does, or other
     * thresholds.
     */
    private Optional<Resolved> ending(Finding open, Standing.Counting counting) {
      Optional<Thresholds> thresholds = terms.policy().thresholds(control);
      if (thresholds.isEmpty()) {
        return revokedAgain(open, counting.baseline().since());
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
      if (counting.level().filter(level -> level.compareTo(open.level()) >= 0).isPresent()) {
        return Optional.empty();
      }
      boolean wasReached =
          thresholds.get().reached(open.baseline().since(), open.lastSeen()).stream()
              .anyMatch(level -> level.compareTo(open.level()) >= 0);
      return wasReached
          ? Optional.empty()
          : Optional.of(new Resolved(Cause.POLICY_CHANGE, Optional.empty()));
    }

    /**
     * What a revoked access that was used is over by: another disabling or a deletion; or, a day
     * after the last sign-in, the directory's word that it is still so.
     */
    private Optional<Resolved> revokedAgain(Finding open, Instant signIn) {
      Cause cause = user.status() == Status.DELETED ? Cause.DELETED : Cause.DISABLED;
      boolean quiet = isQuiet(open, user, terms.asOf());
      Instant dayAfter = signIn.plus(REVOKED_ASKED_AGAIN);
      return Stream.concat(
              user.revocations(),
              directory instanceof Verification.Verified(var said, var answer)
                      && said != Presence.ENABLED
                  ? Stream.of(answer)
                  : Stream.empty())
          .filter(proof ->
              switch (proof.source()) {
                case CLOUDTRAIL -> proof.time().isAfter(signIn);
                case DIRECTORY -> quiet && !proof.time().isBefore(dayAfter);
              })
          .max(Comparator.naturalOrder())
          .map(proof -> new Resolved(cause, Optional.of(proof)));
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
      return new Watch(episode, Optional.of(finding), before.settled());
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
      return watch.with(Optional.of(raised));
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
      return new Watch(
          watch.episodes(),
          Optional.empty(),
          control == Control.REVOKED_ACCESS && user.status() != Status.ENABLED
              ? user.lastAuthenticated().map(Proof::time)
              : watch.settled());
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
