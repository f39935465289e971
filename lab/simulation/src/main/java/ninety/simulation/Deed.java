package ninety.simulation;

import java.time.Instant;
import java.util.Optional;

/**
 * Something that really happened in the simulated world, about one user; not yet what anybody knows
 * of it.
 *
 * @param id of CloudTrail's record of it; of two in one second the greater counts as the later
 * @param credentials of a sign-in, as CloudTrail lists them; empty where it says none
 * @param name the user's name, where the record says it
 */
public record Deed(
    int user, What what, Instant time, String id, String credentials, Optional<String> name) {

  /** What happened, as the naive model reports it apart. */
  public enum What {
    SIGNED_IN,
    /** A sign-in with the password at which a second factor had to be registered and proved. */
    ENROLLED,
    /** A login's other call, which never says the credentials. */
    AUTHENTICATED,
    USED_PORTAL,
    /** An administrator set a one-time password. */
    NEW_PASSWORD,
    /** A link was mailed, and that is all that anybody knows. */
    LINK_SENT,
    CREATED_WITH_PASSWORD,
    CREATED_WITH_PASSWORD_DISABLED,
    /** An invitation was mailed. */
    INVITED,
    INVITED_DISABLED,
    /** Without a word on a password: the API does so too. */
    CREATED_BY_SCIM,
    CREATED_DISABLED,
    DELETED,
    DISABLED,
    DISABLED_BY_SCIM,
    ENABLED,
    ENABLED_BY_SCIM,
    /** A PATCH that enables, whose record hides which. */
    PATCHED_ON,
    /** A PATCH that disables, whose record hides which. */
    PATCHED_OFF,
    CHANGED;

    public boolean signsIn() {
      return saysCredentials() || this == AUTHENTICATED;
    }

    boolean saysCredentials() {
      return this == SIGNED_IN || this == ENROLLED;
    }

    public boolean creates() {
      return switch (this) {
        case CREATED_WITH_PASSWORD, CREATED_WITH_PASSWORD_DISABLED -> true;
        case INVITED, INVITED_DISABLED, CREATED_BY_SCIM, CREATED_DISABLED -> true;
        default -> false;
      };
    }

    boolean createsWithPassword() {
      return this == CREATED_WITH_PASSWORD || this == CREATED_WITH_PASSWORD_DISABLED;
    }

    boolean invites() {
      return this == INVITED || this == INVITED_DISABLED;
    }

    /** Whether its record says so. */
    boolean enables() {
      return switch (this) {
        case ENABLED, ENABLED_BY_SCIM, CREATED_WITH_PASSWORD, INVITED, CREATED_BY_SCIM -> true;
        default -> false;
      };
    }

    /** Whether its record says so. */
    boolean disables() {
      return switch (this) {
        case DISABLED, DISABLED_BY_SCIM, CREATED_WITH_PASSWORD_DISABLED -> true;
        case INVITED_DISABLED, CREATED_DISABLED -> true;
        default -> false;
      };
    }

    /** Whether its record hides what it did to the status. */
    boolean hides() {
      return this == PATCHED_ON || this == PATCHED_OFF;
    }

    /** Whether an administrator or an identity provider did it to the user's status or life. */
    boolean ofLifecycle() {
      return this == DELETED || enables() || disables() || hides();
    }
  }

  @Override
  public String toString() {
    return "user %d %s at %s%s%s [%s]"
        .formatted(
            user,
            what,
            time,
            credentials.isEmpty() ? "" : " with " + credentials,
            name.map(it -> " as " + it).orElse(""),
            id.substring(0, Math.min(8, id.length())));
  }
}
