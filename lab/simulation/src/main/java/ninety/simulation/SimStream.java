package ninety.simulation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.kinesis.model.Shard;

/** The stream: its shards with their records, and the lease of each. Records never expire. */
final class SimStream {

  /** Before the first record. */
  static final long NOTHING = 0;

  /** Past the last record of a shard that has ended. */
  static final long END = Long.MAX_VALUE;

  /** One record; sequence numbers grow over the whole stream. */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares records
  record Rec(long sequence, Instant arrival, Said said, byte[] data) {}

  /** One shard. */
  static final class SimShard {
    final String id;
    final List<SimShard> parents;
    final List<SimShard> children = new ArrayList<>();
    final List<Rec> records = new ArrayList<>();
    final Lease lease = new Lease();
    boolean closed;

    /** Whether Kinesis said of it, rightly or not, that there is no such shard. */
    boolean saidToEnd;

    /** Below this index every record is known to be settled. */
    int settled;

    SimShard(String id, List<SimShard> parents) {
      this.id = id;
      this.parents = parents;
    }

    /** The index of the first record after this sequence number. */
    int after(long sequence) {
      int index = records.size();
      while (index > 0 && records.get(index - 1).sequence() > sequence) {
        index--;
      }
      return index;
    }

    @Override
    public String toString() {
      return id;
    }
  }

  /** Who has a shard, and from where on the next owner begins. */
  static final class Lease {
    Optional<Worker> owner = Optional.empty();
    Instant freeFrom = Instant.MIN;
    int epoch;
    long checkpoint = NOTHING;

    boolean ended() {
      return checkpoint == END;
    }
  }

  private final List<SimShard> shards = new ArrayList<>();
  private long sequences;

  SimStream(int count) {
    for (int i = 0; i < count; i++) {
      open(List.of());
    }
  }

  private SimShard open(List<SimShard> parents) {
    SimShard shard = new SimShard("shardId-%012d".formatted(shards.size()), parents);
    shards.add(shard);
    parents.forEach(parent -> parent.children.add(shard));
    return shard;
  }

  List<SimShard> shards() {
    return shards;
  }

  List<SimShard> openShards() {
    return shards.stream().filter(shard -> !shard.closed).toList();
  }

  SimShard put(Instant now, Said said, int key) {
    List<SimShard> open = openShards();
    SimShard shard = open.get(key % open.size());
    shard.records.add(new Rec(++sequences, now, said, said.bytes()));
    return shard;
  }

  /** Splits a shard, or merges two. */
  boolean reshard(int key, boolean merge) {
    List<SimShard> open = openShards();
    if (shards.size() > 12) {
      return false;
    }
    SimShard one = open.get(key % open.size());
    one.closed = true;
    if (merge && open.size() > 1) {
      SimShard other = open.get((key + 1) % open.size());
      other.closed = true;
      open(List.of(one, other));
    } else {
      open(List.of(one));
      open(List.of(one));
    }
    return true;
  }

  /** As Kinesis lists them, parents first. */
  List<Shard> list() {
    return shards.stream()
        .map(shard ->
            Shard.builder()
                .shardId(shard.id)
                .parentShardId(shard.parents.isEmpty() ? null : shard.parents.getFirst().id)
                .adjacentParentShardId(shard.parents.size() < 2 ? null : shard.parents.get(1).id)
                .sequenceNumberRange(range ->
                    range
                        .startingSequenceNumber("0")
                        .endingSequenceNumber(shard.closed ? Long.toString(END) : null))
                .build())
        .toList();
  }
}
