package ninety.policy;

import java.time.Duration;

/**
 * The rules that users are held to: thresholds, and which facts count.
 *
 * @param basis which of the two facts ends inactivity
 * @param emailCode whether a mailed code is a second factor
 * @param emailReset whether a mailed link to reset the password is taken for a new password
 * @param revocationGrace how long after a disabling or deletion the use of a session that was there
 *     before is not a breach; a use at the very end of it is within
 * @param enabledGrace for how long a user is not held to inactivity after being enabled again
 */
public record Policy(
    Thresholds inactivity,
    Thresholds passwordAge,
    Basis basis,
    PasswordRule passwordRule,
    EmailCode emailCode,
    EmailReset emailReset,
    Duration revocationGrace,
    Duration enabledGrace) {

  /**
   * The edition of the rules in this package. It rises with each correction by which the same facts
   * come to mean something else, so that a step which comes from that can say so.
   */
  public static final int EDITION = 2;

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

    /** The name of the fact as alerts and the table spell it. */
    public String label() {
      return label;
    }
  }

  /**
   * To which passwords the password age applies: 8.3.9 speaks of those that are the only factor.
   */
  public enum PasswordRule {
    /** To every password of the store. */
    ALWAYS("always"),
    /** Not where every sign-in that was seen in the password's life used a second factor too. */
    SINGLE_FACTOR("single-factor");

    private final String label;

    PasswordRule(String label) {
      this.label = label;
    }

    /** The name as options, alerts and the table spell it. */
    public String label() {
      return label;
    }
  }

  /**
   * The answer to whether a mailed code is a second factor. AWS says that it does not meet the bar
   * of multi-factor authentication (IAM Identity Center User Guide, "MFA for Identity Center").
   */
  public enum EmailCode {
    NO_FACTOR("no-factor"),
    FACTOR("factor");

    private final String label;

    EmailCode(String label) {
      this.label = label;
    }

    /** The name as options, alerts and the table spell it. */
    public String label() {
      return label;
    }
  }

  /**
   * The answer to whether a mailed link counts as the reset; no event shows whether it was
   * followed.
   */
  public enum EmailReset {
    DOES_NOT_COUNT("does-not-count"),
    COUNTS("counts");

    private final String label;

    EmailReset(String label) {
      this.label = label;
    }

    /** The name as options, alerts and the table spell it. */
    public String label() {
      return label;
    }
  }

  /**
   * Warning at day 86, breach at day 90, escalated at day 97; portal activity counts. AWS ends the
   * sessions of a disabled user within the hour, so two hours after it none is left.
   */
  public static final Policy STANDARD =
      new Policy(
          Thresholds.ofDays(86, 90, 97),
          Thresholds.ofDays(86, 90, 97),
          Basis.LAST_ACTIVITY,
          PasswordRule.SINGLE_FACTOR,
          EmailCode.NO_FACTOR,
          EmailReset.DOES_NOT_COUNT,
          Duration.ofHours(2),
          Duration.ofDays(7));

  /** The same with other days. */
  public Policy with(Thresholds ofInactivity, Thresholds ofPasswords) {
    return new Policy(
        ofInactivity,
        ofPasswords,
        basis,
        passwordRule,
        emailCode,
        emailReset,
        revocationGrace,
        enabledGrace);
  }

  /** The same with another basis. */
  public Policy with(Basis other) {
    return new Policy(
        inactivity,
        passwordAge,
        other,
        passwordRule,
        emailCode,
        emailReset,
        revocationGrace,
        enabledGrace);
  }

  /** The same with another rule. */
  public Policy with(PasswordRule other) {
    return new Policy(
        inactivity,
        passwordAge,
        basis,
        other,
        emailCode,
        emailReset,
        revocationGrace,
        enabledGrace);
  }

  /** The same with other words on what is mailed. */
  public Policy with(EmailCode code, EmailReset reset) {
    return new Policy(
        inactivity, passwordAge, basis, passwordRule, code, reset, revocationGrace, enabledGrace);
  }

  /** The same with other times of grace. */
  public Policy with(Duration afterRevocation, Duration afterEnabling) {
    return new Policy(
        inactivity,
        passwordAge,
        basis,
        passwordRule,
        emailCode,
        emailReset,
        afterRevocation,
        afterEnabling);
  }
}
