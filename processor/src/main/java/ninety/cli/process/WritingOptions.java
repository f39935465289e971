package ninety.cli.process;

import io.vavr.collection.Seq;
import io.vavr.control.Validation;
import java.time.Duration;
import ninety.cli.option.Texts;
import ninety.stream.ConsumerSettings.Writing;
import picocli.CommandLine.Option;

/** The writing of users. */
final class WritingOptions {

  private static final Duration MOST = Duration.ofDays(1);

  @Option(
      names = "--granularity",
      defaultValue = "${env:NINETY_GRANULARITY:-1h}",
      paramLabel = "DURATION",
      description =
          "A last activity that moves by less is not written; 0 writes each, 1d is the most"
              + " (${DEFAULT-VALUE}).")
  private String granularity = "";

  @Option(
      names = "--writes-in-flight",
      defaultValue = "${env:NINETY_WRITES_IN_FLIGHT:-64}",
      paramLabel = "N",
      description = "Calls to the users table at one time (${DEFAULT-VALUE}).")
  private String writesInFlight = "";

  Validation<Seq<String>, Writing> writing() {
    return Validation.combine(
            Texts.duration("--granularity", granularity, Duration.ZERO, MOST),
            Texts.count("--writes-in-flight", writesInFlight, 1, 1000))
        .ap(Writing::new);
  }
}
