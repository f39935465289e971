package ninety.coverage;

import java.util.Optional;

/** Where the latest answer about the instance's Regions is kept. */
public interface ReplicationLog {

  Optional<Replication> read();

  /** Of several the latest that was asked stays. */
  void asked(Replication answer);
}
