package ninety.cli;

import static ninety.aws.Calls.answer;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import ninety.alert.SqsAlerts;
import ninety.alert.SqsUndelivered;
import ninety.aws.Fault;
import ninety.cli.process.ProcessSettings;
import ninety.cli.sweep.SweepMetrics;
import ninety.cli.terminal.Failure;
import ninety.cli.terminal.SourceView;
import ninety.coverage.AttestationLog;
import ninety.coverage.Coverage;
import ninety.coverage.InstanceRegions;
import ninety.coverage.SignsOfLife;
import ninety.coverage.Source;
import ninety.coverage.Undelivered;
import ninety.directory.IdentityStoreDirectory;
import ninety.directory.SsoInstance;
import ninety.exemption.ExemptionLog;
import ninety.finding.Notices;
import ninety.format.Format;
import ninety.format.LegacyFormat;
import ninety.format.OcsfFormat;
import ninety.format.TextFormat;
import ninety.policy.PolicyLog;
import ninety.signature.KmsSigner;
import ninety.signature.Signer;
import ninety.signature.SigningKey;
import ninety.signs.StsSigns;
import ninety.store.DynamoAttestations;
import ninety.store.DynamoCoverage;
import ninety.store.DynamoDirectoryChanges;
import ninety.store.DynamoDossiers;
import ninety.store.DynamoExemptions;
import ninety.store.DynamoNotices;
import ninety.store.DynamoPolicyLog;
import ninety.store.DynamoQuota;
import ninety.store.DynamoRearming;
import ninety.store.DynamoReplication;
import ninety.store.DynamoSourceWatches;
import ninety.store.DynamoTamperings;
import ninety.stream.Consumer;
import ninety.stream.ConsumerSettings;
import ninety.stream.SqsDeadLetters;
import ninety.sweep.FarEnd;
import ninety.sweep.Places;
import ninety.sweep.Rules;
import ninety.sweep.Sweep;
import ninety.user.Caller;
import ninety.user.Directory;
import ninety.user.Quota;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatch.CloudWatchAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.identitystore.IdentitystoreAsyncClient;
import software.amazon.awssdk.services.identitystore.IdentitystoreAsyncClientBuilder;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kms.KmsAsyncClient;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.ssoadmin.SsoAdminClient;
import software.amazon.awssdk.services.ssoadmin.SsoAdminClientBuilder;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;

/**
 * Where the parts are made and put together, and nowhere else. Region, credentials and endpoints
 * are the SDK's own business ({@code AWS_REGION}, {@code AWS_PROFILE}, {@code AWS_ENDPOINT_URL…}).
 */
