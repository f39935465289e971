package ninety.user;

import java.time.Instant;
import java.util.Optional;

/**
 * The person who did something by a command, and when.
 *
 * @param by what the person said
 * @param caller what AWS says of the caller; empty where a version of ninety stored it that did not
 *     ask
 */
public record Author(String by, Instant at, Optional<Caller> caller) {

  public Author(String by, Instant at) {
    this(by, at, Optional.empty());
  }
}
