package ninety.user;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The id of an identity store: {@code d-} and ten hexadecimal digits, or 8-4-4-4-12 of them
 * (Identity Store API reference, {@code IdentityStoreId}). In small letters: AWS writes it so, and
 * two spellings are one store.
 */
public record IdentityStoreId(String value) implements Comparable<IdentityStoreId> {

  private static final Pattern ID =
      Pattern.compile(
          "d-[0-9a-f]{10}|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

  /** The ARN as in {@code onBehalfOf.identityStoreArn}. */
  private static final Pattern ARN =
      Pattern.compile("arn:[a-z0-9-]{1,20}:identitystore::[0-9]{0,12}:identitystore/(.+)");

  /** The length of a store's own part, with which ids of its users begin; see {@link UserId}. */
  private static final int DIGITS = 10;

  /**
   * @throws IllegalArgumentException if the value has not the form of an id
   */
  public IdentityStoreId {
    value = value.toLowerCase(Locale.ROOT);
    if (!ID.matcher(value).matches()) {
      throw new IllegalArgumentException("not an identity store id such as d-1234567890");
    }
  }

  /** Reads an id or an ARN in any case; empty for anything else. */
  public static Optional<IdentityStoreId> parse(String text) {
    String small = text.toLowerCase(Locale.ROOT);
    Matcher arn = ARN.matcher(small);
    String id = arn.matches() ? arn.group(1) : small;
    return ID.matcher(id).matches() ? Optional.of(new IdentityStoreId(id)) : Optional.empty();
  }

  /** The store whose digits the user's id begins with; empty where the id has none. */
  public static Optional<IdentityStoreId> homeOf(UserId user) {
    String id = user.value();
    return id.indexOf('-') == DIGITS
        ? Optional.of(new IdentityStoreId("d-" + id.substring(0, DIGITS)))
        : Optional.empty();
  }

  /**
   * True if the user may be one of this store, as far as the id says: the digits before its first
   * dash are those of its store. A store whose own id has no such digits may hold anybody.
   */
  public boolean mayHold(UserId user) {
    return !value.startsWith("d-") || homeOf(user).map(this::equals).orElse(true);
  }

  /**
   * True if the user may be one of this store, as far as the id says and the store that is named
   * beside it: the one comparison for records and for the directory.
   *
   * @param named a store's id or ARN; what has not that form is some other store
   */
  public boolean mayHold(UserId user, Optional<String> named) {
    return mayBe(named) && mayHold(user);
  }

  /** True if this store is the one that is named, if one is. */
  public boolean mayBe(Optional<String> named) {
    return named.map(text -> parse(text).filter(this::equals).isPresent()).orElse(true);
  }

  @Override
  public int compareTo(IdentityStoreId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
