package ninety.app;

import java.time.Clock;
import java.time.Duration;
import java.util.SplittableRandom;
import ninety.coverage.InstanceRegions;
import ninety.directory.IdentityStoreDirectory;
import ninety.directory.IdentityStoreRosters;
import ninety.directory.SsoInstance;
import ninety.user.Directory;
import ninety.user.IdentityStoreId;
import ninety.user.Quota;
import ninety.user.Rosters;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.identitystore.IdentitystoreAsyncClient;
import software.amazon.awssdk.services.identitystore.IdentitystoreAsyncClientBuilder;
import software.amazon.awssdk.services.ssoadmin.SsoAdminClient;
import software.amazon.awssdk.services.ssoadmin.SsoAdminClientBuilder;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;

/** The parts that ask the identity store about users, and its instance about Regions. */
record DirectoryParts(Clients clients, Clock clock, DirectorySettings settings) {

  private static final String SWEEP = "ninety-sweep";

  /** Nobody is asked where no store is. */
  InstanceRegions regionsOfInstance() {
    if (settings.identityStoreId().isEmpty()) {
      return InstanceRegions.Answer.Failed::new;
    }
    SsoAdminClientBuilder builder =
        SsoAdminClient.builder()
            .region(region())
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .overrideConfiguration(Clients.BOUNDED);
    settings.role().ifPresent(role -> builder.credentialsProvider(assumed(role, SWEEP)));
    SsoAdminClient client = builder.build();
    clients.add(client);
    return new SsoInstance(client, settings.instance(), settings.identityStoreId().get());
  }

  /** Also adds the check of the store, where there is one. */
  Directory directory(Quota quota, Checks checks) {
    return settings
        .identityStoreId()
        .<Directory>map(store -> {
          IdentityStoreDirectory directory = identityStore(store, quota);
          checks.need("identity store " + store, directory::check);
          return directory;
        })
        .orElse(Directory.NONE);
  }

  /** The lister of all users of a store. */
  Rosters rosters(IdentityStoreId store, Quota quota, boolean contacts) {
    return new IdentityStoreRosters(
        client("ninety-import"),
        store,
        contacts,
        quota,
        clock,
        new SplittableRandom(),
        SweepParts::pause);
  }

  private IdentitystoreAsyncClient client(String session) {
    IdentitystoreAsyncClientBuilder builder =
        IdentitystoreAsyncClient.builder()
            .overrideConfiguration(IdentityStoreDirectory.ONE_ATTEMPT);
    settings.role().ifPresent(role -> builder.credentialsProvider(assumed(role, session)));
    return clients.opened(builder, region());
  }

  private IdentityStoreDirectory identityStore(String id, Quota quota) {
    long start = System.nanoTime();
    return new IdentityStoreDirectory(
        client(SWEEP),
        id,
        quota,
        clock,
        () -> Duration.ofNanos(System.nanoTime() - start),
        new SplittableRandom(),
        SweepParts::pause);
  }

  /** The Region of the identity store. */
  Region region() {
    return settings.region().map(Region::of).orElseGet(Clients::region);
  }

  /** The SDK takes credentials of a role by a client that is not asynchronous, and by no other. */
  private StsAssumeRoleCredentialsProvider assumed(String role, String session) {
    StsClient sts =
        StsClient.builder()
            .region(Clients.region())
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .overrideConfiguration(Clients.BOUNDED)
            .build();
    clients.add(sts);
    StsAssumeRoleCredentialsProvider provider =
        StsAssumeRoleCredentialsProvider.builder()
            .stsClient(sts)
            .refreshRequest(assume -> assume.roleArn(role).roleSessionName(session))
            .build();
    clients.add(provider);
    return provider;
  }
}
