package ninety.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Executors;
import ninety.app.ImportSettings.ListFile;
import ninety.directory.RosterFile;
import ninety.reconcile.Reconciler;
import ninety.store.DynamoDirectoryChanges;
import ninety.store.DynamoDossiers;
import ninety.store.DynamoQuota;
import ninety.store.DynamoReconciliations;
import ninety.user.IdentityStoreId;
import ninety.user.Quota;
import ninety.user.Rosters;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;

/** The parts that compare the table with the directory's list. */
final class ImportParts {

  private final Clients clients;
  private final Clock clock;
  private final ImportSettings settings;
  private final DynamoDbAsyncClient dynamo;
  private final DynamoDossiers dossiers;
  private final Checks checks = new Checks();

  ImportParts(Clients clients, Clock clock, ImportSettings settings) {
    this.clients = clients;
    this.clock = clock;
    this.settings = settings;
    dynamo = clients.dynamo();
    dossiers = new DynamoDossiers(dynamo, settings.table());
    checks.need("users table " + settings.table(), dossiers::check);
  }

  /**
   * @throws NotReady if something that it needs is not there
   */
  Reconciler reconciler() {
    checks.pass();
    String table = settings.table();
    return new Reconciler(
        dossiers,
        new DynamoReconciliations(dynamo, table),
        new DynamoDirectoryChanges(dynamo, table),
        SweepParts.CALLS_IN_FLIGHT,
        Executors::newVirtualThreadPerTaskExecutor);
  }

  Rosters rosters() {
    Optional<IdentityStoreId> store =
        settings.directory().identityStoreId().map(IdentityStoreId::new);
    return settings
        .file()
        .<Rosters>map(file -> file(file, store))
        .orElseGet(() ->
            new DirectoryParts(clients, clock, settings.directory())
                .rosters(store.orElseThrow(), quota(), settings.contacts()));
  }

  private Rosters file(ListFile file, Optional<IdentityStoreId> store) {
    return new RosterFile(
        file.path().map(Path::getFileName).map(Path::toString).orElse("standard input"),
        file.path()
            .<RosterFile.Opened>map(path -> () -> Files.newInputStream(path))
            .orElse(() -> System.in),
        store,
        file.listedAt(),
        settings.contacts());
  }

  /** A dry run keeps the same distance between its calls, and takes nothing from the others. */
  private Quota quota() {
    return settings.dryRun() ? (_, now) -> now : new DynamoQuota(dynamo, settings.table());
  }
}
