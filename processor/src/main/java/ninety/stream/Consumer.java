package ninety.stream;

import static ninety.aws.Calls.answer;
import static software.amazon.kinesis.common.InitialPositionInStream.TRIM_HORIZON;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import ninety.aws.Misconfigured;
import ninety.aws.WrongAnswer;
import ninety.cloudtrail.RecordReader;
import ninety.coverage.CoverageLog;
import ninety.finding.Dossiers;
import ninety.ingest.Counts;
import ninety.ingest.DeadLetters;
import ninety.ingest.Noting;
import ninety.ingest.RecordKeeper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.cloudwatch.CloudWatchAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.model.ListShardsResponse;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.StreamDescriptionSummary;
import software.amazon.kinesis.common.ConfigsBuilder;
import software.amazon.kinesis.common.InitialPositionInStreamExtended;
import software.amazon.kinesis.coordinator.CoordinatorConfig;
import software.amazon.kinesis.coordinator.Scheduler;
import software.amazon.kinesis.coordinator.WorkerStateChangeListener;
import software.amazon.kinesis.leases.LeaseManagementConfig;
import software.amazon.kinesis.leases.dynamodb.DynamoDBLeaseSerializer;
import software.amazon.kinesis.metrics.NullMetricsFactory;
import software.amazon.kinesis.processor.ShardRecordProcessorFactory;
import software.amazon.kinesis.processor.SingleStreamTracker;
import software.amazon.kinesis.retrieval.RetrievalConfig;
import software.amazon.kinesis.retrieval.fanout.FanOutConfig;
import software.amazon.kinesis.retrieval.polling.PollingConfig;

/**
 * One worker of the Kinesis Client Library: takes leases on shards, settles their records and
 * checkpoints, until it is stopped. Any number of workers with one application name share a stream.
 */
public final class Consumer {

  private static final Logger LOG = LoggerFactory.getLogger(Consumer.class);

  /** For the batches under way: above the longest single call, which is 20 s. */
  private static final Duration BATCHES = Duration.ofSeconds(45);

  /** The same, and what the KCL itself does to end. Far below ECS's longest stop timeout, 120 s. */
  public static final Duration GRACE = Duration.ofSeconds(60);

  private final ConsumerSettings settings;
  private final KinesisAsyncClient kinesis;
  private final DynamoDbAsyncClient dynamo;
  private final CloudWatchAsyncClient cloudWatch;
  private final Dossiers dossiers;
  private final CoverageLog coverage;
  private final Noting noting;
  private final DeadLetters deadLetters;
  private final String workerId;
  private final Clock clock;
  private final RandomGenerator random;
  private final Counts counts = new Counts();
  private final Stop stop = new Stop();
  private final CountDownLatch ended = new CountDownLatch(1);

  /**
   * @param cloudWatch asked for by the KCL's configuration and never called: it sends no metrics
   * @param noting takes each change of the directory's source and of our own way, before a
   *     checkpoint passes it; called from several threads
   * @param workerId unlike that of any other worker, the same worker's earlier lives included
   */
  public Consumer(
      ConsumerSettings settings,
      KinesisAsyncClient kinesis,
      DynamoDbAsyncClient dynamo,
      CloudWatchAsyncClient cloudWatch,
      Dossiers dossiers,
      CoverageLog coverage,
      Noting noting,
      SqsDeadLetters deadLetters,
      String workerId,
      Clock clock,
      RandomGenerator random) {
    this.settings = settings;
    this.kinesis = kinesis;
    this.dynamo = dynamo;
    this.cloudWatch = cloudWatch;
    this.dossiers = dossiers;
    this.coverage = coverage;
    this.noting = noting;
    this.deadLetters = deadLetters;
    this.workerId = workerId;
    this.clock = clock;
    this.random = random;
  }

  public Counts.Tally tally() {
    return counts.tally();
  }

  /**
   * Consumes until {@link #stop} or a failure that only a person can mend, which is thrown after
   * the shards that can be were left in order.
   */
  public void run() {
    try {
      StreamDescriptionSummary stream = stream();
      Optional<String> refusal =
          settings
              .coverageFrom()
              .filter(_ -> !settings.trial())
              .flatMap(from -> refusal(from, stream.streamCreationTimestamp(), clock.instant()));
      if (refusal.isPresent()) {
        throw new Misconfigured(refusal.get(), Misconfigured.Setting.COVERAGE_FROM);
      }
      KnownShards shards = new KnownShards(coverage, new Retention(this::retention), this::shards);
      // A stream that is made anew under the same name has other shards.
      shards.begin(
          stream.streamARN() + " of " + stream.streamCreationTimestamp(),
          settings.coverageFrom().orElseGet(clock::instant),
          clock);
      Scheduler scheduler = scheduler(shards);
      Thread.ofVirtual().name("stopper").start(() -> shutDownWhenAsked(scheduler));
      scheduler.run();
    } finally {
      stop.request();
      ended.countDown();
    }
    Optional<Throwable> failure = stop.failure();
    if (failure.isPresent()) {
      throw failure.get() instanceof RuntimeException unchecked
          ? unchecked
          : new IllegalStateException(failure.get());
    }
  }

