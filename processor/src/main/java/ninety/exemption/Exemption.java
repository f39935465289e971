package ninety.exemption;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import ninety.user.Author;
import ninety.user.NamedId;
import ninety.user.Register;
import ninety.user.UserId;
import ninety.user.UserRecord;

/**
 * Somebody's word that users are not held to the rules for a while: break-glass users, service
 * users. Not leave of absence: PCI DSS 8.2.6 wants such an account disabled as the leave begins.
 * Kept after its end too: it is part of the audit trail.
 *
 * @param owner who answers for it
 * @param until the first instant at which it is over
 * @param covered whom it covered when it was added; empty of one that a version of ninety stored
 *     that neither counted nor reported
 * @param removed where it was taken back before its end
 */
public record Exemption(
    String id,
    Who who,
    String owner,
    String reason,
    Instant until,
    Author added,
    Optional<Covered> covered,
    Optional<Removal> removed) {

  /** No exemption is for longer: it has to be looked at again. */
  public static final Duration LONGEST = Duration.ofDays(366);

  /** Characters of a reason. */
  public static final int LONGEST_REASON = 500;

  /** Characters of a person's name. */
  public static final int LONGEST_NAME = 128;

  /** Characters of a caller's ARN, or of why it is not known. */
  public static final int LONGEST_CALLER = 256;

  /** One that nobody counted the users of. */
  public Exemption(
      String id,
      Who who,
      String owner,
      String reason,
      Instant until,
      Author added,
      Optional<Removal> removed) {
    this(id, who, owner, reason, until, added, Optional.empty(), removed);
  }

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

      /** True if it can fit more than one name, which differ in more than upper and lower case. */
      boolean wild() {
        return pattern.contains("*") || pattern.contains("?");
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

    /** True if users whom nobody thought of may be among them, now or later. */
    default boolean open() {
      return this instanceof ByName byName && byName.wild();
    }

    /** As it was written: an id, a name or a pattern. */
    default String text() {
      return switch (this) {
        case ById(var id) -> id.value();
        case ByName(var pattern) -> pattern;
      };
    }

    /** True if it is worded for the same users, not merely covers them. */
    default boolean same(Who other) {
      return switch (this) {
        case ById(var id) -> other instanceof ById(var otherId) && id.equals(otherId);
        case ByName(var pattern) ->
            other instanceof ByName(var otherPattern) && pattern.equalsIgnoreCase(otherPattern);
      };
    }
  }

  /**
   * The number of users that an exemption covered at some instant; none of them deleted.
   *
   * @param known the number of users that were known then
   */
  public record Covered(long users, long known) {

    private static final long FEW = 5;
    private static final long FEW_PERCENT = 5;

    /** True if it is more than a handful, or a large part of all. */
    public boolean many() {
      return users > FEW || users * 100 > known * FEW_PERCENT;
    }
  }

  /**
   * Why an exemption was taken back before its end, and by whom.
   *
   * @param covered whom it covered then; empty where that was not counted
   */
  public record Removal(Author author, String reason, Optional<Covered> covered) {

    public Removal(Author author, String reason) {
      this(author, reason, Optional.empty());
    }
  }

  /** As it stood at that instant: not taken back, where it was so after it. */
  Exemption asOf(Instant instant) {
    return new Exemption(
        id,
        who,
        owner,
        reason,
        until,
        added,
        covered,
        removed.filter(removal -> !removal.author().at().isAfter(instant)));
  }

  /**
   * The id that it gets: eight digits, which a person can type.
   *
   * @param number another one for the same content where the id is taken
   */
  String idOf(int number) {
    return NamedId.shortOf(
        "exemption",
        Integer.toString(number),
        who.text(),
        owner,
        reason,
        until.toString(),
        added.by(),
        added.at().toString());
  }

  /** True if it holds at that instant. */
  public boolean holds(Instant asOf) {
    return removed.isEmpty() && until.isAfter(asOf);
  }

  /** When it is over, or was. */
  public Instant end() {
    return removed.map(removal -> removal.author().at()).filter(until::isAfter).orElse(until);
  }

  /** True if it is about this user, in force or not. */
  public boolean covers(UserRecord user) {
    return switch (who) {
      case Who.ById(var covered) -> covered.equals(user.id());
      case Who.ByName byName -> user.name().map(Register::value).filter(byName::covers).isPresent();
    };
  }

  /** The number of users that it covered when that was counted last. */
  public Optional<Covered> lastCounted() {
    return removed.flatMap(Removal::covered).or(() -> covered);
  }

  /** The same exemption, with whom it covers when it is added. */
  public Exemption counted(Covered now) {
    return new Exemption(id, who, owner, reason, until, added, Optional.of(now), removed);
  }

  /** The same exemption, taken back. */
  public Exemption remove(Author author, String why) {
    return remove(new Removal(author, why));
  }

  /** The same. */
  public Exemption remove(Removal removal) {
    return new Exemption(id, who, owner, reason, until, added, covered, Optional.of(removal));
  }
}
