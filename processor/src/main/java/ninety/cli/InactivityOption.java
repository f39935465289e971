package ninety.cli;

import io.vavr.control.Validation;
import ninety.policy.Policy;
import picocli.CommandLine.Option;

/** The option {@code --inactivity-from}, the same for all commands. */
final class InactivityOption {

  @Option(
      names = "--inactivity-from",
      defaultValue = "${env:NINETY_INACTIVITY_FROM:-last-activity}",
      paramLabel = "FACT",
      description =
          "What ends inactivity: last-activity (a sign-in or use of the access portal) or"
              + " last-authenticated (a sign-in) (${DEFAULT-VALUE}).")
  private String text = "";

  /** The usual policy with this choice. */
  Validation<String, Policy> policy() {
    return Texts.oneOf("--inactivity-from", text, Policy.Basis.class)
        .map(basis ->
            new Policy(Policy.STANDARD.inactivity(), Policy.STANDARD.passwordAge(), basis));
  }
}
