package ninety.policy;

import java.time.Instant;
import java.util.Optional;
import ninety.user.UserRecord;

/** The requirement of PCI DSS under one control, and the judging by it: one class for each. */
sealed interface Rule permits CountsDays, RevokedAccess {

  /** The name under which people and machines read the control. Stored, and never changed. */
  String label();

  /** The number of the requirement in PCI DSS 4.0.1, such as {@code 8.2.6}. */
  String requirement();

  Standing standing(UserRecord user, Terms terms);

  /** Empty for a control that counts no days: what it forbids is a breach at once. */
  default Optional<Thresholds> thresholds(Policy policy) {
    return Optional.empty();
  }

  /** True if there is what the control forbids, but within what a policy can allow. */
  default boolean isAllowed(UserRecord user) {
    return false;
  }

  /**
   * Up to when everything that the control forbids is over together with a finding that ends, and
   * is not to be reported again.
   */
  default Optional<Instant> overWithFinding(UserRecord user) {
    return Optional.empty();
  }
}
