package ninety.policy;

/**
 * What users are held to.
 *
 * @param basis which of the two facts ends inactivity
 */
public record Policy(Thresholds inactivity, Thresholds passwordAge, Basis basis) {

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

  /** Warning at day 86 and breach at day 90, for both controls; portal activity counts. */
  public static final Policy STANDARD =
      new Policy(Thresholds.ofDays(86, 90), Thresholds.ofDays(86, 90), Basis.LAST_ACTIVITY);

  public Thresholds thresholds(Control control) {
    return switch (control) {
      case INACTIVITY -> inactivity;
      case PASSWORD_AGE -> passwordAge;
    };
  }
}
