package ninety.wording;

import static ninety.wording.Wording.inBrackets;
import static ninety.wording.Wording.text;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import ninety.finding.UserTransition;
import ninety.policy.Control;
import ninety.policy.Level;
import ninety.user.DirectoryWord;

/** The words for a user who does not come any more. */
final class InactivityWording extends AgeWording {

  static final ControlWording CONTROL =
      new ControlWording(
          new Rule(
              "IAM Identity Center user inactive" + inBrackets(Control.INACTIVITY),
              "An inactive user account must be removed or disabled within 90 days of inactivity.",
              "Inactive User Account",
              "IAM Identity Center user inactivity"),
          "The inactivity of users",
          InactivityWording::new,
          policy -> Map.of("activity", policy.basis().label()),
          transition ->
              Age.daysAfter(transition)
                  .<Map<String, Object>>map(days -> Map.of("inactive_days", days))
                  .orElse(Map.of()),
          Optional.of("InactiveUsers"));

  private InactivityWording(UserTransition transition, String who) {
    super(transition, who);
  }

  @Override
  String raised(Level level) {
    return switch (level) {
      case WARNING ->
          activity()
              ? "User %s has been inactive for %s".formatted(who(), age().ofLimit())
              : "User %s has not signed in for %s".formatted(who(), age().ofLimit());
      case BREACH, ESCALATED ->
          activity()
              ? "User %s has been inactive for %s and is %s".formatted(who(), age(), enabled())
              : "User %s has not signed in for %s and is %s".formatted(who(), age(), enabled());
    };
  }

  private String enabled() {
    return switch (transition().directory()) {
      case DirectoryWord.Reported _ -> "still enabled";
      case DirectoryWord.Unavailable _ -> "not known to be disabled";
    };
  }

  @Override
  String verdict(Level level) {
    return switch (level) {
      case WARNING ->
          // Of the time before coverage nothing is known: nobody is called compliant for it.
          "%s %s; %s, disabling or removal before then closes the finding."
              .formatted(
                  watched() ? "The limit is reached at" : "Compliant until",
                  limit(),
                  activity() ? "activity" : "a sign-in");
      case BREACH, ESCALATED ->
          "%s %s since %s; %s."
              .formatted(
                  activity() ? "Inactive for" : "No sign-in for",
                  age(),
                  text(since()),
                  Wording.directory(transition().directory(), "enabled"));
    };
  }

  @Override
  String countedFromCreation() {
    return "Counted since the user was created at %s%s."
        .formatted(text(since()), asTheDirectorySays());
  }

  @Override
  List<String> remarks() {
    return List.of();
  }

  @Override
  String counted() {
    return activity() ? "of inactivity" : "without a sign-in";
  }

  @Override
  String remediation(Level level) {
    String how =
        " In the IAM Identity Center console: Users > select the user > Disable user access. Where"
            + " an external identity provider manages the users, do it there."
            + EXEMPTION;
    return switch (level) {
      case WARNING ->
          "Confirm that the person still needs access. If not, disable or remove the user before %s."
                  .formatted(limit())
              + how;
      case BREACH, ESCALATED -> "Disable or remove the user now." + how;
    };
  }

  private boolean activity() {
    return switch (transition().basis()) {
      case LAST_ACTIVITY -> true;
      case LAST_AUTHENTICATED -> false;
    };
  }
}
