package ninety.app;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import ninety.alert.SqsUnreadAlerts;
import ninety.cloudtrail.RecordReader;
import ninety.cloudtrail.Watched;
import ninety.finding.UnreadAlerts;
import ninety.ingest.Counts;
import ninety.ingest.LetterQueue;
import ninety.ingest.RecordKeeper;
import ninety.ingest.Settlement;
import ninety.redrive.IntoTable;
import ninety.redrive.OntoStream;
import ninety.redrive.Redrive;
import ninety.store.DynamoCoverage;
import ninety.store.DynamoDirectoryChanges;
import ninety.store.DynamoDossiers;
import ninety.store.DynamoTamperings;
import ninety.stream.KinesisEvents;
import ninety.stream.SqsLetters;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;

/** The parts that bring back what was given up. */
final class RedriveParts {

  /** A queue's messages come ten at a time. */
  private static final int CALLS_IN_FLIGHT = 10;

  private static final int TRIES = 6;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);

  /** Endpoints of SQS name their Region (AWS general reference, Amazon SQS endpoints). */
  private static final Pattern REGION =
      Pattern.compile("(?:sqs|sqs-fips)\\.([a-z0-9-]+)\\..*|([a-z0-9-]+)\\.queue\\..*");

  private final Clients clients;
  private final InstantSource clock;
  private final Checks checks = new Checks();

  RedriveParts(Clients clients, InstantSource clock) {
    this.clients = clients;
    this.clock = clock;
  }

  /**
   * @throws NotReady if there is no such queue
   */
  LetterQueue letters(String what, String url) {
    Checks.Needed<SqsLetters> letters =
        checks.need("queue " + what + " " + url, new SqsLetters(sqs(url), url)::checked);
    checks.pass();
    return letters.found();
  }

  /**
   * @throws NotReady if there is no such queue
   */
  UnreadAlerts unread(String url) {
    Checks.Needed<SqsUnreadAlerts> unread =
        checks.need("queue of unread alerts " + url, new SqsUnreadAlerts(sqs(url), url)::checked);
    checks.pass();
    return unread.found();
  }

  /**
   * @throws NotReady if something that it needs is not there
   */
  Redrive intoTable(String url, String table, Watched watched, Counts counts) {
    DynamoDbAsyncClient dynamo = clients.dynamo();
    DynamoDossiers dossiers = new DynamoDossiers(dynamo, table);
    checks.need("users table " + table, dossiers::check);
    RecordKeeper keeper =
        new RecordKeeper(
            dossiers,
            Duration.ZERO,
            CALLS_IN_FLIGHT,
            Executors::newVirtualThreadPerTaskExecutor,
            counts);
    RecordReader reader = new RecordReader(watched);
    return new Redrive(
        letters("dead-letters", url),
        new IntoTable(
            reader,
            counts,
            deadLetters ->
                new Settlement(
                    "Redrive",
                    keeper,
                    new DynamoCoverage(dynamo, table),
                    new LoggedNoting(
                        new DynamoDirectoryChanges(dynamo, table),
                        new DynamoTamperings(dynamo, table)),
                    deadLetters,
                    counts,
                    RedriveParts::pause)),
        true,
        IntoTable.signs(reader, clock));
  }

  /**
   * @param onlyOf the account whose events alone may be in the queue; empty for any
   * @throws NotReady if something that it needs is not there
   */
  Redrive ontoStream(String what, String url, Optional<String> onlyOf, String stream) {
    Checks.Needed<KinesisEvents> events =
        checks.need("stream " + stream, new KinesisEvents(clients.kinesis(), stream)::checked);
    LetterQueue letters = letters(what, url);
    return new Redrive(
        letters,
        new OntoStream(events.found(), RedriveParts::pause, onlyOf),
        false,
        OntoStream.SIGNS);
  }

  /** Dead letters of a rule are in the rule's Region, which a queue's URL names. */
  private SqsAsyncClient sqs(String url) {
    return regionOf(url)
        .map(region ->
            clients.opened(
                SqsAsyncClient.builder().overrideConfiguration(Clients.BOUNDED), Region.of(region)))
        .orElseGet(clients::sqs);
  }

  static Optional<String> regionOf(String url) {
    Matcher host = REGION.matcher(Optional.ofNullable(host(url)).orElse(""));
    return host.matches()
        ? Optional.ofNullable(host.group(1)).or(() -> Optional.ofNullable(host.group(2)))
        : Optional.empty();
  }

  private static @org.jspecify.annotations.Nullable String host(String url) {
    try {
      return URI.create(url).getHost();
    } catch (IllegalArgumentException nonsense) {
      return null;
    }
  }

  /** Doubling; a redrive can be repeated, so its patience is short. */
  private static boolean pause(int retry) {
    if (retry >= TRIES) {
      return true;
    }
    SweepParts.pause(FIRST_PAUSE.multipliedBy(1L << (retry - 1)));
    return Thread.currentThread().isInterrupted();
  }
}
