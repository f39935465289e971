package ninety.user;

import java.time.Instant;
import java.util.Optional;
import ninety.user.Kind.Presence;

/** The answer of the directory about a user, or why there is none. */
public sealed interface DirectoryWord {

  /**
   * An answer.
   *
   * @param name as it is now, where it has the user and says it
   * @param created when the user was created, where it has the user and says it
   */
  record Reported(Presence presence, Optional<String> name, Optional<Instant> created, Proof proof)
      implements DirectoryWord {

    public boolean isGone() {
      return presence == Presence.GONE;
    }
  }

  /** No answer: the directory was not asked, or gave none. */
  record Unavailable(Reason reason) implements DirectoryWord {}

  /** The word that the directory has the user. */
  static Reported found(
      Proof proof, Optional<String> name, boolean enabled, Optional<Instant> created) {
    return new Reported(enabled ? Presence.ENABLED : Presence.DISABLED, name, created, proof);
  }

  /** The word that the directory has no such user. */
  static Reported gone(Proof proof) {
    return new Reported(Presence.GONE, Optional.empty(), Optional.empty(), proof);
  }

  /** Why there is no answer. */
  enum Reason {
    /** There is no directory to ask. */
    NOT_CONFIGURED("not-configured", false),
    /** The decision needed no answer, or came after the last that could be had. */
    NOT_ASKED("not-asked", false),
    /** The directory has so few of its users any more that it may be another directory. */
    MANY_GONE("many-gone", true),
    THROTTLED("throttled", true),
    /** No answer came, or one that is none. */
    UNREACHABLE("unreachable", true),
    ACCESS_DENIED("access-denied", true),
    /** For any other reason that does not pass by itself. */
    REFUSED("refused", true),
    /** The user's record is of another identity store. */
    OTHER_STORE("other-store", true);

    private final String label;
    private final boolean asked;

    Reason(String label, boolean asked) {
      this.label = label;
      this.asked = asked;
    }

    /** The name under which people and machines read it. */
    public String label() {
      return label;
    }

    /** True if there was a question to which no answer came. */
    public boolean asked() {
      return asked;
    }
  }
}
