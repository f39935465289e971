package ninety.cloudtrail;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

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

  private static final Map<String, Map<String, Call>> CALLS =
      Map.of(
          "signin.amazonaws.com",
          Map.of("UserAuthentication", USER_AUTHENTICATION),
          SSO,
          Map.of(
              "Authenticate",
              AUTHENTICATE,
              "Federate",
              PORTAL_USE,
              "GetRoleCredentials",
              PORTAL_USE,
              "CreateToken",
              PORTAL_USE),
          "sso-oauth.amazonaws.com",
          Map.of("CreateToken", PORTAL_USE),
          DIRECTORY,
          Map.of(
              "UpdatePassword",
              UPDATE_PASSWORD,
              "DisableUser",
              DISABLE_USER,
              "EnableUser",
              ENABLE_USER,
              "CreateUser",
              CREATE_USER,
              "DeleteUser",
              DELETE_USER,
              "UpdateUser",
              UPDATE_USER,
              "VerifyEmail",
              UPDATE_USER),
          "identitystore.amazonaws.com",
          Map.of(
              "CreateUser",
              CREATE_USER,
              "DeleteUser",
              DELETE_USER,
              "UpdateUser",
              UPDATE_USER,
              "VerifyEmail",
              UPDATE_USER),
          "identitystore-scim.amazonaws.com",
          Map.of(
              "CreateUser",
              SCIM_CREATE_USER,
              "DeleteUser",
              SCIM_DELETE_USER,
              "PutUser",
              SCIM_PUT_USER,
              "PatchUser",
              SCIM_PATCH_USER));

  /** Empty for a call that says nothing about a user of the store. */
  static Optional<Call> of(String eventSource, String eventName) {
    return Optional.ofNullable(CALLS.getOrDefault(eventSource, Map.of()).get(eventName));
  }

  /** The names of all calls that say something about a user, or about where users come from. */
  static Set<String> names() {
    Set<String> names = new TreeSet<>(DIRECTORY_CHANGES);
    CALLS.values().forEach(calls -> names.addAll(calls.keySet()));
    return names;
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
