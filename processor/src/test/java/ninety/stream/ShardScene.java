package ninety.stream;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import ninety.cloudtrail.RecordReader;
import ninety.cloudtrail.Watched;
import ninety.coverage.MemoryCoverage;
import ninety.finding.MemoryDossiers;
import ninety.ingest.Counts;
import ninety.ingest.RecordKeeper;
import ninety.user.Facts;
import ninety.user.Proof;
import ninety.user.UserId;
import org.junit.jupiter.api.BeforeEach;
import software.amazon.kinesis.lifecycle.events.InitializationInput;
import software.amazon.kinesis.lifecycle.events.ProcessRecordsInput;
import software.amazon.kinesis.lifecycle.events.ShardEndedInput;
import software.amazon.kinesis.lifecycle.events.ShutdownRequestedInput;
import software.amazon.kinesis.retrieval.KinesisClientRecord;
import software.amazon.kinesis.retrieval.kpl.ExtendedSequenceNumber;

/** A processor of one shard with all it touches; every checkpoint of every test is watched. */
abstract class ShardScene {

  static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
  static final Duration EVERY = Duration.ofSeconds(10);
  static final UserId MARA = Facts.user(1);
  static final UserId JON = Facts.user(2);

  final MemoryDossiers users = new MemoryDossiers();
  final Table table = new Table(users);
  final MemoryCoverage coverage = new MemoryCoverage();
  final Parked parked = new Parked();
  final Noted noted = new Noted();
  final Shard shard = new Shard();
  final Checkpoints checkpoints =
      new Checkpoints(new NeverPastAnOpenRecord(shard, users, parked, noted));
  final Counts counts = new Counts();
  final Stop stop = new Stop();
  List<software.amazon.awssdk.services.kinesis.model.Shard> listed = List.of(closed());
  Supplier<List<software.amazon.awssdk.services.kinesis.model.Shard>> listing = () -> listed;
  Supplier<Duration> retention = () -> Duration.ofDays(7);
  final SkippedBatches skipped = new SkippedBatches(stop);
  final ManualClock clock = new ManualClock(NOON);
  final ShardProcessor processor = processor(Duration.ZERO);

  @BeforeEach
  void takeUp() {
    takeUp(processor);
  }

  ShardProcessor processor(Duration granularity) {
    KnownShards shards =
        new KnownShards(coverage, new Retention(() -> retention.get()), () -> listing.get());
    Backoff backoff = new Backoff(Duration.ZERO, Duration.ZERO, new SplittableRandom(1));
    return new ShardProcessor(
        new RecordReader(Watched.stream()),
        new RecordKeeper(table, granularity, 8, Executors::newVirtualThreadPerTaskExecutor, counts),
        shards,
        new ShardEnd(shards, new ShardReads(shard), "stream", stop, backoff),
        skipped,
        noted,
        parked,
        counts,
        stop,
        backoff,
        clock,
        EVERY);
  }

  static void takeUp(ShardProcessor processor) {
    takeUp(processor, ExtendedSequenceNumber.TRIM_HORIZON);
  }

  static void takeUp(ShardProcessor processor, ExtendedSequenceNumber checkpoint) {
    processor.initialize(
        InitializationInput.builder().shardId(Shard.ID).extendedSequenceNumber(checkpoint).build());
  }

  static software.amazon.awssdk.services.kinesis.model.Shard closed() {
    return software.amazon.awssdk.services.kinesis.model.Shard.builder()
        .shardId(Shard.ID)
        .sequenceNumberRange(it -> it.startingSequenceNumber("1").endingSequenceNumber("9"))
        .build();
  }

  void process(List<KinesisClientRecord> records) {
    process(processor, records);
  }

  void process(ShardProcessor by, List<KinesisClientRecord> records) {
    by.processRecords(
        ProcessRecordsInput.builder().records(records).checkpointer(checkpoints).build());
  }

  void shutDown() {
    processor.shutdownRequested(ShutdownRequestedInput.builder().checkpointer(checkpoints).build());
  }

  void end() {
    processor.shardEnded(ShardEndedInput.builder().checkpointer(checkpoints).build());
  }

  Optional<Instant> activity(UserId user) {
    return users.read(user).flatMap(dossier -> dossier.user().lastActivity()).map(Proof::time);
  }

  /** A record that stands in no shard, where a granularity leaves the table behind on purpose. */
  static KinesisClientRecord record(String text) {
    return KinesisClientRecord.builder()
        .sequenceNumber("49579")
        .subSequenceNumber(0)
        .data(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)))
        .build();
  }
}
