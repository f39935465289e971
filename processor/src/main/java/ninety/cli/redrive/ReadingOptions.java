package ninety.cli.redrive;

import io.vavr.collection.Seq;
import io.vavr.control.Validation;
import java.util.Set;
import ninety.cli.option.AccountsOption;
import ninety.cli.option.IdentityStoreOption;
import ninety.cli.option.SignsOption;
import ninety.cli.option.Texts;
import ninety.cloudtrail.Watched;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options for how records are read: to be given as to {@code ninety process}. */
final class ReadingOptions {

  @Mixin private IdentityStoreOption identityStore = new IdentityStoreOption();

  @Mixin private AccountsOption accounts = new AccountsOption();

  @Mixin private SignsOption signs = new SignsOption();

  @Option(
      names = "--accept-bare",
      arity = "0..1",
      defaultValue = "${env:NINETY_ACCEPT_BARE:-false}",
      fallbackValue = "true",
      paramLabel = "true|false",
      description =
          "Accept records without an EventBridge envelope, as 'ninety process' does with it"
              + " (${DEFAULT-VALUE}).")
  private String acceptBare = "";

  Validation<Seq<String>, Watched> watched() {
    return Validation.combine(
            identityStore.value(),
            accounts.value(),
            Texts.flag("--accept-bare", acceptBare),
            signs.value())
        .ap((store, trusted, bare, roles) ->
            new Watched(store, trusted, bare, Set.copyOf(roles.values())));
  }
}
