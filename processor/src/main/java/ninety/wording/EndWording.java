package ninety.wording;

import static ninety.wording.Wording.inBrackets;
import static ninety.wording.Wording.text;

import java.time.Instant;
import java.util.Optional;
import ninety.finding.UserTransition;
import ninety.finding.UserTransition.Resolved;
import ninety.policy.Cause;
import ninety.user.Proof;

/** The words for what ended a finding. The directory says how it is, and not since when. */
record EndWording(UserTransition transition, Cause cause, Optional<Proof> proof, String who) {

  static EndWording of(UserTransition transition, Resolved resolved, String who) {
    return new EndWording(transition, resolved.cause(), resolved.proof(), who);
  }

  String message() {
    return switch (cause) {
          case ACTIVITY -> "User " + who + (signIn() ? " signed in again" : " was active again");
          case PASSWORD_RESET -> "The password of user " + who + " was reset";
          case CREATED -> "The creation of user " + who + " started the count anew";
          case DISABLED ->
              "User " + who + (byDirectory() ? " is disabled in the directory" : " was disabled");
          case DELETED ->
              "User " + who + (byDirectory() ? " is no longer in the directory" : " was deleted");
          case ENABLED -> "User " + who + " may sign in again";
          case NOT_APPLICABLE ->
              "User " + who + " now signs in through an external identity provider";
          case SECOND_FACTOR ->
              "User " + who + " signs in with a second factor beside the password";
          case NO_PASSWORD -> "No sign-in of user " + who + " used a password of the store";
          case ENABLED_GRACE -> "User " + who + " was disabled and is enabled again";
          case POLICY_CHANGE -> "The policy for user " + who + " changed";
          case RULE_CORRECTED -> "A rule of ninety was corrected, which concerns user " + who;
        }
        + "; the finding is closed"
        + inBrackets(transition.finding().control())
        + ".";
  }

  /**
   * @param after how long it had counted, as in {@code " after 90 days of inactivity"}
   */
  String detail(String after) {
    if (cause == Cause.POLICY_CHANGE) {
      return "Under the policy that is in force now this would not be a finding.";
    }
    if (cause == Cause.RULE_CORRECTED) {
      return "Under the corrected rule the same events are not a finding"
          + proof.map(it -> "; what decides is an event of " + text(it.time())).orElse("")
          + ".";
    }
    if (proof.isEmpty()) {
      return reportedBy() + "; no event shows when.";
    }
    return byDirectory() ? saidByDirectory(proof.get().time()) : event(proof.get().time(), after);
  }

  private String event(Instant time, String after) {
    // Events come late and out of order: what ended the count can lie before its begin.
    boolean later = !time.isBefore(transition.finding().baseline().since());
    return switch (cause) {
      case SECOND_FACTOR ->
          "Every sign-in that was seen in the password's life used a second factor beside it, the"
              + " latest at "
              + text(time)
              + ".";
      case ENABLED -> "May sign in again since " + text(time) + ".";
      case NO_PASSWORD ->
          "The user was created at "
              + text(time)
              + ", and no sign-in since used a password of the store.";
      case ENABLED_GRACE ->
          "Enabled again at " + text(time) + "; the person needs time to sign in.";
      case ACTIVITY,
          PASSWORD_RESET,
          CREATED,
          DISABLED,
          DELETED,
          NOT_APPLICABLE,
          POLICY_CHANGE,
          RULE_CORRECTED ->
          reportedBy() + " at " + text(time) + (later ? after : "") + ".";
    };
  }

  private String saidByDirectory(Instant time) {
    String at = text(time);
    String since =
        transition.finding().control().countsDays()
            ? "; no event shows since when."
            : ", after the last sign-in.";
    return switch (cause) {
      case DISABLED -> "The directory reported the user as disabled at " + at + since;
      case DELETED -> "The directory had no such user at " + at + since;
      case ENABLED -> "The directory reported the user as enabled at " + at + ".";
      case CREATED -> "Created at " + at + ", as the directory says.";
      case ACTIVITY,
          PASSWORD_RESET,
          NOT_APPLICABLE,
          SECOND_FACTOR,
          NO_PASSWORD,
          ENABLED_GRACE,
          POLICY_CHANGE,
          RULE_CORRECTED ->
          reportedBy() + " by what the directory said at " + at + ".";
    };
  }

  private String reportedBy() {
    return switch (cause) {
      case ACTIVITY -> signIn() ? "Signed in" : "Active";
      case PASSWORD_RESET -> "Password reset";
      case CREATED -> "Created";
      case DISABLED -> "Disabled";
      case DELETED -> "Deleted";
      case ENABLED -> "Enabled";
      case NOT_APPLICABLE -> "Signed in through an external identity provider";
      case SECOND_FACTOR -> "Signed in with a second factor beside the password";
      case NO_PASSWORD -> "No password of the store used";
      case ENABLED_GRACE -> "Enabled again";
      case POLICY_CHANGE -> "Policy changed";
      case RULE_CORRECTED -> "Rule corrected";
    };
  }

  /** True if the proof is of a sign-in; portal activity need not be the person's own. */
  private boolean signIn() {
    return proof.isPresent() && proof.equals(transition.user().lastAuthenticated());
  }

  private boolean byDirectory() {
    return proof.filter(it -> it.source() == Proof.Source.DIRECTORY).isPresent();
  }
}
