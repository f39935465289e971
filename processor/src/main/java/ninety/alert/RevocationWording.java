package ninety.alert;

import static ninety.alert.Wording.inBrackets;
import static ninety.alert.Wording.text;

import java.util.List;
import java.util.Optional;
import ninety.policy.Control;
import ninety.policy.Transition;
import ninety.policy.Transition.Raised;
import ninety.policy.Transition.Resolved;
import ninety.policy.Transition.Suppressed;
import ninety.user.Proof;
import ninety.user.UserRecord.Status;

/** The words for a sign-in of a user whose access was revoked. */
record RevocationWording(Transition transition, String who) implements Wording {

  @Override
  public String message() {
    return switch (transition.step()) {
      case Raised _ ->
          "User " + who + ", who is " + status() + ", signed in at " + signIn() + brackets() + ".";
      case Resolved resolved -> EndWording.of(transition, resolved, who).message();
      case Suppressed _ -> "User " + who + " is exempt; the finding is closed" + brackets() + ".";
    };
  }

  @Override
  public List<String> details() {
    return switch (transition.step()) {
      case Raised _ ->
          List.of(
              "Signed in at "
                  + signIn()
                  + transition.user().revocation().map(this::after).orElse("")
                  + "; "
                  + Wording.directory(transition.directory(), status())
                  + ".");
      case Resolved resolved -> List.of(EndWording.of(transition, resolved, who).detail(""));
      case Suppressed _ -> List.of("Exempt.");
    };
  }

  @Override
  public Optional<String> remediation() {
    return switch (transition.step()) {
      case Raised _ ->
          Optional.of(
              "Find out who signed in and how. "
                  + switch (transition.user().status()) {
                    case ENABLED, DISABLED ->
                        "End the user's sessions in the IAM Identity Center console: Users > select"
                            + " the user > Active sessions. Where an external identity provider"
                            + " manages the users, disable the user and end the sessions there"
                            + " too.";
                    case DELETED ->
                        "See that no session of the user is left, with the external identity"
                            + " provider too, if there is one.";
                  });
      case Resolved _, Suppressed _ -> Optional.empty();
    };
  }

  /** The directory says how it is, not since when. */
  private String after(Proof revocation) {
    return switch (revocation.source()) {
      case CLOUDTRAIL ->
          ", after having been "
              + (Optional.of(revocation).equals(transition.user().deletion())
                  ? "deleted"
                  : "disabled")
              + " at "
              + text(revocation.time());
      case DIRECTORY -> ", after the directory said so at " + text(revocation.time());
    };
  }

  private String status() {
    return transition.user().status() == Status.DELETED ? "deleted" : "disabled";
  }

  private String signIn() {
    return text(transition.finding().baseline().since());
  }

  private static String brackets() {
    return inBrackets(Control.REVOKED_ACCESS);
  }
}
