package ninety.user;

import java.util.Locale;
import java.util.Optional;

/**
 * The factors that the credentials of one sign-in show: the password of the store, and what stood
 * beside it. Facts only: whether a mailed code is a second factor is a matter of policy.
 */
public enum Factors {
  /** The record does not say which credentials were used. */
  UNSAID,
  /** An external identity provider has the password, if there is one. */
  EXTERNAL,
  /** Something other than a password, such as a passkey: it proves nothing about a password. */
  WITHOUT_PASSWORD,
  /** The password, and nothing that is known to be a factor. */
  PASSWORD_ALONE,
  /** The password and a mailed code. */
  PASSWORD_AND_EMAIL_CODE,
  /** The password and a second factor. */
  PASSWORD_AND_FACTOR,
  /** The password; a second factor was registered and proved within the sign-in. */
  ENROLMENT;

  /** Empty where the call never says credentials. */
  static Optional<Factors> of(Kind.SignIn signIn) {
    return signIn.credentials().map(used -> of(used, signIn.enrolled()));
  }

  /**
   * The factors that these credentials show.
   *
   * @param enrolled true if a second factor was registered and proved within the sign-in
   */
  public static Factors of(Credentials used, boolean enrolled) {
    if (used.types().isEmpty()) {
      return UNSAID;
    }
    if (used.external()) {
      return EXTERNAL;
    }
    if (!used.password()) {
      return WITHOUT_PASSWORD;
    }
    if (used.knownFactor()) {
      return PASSWORD_AND_FACTOR;
    }
    if (enrolled) {
      return ENROLMENT;
    }
    return used.emailCode() ? PASSWORD_AND_EMAIL_CODE : PASSWORD_ALONE;
  }

  /** True if it shows that there is a password in the store. */
  public boolean password() {
    return switch (this) {
      case PASSWORD_ALONE, PASSWORD_AND_EMAIL_CODE, PASSWORD_AND_FACTOR, ENROLMENT -> true;
      case UNSAID, EXTERNAL, WITHOUT_PASSWORD -> false;
    };
  }

  /** The name under which it is kept, such as {@code password-alone}. Never to be changed. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
