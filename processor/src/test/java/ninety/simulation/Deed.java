package ninety.simulation;

import java.time.Instant;
import java.util.Optional;

/**
 * Something that really happened in the simulated world, about one user; not yet what anybody knows
 * of it.
 *
 * @param id of CloudTrail's record of it; of two in one second the greater counts as the later
 * @param credentials of a sign-in, as CloudTrail lists them
 * @param name the user's name, where the record says it
 */
record Deed(
    int user, What what, Instant time, String id, String credentials, Optional<String> name) {

  /** What happened, as the naive model tells it apart. */
  enum What {
    SIGNED_IN,
    /** A login's other call, which never says the credentials. */
    AUTHENTICATED,
    USED_PORTAL,
    NEW_PASSWORD,
    CREATED_WITH_PASSWORD,
    CREATED_BY_SCIM,
    CREATED_DISABLED,
    DELETED,
    DISABLED,
    DISABLED_BY_SCIM,
    ENABLED,
    ENABLED_BY_SCIM,
    CHANGED;

    boolean signsIn() {
      return this == SIGNED_IN || this == AUTHENTICATED;
    }

    boolean creates() {
      return this == CREATED_WITH_PASSWORD || this == CREATED_BY_SCIM || this == CREATED_DISABLED;
    }

    boolean enables() {
      return this == ENABLED
          || this == ENABLED_BY_SCIM
          || this == CREATED_WITH_PASSWORD
          || this == CREATED_BY_SCIM;
    }

    boolean disables() {
      return this == DISABLED || this == DISABLED_BY_SCIM || this == CREATED_DISABLED;
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
            id.substring(0, 8));
  }
}
