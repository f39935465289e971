package ninety.policy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import ninety.policy.PolicyOption.Difference;

/**
 * The policy that sweeps judge by, and those that they judged by before.
 *
 * @param versions the newest hundred, the latest last; empty where none was ever stored
 * @param corrected since when the rules of this {@link Policy#EDITION} are judged by, where others
 *     were before
 * @param firstSweeps how far the first sweeps by these rules have come
 * @param version of what is stored; 0 where nothing is
 */
public record PolicyInForce(
    List<PolicyVersion> versions,
    Optional<Instant> corrected,
    FirstSweeps firstSweeps,
    long version) {

  private static final int MOST = 100;

  /** The edition of the versions of ninety that stored no policy. */
  private static final int FIRST_EDITION = 1;

  public static final PolicyInForce NONE =
      new PolicyInForce(List.of(), Optional.empty(), FirstSweeps.SETTLED, 0);

  public PolicyInForce {
    versions = List.copyOf(versions.subList(Math.max(0, versions.size() - MOST), versions.size()));
  }

  /** The one in force. */
  public Optional<PolicyVersion> latest() {
    return versions.isEmpty() ? Optional.empty() : Optional.of(versions.getLast());
  }

  /** A policy's relation to the one in force. */
  public sealed interface Comparison {
    /** None is in force. */
    record First() implements Comparison {}

    /** The given policy is the one in force. */
    record Same(PolicyVersion inForce) implements Comparison {}

    /** The given policy is the one in force, applied by another edition of the rules. */
    record Upgraded(PolicyVersion inForce) implements Comparison {}

    /** The given policy is another one: a person has to say that it is meant. */
    record Different(PolicyVersion inForce, List<Difference> differences) implements Comparison {}
  }

  public Comparison compare(Policy given) {
    if (latest().isEmpty()) {
      return new Comparison.First();
    }
    PolicyVersion inForce = latest().get();
    if (!inForce.policy().equals(given)) {
      return new Comparison.Different(inForce, PolicyOption.differences(inForce.policy(), given));
    }
    return inForce.edition() == Policy.EDITION
        ? new Comparison.Same(inForce)
        : new Comparison.Upgraded(inForce);
  }

  /**
   * The policy is in force from now on, by the rules as they are.
   *
   * @param usedBefore whether sweeps judged before any policy was stored
   */
  public PolicyInForce with(Policy policy, Instant now, String by, boolean usedBefore) {
    int before =
        latest().map(PolicyVersion::edition).orElse(usedBefore ? FIRST_EDITION : Policy.EDITION);
    List<PolicyVersion> more = new ArrayList<>(versions);
    more.add(new PolicyVersion(policy, Policy.EDITION, now, by));
    boolean otherRules = before != Policy.EDITION;
    return new PolicyInForce(
        more,
        otherRules ? Optional.of(now) : corrected,
        otherRules && versions.isEmpty() ? firstSweeps.settledAt(before) : firstSweeps,
        version);
  }

  public PolicyInForce with(FirstSweeps changed) {
    return new PolicyInForce(versions, corrected, changed, version);
  }

  public PolicyInForce withVersion(long stored) {
    return new PolicyInForce(versions, corrected, firstSweeps, stored);
  }
}
