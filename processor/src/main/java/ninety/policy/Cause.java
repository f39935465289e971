package ninety.policy;

/** The reason why a finding ended. */
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
  /** A rule of ours was corrected, under which the same facts are not a finding. */
  RULE_CORRECTED("rule-corrected");

  private final String label;

  Cause(String label) {
    this.label = label;
  }

  public String label() {
    return label;
  }
}
