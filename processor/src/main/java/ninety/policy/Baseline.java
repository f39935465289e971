package ninety.policy;

import java.time.Instant;
import ninety.user.Proof;

/**
 * Where a control counts from, and why there.
 *
 * @param from what the proof proves
 */
public record Baseline(From from, Proof proof) {

  /** What a control can count from. */
  public enum From {
    ACTIVITY("lastActivity"),
    AUTHENTICATION("lastAuthenticated"),
    PASSWORD_RESET("passwordResetAt"),
    CREATION("created"),
    FIRST_SEEN("firstSeen");

    private final String label;

    From(String label) {
      this.label = label;
    }

    public String label() {
      return label;
    }
  }

  public Instant since() {
    return proof.time();
  }
}
