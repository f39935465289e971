package ninety.app;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import ninety.aws.Fault;
import ninety.cloudtrail.Watched;
import ninety.coverage.AttestationLog;
import ninety.coverage.Coverage;
import ninety.coverage.CoverageLog;
import ninety.coverage.MissedLog;
import ninety.coverage.Source;
import ninety.exemption.ExemptionLog;
import ninety.finding.AllDossiers;
import ninety.finding.Notices;
import ninety.finding.UnreadAlerts;
import ninety.ingest.Counts;
import ninety.ingest.LetterQueue;
import ninety.policy.PolicyLog;
import ninety.reconcile.Reconciler;
import ninety.redrive.Redrive;
import ninety.replay.DayCount;
import ninety.store.DynamoAttestations;
import ninety.store.DynamoCoverage;
import ninety.store.DynamoDossiers;
import ninety.store.DynamoExemptions;
import ninety.store.DynamoMissed;
import ninety.store.DynamoNotices;
import ninety.store.DynamoPolicyLog;
import ninety.store.DynamoReconciliations;
import ninety.store.DynamoReplication;
import ninety.stream.Consumer;
import ninety.sweep.Sweep;
import ninety.user.Caller;
import ninety.user.Reconciliations;
import ninety.user.Rosters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;

/**
 * Where the parts are made and put together, and nowhere else. Region, credentials and endpoints
 * are the SDK's own business ({@code AWS_REGION}, {@code AWS_PROFILE}, {@code AWS_ENDPOINT_URL…}).
 */
public final class Wiring implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Wiring.class);

  private final Clock clock;
  private final Clients clients = new Clients();

  public Wiring(Clock clock) {
    this.clock = clock;
  }

  /**
   * Makes what consumes the stream.
   *
   * @throws NotReady if something that it needs is not there
   */
  public Consumer consumer(ProcessSettings settings) {
    return new ConsumerParts(clients, clock, settings).consumer();
  }

  /** Everything that a consumer needs, looked for. */
  public List<Check> checks(ProcessSettings settings) {
    return new ConsumerParts(clients, clock, settings).checks().all();
  }

  /**
   * Makes what judges users and reports.
   *
   * @throws NotReady if something that it needs is not there
   */
  public Sweep sweep(SweepSettings settings) {
    return new SweepParts(clients, clock, settings).sweep();
  }

  /** Everything that a sweep needs, looked for. */
  public List<Check> checks(SweepSettings settings) {
    return new SweepParts(clients, clock, settings).checks().all();
  }

  /**
   * Makes what reads archived records into the table.
   *
   * @param counts of the records, which it moves
   * @throws NotReady if something that it needs is not there
   */
  public Backfilling backfilling(ReplaySettings settings, Counts counts) {
    return new ReplayParts(clients, settings).backfilling(clock.instant(), counts);
  }

  /**
   * The coverage of a table.
   *
   * @throws NotReady if there is no such table
   */
  public CoverageLog coverageLog(String table) {
    dossiers(table);
    return new DynamoCoverage(clients.dynamo(), table);
  }

  /**
   * Makes what reads CloudTrail's event history into the table.
   *
   * @param counts of the records, which it moves
   * @param progress takes how many calls were made so far
   * @throws NotReady if something that it needs is not there
   */
  public History history(ReplaySettings settings, Counts counts, LongConsumer progress) {
    return new ReplayParts(clients, settings).history(clock.instant(), counts, progress);
  }

  /** Makes what brings back the dead letters of the consumer. */
  public Redrive redriveIntoTable(String queue, String table, Watched watched, Counts counts) {
    return new RedriveParts(clients, clock).intoTable(queue, table, watched, counts);
  }

  /**
   * Makes what puts events that EventBridge gave up onto the stream again.
   *
   * @param what the queue is called
   * @param onlyOf the account whose events alone may be in the queue; empty for any
   */
  public Redrive redriveOntoStream(
      String what, String queue, Optional<String> onlyOf, String stream) {
    return new RedriveParts(clients, clock).ontoStream(what, queue, onlyOf, stream);
  }

  /** A queue of what was given up, to be looked through. */
  public LetterQueue letters(String what, String queue) {
    return new RedriveParts(clients, clock).letters(what, queue);
  }

  public UnreadAlerts unreadAlerts(String queue) {
    return new RedriveParts(clients, clock).unread(queue);
  }

  /**
   * Compares the table with the directory's list.
   *
   * @throws NotReady if something that it needs is not there
   */
  public Reconciler reconciler(ImportSettings settings) {
    return new ImportParts(clients, clock, settings).reconciler();
  }

  /** The place where that list comes from. */
  public Rosters rosters(ImportSettings settings) {
    return new ImportParts(clients, clock, settings).rosters();
  }

  /** The outcomes of the latest comparisons. */
  public Reconciliations reconciliations(String table) {
    return new DynamoReconciliations(clients.dynamo(), table);
  }

  /**
   * Makes what counts what never came by the stream.
   *
   * @param settings of which the time is the day
   * @param granularity by how much the last activity must move for the consumer to write it
   * @param naming is given each as it is found
   * @param progress takes how many calls were made so far, where event history is read
   * @throws NotReady if something that it needs is not there
   */
  public DayCounting dayCounting(
      ReplaySettings settings,
      Duration granularity,
      DayCount.Naming naming,
      Counts counts,
      LongConsumer progress) {
    return new DayParts(clients, settings, new ReplayParts(clients, settings))
        .counting(granularity, naming, clock.instant(), counts, progress);
  }

  public MissedLog missed(String table) {
    return new DynamoMissed(clients.dynamo(), table);
  }

  /** Reads what is known of the feed just now, for commands that only look. */
  public Feed feed(String table, Sources sources) {
    Coverage coverage = coverage(clients.dynamo(), table, sources).read();
    return new Feed(
        coverage,
        expected(sources)
            .stored(coverage.expectations(), new DynamoReplication(clients.dynamo(), table).read()),
        clock.instant());
  }

  public PolicyLog policyLog(String table) {
    return new DynamoPolicyLog(clients.dynamo(), table);
  }

  public ExemptionLog exemptions(String table) {
    return new DynamoExemptions(clients.dynamo(), table);
  }

  public AttestationLog attestations(String table) {
    return new DynamoAttestations(clients.dynamo(), table);
  }

  public Notices notices(String table) {
    return new DynamoNotices(clients.dynamo(), table);
  }

  /** A pause by the machine's clock. */
  public static void pause(Duration atLeast) {
    SweepParts.pause(atLeast);
  }

  public static Caller caller() {
    return CallerIdentity.ask(Clients.region());
  }

  /**
   * Asks when the schedule that was silent longest was heard last; for the metrics. Empty also
   * where that cannot be read now: what was swept and sent stands all the same.
   */
  public Supplier<Optional<Instant>> heard(SweepSettings settings) {
    DynamoCoverage coverage = coverage(clients.dynamo(), settings.table(), settings.sources());
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

  static DynamoCoverage coverage(DynamoDbAsyncClient dynamo, String table, Sources sources) {
    return new DynamoCoverage(dynamo, table, sources.home(), sources.places().orElse(Set.of()));
  }

  /**
   * The dossiers of a table.
   *
   * @throws NotReady if there is no such table
   */
  public AllDossiers dossiers(String table) {
    DynamoDossiers dossiers = new DynamoDossiers(clients.dynamo(), table);
    Checks checks = new Checks();
    checks.need("users table " + table, dossiers::check);
    checks.pass();
    return dossiers;
  }

  @Override
  public void close() {
    clients.close();
  }
}
