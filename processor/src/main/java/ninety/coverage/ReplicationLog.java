package ninety.coverage;

import java.util.Optional;

/** The store of the latest answer about the instance's Regions. */
public interface ReplicationLog {

  Optional<Replication> read();

  /** {@link Replication#after} what was known. */
  void asked(Replication answer);
}
