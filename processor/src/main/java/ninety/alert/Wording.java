package ninety.alert;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import ninety.policy.Baseline;
import ninety.policy.Control;
import ninety.policy.Level;
import ninety.policy.Transition;
import ninety.policy.Transition.Cause;
import ninety.policy.Transition.Raised;
import ninety.policy.Transition.Resolved;
import ninety.policy.Transition.Suppressed;
import ninety.policy.Verification;
import ninety.user.Proof;
import ninety.user.Register;

/** What an alert says to people: English sentences that claim no more than the facts do. */
record Wording(Transition transition) {

  static String title(Control control) {
    return "IAM Identity Center "
        + switch (control) {
          case INACTIVITY -> "user inactive";
          case PASSWORD_AGE -> "password not changed";
          case REVOKED_ACCESS -> "sign-in after access was revoked";
        }
        + inBrackets(control);
  }

  /** What the requirement asks. The days are those of PCI DSS, whatever is configured. */
  static String requirement(Control control) {
    return switch (control) {
      case INACTIVITY ->
          "An inactive user account must be removed or disabled within 90 days of inactivity.";
      case PASSWORD_AGE ->
          "A password that is the only factor must be changed at least once every 90 days.";
      case REVOKED_ACCESS -> "Access for terminated users must be revoked immediately.";
    };
  }

  static String type(Control control) {
    return switch (control) {
      case INACTIVITY -> "Inactive User Account";
      case PASSWORD_AGE -> "Password Not Changed";
      case REVOKED_ACCESS -> "Sign-in After Revocation";
    };
  }

  static String rule(Control control) {
    return switch (control) {
      case INACTIVITY -> "IAM Identity Center user inactivity";
      case PASSWORD_AGE -> "IAM Identity Center password age";
      case REVOKED_ACCESS -> "IAM Identity Center sign-in of disabled and deleted users";
    };
  }

  /** The alert in one sentence. */
  String message() {
    return switch (transition.step()) {
      case Raised(var level, _) -> raised(level);
      case Resolved(var cause, var proof) -> resolved(cause, proof);
      case Suppressed(var exemption) ->
          "User "
              + name()
              + " is exempt until "
              + text(exemption.until())
              + "; the finding is closed"
              + inBrackets(control())
              + ".";
    };
  }

  /** What the verdict rests on, and what it does not. */
  List<String> details() {
    return switch (transition.step()) {
      case Raised(var level, _) -> {
        List<String> details = new ArrayList<>();
        details.add(verdict(level));
        countedFrom().ifPresent(details::add);
        yield details;
      }
      case Resolved(var cause, var proof) -> List.of(end(cause, proof));
      case Suppressed(var exemption) ->
          List.of(
              "Exempt until "
                  + text(exemption.until())
                  + " by "
                  + Name.printable(exemption.owner())
                  + ": "
                  + Name.printable(exemption.reason())
                  + ".",
              "When the exemption ends and the limit is still exceeded, a new finding is opened.");
    };
  }

  /** What to do; empty where nothing is left to do. */
  Optional<String> remediation() {
    return switch (transition.step()) {
      case Raised(var level, _) -> Optional.of(remediation(level));
      case Resolved _, Suppressed _ -> Optional.empty();
    };
  }

  private String raised(Level level) {
    return switch (control()) {
          case INACTIVITY ->
              "User "
                  + name()
                  + (activity() ? " has been inactive for " : " has not signed in for ")
                  + switch (level) {
                    case WARNING -> ofLimit();
                    case BREACH, ESCALATED -> age() + known(" and is not known to be disabled");
                  };
          case PASSWORD_AGE ->
              "The password of user "
                  + name()
                  + " is "
                  + switch (level) {
                    case WARNING -> ofLimit() + " old";
                    case BREACH, ESCALATED -> age() + " old and is not known to have been reset";
                  };
          case REVOKED_ACCESS ->
              "User " + name() + ", who is " + status() + ", signed in at " + text(since());
        }
        + inBrackets(control(), transition.finding().baseline().from())
        + ".";
  }

