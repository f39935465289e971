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

  /** What a control can count from. */
  public enum From {
    ACTIVITY("lastActivity"),
    AUTHENTICATION("lastAuthenticated"),
    PASSWORD_RESET("passwordResetAt"),
    /** A mailed link, where policy takes it for a reset. */
    LINK_SENT("passwordLinkSentAt"),
    /** The sign-in by a mailed code at which the user had to set a password. */
    FIRST_SIGN_IN("firstSignIn"),
    /** A call of a session, where the session should have ended. */
    PORTAL_USE("portalUse"),
    CREATION("created"),
    /** The source was not listened to before, so what was before is not known. */
    COVERAGE("coverage");

    private final String label;

    From(String label) {
      this.label = label;
    }

    public String label() {
      return label;
    }
  }

  public static Baseline at(From from, Proof proof) {
    return new Baseline(from, proof.time(), Optional.of(proof));
  }

  public static Baseline coverage(Instant since) {
    return new Baseline(From.COVERAGE, since, Optional.empty());
  }
}
