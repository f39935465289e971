package ninety.stream;

import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.model.GetRecordsRequest;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.kinesis.model.GetShardIteratorResponse;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;
import software.amazon.kinesis.retrieval.KinesisClientRecord;

/** Reads of one closed shard, as Kinesis answers them: some are empty although more follows. */
final class ShardReads implements KinesisAsyncClient {

  private final Shard shard;
  private final Deque<RuntimeException> failures = new ArrayDeque<>();
  private int emptyReads;
  private boolean nearer;
  private int calls;

  ShardReads(Shard shard) {
    this.shard = shard;
  }

  /** So many reads, from where on ever, come back empty. */
  void empty(int reads) {
    emptyReads = reads;
  }

  /** The same, and each is nearer to the tip than the one before. */
  void nearer(int reads) {
    emptyReads = reads;
    nearer = true;
  }

  void fail(RuntimeException... next) {
    failures.addAll(List.of(next));
  }

  int calls() {
    return calls;
  }

  @Override
  public CompletableFuture<GetShardIteratorResponse> getShardIterator(
      GetShardIteratorRequest request) {
    failIfPlanned();
    int from =
        request.shardIteratorType() == ShardIteratorType.TRIM_HORIZON
            ? 0
            : (int)
                shard.records().stream()
                    .filter(it -> isBefore(it, request.startingSequenceNumber()))
                    .count();
    return CompletableFuture.completedFuture(
        GetShardIteratorResponse.builder().shardIterator(Integer.toString(from)).build());
  }

  @Override
  public CompletableFuture<GetRecordsResponse> getRecords(GetRecordsRequest request) {
    failIfPlanned();
    int from = Integer.parseInt(request.shardIterator());
    if (emptyReads > 0) {
      emptyReads--;
      return CompletableFuture.completedFuture(
          GetRecordsResponse.builder()
              .nextShardIterator(request.shardIterator())
              .millisBehindLatest(nearer ? (long) emptyReads : null)
              .build());
    }
    Optional<KinesisClientRecord> next = shard.records().stream().skip(from).findFirst();
    return CompletableFuture.completedFuture(
        GetRecordsResponse.builder()
            .records(next.map(ShardReads::record).stream().toList())
            .nextShardIterator(next.isEmpty() ? null : Integer.toString(from + 1))
            .build());
  }

  private void failIfPlanned() {
    calls++;
    if (!failures.isEmpty()) {
      throw failures.poll();
    }
  }

  private static boolean isBefore(KinesisClientRecord record, String sequence) {
    return new BigInteger(record.sequenceNumber()).compareTo(new BigInteger(sequence)) < 0;
  }

  private static Record record(KinesisClientRecord record) {
    return Record.builder()
        .sequenceNumber(record.sequenceNumber())
        .partitionKey(record.partitionKey())
        .data(SdkBytes.fromByteBuffer(record.data()))
        .build();
  }

  @Override
  public String serviceName() {
    return "kinesis";
  }

  @Override
  public void close() {}
}