  private String resolved(Cause cause, Optional<Proof> proof) {
    return switch (cause) {
          case ACTIVITY ->
              "User " + name() + (signIn(proof) ? " signed in again" : " was active again");
          case PASSWORD_RESET -> "The password of user " + name() + " was reset";
          case CREATED -> "The creation of user " + name() + " started the count anew";
          case DISABLED -> "User " + name() + " was disabled";
          case DELETED -> "User " + name() + " was deleted";
          case ENABLED -> "User " + name() + " may sign in again";
          case NOT_APPLICABLE ->
              "User " + name() + " now signs in through an external identity provider";
          case SECOND_FACTOR ->
              "User " + name() + " signs in with a second factor beside the password";
          case POLICY_CHANGE -> "Other days apply to user " + name() + " now";
        }
        + "; the finding is closed"
        + inBrackets(control())
        + ".";
  }

  private String verdict(Level level) {
    return switch (level) {
      case WARNING ->
          "Compliant until "
              + limit()
              + "; "
              + switch (control()) {
                case INACTIVITY -> activity() ? "activity" : "a sign-in";
                case PASSWORD_AGE -> "a password reset by an administrator";
                case REVOKED_ACCESS -> "enabling";
              }
              + ", disabling or removal before then closes the finding.";
      case BREACH, ESCALATED ->
          switch (control()) {
                case INACTIVITY ->
                    (activity() ? "Inactive for " : "No sign-in for ")
                        + age()
                        + " since "
                        + text(since());
                case PASSWORD_AGE ->
                    "No password reset by an administrator is known for "
                        + age()
                        + " since "
                        + text(since());
                case REVOKED_ACCESS ->
                    "Signed in at "
                        + text(since())
                        + ", after access was revoked"
                        + revocation().map(proof -> " at " + text(proof.time())).orElse("");
              }
              + "; "
              + directory()
              + ".";
    };
  }

  /** What kind of instant the count began at, where that is not plain. */
  private Optional<String> countedFrom() {
    String since = text(since());
    return switch (transition.finding().baseline().from()) {
      case ACTIVITY, AUTHENTICATION -> Optional.empty();
      case PASSWORD_RESET ->
          Optional.of(
              "Counted since an administrator reset the password at "
                  + since
                  + "; a forgotten password that the user replaced leaves no event.");
      case CREATION ->
          Optional.of(
              switch (control()) {
                case INACTIVITY -> "Counted since the user was created at " + since + ".";
                case PASSWORD_AGE ->
                    "Counted since the user was created with a password at " + since + ".";
                case REVOKED_ACCESS -> "Counted since the user was created at " + since + ".";
              });
      case COVERAGE ->
          Optional.of(
              "Counted since "
                  + since
                  + ", when the source began to be listened to without a gap; what was before is"
                  + " not known.");
    };
  }

  private String end(Cause cause, Optional<Proof> proof) {
    String what =
        switch (cause) {
          case ACTIVITY -> signIn(proof) ? "Signed in" : "Active";
          case PASSWORD_RESET -> "Password reset";
          case CREATED -> "Created";
          case DISABLED -> "Disabled";
          case DELETED -> "Deleted";
          case ENABLED -> "Enabled";
          case NOT_APPLICABLE -> "Signed in through an external identity provider";
          case SECOND_FACTOR -> "Signed in with a second factor beside the password, always";
          case POLICY_CHANGE -> "Other days are configured now";
        };
    if (cause == Cause.POLICY_CHANGE) {
      return what + ", under which this would not be a finding.";
    }
    if (proof.isEmpty()) {
      return what + "; no event tells when.";
    }
    // Events come late and out of order: what ended the count can lie before its begin.
    String after =
        proof.get().time().isBefore(since())
            ? ""
            : " after "
                + age()
                + switch (control()) {
                  case INACTIVITY -> activity() ? " of inactivity" : " without a sign-in";
                  case PASSWORD_AGE -> " with the same password";
                  case REVOKED_ACCESS -> " since the sign-in";
                };
    return what + " at " + text(proof.get().time()) + after + ".";
  }

