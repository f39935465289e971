package ninety.policy;

/** A rule of PCI DSS 4.0.1 that every user is held to. */
public enum Control {
  /** Inactive user accounts are removed or disabled within 90 days of inactivity. */
  INACTIVITY("inactivity", "8.2.6"),
  /** A password that is the only factor is changed at least every 90 days. */
  PASSWORD_AGE("password-age", "8.3.9"),
  /** Access for terminated users is revoked: who is disabled or deleted does not sign in. */
  REVOKED_ACCESS("revoked-access", "8.2.5");

  private final String label;
  private final String requirement;

  Control(String label, String requirement) {
    this.label = label;
    this.requirement = requirement;
  }

  /** The name under which people and machines read it, such as {@code inactivity}. */
  public String label() {
    return label;
  }

  /** The number of the requirement in PCI DSS, such as {@code 8.2.6}. */
  public String requirement() {
    return requirement;
  }
}
