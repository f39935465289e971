package ninety.cli.replay;

import io.vavr.collection.List;
import io.vavr.collection.Seq;
import io.vavr.control.Validation;
import java.util.Optional;
import ninety.app.DirectorySettings;
import ninety.cli.option.Texts;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whether the directory is asked whose a name is. */
final class NamesOptions {

  @Option(
      names = "--names",
      description =
          "Ask the directory too (identitystore:ListUsers) whose a name is, of records before"
              + " 2025-11-26 that know their user by name alone. A name is taken for a user's only"
              + " where the archive, the table or the directory says that it was, before the record"
              + " and after it, and nobody else ever had it; the directory says it for the time"
              + " since it changed the user last. All others are counted as user-id-unknown.")
  private boolean names;

  @Option(
      names = "--directory-role",
      defaultValue = "${env:NINETY_DIRECTORY_ROLE}",
      paramLabel = "ARN",
      description =
          "With --names: ask under this role (sts:AssumeRole), as where the store is in another"
              + " account.")
  private @Nullable String role;

  @Option(
      names = "--directory-region",
      defaultValue = "${env:NINETY_DIRECTORY_REGION}",
      paramLabel = "REGION",
      description = "With --names: the Region of the store (the Region that is set).")
  private @Nullable String region;

  /** Empty where nobody is asked. */
  Validation<Seq<String>, Optional<DirectorySettings>> value(Optional<String> store) {
    if (!names) {
      return Validation.valid(Optional.empty());
    }
    return Validation.combine(
            Texts.role("--directory-role", role), Texts.region("--directory-region", region))
        .ap((as, in) -> Optional.of(new DirectorySettings(store, as, in, Optional.empty())))
        .flatMap(settings ->
            store.isPresent()
                ? Validation.valid(settings)
                : Validation.invalid(
                    List.of("--names: which directory? --identity-store is missing")));
  }
}
