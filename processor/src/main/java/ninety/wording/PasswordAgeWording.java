package ninety.wording;

import static ninety.wording.Wording.inBrackets;
import static ninety.wording.Wording.text;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import ninety.finding.UserTransition;
import ninety.policy.Control;
import ninety.policy.Level;
import ninety.policy.Policy;
import ninety.user.Factors;
import ninety.user.UserRecord;
import ninety.user.UserRecord.Creation;

/** The words for a password that is not changed. */
final class PasswordAgeWording extends AgeWording {

  static final ControlWording CONTROL =
      new ControlWording(
          new Rule(
              "IAM Identity Center password not changed" + inBrackets(Control.PASSWORD_AGE),
              "A password that is the only factor must be changed at least once every 90 days.",
              "Password Not Changed",
              "IAM Identity Center password age"),
          "The age of passwords",
          PasswordAgeWording::new,
          PasswordAgeWording::parameters,
          PasswordAgeWording::fields,
          Optional.of("PasswordChangeRequired"));

  private PasswordAgeWording(UserTransition transition, String who) {
    super(transition, who);
  }

  private static Map<String, String> parameters(Policy policy) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("password_rule", policy.passwordRule().label());
    parameters.put("email_code", policy.emailCode().label());
    parameters.put("email_reset", policy.emailReset().label());
    return parameters;
  }

  private static Map<String, Object> fields(UserTransition transition) {
    Map<String, Object> fields = new LinkedHashMap<>();
    UserRecord user = transition.user();
    Age.daysAfter(transition).ifPresent(days -> fields.put("password_age_days", days));
    user.passwordReset().ifPresent(it -> fields.put("password_reset_at", it.time()));
    user.linkSent().ifPresent(it -> fields.put("password_link_sent_at", it.time()));
    user.credentials()
        .map(signIn -> signIn.value().toString())
        .filter(types -> !types.isEmpty())
        .ifPresent(types -> fields.put("last_sign_in_credentials", types));
    return fields;
  }

  @Override
  String raised(Level level) {
    if (watched()) {
      return "The password of user %s is not known to have been reset for %s"
          .formatted(who(), level == Level.WARNING ? age().ofLimit() : age());
    }
    return switch (level) {
      case WARNING -> "The password of user %s is %s old".formatted(who(), age().ofLimit());
      case BREACH, ESCALATED ->
          "The password of user %s is %s old and is not known to have been reset"
              .formatted(who(), age());
    };
  }

  @Override
  String verdict(Level level) {
    return switch (level) {
      case WARNING ->
          // Of the time before coverage nothing is known: nobody is called compliant for it.
          "%s %s; a password reset by an administrator, disabling or removal before then closes the finding."
              .formatted(watched() ? "The limit is reached at" : "Compliant until", limit());
      case BREACH, ESCALATED ->
          "No password reset by an administrator is known for %s since %s; %s."
              .formatted(
                  age(), text(since()), Wording.directory(transition().directory(), "enabled"));
    };
  }

  @Override
  String countedFromCreation() {
    boolean withPassword =
        transition()
            .user()
            .created()
            .filter(it -> it.value() == Creation.WITH_PASSWORD)
            .isPresent();
    return withPassword
        ? "Counted since the user was created with a password at %s%s."
            .formatted(text(since()), asTheDirectorySays())
        : "Counted since the user was created at %s%s; when the user set the password leaves no event."
            .formatted(text(since()), asTheDirectorySays());
  }

  @Override
  List<String> remarks() {
    return Stream.of(linkSent(), factors()).flatMap(Optional::stream).toList();
  }

  /** A mail moves no count, since nothing shows that it was followed. */
  private Optional<String> linkSent() {
    return transition()
        .user()
        .linkSent()
        .filter(link -> link.time().isAfter(since()))
        .map(link ->
            "A reset by a mailed link, or of a kind that is not known, was asked for at %s; no event shows whether a password was set."
                .formatted(text(link.time())));
  }

  /** Which case of 8.3.9 applies, as far as the latest sign-in with the password shows it. */
  private Optional<String> factors() {
    return transition().user().signIns().byFactors().entrySet().stream()
        .filter(entry -> entry.getKey().password())
        .max(Map.Entry.comparingByValue())
        .map(entry ->
            "The latest sign-in with the password, at %s, %s."
                .formatted(text(entry.getValue().time()), shown(entry.getKey())));
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

  @Override
  String counted() {
    return "with the same password";
  }

  @Override
  String remediation(Level level) {
    return "Reset the password %s, unless it is not the user's only factor."
            .formatted(level == Level.WARNING ? "before " + limit() : "now")
        + " In the IAM Identity Center console: Users > select the user > Reset password > Generate"
        + " a one-time password; of a mailed link no event shows whether it was followed."
        + EXEMPTION;
  }
}
