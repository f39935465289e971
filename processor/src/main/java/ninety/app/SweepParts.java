package ninety.app;

import static ninety.aws.Calls.answer;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import ninety.alert.SqsAlerts;
import ninety.alert.SqsUndelivered;
import ninety.coverage.SignsOfLife;
import ninety.coverage.Undelivered;
import ninety.finding.AlertFormat;
import ninety.format.LegacyFormat;
import ninety.format.OcsfFormat;
import ninety.format.TextFormat;
import ninety.signature.KmsSigner;
import ninety.signature.Signer;
import ninety.signature.SigningKey;
import ninety.signs.StsSigns;
import ninety.store.DynamoAttestations;
import ninety.store.DynamoDirectoryChanges;
import ninety.store.DynamoDossiers;
import ninety.store.DynamoExemptions;
import ninety.store.DynamoFeedWatches;
import ninety.store.DynamoNotices;
import ninety.store.DynamoPolicyLog;
import ninety.store.DynamoQuota;
import ninety.store.DynamoRearming;
import ninety.store.DynamoReconciliations;
import ninety.store.DynamoReplication;
import ninety.store.DynamoTamperings;
import ninety.sweep.FarEnd;
import ninety.sweep.Places;
import ninety.sweep.Rules;
import ninety.sweep.Sweep;
import ninety.user.Directory;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.kms.KmsAsyncClient;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;

/** The parts that judge users and report. */
final class SweepParts {

  /** Calls to the users table that a short command makes at one time. */
  static final int CALLS_IN_FLIGHT = 32;

  /** Calls to KMS at one time; SQS takes ten alerts in a call. */
  private static final int SIGNATURES_IN_FLIGHT = 10;

  private final Clients clients;
  private final SweepSettings settings;
  private final DynamoDbAsyncClient dynamo;
  private final DynamoDossiers dossiers;
  private final SqsAsyncClient sqs;
  private final Optional<Checks.Needed<SqsUndelivered>> undelivered;
  private final DirectoryParts directoryParts;
  private final Directory directory;
  private final Optional<Checks.Needed<Signer>> signer;
  private final Checks checks = new Checks();

  SweepParts(Clients clients, Clock clock, SweepSettings settings) {
    this.clients = clients;
    this.settings = settings;
    dynamo = clients.dynamo();
    dossiers = new DynamoDossiers(dynamo, settings.table());
    checks.need("users table " + settings.table(), dossiers::check);
    sqs = clients.sqs();
    checks.need(
        "alert queue " + settings.alerting().queue(),
        () -> {
          answer(sqs.getQueueAttributes(it -> it.queueUrl(settings.alerting().queue())));
        });
    undelivered =
        settings
            .transport()
            .undelivered()
            .map(url ->
                checks.need(
                    "queue of undelivered events " + url, new SqsUndelivered(sqs, url)::checked));
    directoryParts = new DirectoryParts(clients, clock, settings.directory());
    directory = directoryParts.directory(new DynamoQuota(dynamo, settings.table()), checks);
    signer = settings.alerting().signingKey().map(this::signer);
  }

  Checks checks() {
    return checks;
  }

  /**
   * @throws NotReady if something that it needs is not there
   */
  Sweep sweep() {
    checks.pass();
    return new Sweep(
        places(),
        rules(),
        CALLS_IN_FLIGHT,
        Executors::newVirtualThreadPerTaskExecutor,
        SweepParts::pause,
        new FarEnd(
            signs(),
            directoryParts.regionsOfInstance(),
            new DynamoReplication(dynamo, settings.table()),
            settings.alerting().account()));
  }

  private Places places() {
    String table = settings.table();
    return new Places(
        dossiers,
        dossiers,
        new DynamoRearming(dynamo, table),
        Wiring.coverage(dynamo, table, settings.sources()),
        new DynamoFeedWatches(dynamo, table),
        new DynamoExemptions(dynamo, table),
        new DynamoAttestations(dynamo, table),
        undelivered.<Undelivered>map(Checks.Needed::found).orElse(Undelivered.NONE),
        new DynamoNotices(dynamo, table),
        new DynamoPolicyLog(dynamo, table),
        new DynamoDirectoryChanges(dynamo, table),
        new DynamoTamperings(dynamo, table),
        new DynamoReconciliations(dynamo, table),
        directory,
        format(),
        new SqsAlerts(sqs, settings.alerting().queue(), signer.map(Checks.Needed::found)));
  }

  private Rules rules() {
    return new Rules(
        settings.policy(),
        Wiring.expected(settings.sources()).sources(),
        settings.sources().claim(settings.cautions().changePolicy()),
        settings.sources().horizonLimit(),
        settings.directory().identityStoreId(),
        settings.cautions().acceptGone(),
        settings.cautions().firstSweepLimit(),
        settings.transport().dataKey());
  }

  /** They are given where they are expected. */
  private SignsOfLife signs() {
    if (settings.sources().roles().isEmpty()) {
      return SignsOfLife.NONE;
    }
    StsSigns signs =
        new StsSigns(
            settings.sources().roles(),
            Clients.region(),
            DefaultCredentialsProvider.builder().build(),
            UrlConnectionHttpClient.create());
    clients.add(signs);
    return signs;
  }

  private AlertFormat format() {
    Region place = directoryParts.region();
    return switch (settings.alerting().format()) {
      case OCSF ->
          new OcsfFormat(
              new OcsfFormat.Setting(
                  PartitionMetadata.of(place).id(),
                  Optional.of(place.id()),
                  settings.alerting().account(),
                  Release.version(),
                  settings.trial()));
      case LEGACY -> new LegacyFormat();
      case TEXT -> new TextFormat();
    };
  }

  private Checks.Needed<Signer> signer(String key) {
    KmsAsyncClient kms =
        clients.opened(KmsAsyncClient.builder().overrideConfiguration(Clients.BOUNDED));
    return checks.need(
        "signing key " + key,
        () -> new KmsSigner(kms, SigningKey.named(key, kms), SIGNATURES_IN_FLIGHT));
  }

  static void pause(Duration atLeast) {
    try {
      Thread.sleep(atLeast);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
