package ninety.cli;

import io.vavr.collection.Seq;
import io.vavr.control.Validation;
import ninety.policy.Policy;
import picocli.CommandLine.Option;

/** What users are held to, the same for all commands. */
final class PolicyOptions {

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
      defaultValue = "${env:NINETY_PASSWORD_RULE:-always}",
      paramLabel = "RULE",
      description =
          "To which passwords the age applies: always, or single-factor: not where every sign-in"
              + " that was seen in the password's life used a second factor (${DEFAULT-VALUE}).")
  private String passwordRule = "";

  Validation<Seq<String>, Policy> policy() {
    return Validation.combine(
            Texts.thresholds("--inactivity-days", inactivityDays),
            Texts.thresholds("--password-days", passwordDays),
            Texts.oneOf("--inactivity-from", inactivityFrom, Policy.Basis.class),
            Texts.oneOf("--password-rule", passwordRule, Policy.PasswordRule.class))
        .ap(Policy::new);
  }
}
