package ninety.cli.sweep;

import io.vavr.collection.Seq;
import io.vavr.control.Validation;
import ninety.app.DirectorySettings;
import ninety.cli.option.Texts;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the directory is and under which role it is asked. */
final class DirectoryOptions {

  @Option(
      names = "--identity-store",
      defaultValue = "${env:NINETY_IDENTITY_STORE}",
      paramLabel = "ID",
      description =
          "Ask this store about a user before reporting (identitystore:DescribeUser): who is gone"
              + " or disabled is not an alert. Without it alerts are sent as unverified.")
  private @Nullable String identityStore;

  @Option(
      names = "--directory-role",
      defaultValue = "${env:NINETY_DIRECTORY_ROLE}",
      paramLabel = "ARN",
      description =
          "Ask the store under this role (sts:AssumeRole), as where it is in another account.")
  private @Nullable String role;

  @Option(
      names = "--directory-region",
      defaultValue = "${env:NINETY_DIRECTORY_REGION}",
      paramLabel = "REGION",
      description = "The Region of the store (the Region that is set).")
  private @Nullable String region;

  @Option(
      names = "--instance-arn",
      defaultValue = "${env:NINETY_INSTANCE_ARN}",
      paramLabel = "ARN",
      description =
          "The instance of Identity Center, which is asked once a day in which Regions it is"
              + " replicated (sso:ListRegions): one that is not in --heartbeat-from is not checked."
              + " Without it the instance of --identity-store is looked for (sso:ListInstances).")
  private @Nullable String instance;

  Validation<Seq<String>, DirectorySettings> settings() {
    return Validation.combine(
            Texts.identityStore(identityStore),
            Texts.role("--directory-role", role),
            Texts.region("--directory-region", region),
            Texts.instance("--instance-arn", instance))
        .ap(DirectorySettings::new);
  }
}
