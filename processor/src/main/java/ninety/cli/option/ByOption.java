package ninety.cli.option;

import io.vavr.control.Validation;
import ninety.exemption.Exemption;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option {@code --by}, the same for all commands that leave a person's name. */
public final class ByOption {

  @Option(
      names = "--by",
      defaultValue = "${env:NINETY_BY:-${sys:user.name}}",
      paramLabel = "PERSON",
      description =
          "Who does this, for the audit trail (the user of this machine, ${DEFAULT-VALUE}). It is"
              + " what you say; the identity that AWS knows is stored beside it.")
  private @Nullable String text;

  public Validation<String, String> value() {
    return Texts.line("--by", text, Exemption.LONGEST_NAME);
  }
}
