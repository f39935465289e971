package ninety.ingest;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A queue of what was given up, to be looked through. A message that is received is hidden from
 * everybody for a while, and comes again: each at least once, in no order. A failure that no repeat
 * mends is the SDK's exception.
 */
public interface LetterQueue {

  /** The most messages that one call receives. */
  int AT_ONCE = 10;

  /** About how many messages there are, those included that are hidden now. */
  long size();

  /**
   * Up to {@link #AT_ONCE} messages, which are hidden for this long. None where there is none to be
   * had now; an empty answer alone does not prove that the queue is empty.
   */
  List<Letter> receive(Duration hidden);

  /**
   * Shows messages again at once. What that fails for is shown when its time is over, so nothing is
   * thrown.
   */
  void release(Collection<Letter> letters);

  /** Deletes messages, and returns those of which it is not known. They may come again. */
  List<Letter> delete(Collection<Letter> letters);

  /** Sends a message; its id, or empty where the queue will not take it. */
  Optional<String> send(String text, Map<String, String> attributes);
}
