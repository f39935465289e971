package ninety.stream;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import ninety.coverage.CoverageLog;
import ninety.coverage.Progress;
import software.amazon.awssdk.services.kinesis.model.Shard;

/** A stream whose shards are split and merged, and a consumer that reads each to its end. */
public final class Resharding {

  private static final Duration RETENTION = Duration.ofHours(24);

  private final CoverageLog coverage;
  private final RandomGenerator random;
  private final List<Listed> listed = new ArrayList<>();
  private int made;

  private record Listed(Shard shard, Instant closed) {
    boolean isOpen() {
      return closed.equals(Instant.MAX);
    }
  }

  /** A stream with this many shards, all of which are known. */
  public Resharding(CoverageLog coverage, int shards, Instant start, RandomGenerator random) {
    this.coverage = coverage;
    this.random = random;
    for (int i = 0; i < shards; i++) {
      make(Shard.builder());
    }
    known().begin("stream", start, () -> start);
  }

  /** Splits so many shards, merges as many pairs, and reads what closes to its end. */
  public void reshard(int many, Instant now) {
    listed.removeIf(shard -> shard.closed().isBefore(now.minus(RETENTION)));
    List<String> ended = new ArrayList<>();
    for (int i = 0; i < many; i++) {
      String split = close(now);
      String one = close(now);
      String other = close(now);
      make(Shard.builder().parentShardId(split));
      make(Shard.builder().parentShardId(split));
      make(Shard.builder().parentShardId(one).adjacentParentShardId(other));
      ended.addAll(List.of(split, one, other));
    }
    // One in full; of the others only what it writes, for the time that the test takes.
    new ShardTrack(known(), ended.getFirst()).ended(KnownShards.Listed.CLOSED, now);
    ended.forEach(shard -> coverage.progressed(shard, new Progress(now, true)));
  }

  /** The ids of the open shards, in order. */
  public List<String> open() {
    TreeSet<String> open = new TreeSet<>();
    listed.stream().filter(Listed::isOpen).forEach(it -> open.add(it.shard().shardId()));
    return List.copyOf(open);
  }

  private KnownShards known() {
    return new KnownShards(
        coverage,
        new Retention(() -> RETENTION),
        () -> listed.stream().map(Listed::shard).toList());
  }

  private String close(Instant now) {
    while (true) {
      int at = random.nextInt(listed.size());
      if (listed.get(at).isOpen()) {
        Shard shard = listed.get(at).shard();
        listed.set(
            at,
            new Listed(
                shard.toBuilder()
                    .sequenceNumberRange(
                        it -> it.startingSequenceNumber("1").endingSequenceNumber("2"))
                    .build(),
                now));
        return shard.shardId();
      }
    }
  }

  private void make(Shard.Builder shard) {
    listed.add(new Listed(shard.shardId("shardId-%012d".formatted(made++)).build(), Instant.MAX));
  }
}
