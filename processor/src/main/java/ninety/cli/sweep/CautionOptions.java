package ninety.cli.sweep;

import io.vavr.collection.Seq;
import io.vavr.control.Validation;
import java.util.OptionalInt;
import ninety.app.Cautions;
import ninety.cli.option.Texts;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The acts of a sweep that it does only if a person says that they are meant. */
public final class CautionOptions {

  /** A user has six alerts at the most in one judgement, which must fit. */
  private static final int LEAST_ALERTS = 10;

  private static final int MOST = 1_000_000;

  @Option(
      names = "--change-policy",
      arity = "0..1",
      fallbackValue = "true",
      defaultValue = "${env:NINETY_CHANGE_POLICY:-false}",
      paramLabel = "true|false",
      description =
          "Bring the options on users into force where the users table has others in force. Without"
              + " it such a sweep ends with exit code 2 and says which differ. It also ends that"
              + " signs of life are expected from what --heartbeat-from, where it is given, has no"
              + " more.")
  private String changePolicy = "";

  @Option(
      names = "--first-sweep-limit",
      defaultValue = "${env:NINETY_FIRST_SWEEP_LIMIT:-1000}",
      paramLabel = "N",
      description =
          "After an upgrade that judges by corrected rules: at most so many alerts about users an"
              + " hour, until everybody was judged once. Others wait for the next sweep"
              + " (${DEFAULT-VALUE}).")
  private String firstSweepLimit = "";

  @Option(
      names = "--accept-gone",
      defaultValue = "${env:NINETY_ACCEPT_GONE}",
      paramLabel = "N",
      description =
          "Believe the directory that up to so many of the users of one sweep are gone. Otherwise,"
              + " where more than a fifth and more than 10 are, none of it is recorded: the wrong"
              + " store may be named.")
  private @Nullable String acceptGone;

  Validation<Seq<String>, Cautions> cautions() {
    return Validation.combine(
            Texts.yesOrNo("--change-policy", changePolicy),
            Texts.count("--first-sweep-limit", firstSweepLimit, LEAST_ALERTS, MOST),
            acceptGone == null || acceptGone.isBlank()
                ? Validation.<String, OptionalInt>valid(OptionalInt.empty())
                : Texts.count("--accept-gone", acceptGone, 1, MOST).map(OptionalInt::of))
        .ap(Cautions::new);
  }
}
