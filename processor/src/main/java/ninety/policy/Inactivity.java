package ninety.policy;

import java.time.Instant;
import java.util.Optional;
import ninety.policy.Baseline.From;
import ninety.policy.Standing.Because;
import ninety.policy.Standing.NotApplicable;
import ninety.user.Proof;
import ninety.user.UserRecord;

/** Inactive user accounts are removed or disabled within 90 days of inactivity (8.2.6). */
final class Inactivity extends CountsDays {

  @Override
  public String label() {
    return "inactivity";
  }

  @Override
  public String requirement() {
    return "8.2.6";
  }

  @Override
  Thresholds days(Policy policy) {
    return policy.inactivity();
  }

  /** An enabling is not activity; but nobody can have signed in who could not until just now. */
  @Override
  Standing counted(UserRecord user, Terms terms) {
    Optional<Proof> enabled = user.access().enabledAgain();
    Optional<Instant> end = enabled.map(proof -> proof.time().plus(terms.policy().enabledGrace()));
    if (end.filter(it -> it.isAfter(terms.asOf())).isPresent()) {
      return new NotApplicable(Because.ENABLED_GRACE, enabled, end);
    }
    return counting(activity(user, terms.policy()), terms.policy().inactivity(), terms);
  }

  private static Optional<Baseline> activity(UserRecord user, Policy policy) {
    return later(
        switch (policy.basis()) {
          case LAST_ACTIVITY -> at(From.ACTIVITY, user.lastActivity());
          case LAST_AUTHENTICATED -> at(From.AUTHENTICATION, user.lastAuthenticated());
        },
        at(From.CREATION, user.creation()));
  }
}
