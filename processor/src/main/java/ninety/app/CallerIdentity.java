package ninety.app;

import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import ninety.aws.Fault;
import ninety.exemption.Exemption;
import ninety.user.Caller;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * By which identity this command runs, as AWS says. It needs no right. What is stored beside it
 * must not fail for it: where AWS does not say within seconds, the reason stands in its place.
 */
final class CallerIdentity {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private CallerIdentity() {}

  static Caller ask(Region region) {
    try (StsClient sts =
        StsClient.builder()
            .region(region)
            .httpClientBuilder(
                UrlConnectionHttpClient.builder()
                    .connectionTimeout(PATIENCE)
                    .socketTimeout(PATIENCE))
            .overrideConfiguration(
                ClientOverrideConfiguration.builder()
                    .apiCallTimeout(PATIENCE)
                    .retryStrategy(DefaultRetryStrategy.doNotRetry())
                    .build())
            .build()) {
      return of(Optional.ofNullable(sts.getCallerIdentity().arn()).orElse(""));
    } catch (SdkException failed) {
      return new Caller.Unknown(bounded(why(failed)));
    }
  }

  /** In plain words where there was no answer at all. */
  static String why(SdkException failed) {
    for (Throwable each = failed; each != null; each = each.getCause()) {
      switch (each) {
        case UnknownHostException _ -> {
          return "the host was not found";
        }
        case ConnectException _ -> {
          return "the host takes no connection";
        }
        case SocketTimeoutException _, ApiCallTimeoutException _ -> {
          return "no answer within %d s".formatted(PATIENCE.toSeconds());
        }
        default -> {}
      }
    }
    return Fault.describe(failed);
  }

  /** The caller by an answer; of a server that is not AWS it may say anything. */
  static Caller of(String arn) {
    return arn.startsWith("arn:")
        ? new Caller.Known(bounded(arn))
        : new Caller.Unknown("the answer has no ARN");
  }

  private static String bounded(String text) {
    String printable = text.replaceAll("\\p{C}", "?");
    return printable.substring(0, Math.min(printable.length(), Exemption.LONGEST_CALLER));
  }
}
