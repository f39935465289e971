package ninety.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import ninety.coverage.Observed;
import ninety.coverage.Span;
import ninety.user.Proof;
import ninety.user.RevokedUse;
import ninety.user.UserRecord;

/**
 * One step of a finding about a user, with all that an alert says about it.
 *
 * @param finding as it is after the step
 * @param user as it was known when the step was decided
 * @param policy that it was judged by
 * @param directory what the directory said just before
 * @param observed for which time the source was listened to
 * @param asOf the instant for which it was judged
 * @param time when the step was decided
 * @param corrected whether the step comes from a corrected rule of ours: what decides it was there
 *     before, and was judged otherwise
 */
public record Transition(
    Finding finding,
    Step step,
    UserRecord user,
    Policy policy,
    Verification directory,
    Observed observed,
    Instant asOf,
    Instant time,
    boolean corrected) {

  /** Of the control; empty for one that counts no days. */
  public Optional<Thresholds> thresholds() {
    return policy.thresholds(finding.control());
  }

  /** The gaps over which the finding counts, until then. */
  public List<Span> unobserved(Instant until) {
    return observed.gaps(finding.baseline().since(), until);
  }

  /** How much time was observed since the count began, until then. */
  public Duration counted(Instant until) {
    return observed.observed(finding.baseline().since(), until);
  }

  /** When so much time since the count began will have been observed. */
  public Instant reaching(Duration time) {
    return observed.reaching(finding.baseline().since(), time);
  }

  public Policy.Basis basis() {
    return policy.basis();
  }

  /** The use of a revoked access, as far as there is one. */
  public Optional<RevokedUse> revokedUse() {
    return RevokedUse.of(user, policy.revocationGrace());
  }

  /** The level reached, or the end. */
  public sealed interface Step {
    /** The name under which people and machines read it: a level's, or what ended it. */
    String label();
  }

  /**
   * The finding reached a level.
   *
   * @param opening whether it is the finding's first step
   */
  public record Raised(Level level, boolean opening) implements Step {
    @Override
    public String label() {
      return level.label();
    }
  }

  /**
   * The finding ended.
   *
   * @param proof what ended it, where an event or the directory did
   */
  public record Resolved(Cause cause, Optional<Proof> proof) implements Step {
    @Override
    public String label() {
      return "resolved";
    }
  }

  /** The finding ended, since the user is exempt now. */
  public record Suppressed(Exemption exemption) implements Step {
    @Override
    public String label() {
      return "suppressed";
    }
  }

  /** Why a finding ended. */
  public enum Cause {
    ACTIVITY("activity"),
    PASSWORD_RESET("password-reset"),
    /** The user was made anew, or was found to be younger than was known. */
    CREATED("created"),
    DISABLED("disabled"),
    DELETED("deleted"),
    /** The user may sign in again. */
    ENABLED("enabled"),
    /** The user signs in through an external identity provider now: no password is kept here. */
    NOT_APPLICABLE("not-applicable"),
    /** No sign-in ever used a password of the store. */
    NO_PASSWORD("no-password"),
    /** The user was disabled and is enabled again, so the count waits. */
    ENABLED_GRACE("enabled-grace"),
    /** A second factor was used beside the password, always: 8.3.9 does not apply. */
    SECOND_FACTOR("second-factor"),
    /** Other days are configured now, under which the finding would not be. */
    POLICY_CHANGE("policy-change"),
    /** A rule of ours was corrected, under which the same facts are no finding. */
    RULE_CORRECTED("rule-corrected");

    private final String label;

    Cause(String label) {
      this.label = label;
    }

    public String label() {
      return label;
    }
  }

  /** The alert's id: always the same for the same step, so that a SIEM can drop repeats. */
  public UUID alertId() {
    return Ids.alert(finding.uid(), step.label());
  }
}
