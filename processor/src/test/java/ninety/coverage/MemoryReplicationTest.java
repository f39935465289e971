package ninety.coverage;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

final class MemoryReplicationTest extends ReplicationLogContract {

  private final MemoryReplication log = new MemoryReplication();

  @Override
  protected ReplicationLog log() {
    return log;
  }

  @Override
  protected void keptByEarlierVersion(Instant asked, Set<String> regions) {
    log.asked(new Replication(asked, Optional.of(regions)));
  }
}
