package ninety.cli.option;

import io.vavr.control.Validation;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option {@code --history-role}, the same for all commands. */
public final class RolesOption {

  @Option(
      names = "--history-role",
      defaultValue = "${env:NINETY_HISTORY_ROLE}",
      paramLabel = "ARNS",
      description =
          "The roles under which the event history of other accounts is read, one an account, as a"
              + " comma list. Without it, only that of the caller's account can be.")
  private @Nullable String text;

  /** ARNs by account. */
  public Validation<String, Map<String, String>> value() {
    return Texts.roles("--history-role", text);
  }
}
