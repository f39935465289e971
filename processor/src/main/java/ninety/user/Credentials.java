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

  /** IAM Identity Center User Guide, sign-in events, and records: what is a factor of its own. */
  private static final Set<String> FACTORS = Set.of("TOTP", "RESYNC_TOTP", "WEBAUTHN", "SMARTCARD");

  private static final String EMAIL_CODE = "EMAIL_OTP";

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

  /** True if the user's passwords live with an external identity provider and not in the store. */
  public boolean external() {
    return types.contains("EXTERNAL_IDP");
  }

  /** True if a password of the store was among them. */
  public boolean password() {
    return types.contains("PASSWORD");
  }

  /** True if a factor that is known to be one was among them, the password aside. */
  public boolean knownFactor() {
    return types.stream().anyMatch(FACTORS::contains);
  }

  /** True if a code was mailed; AWS says that it does not meet the bar of a second factor. */
  public boolean emailCode() {
    return types.contains(EMAIL_CODE);
  }

  /**
   * True if a mailed code was all there was: the first sign-in of a user who was made without a
   * password, and who must set one then (IAM Identity Center User Guide, "Send email OTP").
   */
  public boolean emailCodeAlone() {
    return types.size() == 1 && emailCode();
  }

  /** The number of the words that are not known here, and so show nothing. */
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
