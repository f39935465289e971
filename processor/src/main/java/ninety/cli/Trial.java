package ninety.cli;

import io.vavr.control.Validation;
import org.jspecify.annotations.Nullable;

/**
 * The one switch for demos and tests, on tables that prove nothing. It allows what would do lasting
 * harm elsewhere, and whatever uses it says on every output that this is a trial.
 */
final class Trial {

  static final String VARIABLE = "NINETY_TRIAL";

  private static final String ON = "yes";

  private Trial() {}

  static Validation<String, Boolean> fromEnvironment() {
    return value(System.getenv(VARIABLE));
  }

  /** No other word is taken for yes, or for no: this is nothing to guess at. */
  static Validation<String, Boolean> value(@Nullable String text) {
    if (text == null || text.isBlank()) {
      return Validation.valid(false);
    }
    return text.strip().equals(ON)
        ? Validation.valid(true)
        : Validation.invalid(
            "%s: '%s' is not yes; leave it out otherwise".formatted(VARIABLE, text));
  }

  /** The line for standard error. */
  static String words() {
    return "This is a trial (%s=%s). What it says and sends proves nothing."
        .formatted(VARIABLE, ON);
  }
}
