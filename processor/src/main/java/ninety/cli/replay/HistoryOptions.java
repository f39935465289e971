package ninety.cli.replay;

import io.vavr.collection.Seq;
import io.vavr.control.Validation;
import java.time.Duration;
import java.util.Map;
import ninety.cli.option.RolesOption;
import ninety.cli.option.Texts;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How CloudTrail's event history is read. */
final class HistoryOptions {

  private static final Duration LEAST = Duration.ofMinutes(1);

  private static final Duration LONGEST = Duration.ofDays(90);

  @Mixin private RolesOption roles = new RolesOption();

  @Option(
      names = "--history-up-to",
      defaultValue = "${env:NINETY_HISTORY_UP_TO:-1d}",
      paramLabel = "DURATION",
      description =
          "How long a gap --gaps reads from event history (${DEFAULT-VALUE}). It gives 100 events a"
              + " second of a Region.")
  private String upTo = "1d";

  /**
   * What was said.
   *
   * @param roles ARNs by account
   * @param upTo the longest gap that is read
   */
  record Said(Map<String, String> roles, Duration upTo) {}

  Validation<Seq<String>, Said> value() {
    return Validation.combine(
            roles.value(), Texts.duration("--history-up-to", upTo, LEAST, LONGEST))
        .ap(Said::new);
  }
}
