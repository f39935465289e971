package ninety.finding;

import java.util.Optional;
import ninety.user.UserId;

/**
 * The store of dossiers. Calls wait for the answer; any of them may be repeated after a failure,
 * even one that took effect although its answer was lost.
 */
public interface Dossiers {

  /**
   * The dossier that is stored about a user; may be a moment old, which {@link #store} finds out.
   */
  Optional<Dossier> read(UserId id);

  /** Stores a dossier, if what is stored still has its version. */
  Stored store(Dossier changed);

  /** The outcome of storing. */
  sealed interface Stored {
    /** The dossier as it is stored now, under its new version. */
    record Written(Dossier dossier) implements Stored {}

    /** Somebody else wrote first: decide again from what is there now. */
    record Overtaken(Dossier now) implements Stored {}
  }
}
