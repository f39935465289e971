package ninety.coverage;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The latest answer, in memory; {@link ReplicationLogContract} keeps it like the real table. */
public final class MemoryReplication implements ReplicationLog {

  private @Nullable Replication latest;

  @Override
  public synchronized Optional<Replication> read() {
    return Optional.ofNullable(latest);
  }

  @Override
  public synchronized void asked(Replication answer) {
    latest = latest == null ? answer : latest.after(answer);
  }
}
