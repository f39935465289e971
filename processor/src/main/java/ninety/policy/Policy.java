package ninety.policy;

import java.util.Optional;

/**
 * What users are held to.
 *
 * @param basis which of the two facts ends inactivity
 */
public record Policy(
    Thresholds inactivity, Thresholds passwordAge, Basis basis, PasswordRule passwordRule) {

  /**
   * Sessions of the access portal last up to 90 days, so a busy person may sign in only once in
   * that time; but an application may use the portal without the person. Which of the two counts is
   * the assessor's choice.
   */
  public enum Basis {
    LAST_ACTIVITY("lastActivity"),
    LAST_AUTHENTICATED("lastAuthenticated");

    private final String label;

    Basis(String label) {
      this.label = label;
    }

    /** The name of the fact as options, alerts and the table spell it. */
    public String label() {
      return label;
    }
  }

  /**
   * To which passwords the password age applies: 8.3.9 speaks of those that are the only factor.
   */
  public enum PasswordRule {
    /** To every password of the store. */
    ALWAYS,
    /** Not where every sign-in that was seen in the password's life used a second factor too. */
    SINGLE_FACTOR
  }

  /** Warning at day 86, breach at day 90, escalated at day 97; portal activity counts. */
  public static final Policy STANDARD =
      new Policy(
          Thresholds.ofDays(86, 90, 97),
          Thresholds.ofDays(86, 90, 97),
          Basis.LAST_ACTIVITY,
          PasswordRule.ALWAYS);

  /** Empty for a control that does not count days: what it forbids is a breach at once. */
  public Optional<Thresholds> thresholds(Control control) {
    return switch (control) {
      case INACTIVITY -> Optional.of(inactivity);
      case PASSWORD_AGE -> Optional.of(passwordAge);
      case REVOKED_ACCESS -> Optional.empty();
    };
  }
}
