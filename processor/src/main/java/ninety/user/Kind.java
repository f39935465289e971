package ninety.user;

import java.time.Instant;
import java.util.Optional;

/** What happened to a user, what the user did, or what the directory says of the user. */
public sealed interface Kind {

  /** The name under which people and machines read it, such as {@code sign-in}. */
  String label();

  /**
   * The person proved who they are.
   *
   * @param credentials empty where the call never says them: {@code Authenticate}
   */
  record SignIn(Optional<Credentials> credentials) implements Kind {
    public SignIn(Credentials credentials) {
      this(Optional.of(credentials));
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

  /** An administrator set a new password. */
  record PasswordReset() implements Kind {
    @Override
    public String label() {
      return "password-reset";
    }
  }

  /**
   * The user came to be.
   *
   * @param enabled false only where the call said so
   * @param withPassword whether the call made a password too (the console's {@code passwordMode})
   */
  record UserCreated(boolean enabled, boolean withPassword) implements Kind {
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
   * What the directory itself says about the user, at the proof's time.
   *
   * @param created when the user was created, where the answer says so
   */
  record Listed(Presence presence, Optional<Instant> created) implements Kind {
    @Override
    public String label() {
      return "listed";
    }
  }

  /** Declared so that the harmless way to be wrong, an alert, wins a tie. */
  enum Presence {
    GONE,
    DISABLED,
    ENABLED
  }

  /** The user was seen to exist, no more. */
  record UserUpdated() implements Kind {
    @Override
    public String label() {
      return "user-updated";
    }
  }
}
