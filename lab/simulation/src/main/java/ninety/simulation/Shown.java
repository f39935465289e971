package ninety.simulation;

import java.util.List;
import java.util.Set;
import ninety.simulation.Deed.What;

/** What stood beside the password, and whether there was one. */
enum Shown {
  UNSAID(false),
  EXTERNAL(false),
  NO_PASSWORD(false),
  ALONE(true),
  MAILED_CODE(true),
  FACTOR(true),
  ENROLMENT(true);

  final boolean password;

  Shown(boolean password) {
    this.password = password;
  }

  private static final Set<String> FACTORS = Set.of("TOTP", "RESYNC_TOTP", "WEBAUTHN", "SMARTCARD");

  static Shown shown(Deed signIn) {
    List<String> words = List.of(signIn.credentials().split(",", -1));
    if (signIn.credentials().isEmpty()) {
      return Shown.UNSAID;
    }
    if (words.contains("EXTERNAL_IDP")) {
      return Shown.EXTERNAL;
    }
    if (!words.contains("PASSWORD")) {
      return Shown.NO_PASSWORD;
    }
    if (words.stream().anyMatch(FACTORS::contains)) {
      return Shown.FACTOR;
    }
    if (signIn.what() == What.ENROLLED) {
      return Shown.ENROLMENT;
    }
    return words.contains("EMAIL_OTP") ? Shown.MAILED_CODE : Shown.ALONE;
  }

  static boolean mailedCodeAlone(Deed deed) {
    return deed.what().saysCredentials() && deed.credentials().equals("EMAIL_OTP");
  }
}
