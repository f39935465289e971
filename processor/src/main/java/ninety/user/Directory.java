package ninety.user;

import java.time.Instant;
import java.util.Optional;

/** The directory itself, asked about a user just before something is told. */
public interface Directory {

  /** Where no directory is configured. */
  Directory NONE = _ -> new Answer.Unverified("not-configured");

  /**
   * Asks about a user, of whom the record says in which store to look. What passes by itself is
   * tried again for a while; what could not be found out, for whatever reason, is an answer too.
   *
   * @throws RuntimeException if there is no directory that could be asked, until a person changes
   *     something
   */
  Answer ask(UserRecord user);

  /** What the directory says. */
  sealed interface Answer {
    /**
     * It has the user.
     *
     * @param created when the user was created, where the answer says so
     */
    record Found(Proof proof, Optional<String> name, boolean enabled, Optional<Instant> created)
        implements Answer {}

    /** It has no such user. */
    record Gone(Proof proof) implements Answer {}

    /**
     * It gave no answer.
     *
     * @param reason one of a few words, such as {@code not-configured} or {@code throttled}
     */
    record Unverified(String reason) implements Answer {}
  }
}
