package ninety.app;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;
import ninety.archive.FolderArchive;
import ninety.archive.S3Archive;
import ninety.cloudtrail.LogArchive;
import ninety.cloudtrail.RecordReader;
import ninety.coverage.Coverage;
import ninety.coverage.CoverageLog;
import ninety.coverage.Source;
import ninety.ingest.Counts;
import ninety.ingest.DeadLetters;
import ninety.ingest.RecordKeeper;
import ninety.ingest.Settlement;
import ninety.replay.Replay;
import ninety.replay.Scope;
import ninety.store.DynamoCoverage;
import ninety.store.DynamoDirectoryChanges;
import ninety.store.DynamoDossiers;
import ninety.store.DynamoTamperings;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.s3.S3AsyncClient;

/** The parts that read archived records into the table. */
final class ReplayParts {

  /** Each holds a record and a buffer; unpacking is what takes time. */
  private static final int FILES_AT_ONCE = 8;

  private static final int CALLS_IN_FLIGHT = 64;

  /** Some three minutes in all: longer than a throttled table takes to grow. */
  private static final int TRIES = 12;

  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private final Clients clients;
  private final ReplaySettings settings;
  private final Checks checks = new Checks();

  ReplayParts(Clients clients, ReplaySettings settings) {
    this.clients = clients;
    this.settings = settings;
  }

  /**
   * @throws NotReady if something that it needs is not there
   */
  Backfilling backfilling(Instant now, Counts counts) {
    DynamoDbAsyncClient dynamo = clients.dynamo();
    DynamoDossiers dossiers = new DynamoDossiers(dynamo, settings.table());
    checks.need("users table " + settings.table(), dossiers::check);
    checks.pass();
    DynamoCoverage log = new DynamoCoverage(dynamo, settings.table());
    Coverage coverage = log.read();
    Scope scope =
        new Scope(
            settings.places().orElseGet(() -> expected(coverage)),
            settings.since(),
            settings.until());
    return new Backfilling(
        new Replay(
            archive(),
            new Replay.Terms(
                scope,
                now,
                coverage.heardSince(),
                settings.digests().map(it -> it.keys(clients, settings.since(), now))),
            new RecordReader(settings.watched()),
            counts,
            settings.dryRun()
                ? Optional.empty()
                : Optional.of(settles(dynamo, dossiers, log, counts)),
            FILES_AT_ONCE),
        scope,
        log);
  }

  private LogArchive archive() {
    return S3Archive.Address.parse(settings.from())
        .<LogArchive>map(address -> new S3Archive(s3(), address))
        .orElseGet(() -> new FolderArchive(Path.of(settings.from())));
  }

  /** A bucket may be in any Region, and a file takes as long as it takes. */
  private S3AsyncClient s3() {
    return clients.opened(
        S3AsyncClient.builder()
            .crossRegionAccessEnabled(true)
            .forcePathStyle(Clients.hasOwnEndpoint("S3")));
  }

  /** From where events ever came, or should have. */
  private static Set<Source> expected(Coverage coverage) {
    return coverage.expectations().all().keySet().stream()
        .map(source -> source.as(Source.Kind.SCHEDULE))
        .collect(Collectors.toSet());
  }

  private Function<DeadLetters, Settlement> settles(
      DynamoDbAsyncClient dynamo, DynamoDossiers dossiers, CoverageLog log, Counts counts) {
    RecordKeeper keeper =
        new RecordKeeper(
            dossiers,
            Duration.ZERO,
            CALLS_IN_FLIGHT,
            Executors::newVirtualThreadPerTaskExecutor,
            counts);
    LoggedNoting noting =
        new LoggedNoting(
            new DynamoDirectoryChanges(dynamo, settings.table()),
            new DynamoTamperings(dynamo, settings.table()));
    return letters ->
        new Settlement("Replay", keeper, log, noting, letters, counts, ReplayParts::pause);
  }

  private static boolean pause(int retry) {
    if (retry >= TRIES) {
      return true;
    }
    Duration doubled = FIRST_PAUSE.multipliedBy(1L << (retry - 1));
    SweepParts.pause(doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE);
    return Thread.currentThread().isInterrupted();
  }
}
