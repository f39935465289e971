package ninety.cli.option;

import io.vavr.control.Validation;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option {@code --signs-role}, the same for all commands. */
public final class SignsOption {

  @Option(
      names = "--signs-role",
      defaultValue = "${env:NINETY_SIGNS_ROLE}",
      paramLabel = "ARNS",
      description =
          "The roles under which signs of life are given, one an account, as a comma list: the"
              + " sweep asks STS who calls, and CloudTrail's record of it must come back. Without"
              + " it, a trail that stops goes unnoticed.")
  private @Nullable String text;

  /** ARNs by account. */
  public Validation<String, Map<String, String>> value() {
    return Texts.roles("--signs-role", text);
  }
}
