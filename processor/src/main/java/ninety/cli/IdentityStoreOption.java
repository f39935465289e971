package ninety.cli;

import io.vavr.control.Validation;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option {@code --identity-store}, the same for all commands. */
final class IdentityStoreOption {

  @Option(
      names = "--identity-store",
      defaultValue = "${env:NINETY_IDENTITY_STORE}",
      paramLabel = "ID",
      description = "Watch this store only: events that name another one are ignored.")
  private @Nullable String text;

  Validation<String, Optional<String>> value() {
    return Texts.identityStore(text);
  }
}
