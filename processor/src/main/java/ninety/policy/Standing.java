package ninety.policy;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import ninety.coverage.Horizon;
import ninety.policy.Baseline.From;
import ninety.policy.Policy.PasswordRule;
import ninety.policy.Transition.Cause;
import ninety.user.Proof;
import ninety.user.Register;
import ninety.user.UserRecord;

/** How a user stands under one control at one instant. */
public sealed interface Standing {

  /**
   * The control applies.
   *
   * @param baseline where it counts from: the latest of what is known, but never before coverage
   * @param known what is known about the user, whatever the coverage
   * @param level the highest level reached; empty below the first
   * @param next when the next level is reached, if nothing happens before
   */
  record Counting(
      Baseline baseline, Optional<Baseline> known, Optional<Level> level, Optional<Instant> next)
      implements Standing {}

  /** The user is exempt. */
  record Exempt(Exemption exemption) implements Standing {}

  /** The control does not apply to the user, for this cause. */
  record NotApplicable(Cause cause, Optional<Proof> proof) implements Standing {}

  /** Nothing is known that one could count from. Never to be read as "compliant". */
  record NotDeterminable() implements Standing {}

  /** The source was never listened to. Never to be read as "compliant". */
  record NotChecked() implements Standing {}

  static Standing of(UserRecord user, Control control, Terms terms) {
    return switch (control) {
      case REVOKED_ACCESS -> revoked(user, terms);
      case INACTIVITY, PASSWORD_AGE ->
          switch (user.status()) {
            case DELETED -> new NotApplicable(Cause.DELETED, user.deletion());
            case DISABLED -> new NotApplicable(Cause.DISABLED, user.disabling());
            case ENABLED ->
                terms
                    .exemptions()
                    .of(user, terms.asOf())
                    .<Standing>map(Exempt::new)
                    .orElseGet(() -> counted(user, control, terms));
          };
    };
  }

  private static Standing counted(UserRecord user, Control control, Terms terms) {
    if (terms.since().isEmpty()) {
      return new NotChecked();
    }
    Baseline coverage = Baseline.coverage(terms.since().get());
    Thresholds thresholds = terms.policy().thresholds(control).orElseThrow();
    return switch (control) {
      case INACTIVITY ->
          counting(activity(user, terms.policy()), coverage, thresholds, terms.asOf());
      case PASSWORD_AGE -> {
        Optional<Baseline> known = password(user);
        if (user.external()) {
          yield notApplicable(Cause.NOT_APPLICABLE, user);
        }
        if (terms.policy().passwordRule() == PasswordRule.SINGLE_FACTOR
            && user.secondFactorAlways()) {
          yield notApplicable(Cause.SECOND_FACTOR, user);
        }
        yield known.isEmpty()
            ? new NotDeterminable()
            : counting(known, coverage, thresholds, terms.asOf());
      }
      case REVOKED_ACCESS -> throw new IllegalArgumentException("it counts no days");
    };
  }

  private static Standing notApplicable(Cause cause, UserRecord user) {
    return new NotApplicable(cause, user.credentials().map(Register::proof));
  }

  private static Standing counting(
      Optional<Baseline> known, Baseline coverage, Thresholds thresholds, Instant asOf) {
    Baseline baseline = later(known, Optional.of(coverage)).orElse(coverage);
    return new Counting(
        baseline,
        known,
        thresholds.reached(baseline.since(), asOf),
        thresholds.next(baseline.since(), asOf));
  }

  /**
   * A sign-in that is newer than what revoked the access is a breach, whatever day it is. While a
   * consumer is behind it is not yet one: what allowed it may be among the records to come. For
   * CloudTrail's own delay nobody waits here, or who signs in again and again would never be told.
   *
   * <p>Whom an exemption covers is exempt here only if it was made after the sign-in, in knowledge
   * of it: leave of absence is no leave to use a revoked access.
   */
  private static Standing revoked(UserRecord user, Terms terms) {
    Optional<Proof> revocation = user.revocation();
    Optional<Baseline> signIn =
        user.lastAuthenticated()
            .filter(proof -> revocation.filter(it -> proof.time().isAfter(it.time())).isPresent())
            .map(proof -> Baseline.at(From.AUTHENTICATION, proof));
    if (signIn.isEmpty()) {
      return switch (user.status()) {
        case DELETED -> new NotApplicable(Cause.DELETED, user.deletion());
        case DISABLED -> new NotApplicable(Cause.DISABLED, revocation);
        case ENABLED -> new NotApplicable(Cause.ENABLED, enabling(user));
      };
    }
    Instant when = signIn.get().since();
    Optional<Exemption> exemption = terms.exemptions().of(user, terms.asOf(), when);
    if (exemption.isPresent()) {
      return new Exempt(exemption.get());
    }
    return when.isAfter(terms.asOf().plus(Horizon.ALLOWANCE))
        ? new Counting(
            signIn.get(), signIn, Optional.empty(), Optional.of(when.minus(Horizon.ALLOWANCE)))
        : new Counting(signIn.get(), signIn, Optional.of(Level.BREACH), Optional.empty());
  }

  private static Optional<Proof> enabling(UserRecord user) {
    return Stream.of(
            user.access().map(Register::proof),
            user.created().map(Register::proof),
            user.listing().map(Register::proof))
        .flatMap(Optional::stream)
        .max(Comparator.naturalOrder());
  }

  private static Optional<Baseline> activity(UserRecord user, Policy policy) {
    return later(
        switch (policy.basis()) {
          case LAST_ACTIVITY -> at(From.ACTIVITY, user.lastActivity());
          case LAST_AUTHENTICATED -> at(From.AUTHENTICATION, user.lastAuthenticated());
        },
        at(From.CREATION, user.creation()));
  }

  private static Optional<Baseline> password(UserRecord user) {
    Optional<Proof> set = user.passwordSet();
    return at(set.equals(user.passwordReset()) ? From.PASSWORD_RESET : From.CREATION, set);
  }

  private static Optional<Baseline> at(From from, Optional<Proof> proof) {
    return proof.map(it -> Baseline.at(from, it));
  }

  /** The later of both, the first where they are equal. */
  private static Optional<Baseline> later(Optional<Baseline> one, Optional<Baseline> other) {
    return Stream.of(one, other)
        .flatMap(Optional::stream)
        .reduce((first, second) -> second.since().isAfter(first.since()) ? second : first);
  }
}
