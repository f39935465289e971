package ninety.user;

import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The kinds of credentials that a sign-in used, as CloudTrail's {@code CredentialType} lists them:
 * {@code PASSWORD}, {@code PASSWORD,TOTP}, {@code EXTERNAL_IDP}, {@code WEBAUTHN}… Empty where the
 * record does not say.
 */
public record Credentials(SortedSet<String> types) implements Comparable<Credentials> {

  public static final Credentials UNKNOWN = new Credentials(new TreeSet<>());

  private static final int LONGEST_LIST = 200;

  public Credentials {
    types = Collections.unmodifiableSortedSet(new TreeSet<>(types));
  }

  /** Reads CloudTrail's comma list. Its length is bounded: what is longer says nothing we know. */
  public static Credentials parse(String list) {
    if (list.length() > LONGEST_LIST) {
      return UNKNOWN;
    }
    return new Credentials(
        Arrays.stream(list.split(",", -1))
            .map(String::strip)
            .filter(type -> !type.isEmpty())
            .collect(Collectors.toCollection(TreeSet::new)));
  }

  /** Whether the user's passwords live with an external identity provider and not in the store. */
  public boolean external() {
    return types.contains("EXTERNAL_IDP");
  }

  /** Whether a password of the store was among them. */
  public boolean password() {
    return types.contains("PASSWORD");
  }

  /**
   * Whether they show that a password was not the only factor. A list that is not known shows
   * nothing.
   */
  public boolean secondFactor() {
    return password() && types.size() > 1;
  }

  /** How many of the words are none that is known here, and so show nothing. */
  public int unknownWords() {
    Set<String> known =
        Set.of(
            "PASSWORD",
            "EXTERNAL_IDP",
            "TOTP",
            "RESYNC_TOTP",
            "WEBAUTHN",
            "SMARTCARD",
            "EMAIL_OTP");
    return Math.toIntExact(types.stream().filter(type -> !known.contains(type)).count());
  }

  @Override
  public int compareTo(Credentials other) {
    return Comparator.<String>naturalOrder().compare(toString(), other.toString());
  }

  /** The comma list, sorted; {@link #parse} reads it back. */
  @Override
  public String toString() {
    return String.join(",", types);
  }
}
