package ninety.cli;

import io.vavr.collection.Seq;
import io.vavr.control.Validation;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import ninety.coverage.Horizon;
import ninety.coverage.Listening;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** From where events come, and how late they may be; the same for all commands. */
final class SourceOptions {

  @Option(
      names = "--heartbeat-from",
      defaultValue = "${env:NINETY_HEARTBEAT_FROM}",
      paramLabel = "REGIONS",
      description =
          "The Regions whose heartbeats must come, as a comma list (the Region that is set). With"
              + " none, a stream that is cut off looks like one that is quiet.")
  private @Nullable String heartbeatFrom;

  @Option(
      names = "--horizon-limit",
      defaultValue = "${env:NINETY_HORIZON_LIMIT:-1h}",
      paramLabel = "DURATION",
      description =
          "By how much the horizon may trail the clock before not-checked is told"
              + " (${DEFAULT-VALUE}).")
  private String horizonLimit = "";

  /** By a longer one a silence could last until it is a gap and be reported to nobody meanwhile. */
  private static final Duration LONGEST = Listening.REACH.plus(Horizon.ALLOWANCE);

  /**
   * What they come to.
   *
   * @param regions empty where none were given; an empty set for {@code none}
   */
  record Sources(Optional<Set<String>> regions, Duration horizonLimit) {}

  Validation<Seq<String>, Sources> sources() {
    return Validation.combine(
            Texts.regions("--heartbeat-from", heartbeatFrom),
            Texts.duration("--horizon-limit", horizonLimit, Duration.ofMinutes(16), LONGEST))
        .ap(Sources::new);
  }
}
