package ninety.policy;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import ninety.user.UserRecord;

/** A rule of PCI DSS 4.0.1 that every user is held to: the list of all, and a key for each. */
public enum Control {
  INACTIVITY(new Inactivity()),
  PASSWORD_AGE(new PasswordAge()),
  REVOKED_ACCESS(new RevokedAccess());

  @SuppressWarnings("ImmutableEnumChecker") // a rule has no state
  private final Rule rule;

  Control(Rule rule) {
    this.rule = rule;
  }

  /** Those that count days, and that exemptions are made of. */
  public static Stream<Control> countingDays() {
    return Stream.of(values()).filter(Control::countsDays);
  }

  /** The name under which people and machines read it, such as {@code inactivity}. */
  public String label() {
    return rule.label();
  }

  /** The number of the requirement in PCI DSS, such as {@code 8.2.6}. */
  public String requirement() {
    return rule.requirement();
  }

  /** The user's standing under it. */
  public Standing standing(UserRecord user, Terms terms) {
    return rule.standing(user, terms);
  }

  /** True if days go by under it; else what it forbids is a breach at once. */
  public boolean countsDays() {
    return rule instanceof CountsDays;
  }

  /** Empty for a control that counts no days. */
  public Optional<Thresholds> thresholds(Policy policy) {
    return rule.thresholds(policy);
  }

  /** True if there is what it forbids, but within what a policy can allow. */
  public boolean isAllowed(UserRecord user) {
    return rule.isAllowed(user);
  }

  /**
   * Up to when everything that it forbids is over together with a finding that ends, and is not to
   * be reported again; empty where nothing of the kind is kept.
   */
  public Optional<Instant> overWithFinding(UserRecord user) {
    return rule.overWithFinding(user);
  }
}
