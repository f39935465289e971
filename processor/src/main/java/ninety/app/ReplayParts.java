package ninety.app;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import ninety.archive.EventHistory;
import ninety.archive.FolderArchive;
import ninety.archive.HistoryCalls;
import ninety.archive.S3Archive;
import ninety.aws.Misconfigured;
import ninety.cloudtrail.EventNames;
import ninety.cloudtrail.HistoryPart;
import ninety.cloudtrail.LogArchive;
import ninety.cloudtrail.RecordReader;
import ninety.cloudtrail.Watched;
import ninety.coverage.Coverage;
import ninety.coverage.CoverageLog;
import ninety.coverage.Source;
import ninety.ingest.Counts;
import ninety.ingest.DeadLetters;
import ninety.ingest.RecordKeeper;
import ninety.ingest.Settlement;
import ninety.replay.Deliveries;
import ninety.replay.Names;
import ninety.replay.PartsRead;
import ninety.replay.Reckoning;
import ninety.replay.Replay;
import ninety.replay.Scope;
import ninety.replay.Taking;
import ninety.store.DynamoCoverage;
import ninety.store.DynamoDirectoryChanges;
import ninety.store.DynamoDossiers;
import ninety.store.DynamoQuota;
import ninety.store.DynamoReconciliations;
import ninety.store.DynamoTamperings;
import ninety.user.IdentityStoreId;
import ninety.user.Reconciliation;
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
    Table table = table(counts);
    Scope scope =
        new Scope(
            settings.places().orElseGet(() -> expected(table.coverage())),
            settings.since(),
            settings.until());
    LogArchive archive = archive();
    return new Backfilling(
        part -> table.replay(archive, part, now, new Deliveries()), scope, table.log());
  }

  /**
   * Makes what reads event history.
   *
   * @param progress takes how many calls were made so far
   * @throws NotReady if something that it needs is not there
   */
  History history(Instant now, Counts counts, LongConsumer progress) {
    Table table = table(counts);
    HistoryParts parts = new HistoryParts(clients, settings.historyRoles());
    Map<Boolean, Set<Source>> places =
        parts.readable(
            settings.places().orElseGet(() -> expected(table.coverage())),
            settings.watched().accounts());
    HistoryCalls calls = parts.calls(progress);
    return new History(
        part -> {
          List<HistoryPart> asked = HistoryParts.of(part);
          return table.replay(
              new EventHistory(calls, EventNames.ofUsers(), asked),
              part,
              now,
              new PartsRead(asked));
        },
        new Scope(places.getOrDefault(true, Set.of()), settings.since(), settings.until()),
        places.getOrDefault(false, Set.of()),
        EventNames.ofUsers().size(),
        calls::made,
        table.log());
  }

  /** The users table, looked for. */
  Table table(Counts counts) {
    DynamoDbAsyncClient dynamo = clients.dynamo();
    DynamoDossiers dossiers = new DynamoDossiers(dynamo, settings.table());
    checks.need("users table " + settings.table(), dossiers::check);
    checks.need(
        "directory",
        () ->
            sameStore(
                settings.watched(), new DynamoReconciliations(dynamo, settings.table()).read()));
    checks.pass();
    DynamoCoverage log = new DynamoCoverage(dynamo, settings.table());
    return new Table(this, dynamo, dossiers, log, log.read(), counts);
  }

  /**
   * Of another store all events are ignored, and the time in which nothing was heard would count as
   * covered.
   */
  static void sameStore(Watched watched, Reconciliation.Latest compared) {
    Optional<String> store = watched.store().map(IdentityStoreId::value);
    compared
        .done()
        .filter(done -> !done.store().mayBe(store))
        .ifPresent(done -> {
          throw new Misconfigured(
              "The table's users are of identity store %s, and not of %s"
                  .formatted(done.store().value(), store.orElse("")),
              Misconfigured.Setting.IDENTITY_STORE);
        });
  }

  /** Where replays write. */
  record Table(
      ReplayParts parts,
      DynamoDbAsyncClient dynamo,
      DynamoDossiers dossiers,
      DynamoCoverage log,
      Coverage coverage,
      Counts counts) {

    Replay replay(LogArchive archive, Scope scope, Instant now, Reckoning reckoning) {
      return new Replay(
          archive,
          new Replay.Terms(
              scope,
              now,
              coverage.heardSince(),
              Optional.of(parts.names(dynamo, dossiers)),
              parts.settings.digests().map(it -> it.keys(parts.clients, scope.since(), now))),
          new RecordReader(parts.settings.watched()),
          counts,
          parts.settings.dryRun() ? Optional.empty() : Optional.of(settles(counts)),
          FILES_AT_ONCE,
          reckoning);
    }

    /** One that has its records taken so, whatever else is set. */
    Replay replay(
        LogArchive archive,
        Scope scope,
        Instant now,
        Counts counted,
        Function<DeadLetters, Taking> taking,
        Reckoning reckoning) {
      return new Replay(
          archive,
          new Replay.Terms(scope, now, coverage.heardSince()),
          new RecordReader(parts.settings.watched()),
          counted,
          Optional.of(taking),
          FILES_AT_ONCE,
          reckoning);
    }

    Function<DeadLetters, Taking> settles(Counts written) {
      return parts.settles(dynamo, dossiers, log, written);
    }
  }

  /** A dry run keeps the same distance between its calls, and takes nothing from the others. */
  private Names.Source names(DynamoDbAsyncClient dynamo, DynamoDossiers dossiers) {
    return new NameParts(clients, Clock.systemUTC(), dossiers, settings.names())
        .source(settings.dryRun() ? (_, now) -> now : new DynamoQuota(dynamo, settings.table()));
  }

  LogArchive archive() {
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
  static Set<Source> expected(Coverage coverage) {
    return coverage.expectations().all().keySet().stream()
        .map(source -> source.as(Source.Kind.SCHEDULE))
        .collect(Collectors.toSet());
  }

  private Function<DeadLetters, Taking> settles(
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
        new Settlement("Replay", keeper, log, noting, letters, counts, ReplayParts::pause)::settle;
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
