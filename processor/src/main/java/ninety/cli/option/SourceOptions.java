package ninety.cli.option;

import io.vavr.collection.Seq;
import io.vavr.control.Validation;
import java.time.Duration;
import ninety.app.Sources;
import ninety.coverage.Horizon;
import ninety.coverage.Listening;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** From where events come, and how late they may be; the same for all commands. */
public final class SourceOptions {

  @Option(
      names = "--heartbeat-from",
      defaultValue = "${env:NINETY_HEARTBEAT_FROM}",
      paramLabel = "PLACES",
      description =
          "The accounts and Regions whose heartbeats must come, as a comma list"
              + " (111122223333/eu-central-1,us-east-1; what is expected already, or else the Region"
              + " that is set). A Region alone is one of --heartbeat-account. A sweep keeps in the"
              + " table what it expects, and all commands go by that; what is no longer in the list"
              + " ends only with --change-policy, and its gaps until then stay. The word none expects no"
              + " heartbeat: a stream that is cut off then looks like one that is quiet.")
  private @Nullable String heartbeatFrom;

  @Option(
      names = "--heartbeat-account",
      defaultValue = "${env:NINETY_HEARTBEAT_ACCOUNT}",
      paramLabel = "ID",
      description =
          "The account of the Regions that are given alone, and of those that an earlier version"
              + " stored (any account).")
  private @Nullable String heartbeatAccount;

  @Mixin private SignsOption signs = new SignsOption();

  @Option(
      names = "--no-sign-from",
      defaultValue = "${env:NINETY_NO_SIGN_FROM}",
      paramLabel = "PLACES",
      description =
          "Accounts and Regions, of those of --heartbeat-from, in which no sign of life is given,"
              + " as where the endpoint of STS cannot be reached. That a trail stops there goes"
              + " unnoticed, and reports say so. One that was expected ends with --change-policy.")
  private @Nullable String noSignFrom;

  @Option(
      names = "--horizon-limit",
      defaultValue = "${env:NINETY_HORIZON_LIMIT:-1h}",
      paramLabel = "DURATION",
      description =
          "By how much the horizon may lag before not-checked is reported" + " (${DEFAULT-VALUE}).")
  private String horizonLimit = "";

  /** By a longer one a silence could last until it is a gap and be reported to nobody meanwhile. */
  private static final Duration LONGEST = Listening.REACH.plus(Horizon.ALLOWANCE);

  public Validation<Seq<String>, Sources> sources() {
    return Validation.combine(
            Texts.places("--heartbeat-from", heartbeatFrom),
            Texts.account("--heartbeat-account", heartbeatAccount),
            signs.value(),
            Texts.places("--no-sign-from", noSignFrom),
            Texts.duration("--horizon-limit", horizonLimit, Duration.ofMinutes(16), LONGEST))
        .ap(Sources::new);
  }
}
