package ninety.cloudtrail;

import java.util.Optional;

/**
 * The calls that this package knows, grouped by where their record says whom it is about and what
 * it proves. Public documentation of IAM Identity Center, and records, are the source.
 */
enum Call {
  /** The sign-in page's own record of a whole sign-in. */
  USER_AUTHENTICATION,
  /** The access portal's record of a sign-in. */
  AUTHENTICATE,
  /** The access portal, or a command line, used a session. */
  PORTAL_USE,
  UPDATE_PASSWORD,
  CREATE_USER,
  DELETE_USER,
  DISABLE_USER,
  ENABLE_USER,
  UPDATE_USER,
  SCIM_CREATE_USER,
  SCIM_DELETE_USER,
  /** SCIM's PUT and PATCH, which disable and enable too. */
  SCIM_CHANGE_USER;

  /** Empty for a call that says nothing about a user of the store. */
  static Optional<Call> of(String eventSource, String eventName) {
    return switch (eventSource) {
      case "signin.amazonaws.com" ->
          eventName.equals("UserAuthentication")
              ? Optional.of(USER_AUTHENTICATION)
              : Optional.empty();
      case "sso.amazonaws.com" ->
          switch (eventName) {
            case "Authenticate" -> Optional.of(AUTHENTICATE);
            case "Federate", "GetRoleCredentials", "CreateToken" -> Optional.of(PORTAL_USE);
            default -> Optional.empty();
          };
      case "sso-oauth.amazonaws.com" ->
          eventName.equals("CreateToken") ? Optional.of(PORTAL_USE) : Optional.empty();
      case "sso-directory.amazonaws.com" ->
          switch (eventName) {
            case "UpdatePassword" -> Optional.of(UPDATE_PASSWORD);
            case "DisableUser" -> Optional.of(DISABLE_USER);
            case "EnableUser" -> Optional.of(ENABLE_USER);
            default -> ofDirectory(eventName);
          };
      case "identitystore.amazonaws.com" -> ofDirectory(eventName);
      case "identitystore-scim.amazonaws.com" ->
          switch (eventName) {
            case "CreateUser" -> Optional.of(SCIM_CREATE_USER);
            case "DeleteUser" -> Optional.of(SCIM_DELETE_USER);
            case "PutUser", "PatchUser" -> Optional.of(SCIM_CHANGE_USER);
            default -> Optional.empty();
          };
      default -> Optional.empty();
    };
  }

  private static Optional<Call> ofDirectory(String eventName) {
    return switch (eventName) {
      case "CreateUser" -> Optional.of(CREATE_USER);
      case "DeleteUser" -> Optional.of(DELETE_USER);
      case "UpdateUser", "VerifyEmail" -> Optional.of(UPDATE_USER);
      default -> Optional.empty();
    };
  }

  /** Whether the sign-in page asked for one factor, or checked one. */
  static boolean concernsOneFactor(String eventSource, String eventName) {
    return eventSource.equals("signin.amazonaws.com")
        && (eventName.equals("CredentialChallenge") || eventName.equals("CredentialVerification"));
  }

  /** Whether the user made the call; else somebody made it about the user. */
  boolean madeByTheUser() {
    return switch (this) {
      case USER_AUTHENTICATION, AUTHENTICATE, PORTAL_USE -> true;
      case UPDATE_PASSWORD,
          CREATE_USER,
          DELETE_USER,
          DISABLE_USER,
          ENABLE_USER,
          UPDATE_USER,
          SCIM_CREATE_USER,
          SCIM_DELETE_USER,
          SCIM_CHANGE_USER ->
          false;
    };
  }
}
