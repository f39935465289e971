package ninety.cli.option;

import io.vavr.control.Validation;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option {@code --accounts}, the same for all commands. */
public final class AccountsOption {

  @Option(
      names = "--accounts",
      defaultValue = "${env:NINETY_ACCOUNTS}",
      paramLabel = "IDS",
      description =
          "The accounts whose EventBridge envelopes are trusted, as a comma list (any account). An"
              + " envelope of another one is rejected as untrusted-source.")
  private @Nullable String text;

  /** Empty for any account. */
  public Validation<String, Set<String>> value() {
    return Texts.accounts("--accounts", text);
  }
}
