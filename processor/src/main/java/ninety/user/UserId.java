package ninety.user;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The id of a user of an identity store, the key of everything that is kept about the user.
 *
 * <p>Its form is 8-4-4-4-12 hexadecimal digits, or the same after ten hexadecimal digits and a dash
 * (those of the store id): Identity Store API reference, {@code UserId}. The groups do not follow
 * the rules for UUID versions and variants, so this is no {@link java.util.UUID}. Ids are unique
 * across stores. The spelling is kept as it came.
 */
public record UserId(String value) implements Comparable<UserId> {

  private static final String FORM =
      "([0-9a-fA-F]{10}-)?[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}";
  private static final Pattern ID = Pattern.compile(FORM);
  private static final Pattern ID_OR_ARN =
      Pattern.compile("(?:arn:[a-z0-9-]{1,20}:identitystore:::user/)?(" + FORM + ")");

  /**
   * @throws IllegalArgumentException if the value does not have the form of a user id
   */
  public UserId {
    if (!ID.matcher(value).matches()) {
      throw new IllegalArgumentException("not the form of a user id");
    }
  }

  /** Reads an id, or the ARN {@code arn:aws:identitystore:::user/<id>}; empty for anything else. */
  public static Optional<UserId> parse(String text) {
    Matcher match = ID_OR_ARN.matcher(text);
    return match.matches() ? Optional.of(new UserId(match.group(1))) : Optional.empty();
  }

  @Override
  public int compareTo(UserId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
