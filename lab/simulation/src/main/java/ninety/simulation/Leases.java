package ninety.simulation;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import ninety.simulation.SimStream.SimShard;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.model.GetRecordsRequest;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.kinesis.model.GetShardIteratorResponse;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.kinesis.leases.Lease;
import software.amazon.kinesis.leases.LeaseRefresher;
import software.amazon.kinesis.retrieval.kpl.ExtendedSequenceNumber;

/** The lease table, and the records at its checkpoints, for whoever looks at them at a start. */
final class Leases implements KinesisAsyncClient {

  private final World world;

  Leases(World world) {
    this.world = world;
  }

  LeaseRefresher refresher() {
    return (LeaseRefresher)
        Proxy.newProxyInstance(
            Leases.class.getClassLoader(),
            new Class<?>[] {LeaseRefresher.class},
            (_, method, _) ->
                switch (method.getName()) {
                  case "leaseTableExists" -> true;
                  case "listLeases" -> list();
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }

  private List<Lease> list() {
    world.stage().step();
    return world.mutant().leases(world.stream().shards().stream().map(Leases::lease).toList());
  }

  private static Lease lease(SimShard shard) {
    Lease lease = new Lease();
    lease.leaseKey(shard.id);
    long checkpoint = shard.lease.checkpoint;
    lease.checkpoint(
        checkpoint == SimStream.NOTHING
            ? ExtendedSequenceNumber.TRIM_HORIZON
            : checkpoint == SimStream.END
                ? ExtendedSequenceNumber.SHARD_END
                : new ExtendedSequenceNumber(Long.toString(checkpoint), 0L));
    return lease;
  }

  @Override
  public CompletableFuture<GetShardIteratorResponse> getShardIterator(
      GetShardIteratorRequest request) {
    return CompletableFuture.completedFuture(
        GetShardIteratorResponse.builder().shardIterator(request.startingSequenceNumber()).build());
  }

  @Override
  public CompletableFuture<GetRecordsResponse> getRecords(GetRecordsRequest request) {
    return CompletableFuture.completedFuture(
        GetRecordsResponse.builder()
            .records(
                world.stream().shards().stream()
                    .flatMap(shard -> shard.records.stream())
                    .filter(rec -> request.shardIterator().equals(Long.toString(rec.sequence())))
                    .map(rec ->
                        Record.builder()
                            .sequenceNumber(Long.toString(rec.sequence()))
                            .approximateArrivalTimestamp(rec.arrival())
                            .build())
                    .toList())
            .build());
  }

  @Override
  public String serviceName() {
    return "kinesis";
  }

  @Override
  public void close() {}
}
