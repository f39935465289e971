package ninety.cli.option;

import io.vavr.control.Validation;
import java.util.Optional;
import ninety.user.IdentityStoreId;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option {@code --identity-store}, the same for all commands. */
public final class IdentityStoreOption {

  @Option(
      names = "--identity-store",
      defaultValue = "${env:NINETY_IDENTITY_STORE}",
      paramLabel = "ID",
      description =
          "Watch this store only: events of another one are ignored, whether they name it or their"
              + " user's id begins with it.")
  private @Nullable String text;

  public Validation<String, Optional<IdentityStoreId>> value() {
    return Texts.identityStore(text).map(id -> id.map(IdentityStoreId::new));
  }
}
