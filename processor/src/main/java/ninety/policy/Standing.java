package ninety.policy;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import ninety.policy.Transition.Cause;
import ninety.user.Proof;
import ninety.user.Register;
import ninety.user.UserRecord;
import ninety.user.UserRecord.Creation;

/** How a user stands under one control at one instant. */
public sealed interface Standing {

  /**
   * The control applies.
   *
   * @param level the highest level reached; empty below the first
   * @param next when the next level is reached, if nothing happens before
   */
  record Counting(Baseline baseline, Optional<Level> level, Optional<Instant> next)
      implements Standing {}

  /** The control does not apply to the user, for this cause. */
  record NotApplicable(Cause cause, Optional<Proof> proof) implements Standing {}

  /** Nothing is known that one could count from. Never to be read as "compliant". */
  record NotDeterminable() implements Standing {}

  static Standing of(UserRecord user, Control control, Policy policy, Instant asOf) {
    return switch (user.status()) {
      case DELETED -> new NotApplicable(Cause.DELETED, user.deleted());
      case DISABLED -> new NotApplicable(Cause.DISABLED, user.access().map(Register::proof));
      case ENABLED -> {
        if (control == Control.PASSWORD_AGE && user.external()) {
          yield new NotApplicable(
              Cause.NOT_APPLICABLE, user.lastAuthenticated().map(Register::proof));
        }
        yield baseline(user, control, policy)
            .<Standing>map(baseline -> counting(baseline, policy.thresholds(control), asOf))
            .orElseGet(NotDeterminable::new);
      }
    };
  }

  private static Counting counting(Baseline baseline, Thresholds thresholds, Instant asOf) {
    return new Counting(
        baseline,
        thresholds.reached(baseline.since(), asOf),
        thresholds.next(baseline.since(), asOf));
  }

  private static Optional<Baseline> baseline(UserRecord user, Control control, Policy policy) {
    return switch (control) {
      case INACTIVITY ->
          latest(
                  switch (policy.basis()) {
                    case LAST_ACTIVITY -> at(Baseline.From.ACTIVITY, user.lastActivity());
                    case LAST_AUTHENTICATED ->
                        at(
                            Baseline.From.AUTHENTICATION,
                            user.lastAuthenticated().map(Register::proof));
                  },
                  at(Baseline.From.CREATION, user.created().map(Register::proof)))
              // A user whose creation nobody saw existed already: count from when that was noticed.
              .or(() -> at(Baseline.From.FIRST_SEEN, user.firstSeen()));
      case PASSWORD_AGE ->
          latest(
              at(Baseline.From.PASSWORD_RESET, user.passwordReset()),
              at(
                  Baseline.From.CREATION,
                  user.created()
                      .filter(created -> created.value() == Creation.WITH_PASSWORD)
                      .map(Register::proof)));
    };
  }

  private static Optional<Baseline> at(Baseline.From from, Optional<Proof> proof) {
    return proof.map(it -> new Baseline(from, it));
  }

  private static Optional<Baseline> latest(Optional<Baseline> one, Optional<Baseline> other) {
    return Stream.of(one, other)
        .flatMap(Optional::stream)
        .max(Comparator.comparing(Baseline::since));
  }
}