  /** Asks {@link #run} to finish its batches, write its checkpoints and return; waits for that. */
  public void stop() {
    stop.request();
    try {
      if (!ended.await(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn(
            "Not ended within {} s; what was not checkpointed is read again", GRACE.toSeconds());
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void shutDownWhenAsked(Scheduler scheduler) {
    while (!stop.pause(Duration.ofDays(1))) {
      // Nobody asked yet.
    }
    try {
      scheduler.startGracefulShutdown().get(BATCHES.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException slow) {
      LOG.warn("Shards were not left in order: {}", slow.toString());
      scheduler.shutdown();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private List<Shard> shards() {
    List<Shard> shards = new ArrayList<>();
    String next = null;
    do {
      String token = next;
      ListShardsResponse page =
          answer(
              kinesis.listShards(list ->
                  list.streamName(token == null ? settings.stream() : null).nextToken(token)));
      shards.addAll(page.shards());
      next = page.nextToken();
    } while (next != null);
    if (shards.isEmpty()) {
      throw new WrongAnswer(
          "Kinesis lists no shard of stream %s, and every stream has some."
              .formatted(settings.stream()));
    }
    return shards;
  }

  /** Why events cannot have been complete in the stream since an instant. */
  static Optional<String> refusal(Instant from, Instant created, Instant now) {
    if (from.isAfter(now)) {
      return Optional.of(
          "Coverage cannot begin at %s, which is in the future (it is %s): all shards would count as processed until then."
              .formatted(from, now));
    }
    return from.isBefore(created)
        ? Optional.of(
            "Coverage cannot begin at %s, which is before the stream was made (%s): nothing of that time was ever in it. Archived logs of it can be read: 'ninety replay'."
                .formatted(from, created))
        : Optional.empty();
  }

  private Duration retention() {
    return Duration.ofHours(stream().retentionPeriodHours());
  }

  private Scheduler scheduler(KnownShards shards) {
    SkippedBatches skipped = new SkippedBatches(stop);
    ConfigsBuilder configs =
        new ConfigsBuilder(
            new SingleStreamTracker(
                settings.stream(),
                // Nothing is lost: a new application begins with the oldest record there is.
                InitialPositionInStreamExtended.newInitialPosition(TRIM_HORIZON)),
            settings.library().application(),
            kinesis,
            dynamo,
            cloudWatch,
            workerId,
            processors(shards, skipped));
    LeaseManagementConfig leases = configs.leaseManagementConfig();
    CoordinatorConfig coordinator =
        configs
            .coordinatorConfig()
            .workerStateChangeListener(new InitializationFailure(stop))
            // Else each batch's task may list the shards, and where that fails the batch is
            // skipped.
            .skipShardSyncAtWorkerInitializationIfLeasesExist(true);
    if (settings.library().pace() == ConsumerSettings.Pace.LOCAL) {
      LocalPace.apply(leases, coordinator);
      LocalPace.prepareLeases(leases, kinesis, settings.stream(), stop);
    }
    restored(leases, shards).check(settings.library().application());
    shards.vanished(clock.instant());
    return new Scheduler(
        configs.checkpointConfig(),
        coordinator,
        leases,
        configs
            .lifecycleConfig()
            .taskExecutionListener(skipped)
            .aggregatorUtil(new Deaggregation(skipped::handedOver)),
        configs.metricsConfig().metricsFactory(new NullMetricsFactory()),
        // Also with nothing to do: a checkpoint may be due, and a quiet shard is news.
        configs.processorConfig().callProcessRecordsEvenForEmptyRecordList(true),
        retrieval(configs.retrievalConfig()));
  }

  private Restored restored(LeaseManagementConfig leases, KnownShards shards) {
    return new Restored(
        leases.leaseManagementFactory(new DynamoDBLeaseSerializer(), false).createLeaseRefresher(),
        kinesis,
        settings.stream(),
        shards,
        stop,
        backoff());
  }

  private RetrievalConfig retrieval(RetrievalConfig retrieval) {
    return retrieval.retrievalSpecificConfig(
        switch (settings.library().retrieval()) {
          case POLLING -> {
            PollingConfig polling = new PollingConfig(settings.stream(), kinesis);
            if (settings.library().pace() == ConsumerSettings.Pace.LOCAL) {
              LocalPace.apply(polling);
            }
            yield polling;
          }
          case FAN_OUT ->
              new FanOutConfig(kinesis)
                  .streamName(settings.stream())
                  .applicationName(settings.library().application());
        });
  }

  private StreamDescriptionSummary stream() {
    return answer(kinesis.describeStreamSummary(it -> it.streamName(settings.stream())))
        .streamDescriptionSummary();
  }

  private ShardRecordProcessorFactory processors(KnownShards shards, SkippedBatches skipped) {
    RecordReader reader = new RecordReader(settings.watched());
    RecordKeeper keeper =
        new RecordKeeper(
            dossiers,
            settings.writing().granularity(),
            settings.writing().inFlight(),
            Executors::newVirtualThreadPerTaskExecutor,
            counts);
    ShardEnd end = new ShardEnd(shards, kinesis, settings.stream(), stop, backoff());
    return () ->
        new ShardProcessor(
            reader,
            keeper,
            shards,
            end,
            skipped,
            noting,
            deadLetters,
            counts,
            stop,
            backoff(),
            clock,
            settings.library().checkpointEvery());
  }

  private Backoff backoff() {
    return new Backoff(Duration.ofMillis(100), Duration.ofSeconds(20), random);
  }

  /** The KCL logs a failed start and returns from {@code run} as if nothing were wrong. */
  private record InitializationFailure(Stop stop) implements WorkerStateChangeListener {
    @Override
    public void onWorkerStateChange(WorkerState state) {
      LOG.debug("KCL worker: {}", state);
    }

    @Override
    public void onAllInitializationAttemptsFailed(Throwable cause) {
      stop.fail(cause);
    }
  }
}
