package ninety.user;

import java.util.function.IntConsumer;

/** Where the directory's list of its users comes from. */
public interface Rosters {

  /**
   * Reads the whole list. What passes by itself is tried again for a while.
   *
   * @param progress takes how many users were read so far
   * @throws RuntimeException if the list cannot be read to its end: half a list is none
   */
  Roster read(IntConsumer progress);
}
