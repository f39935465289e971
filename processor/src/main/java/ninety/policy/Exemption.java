package ninety.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import ninety.user.Register;
import ninety.user.UserId;
import ninety.user.UserRecord;

/**
 * Somebody's word that users are not held to the rules for a while: break-glass users, service
 * users, leave of absence. Kept after its end too: it is part of the audit trail.
 *
 * @param owner who answers for it
 * @param until the first instant at which it is over
 * @param removed where it was taken back before its end
 */
public record Exemption(
    String id,
    Who who,
    String owner,
    String reason,
    Instant until,
    Signature added,
    Optional<Removal> removed) {

  /** No exemption is for longer: it has to be looked at again. */
  public static final Duration LONGEST = Duration.ofDays(366);

  /** Characters of a reason. */
  public static final int LONGEST_REASON = 500;

  /** Characters of a person's name. */
  public static final int LONGEST_NAME = 128;

  /** Whom it covers. */
  public sealed interface Who {
    /** One user. */
    record ById(UserId id) implements Who {}

    /**
     * Users by name.
     *
     * @param pattern {@code *} stands for any characters, {@code ?} for one; upper and lower case
     *     are the same
     */
    record ByName(String pattern) implements Who {
      private static final int LONGEST = 128;
      private static final int FEWEST_LETTERS = 3;

      /**
       * @throws IllegalArgumentException saying what is wrong with the pattern
       */
      public ByName {
        if (pattern.length() > LONGEST) {
          throw new IllegalArgumentException("a pattern has at most 128 characters");
        }
        if (pattern.chars().filter(c -> c != '*' && c != '?').count() < FEWEST_LETTERS) {
          throw new IllegalArgumentException(
              "a pattern needs at least 3 characters beside * and ?, or it would cover nearly"
                  + " everybody");
        }
      }

      /**
       * Compares in steps of at most pattern times name, whatever somebody made up as a pattern.
       */
      boolean covers(String name) {
        int[] wanted = folded(pattern);
        int[] found = folded(name);
        int at = 0;
        int star = -1;
        int begun = 0;
        int i = 0;
        while (i < found.length) {
          if (at < wanted.length && wanted[at] == '*') {
            star = at++;
            begun = i;
          } else if (at < wanted.length && (wanted[at] == '?' || wanted[at] == found[i])) {
            at++;
            i++;
          } else if (star >= 0) {
            // The last star takes one character more.
            at = star + 1;
            i = ++begun;
          } else {
            return false;
          }
        }
        while (at < wanted.length && wanted[at] == '*') {
          at++;
        }
        return at == wanted.length;
      }

      private static int[] folded(String text) {
        return text.codePoints().map(Character::toUpperCase).map(Character::toLowerCase).toArray();
      }
    }

    /** Whether it is worded for the same users, not merely covers them. */
    default boolean same(Who other) {
      return switch (this) {
        case ById(var id) -> other instanceof ById(var otherId) && id.equals(otherId);
        case ByName(var pattern) ->
            other instanceof ByName(var otherPattern) && pattern.equalsIgnoreCase(otherPattern);
      };
    }
  }

  /** Who did something, and when. */
  public record Signature(String by, Instant at) {}

  /** Why an exemption was taken back before its end, and by whom. */
  public record Removal(Signature signature, String reason) {}

  /** Whether it holds at that instant. */
  public boolean holds(Instant asOf) {
    return removed.isEmpty() && until.isAfter(asOf);
  }

  /** Whether it is about this user, in force or not. */
  public boolean covers(UserRecord user) {
    return switch (who) {
      case Who.ById(var covered) -> covered.equals(user.id());
      case Who.ByName byName -> user.name().map(Register::value).filter(byName::covers).isPresent();
    };
  }

  /** The same exemption, taken back. */
  public Exemption remove(Signature signature, String why) {
    return new Exemption(
        id, who, owner, reason, until, added, Optional.of(new Removal(signature, why)));
  }
}
