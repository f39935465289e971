package ninety.finding;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import ninety.coverage.Observed;
import ninety.coverage.Span;
import ninety.exemption.Exemption;
import ninety.policy.Cause;
import ninety.policy.Level;
import ninety.policy.Policy;
import ninety.policy.Thresholds;
import ninety.user.DirectoryWord;
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
 * @param observed for which time the feed was listened to
 * @param asOf the instant for which it was judged
 * @param time when the step was decided
 * @param corrected whether the step comes from a corrected rule of ours: what decides it was there
 *     before, and was judged otherwise
 */
public record UserTransition(
    Finding finding,
    Step step,
    UserRecord user,
    Policy policy,
    DirectoryWord directory,
    Observed observed,
    Instant asOf,
    Instant time,
    boolean corrected)
    implements Transition {

  /** Of the control; empty for one that counts no days. */
  public Optional<Thresholds> thresholds() {
    return finding.control().thresholds(policy);
  }

  /** The gaps over which the finding counts, until then. */
  public List<Span> unobserved(Instant until) {
    return observed.gaps(finding.baseline().since(), until);
  }

  /** The time that was observed since the count began, until then. */
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

  /** Of a deed that a control forbids at once, what forbade it: half of the proof. */
  public Optional<Proof> forbiddenBy() {
    return finding.control().countsDays() || !(step instanceof Raised)
        ? Optional.empty()
        : revokedUse().map(RevokedUse::revocation);
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

  @Override
  public UUID findingUid() {
    return finding.uid();
  }

  @Override
  public String stepLabel() {
    return step.label();
  }

  @Override
  public int sequence() {
    return finding.sequence();
  }

  @Override
  public UUID alertId() {
    return Ids.alert(finding.uid(), step.label());
  }
}
