package ninety.cli.option;

import io.vavr.control.Validation;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParseResult;

/**
 * The one switch for demos and tests, on tables that prove nothing. It allows what would do lasting
 * harm elsewhere. Every command says on standard error that this is a trial, and so do the alerts
 * that are sent in one.
 */
public final class Trial {

  public static final String VARIABLE = "NINETY_TRIAL";

  private static final String ON = "yes";

  private Trial() {}

  public static Validation<String, Boolean> fromEnvironment() {
    return value(System.getenv(VARIABLE));
  }

  /** No other word is taken for yes, or for no: this is nothing to guess at. */
  public static Validation<String, Boolean> value(@Nullable String text) {
    if (text == null || text.isBlank()) {
      return Validation.valid(false);
    }
    return text.strip().equals(ON)
        ? Validation.valid(true)
        : Validation.invalid(
            "%s: '%s' is not yes; leave it out otherwise".formatted(VARIABLE, text));
  }

  /**
   * The line for standard error; none where this is not a trial, or somebody asks for help only. A
   * word that is not yes is refused by the commands for which it matters.
   *
   * @param variable what the environment says
   */
  public static Optional<String> notice(ParseResult parsed, @Nullable String variable) {
    ParseResult command = parsed;
    while (command.hasSubcommand()) {
      command = command.subcommand();
    }
    boolean help = command.isUsageHelpRequested() || command.isVersionHelpRequested();
    return help || !value(variable).getOrElse(false)
        ? Optional.empty()
        : Optional.of(
            "%s: This is a trial (%s=%s). What it says and sends proves nothing."
                .formatted(command.commandSpec().qualifiedName(), VARIABLE, ON));
  }
}
