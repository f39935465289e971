package ninety.cli.reconcile;

import io.vavr.collection.Seq;
import io.vavr.control.Validation;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import ninety.app.DirectorySettings;
import ninety.app.ImportSettings.ListFile;
import ninety.cli.option.InputFile;
import ninety.cli.option.Texts;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the directory's list comes from. */
final class ListOptions {

  @Option(
      names = "--identity-store",
      defaultValue = "${env:NINETY_IDENTITY_STORE}",
      paramLabel = "ID",
      description =
          "The store whose users are listed (identitystore:ListUsers). With --from, the store that"
              + " the file must be of; a file that names its store needs none.")
  private @Nullable String identityStore;

  @Option(
      names = "--directory-role",
      defaultValue = "${env:NINETY_DIRECTORY_ROLE}",
      paramLabel = "ARN",
      description =
          "List the users under this role (sts:AssumeRole), as where the store is in another"
              + " account.")
  private @Nullable String role;

  @Option(
      names = "--directory-region",
      defaultValue = "${env:NINETY_DIRECTORY_REGION}",
      paramLabel = "REGION",
      description = "The Region of the store (the Region that is set).")
  private @Nullable String region;

  @Option(
      names = "--from",
      paramLabel = "FILE",
      description =
          "Read the list from this file instead, or from standard input (-): what 'aws"
              + " identitystore list-users' prints, one user a line of it, CSV, or an export of the"
              + " predecessor's table. It needs --listed-at.")
  private @Nullable String from;

  @Option(
      names = "--listed-at",
      paramLabel = "INSTANT",
      description =
          "When the list in the file was made: 2026-06-01T08:14:27Z. Who came to be after it is not"
              + " taken for gone. Too late an instant could make people gone who are there.")
  private @Nullable String listedAt;

  record Where(DirectorySettings directory, Optional<ListFile> file) {}

  Validation<Seq<String>, Where> where(Instant now) {
    return Validation.combine(
            Texts.identityStore(identityStore),
            Texts.role("--directory-role", role),
            Texts.region("--directory-region", region),
            file(now))
        .ap((store, as, in, file) ->
            new Where(new DirectorySettings(store, as, in, Optional.empty()), file))
        .flatMap(where ->
            where.file().isEmpty() && where.directory().identityStoreId().isEmpty()
                ? Texts.alone(
                    Texts.required("--identity-store", "NINETY_IDENTITY_STORE", null)
                        .map(_ -> where))
                : Validation.valid(where));
  }

  private Validation<String, Optional<ListFile>> file(Instant now) {
    if (from == null || from.isBlank()) {
      return listedAt == null
          ? Validation.valid(Optional.empty())
          : Validation.invalid("--listed-at: it says when a file was made; give --from too");
    }
    if (listedAt == null) {
      return Validation.invalid(
          "--listed-at is missing: nobody but you knows when the list in --from was made");
    }
    Optional<Path> path =
        from.equals(InputFile.STANDARD_INPUT) ? Optional.empty() : Optional.of(Path.of(from));
    return Texts.past("--listed-at", listedAt, now).map(at -> Optional.of(new ListFile(path, at)));
  }
}
