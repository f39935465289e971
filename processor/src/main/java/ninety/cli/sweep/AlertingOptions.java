package ninety.cli.sweep;

import io.vavr.collection.Seq;
import io.vavr.control.Validation;
import ninety.app.AlertFormat;
import ninety.app.SweepSettings.Alerting;
import ninety.cli.option.Texts;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where alerts go, and in which form. */
final class AlertingOptions {

  @Option(
      names = "--alert-queue",
      defaultValue = "${env:NINETY_ALERT_QUEUE}",
      paramLabel = "URL",
      description = "The SQS queue that the SIEM reads, FIFO or standard.")
  private @Nullable String alertQueue;

  @Option(
      names = "--account",
      defaultValue = "${env:NINETY_ACCOUNT}",
      paramLabel = "ID",
      description = "The AWS account of the Identity Center instance, named in the alerts.")
  private @Nullable String account;

  @Option(
      names = "--format",
      defaultValue = "${env:NINETY_FORMAT:-ocsf}",
      paramLabel = "FORMAT",
      description =
          "In which form alerts are sent: ocsf, text (one line for people), or legacy (the"
              + " predecessor's JSON, which cannot say that a finding ended) (${DEFAULT-VALUE}).")
  private String format = "";

  @Option(
      names = "--signing-key",
      defaultValue = "${env:NINETY_SIGNING_KEY}",
      paramLabel = "KEY",
      description =
          "Sign each alert with this asymmetric KMS key (ECC_NIST_P256, SIGN_VERIFY): its id or"
              + " ARN, or alias/NAME. What cannot be signed is not sent. See 'ninety verify"
              + " --help'.")
  private @Nullable String signingKey;

  Validation<Seq<String>, Alerting> alerting() {
    return Validation.combine(
            Texts.required("--alert-queue", "NINETY_ALERT_QUEUE", alertQueue),
            Texts.account("--account", account),
            Texts.oneOf("--format", format, AlertFormat.class),
            Texts.signingKey(signingKey))
        .ap(Alerting::new);
  }
}
