package ninety.app;

import static java.util.stream.Collectors.partitioningBy;
import static java.util.stream.Collectors.toSet;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongConsumer;
import ninety.archive.HistoryCalls;
import ninety.cloudtrail.HistoryPart;
import ninety.coverage.Source;
import ninety.replay.Scope;
import ninety.user.Caller;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudtrail.CloudTrailAsyncClient;
import software.amazon.awssdk.services.cloudtrail.CloudTrailAsyncClientBuilder;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;

/**
 * The parts that look up events, in each Region of each account by a client of its own.
 *
 * @param roles ARNs by account; in our own none is needed
 */
record HistoryParts(Clients clients, Map<String, String> roles) {

  private static final String SESSION = "ninety-replay";

  /**
   * The places whose event history can be read, under true, and the others. A Region alone is one
   * of our own account.
   *
   * @param accounts that are trusted; where there is none, all are
   */
  Map<Boolean, Set<Source>> readable(Set<Source> places, Set<String> accounts) {
    Optional<String> own = ownAccount();
    return places.stream()
        .map(place -> place.in(own))
        .collect(
            partitioningBy(
                place ->
                    place
                        .account()
                        .filter(it -> roles.containsKey(it) || own.filter(it::equals).isPresent())
                        .filter(it -> accounts.isEmpty() || accounts.contains(it))
                        .isPresent(),
                toSet()));
  }

  private static Optional<String> ownAccount() {
    return CallerIdentity.ask(Clients.region()) instanceof Caller.Known(var arn)
        ? Optional.of(arn.split(":", -1))
            .filter(parts -> parts.length > 4 && parts[4].matches("[0-9]{12}"))
            .map(parts -> parts[4])
        : Optional.empty();
  }

  /** The parts of event history that a scope asks for, one a place. */
  static List<HistoryPart> of(Scope scope) {
    return scope.places().stream()
        .flatMap(place ->
            place.account().stream()
                .map(it -> new HistoryPart(it, place.region(), scope.since(), scope.until())))
        .toList();
  }

  HistoryCalls calls(LongConsumer progress) {
    long start = System.nanoTime();
    Map<String, CloudTrailAsyncClient> opened = new ConcurrentHashMap<>();
    Map<String, AwsCredentialsProvider> sessions = new ConcurrentHashMap<>();
    return new HistoryCalls(
        part ->
            opened.computeIfAbsent(
                part.place(),
                _ -> {
                  CloudTrailAsyncClientBuilder builder =
                      CloudTrailAsyncClient.builder()
                          .overrideConfiguration(HistoryCalls.ONE_ATTEMPT);
                  Optional.ofNullable(roles.get(part.account()))
                      .ifPresent(role ->
                          builder.credentialsProvider(
                              sessions.computeIfAbsent(role, this::assumed)));
                  return clients.opened(builder, Region.of(part.region()));
                }),
        () -> Duration.ofNanos(System.nanoTime() - start),
        SweepParts::pause,
        progress);
  }

  /** The SDK takes credentials of a role by a client that is not asynchronous, and by no other. */
  private StsAssumeRoleCredentialsProvider assumed(String role) {
    StsClient sts =
        StsClient.builder()
            .region(Clients.region())
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .overrideConfiguration(Clients.BOUNDED)
            .build();
    StsAssumeRoleCredentialsProvider provider =
        StsAssumeRoleCredentialsProvider.builder()
            .stsClient(sts)
            .refreshRequest(assume -> assume.roleArn(role).roleSessionName(SESSION))
            .build();
    clients.add(sts);
    clients.add(provider);
    return provider;
  }
}
