package ninety.coverage;

import java.util.Optional;

/** Where the latest answer about the instance's Regions is kept. */
public interface ReplicationLog {

  Optional<Replication> read();

  /** {@link Replication#after} what was known. */
  void asked(Replication answer);
}
