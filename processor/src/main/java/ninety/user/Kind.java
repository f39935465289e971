package ninety.user;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The kind of a fact: what happened to a user, what the user did, or what the directory says of the
 * user.
 */
public sealed interface Kind {

  /**
   * The labels of all that events can show; {@link Listed} and {@link Described} come from the
   * directory alone.
   */
  List<String> OF_EVENTS =
      List.of(
          "sign-in",
          "portal-activity",
          "password-reset",
          "user-created",
          "user-deleted",
          "user-disabled",
          "user-enabled",
          "user-updated");

  /** The name under which people and machines read it, such as {@code sign-in}. */
  String label();

  /**
   * The part that the record leaves open although its call is known; empty where it proves all it
   * names.
   */
  default Optional<Caveat> caveat() {
    return Optional.empty();
  }

  /**
   * The person proved who they are.
   *
   * @param credentials empty where the call never says them: {@code Authenticate}
   * @param enrolled whether the user had to register and prove a second factor before the sign-in
   *     was finalized (IAM Identity Center User Guide, {@code DeviceEnrollmentRequired})
   */
  record SignIn(Optional<Credentials> credentials, boolean enrolled) implements Kind {
    public SignIn(Credentials credentials) {
      this(Optional.of(credentials), false);
    }

    public SignIn(Optional<Credentials> credentials) {
      this(credentials, false);
    }

    @Override
    public Optional<Caveat> caveat() {
      if (enrolled) {
        return Optional.of(Caveat.FACTOR_ENROLLED);
      }
      return credentials
          .filter(used -> used.password() && !used.knownFactor() && used.unknownWords() > 0)
          .map(_ -> Caveat.FACTOR_UNKNOWN);
    }

    @Override
    public String label() {
      return "sign-in";
    }
  }

  /** The account was used through the access portal; the person need not have been present. */
  record PortalActivity() implements Kind {
    @Override
    public String label() {
      return "portal-activity";
    }
  }

  /** An administrator set a new password, or had a link mailed that lets the user set one. */
  record PasswordReset(PasswordMode mode) implements Kind {
    @Override
    public Optional<Caveat> caveat() {
      return switch (mode) {
        case ONE_TIME -> Optional.empty();
        case EMAIL -> Optional.of(Caveat.LINK_SENT);
        case UNKNOWN -> Optional.of(Caveat.MODE_UNKNOWN);
      };
    }

    @Override
    public String label() {
      return "password-reset";
    }
  }

  /**
   * The user came to be.
   *
   * @param enabled false only where the call said so
   * @param mode how the user gets a password; {@code UNKNOWN} where the call has none, as those of
   *     the API and of SCIM
   */
  record UserCreated(boolean enabled, PasswordMode mode) implements Kind {
    @Override
    public Optional<Caveat> caveat() {
      return mode == PasswordMode.EMAIL ? Optional.of(Caveat.INVITATION_SENT) : Optional.empty();
    }

    @Override
    public String label() {
      return "user-created";
    }
  }

  record UserDeleted() implements Kind {
    @Override
    public String label() {
      return "user-deleted";
    }
  }

  record UserDisabled() implements Kind {
    @Override
    public String label() {
      return "user-disabled";
    }
  }

  record UserEnabled() implements Kind {
    @Override
    public String label() {
      return "user-enabled";
    }
  }

  /**
   * The directory's own word about the user, at the proof's time.
   *
   * @param created when the user was created, where the answer says so
   */
  record Listed(Presence presence, Optional<Instant> created) implements Kind {
    @Override
    public String label() {
      return "listed";
    }
  }

  /**
   * The directory's word on the person beside the name, for alerts. Of each, empty is not said; an
   * empty text says that there is none.
   */
  record Described(Optional<String> email, Optional<String> manager, Optional<String> department)
      implements Kind {
    @Override
    public String label() {
      return "described";
    }
  }

  /** Declared so that the harmless way to be wrong, an alert, wins a tie. */
  enum Presence {
    GONE("GONE"),
    DISABLED("DISABLED"),
    /**
     * The directory has the user and does not say whether enabled: old services, and files without
     * it.
     */
    PRESENT("PRESENT"),
    ENABLED("ENABLED");

    private final String stored;

    Presence(String stored) {
      this.stored = stored;
    }

    /** The name under which it is stored, which never changes. */
    public String stored() {
      return stored;
    }

    /** True if it says that the user may not sign in. */
    public boolean revokes() {
      return this == GONE || this == DISABLED;
    }
  }

  /**
   * The user was seen to exist, no more.
   *
   * @param statusInDoubt whether the call may have enabled or disabled the user and the record
   *     hides which
   */
  record UserUpdated(boolean statusInDoubt) implements Kind {
    @Override
    public Optional<Caveat> caveat() {
      return statusInDoubt ? Optional.of(Caveat.STATUS_IN_DOUBT) : Optional.empty();
    }

    @Override
    public String label() {
      return "user-updated";
    }
  }

  /**
   * The way in which a call of an administrator gives the user a password: its {@code
   * passwordMode}.
   */
  enum PasswordMode {
    /** A one-time password was set: {@code OTP}, {@code ONE_TIME_PASSWORD}. */
    ONE_TIME,
    /** A link or an invitation was mailed. Whether it is followed leaves no event. */
    EMAIL,
    /** The call says none, or one that is not known here. */
    UNKNOWN
  }

  /** A part that a record leaves open. It qualifies the fact and never hides it. */
  enum Caveat {
    FACTOR_ENROLLED(
        "The user registered and proved a second factor within this sign-in, so it shows neither"
            + " the password alone nor a factor that was there before."),
    FACTOR_UNKNOWN(
        "CredentialType has a word beside PASSWORD that is not known here, so it proves no second"
            + " factor."),
    LINK_SENT("A link was mailed; no event shows whether it was followed and a password was set."),
    MODE_UNKNOWN(
        "The record does not say how the password was to be reset, so it does not prove that one"
            + " was set."),
    INVITATION_SENT(
        "An invitation was mailed; there is no password until the user accepts it, and no event"
            + " shows that."),
    STATUS_IN_DOUBT(
        "The call may have enabled or disabled the user, and the record hides which: ask the"
            + " directory.");

    private final String explanation;

    Caveat(String explanation) {
      this.explanation = explanation;
    }

    /** The name under which people and machines read it, such as {@code link-sent}. */
    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** One sentence on what is left open. */
    public String explanation() {
      return explanation;
    }
  }
}
