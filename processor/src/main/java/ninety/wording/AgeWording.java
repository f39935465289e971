package ninety.wording;

import static ninety.wording.Wording.inBrackets;
import static ninety.wording.Wording.text;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import ninety.coverage.Span;
import ninety.finding.Transition;
import ninety.finding.Transition.Raised;
import ninety.finding.Transition.Resolved;
import ninety.finding.Transition.Suppressed;
import ninety.finding.Verification;
import ninety.policy.Baseline;
import ninety.policy.Control;
import ninety.policy.Level;
import ninety.policy.Thresholds;
import ninety.user.Factors;
import ninety.user.Proof;
import ninety.user.UserRecord.Creation;

/** The words for a control that counts days. */
public record AgeWording(Transition transition, Thresholds thresholds, String who)
    implements Wording {

  private static final int LONGEST_OWNER = 128;
  private static final int LONGEST_REASON = 500;

  /** How many gaps a sentence names. */
  private static final int MOST_GAPS = 5;

  private static final String EXEMPTION =
      " If it has to stay, record an exemption with an owner, a reason and an end"
          + " (ninety exempt add).";

  @Override
  public String message() {
    return switch (transition.step()) {
      case Raised(var level, _) -> raised(level) + basis() + ".";
      case Resolved resolved -> EndWording.of(transition, resolved, who).message();
      case Suppressed(var exemption) ->
          "User "
              + who
              + " is exempt until "
              + text(exemption.until())
              + "; the finding is closed"
              + inBrackets(control())
              + ".";
    };
  }

  @Override
  public List<String> details() {
    return switch (transition.step()) {
      case Raised(var level, _) -> {
        List<String> details = new ArrayList<>();
        details.add(verdict(level));
        if (level == Level.ESCALATED) {
          details.add("In breach since " + limit() + ".");
        }
        countedFrom().ifPresent(details::add);
        unobserved().ifPresent(details::add);
        linkSent().ifPresent(details::add);
        factors().ifPresent(details::add);
        corrected().ifPresent(details::add);
        yield details;
      }
      case Resolved resolved -> List.of(EndWording.of(transition, resolved, who).detail(after()));
      case Suppressed(var exemption) ->
          List.of(
              "Exempt until "
                  + text(exemption.until())
                  + "; owner: "
                  + owner(exemption.owner()).inProse()
                  + "; reason: "
                  + reason(exemption.reason()).inProse(),
              "If the limit is exceeded when the exemption ends, a new finding is opened.");
    };
  }

  @Override
  public Optional<String> remediation() {
    return switch (transition.step()) {
      case Raised(var level, _) -> Optional.of(remediation(level));
      case Resolved _, Suppressed _ -> Optional.empty();
    };
  }

  public static Phrase owner(String owner) {
    return Phrase.of(owner, LONGEST_OWNER);
  }

  public static Phrase reason(String reason) {
    return Phrase.of(reason, LONGEST_REASON);
  }

  private String raised(Level level) {
    return switch (control()) {
      case INACTIVITY ->
          "User "
              + who
              + (activity() ? " has been inactive for " : " has not signed in for ")
              + switch (level) {
                case WARNING -> age().ofLimit();
                case BREACH, ESCALATED ->
                    age()
                        + switch (transition.directory()) {
                          case Verification.Verified _ -> " and is still enabled";
                          case Verification.Unverified _ -> " and is not known to be disabled";
                        };
              };
      case PASSWORD_AGE, REVOKED_ACCESS ->
          "The password of user "
              + who
              + switch (level) {
                case WARNING ->
                    watched()
                        ? " is not known to have been reset for " + age().ofLimit()
                        : " is " + age().ofLimit() + " old";
                case BREACH, ESCALATED ->
                    watched()
                        ? " is not known to have been reset for " + age()
                        : " is " + age() + " old and is not known to have been reset";
              };
    };
  }

  /** The requirement, and what kind of instant the count began at where that is not plain. */
  private String basis() {
    return switch (baseline().from()) {
      case ACTIVITY, AUTHENTICATION, PASSWORD_RESET, PORTAL_USE -> inBrackets(control());
      case LINK_SENT ->
          " (PCI DSS " + control().requirement() + ", counted since a link was mailed)";
      case FIRST_SIGN_IN ->
          " (PCI DSS " + control().requirement() + ", counted since the first sign-in)";
      case CREATION -> " (PCI DSS " + control().requirement() + ", counted since creation)";
      case COVERAGE -> " (PCI DSS " + control().requirement() + ", counted since coverage began)";
    };
  }

  private String verdict(Level level) {
    return switch (level) {
      case WARNING ->
          // Of the time before coverage nothing is known: nobody is called compliant for it.
          (watched() ? "The limit is reached at " : "Compliant until ")
              + limit()
              + "; "
              + switch (control()) {
                case INACTIVITY -> activity() ? "activity" : "a sign-in";
                case PASSWORD_AGE, REVOKED_ACCESS -> "a password reset by an administrator";
              }
              + ", disabling or removal before then closes the finding.";
      case BREACH, ESCALATED ->
          switch (control()) {
                case INACTIVITY -> (activity() ? "Inactive for " : "No sign-in for ") + age();
                case PASSWORD_AGE, REVOKED_ACCESS ->
                    "No password reset by an administrator is known for " + age();
              }
              + " since "
              + text(since())
              + "; "
              + Wording.directory(transition.directory(), "enabled")
              + ".";
    };
  }

  private Optional<String> countedFrom() {
    return switch (baseline().from()) {
      case ACTIVITY, AUTHENTICATION, PORTAL_USE -> Optional.empty();
      case LINK_SENT ->
          Optional.of(
              "Counted since a link to set a password was mailed at "
                  + text(since())
                  + ", which the policy takes for a reset; no event shows whether it was"
                  + " followed.");
      case FIRST_SIGN_IN ->
          Optional.of(
              "Counted since the first sign-in at "
                  + text(since())
                  + ", which was by a mailed code; the user had to set a password then.");
      case PASSWORD_RESET ->
          Optional.of(
              "Counted since an administrator reset the password at "
                  + text(since())
                  + "; a forgotten password that the user replaced leaves no event.");
      case CREATION ->
          Optional.of(
              "Counted since the user was created "
                  + (withPassword() ? "with a password at " : "at ")
                  + text(since())
                  + (byDirectory() ? ", as the directory says" : "")
                  + (control() == Control.PASSWORD_AGE && !withPassword()
                      ? "; when the user set the password leaves no event."
                      : "."));
      case COVERAGE ->
          Optional.of(
              "Counted since "
                  + text(since())
                  + ", from when on the source was listened to without a gap; what happened before"
                  + " is not known.");
    };
  }

  /** A mail moves no count, since nothing shows that it was followed. */
  private Optional<String> linkSent() {
    return transition
        .user()
        .linkSent()
        .filter(_ -> control() == Control.PASSWORD_AGE)
        .filter(link -> link.time().isAfter(since()))
        .map(link ->
            "A reset by a mailed link, or of a kind that is not known, was asked for at "
                + text(link.time())
                + "; no event shows whether a password was set.");
  }

  /** Which case of 8.3.9 applies, as far as the latest sign-in with the password shows it. */
  private Optional<String> factors() {
    return switch (control()) {
      case INACTIVITY, REVOKED_ACCESS -> Optional.empty();
      case PASSWORD_AGE ->
          transition.user().signIns().byFactors().entrySet().stream()
              .filter(entry -> entry.getKey().password())
              .max(Map.Entry.comparingByValue())
              .map(entry ->
                  "The latest sign-in with the password, at %s, %s."
                      .formatted(text(entry.getValue().time()), shown(entry.getKey())));
    };
  }

  private static String shown(Factors factors) {
    return switch (factors) {
      case PASSWORD_AND_FACTOR ->
          "used a second factor beside it; the requirement is about passwords that are the only"
              + " factor";
      case ENROLMENT -> "registered a second factor";
      case PASSWORD_AND_EMAIL_CODE ->
          "used a mailed code beside it, which AWS does not count as a second factor";
      case PASSWORD_ALONE -> "showed no factor beside it";
      case UNSAID, EXTERNAL, WITHOUT_PASSWORD -> "does not say what was beside it";
    };
  }

  /** Over which gaps it counts: their time is no part of the count. */
  private Optional<String> unobserved() {
    List<Span> gaps = transition.unobserved(transition.asOf());
    if (gaps.isEmpty()) {
      return Optional.empty();
    }
    Duration time = transition.observed().unobserved(since(), transition.asOf());
    int more = gaps.size() - MOST_GAPS;
    return Optional.of(
        "The feed was not observed for "
            + Age.inHours(time)
            + " hours of the time since then, which are not counted: "
            + gaps.stream()
                .limit(MOST_GAPS)
                .map(gap -> text(gap.from()) + " to " + text(gap.to()))
                .collect(Collectors.joining(", "))
            + (more > 0 ? ", and " + more + " more" : "")
            + ".");
  }

  private Optional<String> corrected() {
    return transition.corrected()
        ? Optional.of(
            "This comes from a corrected rule of ninety, and not from anything that the user did.")
        : Optional.empty();
  }

  private boolean withPassword() {
    return control() == Control.PASSWORD_AGE
        && transition
            .user()
            .created()
            .filter(it -> it.value() == Creation.WITH_PASSWORD)
            .isPresent();
  }

  private String after() {
    return " after "
        + (watched() ? "at least " : "")
        + age()
        + switch (control()) {
          case INACTIVITY -> activity() ? " of inactivity" : " without a sign-in";
          case PASSWORD_AGE, REVOKED_ACCESS -> " with the same password";
        };
  }

  private String remediation(Level level) {
    String by = level == Level.WARNING ? " before " + limit() : " now";
    return switch (control()) {
      case INACTIVITY ->
          (level == Level.WARNING
                  ? "Confirm that the person still needs access. If not, disable"
                  : "Disable")
              + " or remove the user"
              + by
              + ". In the IAM Identity Center console: Users > select the user > Disable user"
              + " access. Where an external identity provider manages the users, do it there."
              + EXEMPTION;
      case PASSWORD_AGE, REVOKED_ACCESS ->
          "Reset the password"
              + by
              + ", unless it is not the user's only factor. In the IAM Identity Center console:"
              + " Users > select the user > Reset password > Generate a one-time password; of a"
              + " mailed link no event shows whether it was followed."
              + EXEMPTION;
    };
  }

  private String limit() {
    return text(transition.reaching(thresholds.breach()));
  }

  private Age age() {
    return Age.of(transition, thresholds);
  }

  private Control control() {
    return transition.finding().control();
  }

  private Baseline baseline() {
    return transition.finding().baseline();
  }

  private Instant since() {
    return baseline().since();
  }

  /** Whether it is only known for the time in which the source was listened to. */
  private boolean watched() {
    return baseline().from() == Baseline.From.COVERAGE;
  }

  private boolean byDirectory() {
    return baseline().proof().filter(proof -> proof.source() == Proof.Source.DIRECTORY).isPresent();
  }

  private boolean activity() {
    return switch (transition.basis()) {
      case LAST_ACTIVITY -> true;
      case LAST_AUTHENTICATED -> false;
    };
  }
}
