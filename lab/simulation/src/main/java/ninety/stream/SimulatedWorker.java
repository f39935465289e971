package ninety.stream;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import ninety.cloudtrail.RecordReader;
import ninety.cloudtrail.Watched;
import ninety.coverage.CoverageLog;
import ninety.finding.Dossiers;
import ninety.ingest.Counts;
import ninety.ingest.Noting;
import ninety.ingest.RecordKeeper;
import ninety.user.IdentityStoreId;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.kinesis.leases.LeaseRefresher;
import software.amazon.kinesis.processor.ShardRecordProcessor;

/**
 * One worker as {@link Consumer} puts it together, without the Kinesis Client Library: whoever has
 * it plays the library.
 */
public final class SimulatedWorker {

  /** Whose calls are signs of life. */
  public static final String SIGNS_ROLE = "arn:aws:iam::111122223333:role/ninety-sign-of-life";

  private final KnownShards shards;
  private final KinesisAsyncClient kinesis;
  private final SqsDeadLetters deadLetters;
  private final Noting noting;
  private final Clock clock;
  private final RandomGenerator random;
  private final Settings settings;
  private final Counts counts = new Counts();
  private final Stop stop;
  private final SkippedBatches skipped;
  private final RecordKeeper keeper;

  /** What the simulation says of it. */
  public record Settings(
      Optional<String> store, Duration granularity, Duration retention, Duration checkpointEvery) {}

  /**
   * @param list the shards as Kinesis lists them
   * @param kinesis is asked for what comes after a record, in the thread of the shard
   * @param sleep lets simulated time pass
   */
  public SimulatedWorker(
      Dossiers dossiers,
      CoverageLog coverage,
      Supplier<List<Shard>> list,
      KinesisAsyncClient kinesis,
      Noting noting,
      SqsAsyncClient sqs,
      Supplier<ExecutorService> threads,
      Clock clock,
      RandomGenerator random,
      Consumer<Duration> sleep,
      Settings settings) {
    this.shards = new KnownShards(coverage, new Retention(settings::retention), list);
    this.kinesis = kinesis;
    this.deadLetters = new SqsDeadLetters(sqs, "https://sqs/dead-letters", "stream");
    this.noting = noting;
    this.clock = clock;
    this.random = random;
    this.settings = settings;
    this.stop =
        new Stop((CountDownLatch latch, long timeout, TimeUnit unit) -> {
          if (latch.getCount() > 0) {
            sleep.accept(Duration.of(timeout, unit.toChronoUnit()));
          }
          return latch.getCount() == 0;
        });
    this.skipped = new SkippedBatches(stop);
    this.keeper = new RecordKeeper(dossiers, settings.granularity(), 64, threads, counts);
  }

  /**
   * What a worker does before it takes up any shard.
   *
   * @param checkpoints is asked for the records at the checkpoints, from other threads too
   */
  public void begin(LeaseRefresher leases, KinesisAsyncClient checkpoints) {
    shards.begin("stream", clock.instant(), clock);
    new Restored(leases, checkpoints, "stream", shards, stop, backoff()).check("ninety");
    shards.vanished(clock.instant());
  }

  public ShardRecordProcessor processor() {
    return new ShardProcessor(
        new RecordReader(
            new Watched(
                settings.store().map(IdentityStoreId::new),
                Set.of("111122223333", "444455556666"),
                false,
                Set.of(SIGNS_ROLE))),
        keeper,
        shards,
        new ShardEnd(shards, kinesis, "stream", stop, backoff()),
        skipped,
        noting,
        deadLetters,
        counts,
        stop,
        backoff(),
        clock,
        settings.checkpointEvery());
  }

  private Backoff backoff() {
    return new Backoff(Duration.ofMillis(100), Duration.ofSeconds(20), random);
  }

  public void requestStop() {
    stop.request();
  }

  public boolean stopping() {
    return stop.isRequested();
  }

  public Optional<Throwable> failure() {
    return stop.failure();
  }

  /** Everything that has an end, such as how far it is with waiting, begins anew with a process. */
  public Instant now() {
    return clock.instant();
  }
}
