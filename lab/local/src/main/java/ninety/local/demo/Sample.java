package ninety.local.demo;

/** Sample events that the cast's own are made from, and whom each is about. */
enum Sample {
  SIGN_IN(
      "signin/user-authentication-hybrid.json",
      "13ebe559-c881-704d-6e2a-ad4ebbd0c6d5",
      "omar.haddad",
      "lastAuthenticated"),
  PORTAL_SIGN_IN(
      "portal/authenticate-hybrid.json",
      "1234567890-0911d316-90a8-4ff6-86eb-0ecc1be9f51f",
      "ines.duarte@example.com",
      "lastAuthenticated"),
  PORTAL_USE(
      "portal/federate-new.json", "7c11c05d-ff91-70b9-c8f9-a4cbd787f6c8", "", "lastActivity"),
  CREATION(
      "identitystore/scim-create-user.json", "71a08b99-4581-7064-7de8-9e806bc52842", "", "created"),
  INVITATION(
      "directory/create-user-console.json", "0c2be070-d481-70c9-c80f-1573eea856fe", "", "created"),
  DELETION(
      "identitystore/scim-delete-user.json", "71a08b99-4581-7064-7de8-9e806bc52842", "", "deleted"),
  ONE_TIME_PASSWORD(
      "directory/update-password-otp.json",
      "1234567890-01bba31f-985e-4f40-895f-ab98f0d340b8",
      "",
      "passwordResetAt");

  private final String file;
  private final String userId;
  private final String userName;
  private final String fact;

  Sample(String file, String userId, String userName, String fact) {
    this.file = file;
    this.userId = userId;
    this.userName = userName;
    this.fact = fact;
  }

  String file() {
    return file;
  }

  /** The sample's text with another person in the place of its own. */
  String about(Person person, String text) {
    String other = text.replace(userId, person.userId());
    return userName.isEmpty() ? other : other.replace(userName, person.userName());
  }

  /** What the event proves, as {@code ninety users --output json} calls it. */
  String fact() {
    return fact;
  }

  String words() {
    return name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
  }
}
