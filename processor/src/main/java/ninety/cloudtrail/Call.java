package ninety.cloudtrail;

import java.util.Optional;
import java.util.Set;

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
  /** Replaces a user, and disables or enables by the way. */
  SCIM_PUT_USER,
  /** Changes parts of a user, of which the status may be one. */
  SCIM_PATCH_USER;

  private static final String DIRECTORY = "sso-directory.amazonaws.com";
  private static final String SSO = "sso.amazonaws.com";

  /**
   * IAM Identity Center User Guide, CloudTrail operations of the console and of the identity store.
   * Which of the two sources says which is not the same in all that is published.
   */
  private static final Set<String> DIRECTORY_CHANGES =
      Set.of(
          "AssociateDirectory",
          "DisassociateDirectory",
          "CreateExternalIdPConfigurationForDirectory",
          "UpdateExternalIdPConfigurationForDirectory",
          "DeleteExternalIdPConfigurationForDirectory",
          "EnableExternalIdPConfigurationForDirectory",
          "DisableExternalIdPConfigurationForDirectory");

  /** Empty for a call that says nothing about a user of the store. */
  static Optional<Call> of(String eventSource, String eventName) {
    return switch (eventSource) {
      case "signin.amazonaws.com" ->
          eventName.equals("UserAuthentication")
              ? Optional.of(USER_AUTHENTICATION)
              : Optional.empty();
      case SSO ->
          switch (eventName) {
            case "Authenticate" -> Optional.of(AUTHENTICATE);
            case "Federate", "GetRoleCredentials", "CreateToken" -> Optional.of(PORTAL_USE);
            default -> Optional.empty();
          };
      case "sso-oauth.amazonaws.com" ->
          eventName.equals("CreateToken") ? Optional.of(PORTAL_USE) : Optional.empty();
      case DIRECTORY ->
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
            case "PutUser" -> Optional.of(SCIM_PUT_USER);
            case "PatchUser" -> Optional.of(SCIM_PATCH_USER);
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

  /** True if the sign-in page asked for one factor, or checked one. */
  static boolean concernsOneFactor(String eventSource, String eventName) {
    return eventSource.equals("signin.amazonaws.com")
        && (eventName.equals("CredentialChallenge") || eventName.equals("CredentialVerification"));
  }

  /** True if the call changes where the directory's users come from. */
  static boolean changesDirectory(String eventSource, String eventName) {
    return (eventSource.equals(DIRECTORY) || eventSource.equals(SSO))
        && DIRECTORY_CHANGES.contains(eventName);
  }

  /** True if the user made the call; else somebody made it about the user. */
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
          SCIM_PUT_USER,
          SCIM_PATCH_USER ->
          false;
    };
  }
}
