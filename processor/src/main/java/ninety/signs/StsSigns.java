package ninety.signs;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import ninety.aws.Fault;
import ninety.coverage.SignsOfLife;
import ninety.coverage.Source;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;

/**
 * Asks STS who calls, at the endpoint of each Region, for the record of the call arises there and
 * not in {@code us-east-1} (STS API reference, {@code GetCallerIdentity}, which needs no right;
 * CloudTrail user guide, global service events). Each account has a role for it, which is assumed
 * at the endpoint of our own Region.
 *
 * <p>One object serves all sweeps of a process: a role is assumed again when its hour is nearly
 * over.
 */
public final class StsSigns implements SignsOfLife, AutoCloseable {

  /** Of each session: part of what a record of it shows. */
  public static final String SESSION = "ninety-sign-of-life";

  /** A sweep waits for it, and the next sweep calls again. */
  private static final ClientOverrideConfiguration BOUNDED =
      ClientOverrideConfiguration.builder()
          .apiCallAttemptTimeout(Duration.ofSeconds(5))
          .apiCallTimeout(Duration.ofSeconds(15))
          .build();

  private static final Logger LOG = LoggerFactory.getLogger(StsSigns.class);

  private final Map<String, String> roles;
  private final SdkHttpClient http;
  private final StsClient home;
  private final Map<String, StsAssumeRoleCredentialsProvider> sessions = new ConcurrentHashMap<>();
  private final Map<Source, StsClient> clients = new ConcurrentHashMap<>();

  /**
   * @param roles ARNs by account
   * @param region our own
   * @param credentials our own
   * @param http of all calls; closed with this
   */
  public StsSigns(
      Map<String, String> roles,
      Region region,
      AwsCredentialsProvider credentials,
      SdkHttpClient http) {
    this.roles = Map.copyOf(roles);
    this.http = http;
    this.home = client(region, credentials);
  }

  @Override
  public long give(List<Source> places) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      return places.stream()
          .map(place -> CompletableFuture.supplyAsync(() -> given(place), threads))
          .toList()
          .stream()
          .filter(call -> !call.join())
          .count();
    }
  }

  private boolean given(Source place) {
    try {
      clients.computeIfAbsent(place, this::client).getCallerIdentity();
      return true;
    } catch (RuntimeException failed) {
      LOG.warn(
          "No sign of life can be given in {} ({}). Where none comes for an hour, nothing is"
              + " checked: see that the sweep may assume {}, and reaches the endpoint of STS there",
          place.place(),
          Fault.describe(failed),
          place.account().map(roles::get).orElse("a role"));
      return false;
    }
  }

  private StsClient client(Source place) {
    String account = place.account().orElseThrow(() -> new IllegalArgumentException("no account"));
    return client(Region.of(place.region()), sessions.computeIfAbsent(account, this::session));
  }

  private StsAssumeRoleCredentialsProvider session(String account) {
    String role = Optional.ofNullable(roles.get(account)).orElseThrow();
    return StsAssumeRoleCredentialsProvider.builder()
        .stsClient(home)
        .refreshRequest(assume -> assume.roleArn(role).roleSessionName(SESSION))
        .build();
  }

  private StsClient client(Region region, AwsCredentialsProvider credentials) {
    return StsClient.builder()
        .region(region)
        .credentialsProvider(credentials)
        .httpClient(http)
        .overrideConfiguration(BOUNDED)
        .build();
  }

  @Override
  public void close() {
    clients.values().forEach(StsClient::close);
    sessions.values().forEach(StsAssumeRoleCredentialsProvider::close);
    home.close();
    http.close();
  }
}