  private String remediation(Level level) {
    String by = level == Level.WARNING ? " before " + limit() : " now";
    return switch (control()) {
      case INACTIVITY ->
          switch (level) {
                case WARNING ->
                    "Confirm that the person still needs access. If not, disable or remove the user"
                        + by
                        + ".";
                case BREACH, ESCALATED -> "Disable or remove the user" + by + ".";
              }
              + " In the IAM Identity Center console: Users > select the user > Disable user"
              + " access. Where an external identity provider manages the users, do it there.";
      case PASSWORD_AGE ->
          "Reset the password"
              + by
              + ", unless it is not the user's only factor. In the IAM Identity Center console:"
              + " Users > select the user > Reset password.";
      case REVOKED_ACCESS ->
          "Find out who signed in and how. End the user's sessions in the IAM Identity Center"
              + " console (Users > select the user > Active sessions), and disable the user there"
              + " and with the external identity provider, if there is one.";
    };
  }

  /** How long it has counted; a control that counts no days has no words for it. */
  private String age() {
    return Age.of(transition).map(Age::toString).orElse("some time");
  }

  private String ofLimit() {
    return Age.of(transition).map(Age::ofLimit).orElse("some time");
  }

  private String limit() {
    return transition
        .thresholds()
        .map(thresholds -> text(since().plus(thresholds.breach())))
        .orElse("then");
  }

  /** What may only be said where the directory was not asked. */
  private String known(String caveat) {
    return switch (transition.directory()) {
      case Verification.Verified _ -> " and is enabled";
      case Verification.Unverified _ -> caveat;
    };
  }

  private String directory() {
    return switch (transition.directory()) {
      case Verification.Verified(var at) ->
          "the directory confirmed at " + text(at) + " that the user is " + status();
      case Verification.Unverified(var reason) ->
          "the directory was not asked whether the user is "
              + (control() == Control.REVOKED_ACCESS ? status() : "enabled")
              + " ("
              + reason
              + ")";
    };
  }

  private String status() {
    return switch (transition.user().status()) {
      case ENABLED -> "enabled";
      case DISABLED -> "disabled";
      case DELETED -> "deleted";
    };
  }

  private Optional<Proof> revocation() {
    return transition.user().deletion().or(() -> transition.user().disabling());
  }

  private Control control() {
    return transition.finding().control();
  }

  private Instant since() {
    return transition.finding().baseline().since();
  }

  private boolean activity() {
    return switch (transition.basis()) {
      case LAST_ACTIVITY -> true;
      case LAST_AUTHENTICATED -> false;
    };
  }

  /** Whether the proof is of a sign-in; portal activity need not be the person's own. */
  private boolean signIn(Optional<Proof> proof) {
    return proof.isPresent()
        && proof.equals(transition.user().lastAuthenticated().map(Register::proof));
  }

  /** The name, or else the id. */
  private String name() {
    return Name.of(transition).map(Name::inProse).orElse(transition.user().id().value());
  }

  private static String inBrackets(Control control) {
    return " (PCI DSS " + control.requirement() + ")";
  }

  private static String inBrackets(Control control, Baseline.From from) {
    return switch (from) {
      case ACTIVITY, AUTHENTICATION, PASSWORD_RESET -> inBrackets(control);
      case CREATION -> " (PCI DSS " + control.requirement() + ", counted since creation)";
      case COVERAGE -> " (PCI DSS " + control.requirement() + ", counted since coverage began)";
    };
  }

  /** Whole seconds are enough for people. Cut, not rounded, so that no limit comes out later. */
  private static String text(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
