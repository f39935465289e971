package ninety.coverage;

final class MemoryReplicationTest extends ReplicationLogContract {

  private final MemoryReplication log = new MemoryReplication();

  @Override
  protected ReplicationLog log() {
    return log;
  }
}
