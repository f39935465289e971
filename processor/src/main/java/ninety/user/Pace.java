package ninety.user;

import java.time.Duration;

/**
 * A wait between two steps of a long work, so that it leaves others their share of what it uses.
 */
public interface Pace {

  void pause(Duration atLeast);
}
