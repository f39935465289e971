package ninety.cli.option;

import io.vavr.collection.Seq;
import io.vavr.control.Validation;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import ninety.policy.Policy;
import ninety.policy.PolicyOption;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

/** The policy that users are held to, the same for all commands. */
public final class PolicyOptions {

  @Option(
      names = "--inactivity-from",
      defaultValue = "${env:NINETY_INACTIVITY_FROM:-last-activity}",
      paramLabel = "FACT",
      description =
          "What ends inactivity: last-activity (a sign-in or use of the access portal) or"
              + " last-authenticated (a sign-in) (${DEFAULT-VALUE}).")
  private String inactivityFrom = "";

  @Option(
      names = "--inactivity-days",
      defaultValue = "${env:NINETY_INACTIVITY_DAYS:-86,90,97}",
      paramLabel = "W,B,E",
      description =
          "After how many days of inactivity a user is at warning, breach and escalated"
              + " (${DEFAULT-VALUE}).")
  private String inactivityDays = "";

  @Option(
      names = "--password-days",
      defaultValue = "${env:NINETY_PASSWORD_DAYS:-86,90,97}",
      paramLabel = "W,B,E",
      description = "The same for the age of a password (${DEFAULT-VALUE}).")
  private String passwordDays = "";

  @Option(
      names = "--password-rule",
      defaultValue = "${env:NINETY_PASSWORD_RULE:-single-factor}",
      paramLabel = "RULE",
      description =
          "To which passwords the age applies: single-factor (not where every sign-in that was seen"
              + " in the password's life used a second factor), or always (${DEFAULT-VALUE}).")
  private String passwordRule = "";

  @Option(
      names = "--email-code",
      defaultValue = "${env:NINETY_EMAIL_CODE:-no-factor}",
      paramLabel = "WHAT",
      description =
          "Whether a mailed code beside the password is a second factor: no-factor (as AWS says),"
              + " or factor (${DEFAULT-VALUE}).")
  private String emailCode = "";

  @Option(
      names = "--email-reset",
      defaultValue = "${env:NINETY_EMAIL_RESET:-does-not-count}",
      paramLabel = "WHAT",
      description =
          "Whether a mailed link to reset the password is taken for a new password: does-not-count"
              + " (no event shows whether it was followed), or counts (${DEFAULT-VALUE}).")
  private String emailReset = "";

  @Option(
      names = "--revocation-grace",
      defaultValue = "${env:NINETY_REVOCATION_GRACE:-2h}",
      paramLabel = "DURATION",
      description =
          "How long after a disabling or deletion the use of an old session is not reported; AWS"
              + " ends sessions within the hour (${DEFAULT-VALUE}).")
  private String revocationGrace = "";

  @Option(
      names = "--enabled-grace",
      defaultValue = "${env:NINETY_ENABLED_GRACE:-7d}",
      paramLabel = "DURATION",
      description =
          "For how long inactivity does not apply to a user who was disabled and is enabled again"
              + " (${DEFAULT-VALUE}).")
  private String enabledGrace = "";

  public Validation<Seq<String>, Policy> policy() {
    return Validation.combine(
            Texts.thresholds("--inactivity-days", inactivityDays),
            Texts.thresholds("--password-days", passwordDays),
            Texts.oneOf("--inactivity-from", inactivityFrom, Policy.Basis.class),
            Texts.oneOf("--password-rule", passwordRule, Policy.PasswordRule.class),
            Texts.oneOf("--email-code", emailCode, Policy.EmailCode.class),
            Texts.oneOf("--email-reset", emailReset, Policy.EmailReset.class),
            Texts.duration("--revocation-grace", revocationGrace, Duration.ZERO),
            Texts.duration("--enabled-grace", enabledGrace, Duration.ZERO))
        .ap(Policy::new);
  }

  /** One policy with those options of another that somebody gave. */
  public static Policy over(Policy stored, Policy options, Predicate<PolicyOption> given) {
    Function<PolicyOption, Policy> of = option -> given.test(option) ? options : stored;
    return new Policy(
        of.apply(PolicyOption.INACTIVITY_DAYS).inactivity(),
        of.apply(PolicyOption.PASSWORD_DAYS).passwordAge(),
        of.apply(PolicyOption.INACTIVITY_FROM).basis(),
        of.apply(PolicyOption.PASSWORD_RULE).passwordRule(),
        of.apply(PolicyOption.EMAIL_CODE).emailCode(),
        of.apply(PolicyOption.EMAIL_RESET).emailReset(),
        of.apply(PolicyOption.REVOCATION_GRACE).revocationGrace(),
        of.apply(PolicyOption.ENABLED_GRACE).enabledGrace());
  }

  /** True for an option that was given on this command line, or by its variable. */
  public static Predicate<PolicyOption> given(ParseResult parsed, Map<String, String> environment) {
    return option ->
        parsed.hasMatchedOption("--" + option.label())
            || !environment.getOrDefault(variable(option), "").isBlank();
  }

  private static String variable(PolicyOption option) {
    return "NINETY_" + option.label().toUpperCase(Locale.ROOT).replace('-', '_');
  }
}
