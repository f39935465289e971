package ninety.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import ninety.coverage.Observed;
import ninety.exemption.Exemption;
import ninety.exemption.Exemptions;
import ninety.policy.Baseline.From;
import ninety.policy.Policy.EmailCode;
import ninety.policy.Policy.EmailReset;
import ninety.policy.Policy.PasswordRule;
import ninety.user.AccessHistory;
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
   * @param idle how much time was observed since the baseline
   * @param level the highest level reached; empty below the first
   * @param next when the next level is reached, if nothing happens before
   */
  record Counting(
      Baseline baseline,
      Optional<Baseline> known,
      Duration idle,
      Optional<Level> level,
      Optional<Instant> next)
      implements Standing {

    private static Counting of(
        Baseline baseline, Optional<Baseline> known, Thresholds thresholds, Terms terms) {
      Observed observed = terms.listened();
      Duration idle = observed.observed(baseline.since(), terms.asOf());
      return new Counting(
          baseline,
          known,
          idle,
          thresholds.reached(idle),
          thresholds.next(observed, baseline.since(), terms.asOf()));
    }

    /** The same where the level is not known before another instant. */
    private Counting unknownUntil(Optional<Instant> later) {
      return new Counting(baseline, known, idle, Optional.empty(), later);
    }
  }

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

    /** The same for whoever knows whether it was reported, and that is over. */
    public Used settled(boolean over) {
      return new Used(baseline, use, exemption, over);
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

  /**
   * The source was not listened to: never, or so much of the time since lies in gaps that nothing
   * is concluded. Never to be read as "compliant".
   *
   * @param soFar what was observed, and as {@code next} when enough will have been observed since
   *     the gap; empty where only mending the gap helps
   */
  record NotChecked(Optional<Counting> soFar) implements Standing {}

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
      case REVOKED_ACCESS -> RevokedAccess.standing(user, terms);
      case INACTIVITY, PASSWORD_AGE ->
          switch (user.status()) {
            case DELETED -> new NotApplicable(Because.DELETED, user.deletion());
            case DISABLED ->
                unlessEndedInAGap(
                    new NotApplicable(Because.DISABLED, user.disabling()),
                    user.access().latest().map(AccessHistory.Entry::proof),
                    control,
                    terms);
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
    if (terms.observed().isEmpty()) {
      return new NotChecked(Optional.empty());
    }
    return switch (control) {
      case INACTIVITY -> inactivity(user, terms);
      case PASSWORD_AGE -> passwordAge(user, terms);
      case REVOKED_ACCESS -> throw new IllegalArgumentException("it counts no days");
    };
  }

  /**
   * What stands by a record stands only as long as no other is likely to have ended it unheard.
   *
   * @param proof the latest record by which it stands
   */
  private static Standing unlessEndedInAGap(
      NotApplicable standing, Optional<Proof> proof, Control control, Terms terms) {
    return proof
            .filter(it -> terms.tooMuchUnobserved(it.time(), thresholds(control, terms)))
            .isPresent()
        ? new NotChecked(Optional.empty())
        : standing;
  }

  private static Thresholds thresholds(Control control, Terms terms) {
    return terms.policy().thresholds(control).orElseThrow();
  }

  /** An enabling is no activity; but nobody can have signed in who could not until just now. */
  private static Standing inactivity(UserRecord user, Terms terms) {
    Optional<Proof> enabled = user.access().enabledAgain();
    Optional<Instant> end = enabled.map(proof -> proof.time().plus(terms.policy().enabledGrace()));
    if (end.filter(it -> it.isAfter(terms.asOf())).isPresent()) {
      return new NotApplicable(Because.ENABLED_GRACE, enabled, end);
    }
    return counting(activity(user, terms.policy()), terms.policy().inactivity(), terms);
  }

  private static Standing passwordAge(UserRecord user, Terms terms) {
    Passwords passwords = user.passwords();
    Policy policy = terms.policy();
    boolean emailCode = policy.emailCode() == EmailCode.FACTOR;
    boolean linkCounts = policy.emailReset() == EmailReset.COUNTS;
    if (passwords.external(linkCounts)) {
      return unlessEndedInAGap(
          new NotApplicable(Because.EXTERNAL_IDP, passwords.outside()),
          passwords.outside(),
          Control.PASSWORD_AGE,
          terms);
    }
    Optional<Proof> began = passwords.began(linkCounts);
    if (policy.passwordRule() == PasswordRule.SINGLE_FACTOR) {
      Optional<Proof> factor = passwords.factorSince(passwords.life(linkCounts), emailCode);
      if (factor.isPresent()) {
        return unlessEndedInAGap(
            new NotApplicable(Because.SECOND_FACTOR, factor), factor, Control.PASSWORD_AGE, terms);
      }
    }
    if (began.isEmpty() && passwords.seen().isEmpty()) {
      return unseenPassword(passwords, terms);
    }
    if (began.isEmpty() && passwords.came().isEmpty() && !alone(passwords, policy)) {
      return new NotDeterminable(Optional.empty());
    }
    Optional<Baseline> known =
        began
            .map(proof -> Baseline.at(from(user, proof), proof))
            .or(() -> at(From.CREATION, passwords.came()));
    return counting(known, policy.passwordAge(), terms);
  }

  /**
   * A user of whom every sign-in was heard, and none used a password of the store, has none; of
   * anybody else that is not known.
   */
  private static Standing unseenPassword(Passwords passwords, Terms terms) {
    boolean heardFromTheBeginning =
        passwords
                .came()
                .filter(proof -> !proof.time().isBefore(terms.listened().from()))
                .isPresent()
            && !passwords.someUnsaid();
    return heardFromTheBeginning
        ? unlessEndedInAGap(
            new NotApplicable(Because.NO_PASSWORD, passwords.came()),
            passwords.came(),
            Control.PASSWORD_AGE,
            terms)
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
   * Counts the observed time from the later of what is known and coverage. What is known within the
   * days proves that the first level is not reached, whatever was not heard since. Else the true
   * time could be above the first level while too little of it was observed; and where too much of
   * it lies in gaps, only what was observed after them counts.
   */
  private static Standing counting(Optional<Baseline> known, Thresholds thresholds, Terms terms) {
    Observed observed = terms.listened();
    Baseline coverage = Baseline.coverage(observed.from());
    Baseline baseline = later(known, Optional.of(coverage)).orElse(coverage);
    Counting counting = Counting.of(baseline, known, thresholds, terms);
    boolean proved =
        known
            .map(it -> thresholds.reached(Duration.between(it.since(), terms.asOf())).isEmpty())
            .orElse(false);
    if (proved) {
      return counting;
    }
    if (!terms.tooMuchUnobserved(baseline.since(), thresholds)) {
      return counting.level().isPresent() ? counting : new NotDeterminable(Optional.of(counting));
    }
    Instant heardSince = terms.heardSince(baseline.since(), thresholds);
    Counting after = Counting.of(Baseline.coverage(heardSince), known, thresholds, terms);
    return after.level().isPresent()
        ? after
        : new NotChecked(Optional.of(counting.unknownUntil(after.next())));
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
