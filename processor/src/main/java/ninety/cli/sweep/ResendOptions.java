package ninety.cli.sweep;

import io.vavr.collection.Seq;
import io.vavr.control.Validation;
import java.util.OptionalInt;
import ninety.cli.option.Texts;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options for sending again what is open. */
final class ResendOptions {

  private static final int MOST = 1_000_000;

  @Option(
      names = "--resend",
      description =
          "First make the latest step of each open finding about users, and of a population that is"
              + " not known, pending again, under its id: for a new SIEM, or after the alert queue was lost. It shows how many there are"
              + " and does nothing, until --yes repeats the number.")
  private boolean resend;

  @Option(
      names = "--resend-max",
      paramLabel = "N",
      description = "Send no more than so many alerts again; where there are more, none (1000).")
  private @Nullable String most;

  @Option(
      names = "--yes",
      paramLabel = "N",
      description = "That so many alerts are sent again is meant.")
  private @Nullable String yes;

  /**
   * The value of the options.
   *
   * @param most how many alerts may be sent again
   * @param meant how many somebody says that are to be
   */
  record Resend(boolean wanted, int most, OptionalInt meant) {}

  Validation<Seq<String>, Resend> resend(boolean alone) {
    return Validation.combine(
            alone || !resend
                ? Validation.<String, Boolean>valid(resend)
                : Validation.invalid(
                    "--resend: it is done once, and as of the horizon; leave out --every"
                        + " (NINETY_EVERY) and --at"),
            count("--resend-max", most).map(it -> it.orElse(1_000)),
            count("--yes", yes))
        .ap(Resend::new);
  }

  private static Validation<String, OptionalInt> count(String option, @Nullable String text) {
    return text == null || text.isBlank()
        ? Validation.valid(OptionalInt.empty())
        : Texts.count(option, text, 1, MOST).map(OptionalInt::of);
  }
}
