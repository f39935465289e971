package ninety.simulation;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import ninety.simulation.SimStream.Rec;
import ninety.simulation.SimStream.SimShard;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.model.GetRecordsRequest;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.kinesis.model.GetShardIteratorResponse;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

/** The product's own reads of a shard; now and then one is empty although more follows. */
final class Reads implements KinesisAsyncClient {

  private final World world;

  Reads(World world) {
    this.world = world;
  }

  /** An iterator is a shard and the index of its next record. */
  @Override
  public CompletableFuture<GetShardIteratorResponse> getShardIterator(
      GetShardIteratorRequest request) {
    return world.calls.call(
        Port.STREAM,
        () -> {
          int next =
              request.shardIteratorType() == ShardIteratorType.TRIM_HORIZON
                  ? 0
                  : shard(request.shardId())
                      .after(Long.parseLong(request.startingSequenceNumber()) - 1);
          return CompletableFuture.completedFuture(
              GetShardIteratorResponse.builder()
                  .shardIterator(request.shardId() + "/" + next)
                  .build());
        });
  }

  @Override
  public CompletableFuture<GetRecordsResponse> getRecords(GetRecordsRequest request) {
    return world.calls.call(
        Port.STREAM,
        () -> {
          String[] iterator = request.shardIterator().split("/", -1);
          SimShard shard = shard(iterator[0]);
          int from = Integer.parseInt(iterator[1]);
          int most = world.chance.nextInt(Math.min(3, request.limit()));
          int to = Math.min(shard.records.size(), from + most);
          // That a shard is closed is reported by a read without records.
          boolean ended = shard.closed && from == shard.records.size();
          return CompletableFuture.completedFuture(
              GetRecordsResponse.builder()
                  .records(shard.records.subList(from, to).stream().map(Reads::record).toList())
                  .nextShardIterator(ended ? null : shard.id + "/" + to)
                  .build());
        });
  }

  /** For mutants: of whatever shard, nothing comes after any record. */
  static KinesisAsyncClient endingAtOnce() {
    return new KinesisAsyncClient() {
      @Override
      public CompletableFuture<GetShardIteratorResponse> getShardIterator(
          GetShardIteratorRequest request) {
        return CompletableFuture.completedFuture(
            GetShardIteratorResponse.builder().shardIterator("end").build());
      }

      @Override
      public CompletableFuture<GetRecordsResponse> getRecords(GetRecordsRequest request) {
        return CompletableFuture.completedFuture(GetRecordsResponse.builder().build());
      }

      @Override
      public String serviceName() {
        return "kinesis";
      }

      @Override
      public void close() {}
    };
  }

  private SimShard shard(String id) {
    List<SimShard> shards = world.stream().shards();
    return shards.stream().filter(it -> it.id.equals(id)).findFirst().orElseThrow();
  }

  private static Record record(Rec rec) {
    return Record.builder()
        .sequenceNumber(Long.toString(rec.sequence()))
        .partitionKey("p")
        .approximateArrivalTimestamp(rec.arrival())
        .data(SdkBytes.fromByteArray(rec.data()))
        .build();
  }

  @Override
  public String serviceName() {
    return "kinesis";
  }

  @Override
  public void close() {}
}
