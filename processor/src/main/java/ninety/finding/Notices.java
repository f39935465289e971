package ninety.finding;

/** The store of which notices were reported. */
public interface Notices {

  Reported read();

  /** Stores it if what is stored still has its version. */
  Stored store(Reported changed);

  /** The outcome of storing. */
  sealed interface Stored {
    /** The state that is stored now, under its new version. */
    record Written(Reported reported) implements Stored {}

    /** Somebody else wrote first: decide again from what is there now. */
    record Overtaken(Reported now) implements Stored {}
  }
}
