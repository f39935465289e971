package ninety.policy;

import java.time.Instant;
import java.util.Optional;
import ninety.user.Proof;

/**
 * The instant that a control counts from, and why from there.
 *
 * @param proof what proves it; empty where it is coverage, which no event proves
 */
public record Baseline(From from, Instant since, Optional<Proof> proof) {

  /** A fact that a control can count from. */
  public enum From {
    ACTIVITY("lastActivity", "ACTIVITY"),
    AUTHENTICATION("lastAuthenticated", "AUTHENTICATION"),
    PASSWORD_RESET("passwordResetAt", "PASSWORD_RESET"),
    /** A mailed link, where policy takes it for a reset. */
    LINK_SENT("passwordLinkSentAt", "LINK_SENT"),
    /** The sign-in by a mailed code at which the user had to set a password. */
    FIRST_SIGN_IN("firstSignIn", "FIRST_SIGN_IN"),
    /** A call of a session, where the session should have ended. */
    PORTAL_USE("portalUse", "PORTAL_USE"),
    CREATION("created", "CREATION"),
    /** The source was not listened to before, so what was before is not known. */
    COVERAGE("coverage", "COVERAGE");

    private final String label;
    private final String stored;

    From(String label, String stored) {
      this.label = label;
      this.stored = stored;
    }

    public String label() {
      return label;
    }

    /** The name under which it is stored, which never changes. */
    public String stored() {
      return stored;
    }
  }

  public static Baseline at(From from, Proof proof) {
    return new Baseline(from, proof.time(), Optional.of(proof));
  }

  public static Baseline coverage(Instant since) {
    return new Baseline(From.COVERAGE, since, Optional.empty());
  }
}
