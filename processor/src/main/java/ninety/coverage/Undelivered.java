package ninety.coverage;

import java.time.Instant;
import java.util.Optional;

/** The queue in which events wait that EventBridge could not deliver. */
public interface Undelivered {

  /** No such place is known. */
  Undelivered NONE = _ -> Optional.empty();

  /**
   * Looks what is there, and takes nothing away.
   *
   * @return empty where that is not known now
   * @throws RuntimeException if no repeat can help, such as where the place does not exist or
   *     refuses us
   */
  Optional<Waiting> look(Instant now);
}
