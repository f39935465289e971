package ninety.policy;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import ninety.coverage.Horizon;
import ninety.policy.Baseline.From;
import ninety.policy.Policy.EmailCode;
import ninety.policy.Policy.EmailReset;
import ninety.policy.Policy.PasswordRule;
import ninety.policy.Transition.Cause;
import ninety.user.Passwords;
import ninety.user.Proof;
import ninety.user.RevokedUse;
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

  /**
   * A revoked access was used, which is a breach whatever day it is.
   *
   * @param baseline the use
   * @param use with what forbade it, and what ended it
   * @param exemption made after the use, in knowledge of it
   * @param settled whether it was reported, and that is over
   */
  record Used(Baseline baseline, RevokedUse use, Optional<Exemption> exemption, boolean settled)
      implements Standing {

    Used(Baseline baseline, RevokedUse use, Optional<Exemption> exemption) {
      this(baseline, use, exemption, false);
    }

    /** Whether it is one now: not exempt, and not over. */
    public boolean breached() {
      return exemption.isEmpty() && use.over().isEmpty() && !settled;
    }

    /** The same for whoever knows what was reported. */
    public Used under(Watch watch) {
      return new Used(baseline, use, exemption, watch.isOver(use.use().time()));
    }

    /**
     * As it is to be read where nobody was alerted to it: that the user was enabled since does not
     * end it, and what an exemption suppressed stays so after its end.
     */
    public Used unreported(UserRecord user, Exemptions exemptions) {
      return new Used(
          baseline,
          use.unlessEnabled(user),
          exemption,
          exemptions.anyMadeAfter(use.use().time(), user));
    }
  }

  /** The user is exempt. */
  record Exempt(Exemption exemption) implements Standing {}

  /**
   * The control does not apply to the user.
   *
   * @param until when it applies again, if nothing happens before
   */
  record NotApplicable(Because because, Optional<Proof> proof, Optional<Instant> until)
      implements Standing {
    NotApplicable(Because because, Optional<Proof> proof) {
      this(because, proof, Optional.empty());
    }
  }

  /**
   * Too little is known. Never to be read as "compliant".
   *
   * @param soFar what was observed: nothing, where coverage began too late for the first level;
   *     empty where nothing is known that one could count from
   */
  record NotDeterminable(Optional<Counting> soFar) implements Standing {}

  /** The source was never listened to. Never to be read as "compliant". */
  record NotChecked() implements Standing {}

  /** Why a control does not apply to a user. */
  enum Because {
    DISABLED("disabled", Cause.DISABLED),
    DELETED("deleted", Cause.DELETED),
    ENABLED("enabled", Cause.ENABLED),
    /** The user was disabled and is enabled again; the person had no time to sign in yet. */
    ENABLED_GRACE("enabled-grace", Cause.ENABLED_GRACE),
    EXTERNAL_IDP("external-idp", Cause.NOT_APPLICABLE),
    SECOND_FACTOR("second-factor", Cause.SECOND_FACTOR),
    NO_PASSWORD("no-password", Cause.NO_PASSWORD);

    private final String label;
    private final Cause cause;

    Because(String label, Cause cause) {
      this.label = label;
      this.cause = cause;
    }

    /** The name under which people and machines read it, such as {@code second-factor}. */
    public String label() {
      return label;
    }

    /** What a finding that was open is over by. */
    public Cause cause() {
      return cause;
    }
  }

  static Standing of(UserRecord user, Control control, Terms terms) {
    return switch (control) {
      case REVOKED_ACCESS -> revoked(user, terms);
      case INACTIVITY, PASSWORD_AGE ->
          switch (user.status()) {
            case DELETED -> new NotApplicable(Because.DELETED, user.deletion());
            case DISABLED -> new NotApplicable(Because.DISABLED, user.disabling());
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
    return switch (control) {
      case INACTIVITY -> inactivity(user, coverage, terms);
      case PASSWORD_AGE -> passwordAge(user, coverage, terms);
      case REVOKED_ACCESS -> throw new IllegalArgumentException("it counts no days");
    };
  }

  /** An enabling is no activity; but nobody can have signed in who could not until just now. */
  private static Standing inactivity(UserRecord user, Baseline coverage, Terms terms) {
    Optional<Proof> enabled = user.access().enabledAgain();
    Optional<Instant> end = enabled.map(proof -> proof.time().plus(terms.policy().enabledGrace()));
    if (end.filter(it -> it.isAfter(terms.asOf())).isPresent()) {
      return new NotApplicable(Because.ENABLED_GRACE, enabled, end);
    }
    return counting(
        activity(user, terms.policy()), coverage, terms.policy().inactivity(), terms.asOf());
  }

  private static Standing passwordAge(UserRecord user, Baseline coverage, Terms terms) {
    Passwords passwords = user.passwords();
    Policy policy = terms.policy();
    boolean emailCode = policy.emailCode() == EmailCode.FACTOR;
    boolean linkCounts = policy.emailReset() == EmailReset.COUNTS;
    if (passwords.external(linkCounts)) {
      return new NotApplicable(Because.EXTERNAL_IDP, passwords.outside());
    }
    Optional<Proof> began = passwords.began(linkCounts);
    if (policy.passwordRule() == PasswordRule.SINGLE_FACTOR) {
      Instant life = began.or(passwords::came).map(Proof::time).orElse(Instant.EPOCH);
      Optional<Proof> factor = passwords.factorSince(life, emailCode);
      if (factor.isPresent()) {
        return new NotApplicable(Because.SECOND_FACTOR, factor);
      }
    }
    if (began.isEmpty() && passwords.seen().isEmpty()) {
      return unseenPassword(passwords, coverage);
    }
    if (began.isEmpty() && passwords.came().isEmpty() && !alone(passwords, policy)) {
      return new NotDeterminable(Optional.empty());
    }
    Optional<Baseline> known =
        began
            .map(proof -> Baseline.at(from(user, proof), proof))
            .or(() -> at(From.CREATION, passwords.came()));
    return counting(known, coverage, policy.passwordAge(), terms.asOf());
  }

  /**
   * A user of whom every sign-in was heard, and none used a password of the store, has none; of
   * anybody else that is not known.
   */
  private static Standing unseenPassword(Passwords passwords, Baseline coverage) {
    boolean heardFromTheBeginning =
        passwords.came().filter(proof -> !proof.time().isBefore(coverage.since())).isPresent()
            && !passwords.someUnsaid();
    return heardFromTheBeginning
        ? new NotApplicable(Because.NO_PASSWORD, passwords.came())
        : new NotDeterminable(Optional.empty());
  }

  private static boolean alone(Passwords passwords, Policy policy) {
    return switch (policy.passwordRule()) {
      case ALWAYS -> passwords.seen().isPresent();
      case SINGLE_FACTOR -> passwords.alone(policy.emailCode() == EmailCode.FACTOR).isPresent();
    };
  }

  private static From from(UserRecord user, Proof began) {
    if (user.passwordReset().filter(began::equals).isPresent()) {
      return From.PASSWORD_RESET;
    }
    if (user.linkSent().filter(began::equals).isPresent()) {
      return From.LINK_SENT;
    }
    return user.signIns().firstEmailCode().filter(began::equals).isPresent()
        ? From.FIRST_SIGN_IN
        : From.CREATION;
  }

  /**
   * Counts from the later of what is known and coverage. Where coverage is the later and no level
   * is reached, the true time could be above the first one, unless something within it is known.
   */
  private static Standing counting(
      Optional<Baseline> known, Baseline coverage, Thresholds thresholds, Instant asOf) {
    Baseline baseline = later(known, Optional.of(coverage)).orElse(coverage);
    Counting counting =
        new Counting(
            baseline,
            known,
            thresholds.reached(baseline.since(), asOf),
            thresholds.next(baseline.since(), asOf));
    boolean proved = known.filter(it -> thresholds.reached(it.since(), asOf).isEmpty()).isPresent();
    return counting.level().isPresent() || proved
        ? counting
        : new NotDeterminable(Optional.of(counting));
  }

  /**
   * While a consumer is behind, a use is not yet a breach: what allowed it may be among the records
   * to come. For CloudTrail's own delay nobody waits here, or who signs in again and again would
   * never be reported.
   *
   * <p>Whom an exemption covers is exempt here only if it was made after the use, in knowledge of
   * it.
   */
  private static Standing revoked(UserRecord user, Terms terms) {
    Optional<RevokedUse> used = RevokedUse.of(user, terms.policy().revocationGrace());
    if (used.isEmpty()) {
      return switch (user.status()) {
        case DELETED -> new NotApplicable(Because.DELETED, user.deletion());
        case DISABLED -> new NotApplicable(Because.DISABLED, user.revocation());
        case ENABLED -> new NotApplicable(Because.ENABLED, enabling(user));
      };
    }
    From from = used.get().signedIn() ? From.AUTHENTICATION : From.PORTAL_USE;
    Baseline use = Baseline.at(from, used.get().use());
    return use.since().isAfter(terms.asOf().plus(Horizon.ALLOWANCE))
        ? new Counting(
            use,
            Optional.of(use),
            Optional.empty(),
            Optional.of(use.since().minus(Horizon.ALLOWANCE)))
        : new Used(use, used.get(), terms.exemptions().of(user, terms.asOf(), use.since()));
  }

  private static Optional<Proof> enabling(UserRecord user) {
    return user.access().enabling().or(user::creation);
  }

  private static Optional<Baseline> activity(UserRecord user, Policy policy) {
    return later(
        switch (policy.basis()) {
          case LAST_ACTIVITY -> at(From.ACTIVITY, user.lastActivity());
          case LAST_AUTHENTICATED -> at(From.AUTHENTICATION, user.lastAuthenticated());
        },
        at(From.CREATION, user.creation()));
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