public final class Wiring implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Wiring.class);

  /** Calls to the users table that a short command makes at one time. */
  private static final int CALLS_IN_FLIGHT = 32;

  /** Calls to KMS at one time; SQS takes ten alerts in a call. */
  private static final int SIGNATURES_IN_FLIGHT = 10;

  private static final ClientOverrideConfiguration BOUNDED =
      ClientOverrideConfiguration.builder()
          .apiCallAttemptTimeout(Duration.ofSeconds(5))
          .apiCallTimeout(Duration.ofSeconds(20))
          .build();

  private final Clock clock;
  private final Clients clients = new Clients();

  public Wiring(Clock clock) {
    this.clock = clock;
  }

  public Consumer consumer(ProcessSettings settings) {
    ConsumerSettings how = settings.consumer();
    KinesisAsyncClient kinesis = clients.kinesis();
    DynamoDbAsyncClient keeper = dynamo();
    DynamoDossiers dossiers = dossiers(keeper, settings.table());
    SqsDeadLetters deadLetters =
        new SqsDeadLetters(sqs(), settings.deadLetterQueue(), how.stream());
    checked(
        "stream " + how.stream(),
        () -> answer(kinesis.describeStreamSummary(it -> it.streamName(how.stream()))));
    checked("dead-letter queue " + settings.deadLetterQueue(), deadLetters::check);
    return new Consumer(
        how,
        kinesis,
        // The KCL's lease calls have time-outs of their own.
        clients.opened(DynamoDbAsyncClient.builder()),
        clients.opened(CloudWatchAsyncClient.builder()),
        dossiers,
        new DynamoCoverage(keeper, settings.table()),
        new LoggedNoting(
            new DynamoDirectoryChanges(keeper, settings.table()),
            new DynamoTamperings(keeper, settings.table())),
        deadLetters,
        settings.workerId().orElseGet(() -> UUID.randomUUID().toString()),
        clock,
        new SplittableRandom());
  }

  public Sweep sweep(SweepSettings settings) {
    DynamoDbAsyncClient dynamo = dynamo();
    DynamoDossiers dossiers = dossiers(dynamo, settings.table());
    SqsAsyncClient sqs = sqs();
    checked(
        "alert queue " + settings.alertQueue(),
        () -> answer(sqs.getQueueAttributes(it -> it.queueUrl(settings.alertQueue()))));
    Places places =
        new Places(
            dossiers,
            dossiers,
            new DynamoRearming(dynamo, settings.table()),
            coverage(dynamo, settings.table(), settings.sources()),
            new DynamoSourceWatches(dynamo, settings.table()),
            new DynamoExemptions(dynamo, settings.table()),
            new DynamoAttestations(dynamo, settings.table()),
            settings
                .undelivered()
                .<Undelivered>map(url ->
                    found(
                        "queue of undelivered events " + url,
                        new SqsUndelivered(sqs, url)::checked))
                .orElse(Undelivered.NONE),
            new DynamoNotices(dynamo, settings.table()),
            new DynamoPolicyLog(dynamo, settings.table()),
            new DynamoDirectoryChanges(dynamo, settings.table()),
            new DynamoTamperings(dynamo, settings.table()),
            directory(settings.directory(), new DynamoQuota(dynamo, settings.table())),
            new SqsAlerts(
                sqs,
                settings.alertQueue(),
                format(settings),
                settings.signingKey().map(this::signer)));
    Rules rules =
        new Rules(
            settings.policy(),
            expected(settings.sources()).sources(),
            settings.sources().claim(settings.cautions().changePolicy()),
            settings.sources().horizonLimit(),
            settings.directory().identityStoreId(),
            settings.cautions().acceptGone(),
            settings.cautions().firstSweepLimit(),
            settings.dataKey());
    return new Sweep(
        places,
        rules,
        CALLS_IN_FLIGHT,
        Executors::newVirtualThreadPerTaskExecutor,
        Wiring::pause,
        new FarEnd(
            signs(settings.sources()),
            regionsOfInstance(settings.directory()),
            new DynamoReplication(dynamo, settings.table()),
            settings.account()));
  }

  /** Nobody is asked where no store is. */
  private InstanceRegions regionsOfInstance(DirectorySettings settings) {
    if (settings.identityStoreId().isEmpty()) {
      return InstanceRegions.Answer.Failed::new;
    }
    SsoAdminClientBuilder builder =
        SsoAdminClient.builder()
            .region(place(settings))
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .overrideConfiguration(BOUNDED);
    settings.role().ifPresent(role -> builder.credentialsProvider(assumed(role)));
    SsoAdminClient client = builder.build();
    clients.add(client);
    return new SsoInstance(client, settings.instance(), settings.identityStoreId().get());
  }

  /** They are given where they are expected. */
  private SignsOfLife signs(Sources sources) {
    if (sources.roles().isEmpty()) {
      return SignsOfLife.NONE;
    }
    StsSigns signs =
        new StsSigns(
            sources.roles(),
            Clients.region(),
            DefaultCredentialsProvider.builder().build(),
            UrlConnectionHttpClient.create());
    clients.add(signs);
    return signs;
  }

  private Directory directory(DirectorySettings settings, Quota quota) {
    return settings
        .identityStoreId()
        .<Directory>map(store -> identityStore(store, settings, quota))
        .orElse(Directory.NONE);
  }

  private IdentityStoreDirectory identityStore(String id, DirectorySettings settings, Quota quota) {
    IdentitystoreAsyncClientBuilder builder =
        IdentitystoreAsyncClient.builder()
            .overrideConfiguration(IdentityStoreDirectory.ONE_ATTEMPT);
    settings.role().ifPresent(role -> builder.credentialsProvider(assumed(role)));
    long start = System.nanoTime();
    IdentityStoreDirectory directory =
        new IdentityStoreDirectory(
            clients.opened(builder, place(settings)),
            id,
            quota,
            clock,
            () -> Duration.ofNanos(System.nanoTime() - start),
            new SplittableRandom(),
            Wiring::pause);
    checked("identity store " + id, directory::check);
    return directory;
  }

  /** The Region of the identity store. */
  private static Region place(DirectorySettings settings) {
    return settings.region().map(Region::of).orElseGet(Clients::region);
  }

  /** The SDK takes credentials of a role by a client that is not asynchronous, and by no other. */
  private StsAssumeRoleCredentialsProvider assumed(String role) {
    StsClient sts =
        StsClient.builder()
            .region(Clients.region())
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .overrideConfiguration(BOUNDED)
            .build();
    clients.add(sts);
    StsAssumeRoleCredentialsProvider provider =
        StsAssumeRoleCredentialsProvider.builder()
            .stsClient(sts)
            .refreshRequest(assume -> assume.roleArn(role).roleSessionName("ninety-sweep"))
            .build();
    clients.add(provider);
    return provider;
  }

  /** What is known of the source just now, for commands that only look. */
  public SourceView source(String table, Sources sources) {
    Coverage coverage = coverage(dynamo(), table, sources).read();
    return new SourceView(
        coverage,
        expected(sources)
            .stored(coverage.expectations(), new DynamoReplication(dynamo(), table).read()),
        clock.instant());
  }

  public PolicyLog policyLog(String table) {
    return new DynamoPolicyLog(dynamo(), table);
  }

  public ExemptionLog exemptions(String table) {
    return new DynamoExemptions(dynamo(), table);
  }

  public AttestationLog attestations(String table) {
    return new DynamoAttestations(dynamo(), table);
  }

  public Notices notices(String table) {
    return new DynamoNotices(dynamo(), table);
  }

  public static Caller caller() {
    return CallerIdentity.ask(Clients.region());
  }

  /**
   * Asks when the schedule that was silent longest was heard last; see {@link SweepMetrics}. Empty
   * also where that cannot be read now: what was swept and sent stands all the same.
   */
  public Supplier<Optional<Instant>> heard(SweepSettings settings) {
    DynamoCoverage coverage = coverage(dynamo(), settings.table(), settings.sources());
    Set<Source> expected =
        expected(settings.sources()).sources().stream()
            .filter(source -> source.kind() == Source.Kind.SCHEDULE)
            .collect(Collectors.toSet());
    return () -> {
      try {
        return coverage.read().heardLast(expected);
      } catch (SdkException failed) {
        LOG.warn("The metrics lack the heartbeats' age: {}", Fault.describe(failed));
        return Optional.empty();
      }
    };
  }

  public static Sources.Expected expected(Sources sources) {
    return sources.expected(() -> Clients.region().id());
  }

  private static DynamoCoverage coverage(
      DynamoDbAsyncClient dynamo, String table, Sources sources) {
    return new DynamoCoverage(dynamo, table, sources.home(), sources.places().orElse(Set.of()));
  }

  private static Format format(SweepSettings settings) {
    Region place = place(settings.directory());
    return switch (settings.format()) {
      case OCSF ->
          new OcsfFormat(
              new OcsfFormat.Setting(
                  PartitionMetadata.of(place).id(),
                  Optional.of(place.id()),
                  settings.account(),
                  Version.text(),
                  settings.trial()));
      case LEGACY -> new LegacyFormat();
      case TEXT -> new TextFormat();
    };
  }

  private static void pause(Duration atLeast) {
    try {
      Thread.sleep(atLeast);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private Signer signer(String key) {
    KmsAsyncClient kms = clients.opened(KmsAsyncClient.builder().overrideConfiguration(BOUNDED));
    return new KmsSigner(
        kms, found("signing key " + key, () -> SigningKey.named(key, kms)), SIGNATURES_IN_FLIGHT);
  }

  public DynamoDossiers dossiers(String table) {
    return dossiers(dynamo(), table);
  }

  private static DynamoDossiers dossiers(DynamoDbAsyncClient dynamo, String table) {
    DynamoDossiers dossiers = new DynamoDossiers(dynamo, table);
    checked("users table " + table, dossiers::check);
    return dossiers;
  }

  private DynamoDbAsyncClient dynamo() {
    return clients.opened(DynamoDbAsyncClient.builder().overrideConfiguration(BOUNDED));
  }

  private SqsAsyncClient sqs() {
    return clients.opened(SqsAsyncClient.builder().overrideConfiguration(BOUNDED));
  }

  /** Looks for a part before work begins, so that a mistake is one line and not a log. */
  private static void checked(String what, Runnable look) {
    found(
        what,
        () -> {
          look.run();
          return what;
        });
  }

  /** The same where the look has an answer. */
  private static <T> T found(String what, Supplier<T> look) {
    try {
      return look.get();
    } catch (RuntimeException failed) {
      throw Failure.failed(Diagnosis.of(failed, what));
    }
  }

  @Override
  public void close() {
    clients.close();
  }
}
