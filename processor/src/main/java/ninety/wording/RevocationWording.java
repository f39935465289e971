package ninety.wording;

import static ninety.wording.Wording.inBrackets;
import static ninety.wording.Wording.text;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import ninety.finding.UserTransition;
import ninety.finding.UserTransition.Raised;
import ninety.finding.UserTransition.Resolved;
import ninety.finding.UserTransition.Suppressed;
import ninety.policy.Baseline;
import ninety.policy.Control;
import ninety.user.Proof;
import ninety.user.UserRecord.Status;

/** The words for a sign-in of a user whose access was revoked. */
record RevocationWording(UserTransition transition, String who) implements Wording {

  static final ControlWording CONTROL =
      new ControlWording(
          new Rule(
              "IAM Identity Center access used after revocation"
                  + inBrackets(Control.REVOKED_ACCESS),
              "Access for terminated users must be revoked immediately.",
              "Access Used After Revocation",
              "IAM Identity Center access of disabled or deleted users"),
          "Whether the access of disabled or deleted users is used",
          RevocationWording::new,
          policy -> Map.of("grace_hours", Age.inHours(policy.revocationGrace())),
          RevocationWording::fields,
          Optional.empty());

  private static Map<String, Object> fields(UserTransition transition) {
    Map<String, Object> fields = new LinkedHashMap<>();
    transition
        .forbiddenBy()
        .ifPresent(proof -> {
          fields.put("user_status", transition.user().status().name().toLowerCase(Locale.ROOT));
          fields.put("revoked_at", proof.time());
          fields.put(
              "used_by", transition.finding().baseline().proof().map(Proof::call).orElse(""));
        });
    return fields;
  }

  @Override
  public String message() {
    return switch (transition.step()) {
      case Raised _ -> "User " + who + used() + brackets() + ".";
      case Resolved resolved -> EndWording.of(transition, resolved, who).message();
      case Suppressed _ -> "User " + who + " is exempt; the finding is closed" + brackets() + ".";
    };
  }

  private String used() {
    return transition.user().status() == Status.ENABLED
        ? " " + deed() + " while " + revoked() + " and was enabled later"
        : ", who is " + revoked() + ", " + deed();
  }

  private String deed() {
    return signedIn()
        ? "signed in at " + when()
        : "used a session at "
            + when()
            + transition.finding().baseline().proof().map(it -> " by " + it.call()).orElse("");
  }

  @Override
  public List<String> details() {
    return switch (transition.step()) {
      case Raised _ ->
          List.of(
              (signedIn() ? "Signed in at " : "Used a session at ")
                  + when()
                  + transition.revokedUse().map(use -> after(use.revocation())).orElse("")
                  + "; "
                  + Wording.directory(transition.directory(), revoked())
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
              "Find out who it was and how. "
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
      case CLOUDTRAIL -> ", after having been " + revoked() + " at " + text(revocation.time());
      case DIRECTORY -> ", after the directory said so at " + text(revocation.time());
    };
  }

  /** The act by which the access was revoked when it was used. */
  private String revoked() {
    boolean deleted =
        transition
            .revokedUse()
            .filter(use ->
                transition
                    .user()
                    .deletionAt(use.use().time())
                    .equals(Optional.of(use.revocation())))
            .isPresent();
    return deleted ? "deleted" : "disabled";
  }

  private boolean signedIn() {
    return transition.finding().baseline().from() != Baseline.From.PORTAL_USE;
  }

  private String when() {
    return text(transition.finding().baseline().since());
  }

  private static String brackets() {
    return inBrackets(Control.REVOKED_ACCESS);
  }
}
