package ninety.ingest;

import java.util.List;

/** The queue of envelopes that were given up. */
public interface DeadLetters {

  /**
   * Parks the letters and returns those that are not known to have arrived; repeating is safe, a
   * reader drops repeats by their position in the stream. A queue that is not there or not allowed
   * is the SDK's exception.
   */
  List<DeadLetter> park(List<DeadLetter> letters);
}
