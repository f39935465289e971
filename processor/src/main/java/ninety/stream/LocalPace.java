package ninety.stream;

import static ninety.aws.Calls.answer;

import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.kinesis.common.HashKeyRangeForLease;
import software.amazon.kinesis.coordinator.CoordinatorConfig;
import software.amazon.kinesis.leases.Lease;
import software.amazon.kinesis.leases.LeaseManagementConfig;
import software.amazon.kinesis.leases.LeaseRefresher;
import software.amazon.kinesis.leases.dynamodb.DynamoDBLeaseSerializer;
import software.amazon.kinesis.leases.exceptions.LeasingException;
import software.amazon.kinesis.retrieval.kpl.ExtendedSequenceNumber;
import software.amazon.kinesis.retrieval.polling.PollingConfig;

/**
 * The KCL for one machine. With its own intervals, made for many workers and for DynamoDB's bill,
 * it takes more than a minute from its start on an empty lease table to the first record; with
 * these, and with the lease table made beforehand, a few seconds. Never for AWS: docs/adr/0006.
 */
final class LocalPace {

  private static final Duration IDLE_BETWEEN_READS = Duration.ofMillis(200);

  /** The local server takes seconds to write an answer of 10,000 records, the KCL's own limit. */
  private static final int RECORDS_A_READ = 1000;

  private static final Logger LOG = LoggerFactory.getLogger(LocalPace.class);
  private static final Duration POLL = Duration.ofMillis(100);

  private LocalPace() {}

  static void apply(LeaseManagementConfig leases, CoordinatorConfig coordinator) {
    leases
        .failoverTimeMillis(5000)
        .shardSyncIntervalMillis(1000)
        .leaseAssignmentIntervalMillis(1000L)
        .dynamoDbLockBasedLeaderLeaseDurationInMillis(3000)
        .dynamoDbLockBasedLeaderHeartbeatPeriodInMillis(1000)
        .leasesRecoveryAuditorExecutionFrequencyMillis(2000)
        .leasesRecoveryAuditorInconsistencyConfidenceThreshold(1)
        .listShardsBackoffTimeInMillis(100)
        .listShardsCacheAllowedAgeInSeconds(1);
    leases.workerUtilizationAwareAssignmentConfig().disableWorkerMetrics(true);
    leases.gracefulLeaseHandoffConfig().gracefulLeaseHandoffTimeoutMillis(2000);
    coordinator
        .parentShardPollIntervalMillis(500)
        .shardConsumerDispatchPollIntervalMillis(100)
        .schedulerInitializationBackoffTimeMillis(200);
  }

  static void apply(PollingConfig polling) {
    polling.maxRecords(RECORDS_A_READ).idleTimeBetweenReadsInMillis(IDLE_BETWEEN_READS.toMillis());
  }

  /** Makes the lease table with its index, and a lease for each shard there is, if it is empty. */
  static void prepareLeases(
      LeaseManagementConfig leases, KinesisAsyncClient kinesis, String stream, Stop stop) {
    LeaseRefresher refresher =
        leases.leaseManagementFactory(new DynamoDBLeaseSerializer(), false).createLeaseRefresher();
    try {
      refresher.createLeaseTableIfNotExists();
      refresher.waitUntilLeaseTableExists(1, 60);
      refresher.createLeaseOwnerToLeaseKeyIndexIfNotExists();
      while (!refresher.isLeaseOwnerToLeaseKeyIndexActive() && !stop.pause(POLL)) {
        LOG.debug("Waiting for the lease table's index");
      }
      if (refresher.isLeaseTableEmpty()) {
        for (Shard shard : answer(kinesis.listShards(list -> list.streamName(stream))).shards()) {
          refresher.createLeaseIfNotExists(lease(shard));
        }
      }
    } catch (LeasingException failed) {
      throw Restored.unreadable("The lease table could not be made", failed);
    }
  }

  private static Lease lease(Shard shard) {
    Lease lease = new Lease();
    lease.leaseKey(shard.shardId());
    lease.leaseCounter(0L);
    lease.ownerSwitchesSinceCheckpoint(0L);
    lease.checkpoint(ExtendedSequenceNumber.TRIM_HORIZON);
    lease.parentShardIds(parents(shard));
    lease.hashKeyRange(HashKeyRangeForLease.fromHashKeyRange(shard.hashKeyRange()));
    return lease;
  }

  private static Set<String> parents(Shard shard) {
    Set<String> parents = new TreeSet<>();
    Stream.of(shard.parentShardId(), shard.adjacentParentShardId())
        .filter(java.util.Objects::nonNull)
        .forEach(parents::add);
    return parents;
  }
}
