package ninety.redrive;

import java.time.Instant;
import java.util.List;
import ninety.ingest.Letter;

/** Where messages are brought. */
public interface Destination {

  /**
   * Brings messages, and says what became of each, in their order. Repeating is safe.
   *
   * @throws RuntimeException where only a person can help; nothing is known of any of them then
   */
  List<Outcome> bring(List<Letter> letters, Instant now);
}
