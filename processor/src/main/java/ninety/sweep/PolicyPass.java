package ninety.sweep;

import java.time.Instant;
import java.util.function.Supplier;
import ninety.finding.Rearming;
import ninety.policy.Policy;
import ninety.policy.PolicyInForce;
import ninety.policy.PolicyInForce.Comparison;
import ninety.policy.PolicyLog;

/** Brings the policy of a sweep into force. */
final class PolicyPass {

  private final Places places;
  private final PolicyLog log;
  private final Policy policy;

  PolicyPass(Places places, Policy policy) {
    this.places = places;
    this.log = places.policyLog();
    this.policy = policy;
  }

  /** See {@link Sweep#adopt}. */
  Comparison adopt(boolean change, Supplier<String> author, Instant now) {
    while (true) {
      PolicyInForce known = log.read();
      Comparison found = known.compare(policy);
      boolean stays =
          switch (found) {
            case Comparison.Same _ -> true;
            case Comparison.Different _ -> !change;
            case Comparison.First _, Comparison.Upgraded _ -> false;
          };
      if (stays || log.store(known.with(policy, now, author.get(), usedBefore(known)))) {
        return found;
      }
    }
  }

  /** The policy that would be in force after {@link #adopt}. */
  PolicyInForce foreseen(Instant now) {
    PolicyInForce known = log.read();
    return known.compare(policy) instanceof Comparison.Same
        ? known
        : known.with(policy, now, "", usedBefore(known));
  }

  /** Versions that stored no policy stored what they had listened to, and whom they had armed. */
  private boolean usedBefore(PolicyInForce known) {
    return known.versions().isEmpty()
        && (places.coverage().read().from().isPresent()
            || !places.rearming().read().equals(Rearming.Armed.NOBODY));
  }
}
