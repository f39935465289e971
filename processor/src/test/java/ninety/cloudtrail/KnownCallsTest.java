package ninety.cloudtrail;

import static ninety.cloudtrail.CloudTrailRecords.MARA;
import static ninety.cloudtrail.CloudTrailRecords.OMAR;
import static ninety.cloudtrail.CloudTrailRecords.aboutAUser;
import static ninety.cloudtrail.CloudTrailRecords.byTheUser;
import static ninety.cloudtrail.CloudTrailRecords.created;
import static ninety.cloudtrail.CloudTrailRecords.createdByScim;
import static ninety.cloudtrail.CloudTrailRecords.deleted;
import static ninety.cloudtrail.CloudTrailRecords.deletedByScim;
import static ninety.cloudtrail.CloudTrailRecords.disabled;
import static ninety.cloudtrail.CloudTrailRecords.enabled;
import static ninety.cloudtrail.CloudTrailRecords.passwordReset;
import static ninety.cloudtrail.CloudTrailRecords.patchByScim;
import static ninety.cloudtrail.CloudTrailRecords.portalActivity;
import static ninety.cloudtrail.CloudTrailRecords.putByScim;
import static ninety.cloudtrail.CloudTrailRecords.signIn;
import static ninety.cloudtrail.CloudTrailRecords.updated;
import static ninety.cloudtrail.ReadRecords.assertIgnored;
import static ninety.cloudtrail.ReadRecords.assertRejected;
import static ninety.cloudtrail.ReadRecords.by;
import static ninety.cloudtrail.ReadRecords.fact;
import static ninety.cloudtrail.ReadRecords.kind;
import static ninety.cloudtrail.ReadRecords.read;
import static ninety.cloudtrail.ReadRecords.subject;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import ninety.cloudtrail.Decoded.Fault;
import ninety.cloudtrail.Decoded.Observed;
import ninety.cloudtrail.Decoded.Reason;
import ninety.user.Credentials;
import ninety.user.Fact;
import ninety.user.Kind;
import ninety.user.Proof;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which calls are facts about users, and of which kind. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class KnownCallsTest {

  private static final String MASK = "HIDDEN_DUE_TO_SECURITY_REASONS";

  @Nested
  class Calls {

    static Stream<Map.Entry<CloudTrailRecords, Kind>> calls() {
      String directory = "sso-directory.amazonaws.com";
      String store = "identitystore.amazonaws.com";
      String userId = "/requestParameters/userId";
      return Stream.of(
          Map.entry(signIn(), new Kind.SignIn(Credentials.parse("PASSWORD,TOTP"))),
          Map.entry(
              byTheUser("sso.amazonaws.com", "Authenticate"), new Kind.SignIn(Optional.empty())),
          Map.entry(portalActivity(), new Kind.PortalActivity()),
          Map.entry(byTheUser("sso.amazonaws.com", "Federate"), new Kind.PortalActivity()),
          Map.entry(byTheUser("sso.amazonaws.com", "CreateToken"), new Kind.PortalActivity()),
          Map.entry(byTheUser("sso-oauth.amazonaws.com", "CreateToken"), new Kind.PortalActivity()),
          Map.entry(passwordReset(), new Kind.PasswordReset(Kind.PasswordMode.ONE_TIME)),
          Map.entry(created(), new Kind.UserCreated(true, Kind.PasswordMode.ONE_TIME)),
          Map.entry(createdByScim(), new Kind.UserCreated(true, Kind.PasswordMode.UNKNOWN)),
          Map.entry(
              aboutAUser(store, "CreateUser", "/responseElements/userId"),
              new Kind.UserCreated(true, Kind.PasswordMode.UNKNOWN)),
          Map.entry(deleted(), new Kind.UserDeleted()),
          Map.entry(deletedByScim(), new Kind.UserDeleted()),
          Map.entry(aboutAUser(store, "DeleteUser", userId), new Kind.UserDeleted()),
          Map.entry(disabled(), new Kind.UserDisabled()),
          Map.entry(enabled(), new Kind.UserEnabled()),
          Map.entry(updated(), new Kind.UserUpdated(false)),
          Map.entry(aboutAUser(directory, "VerifyEmail", userId), new Kind.UserUpdated(false)),
          Map.entry(aboutAUser(store, "UpdateUser", userId), new Kind.UserUpdated(false)),
          Map.entry(putByScim(), new Kind.UserUpdated(true)),
          Map.entry(patchByScim(), new Kind.UserUpdated(true)));
    }

    @ParameterizedTest
    @MethodSource("calls")
    void a_known_call_is_a_fact_about_its_subject(Map.Entry<CloudTrailRecords, Kind> call) {
      Fact fact = fact(call.getKey().by(OMAR));

      assertEquals(call.getValue(), fact.kind());
      assertEquals(by(OMAR), fact.subject());
    }

    @ParameterizedTest
    @MethodSource("calls")
    void a_failed_call_is_never_a_fact(Map.Entry<CloudTrailRecords, Kind> call) {
      assertIgnored(Reason.CALL_FAILED, call.getKey().failed("AccessDenied"));
    }

    @ParameterizedTest
    @MethodSource("calls")
    void a_call_whose_subject_cannot_be_read_is_never_a_fact(
        Map.Entry<CloudTrailRecords, Kind> call) {
      for (String broken :
          List.of("7", "null", "{}", "\"\"", "\"7c11c05d\"", "[\"" + MARA + "\"]")) {
        assertRejected(Fault.SUBJECT_MISSING, withSubject(call.getKey(), broken));
      }
      assertRejected(Fault.SUBJECT_MISSING, withSubject(call.getKey(), "\"" + MASK + "\""));
    }

    private static CloudTrailRecords withSubject(CloudTrailRecords records, String json) {
      return Stream.of(
              "/userIdentity/onBehalfOf/userId",
              "/requestParameters/userId",
              "/requestParameters/id",
              "/responseElements/userId",
              "/responseElements/id",
              "/responseElements/user/userId")
          .filter(pointer -> records.has(pointer, MARA.value()))
          .reduce(records, (changed, pointer) -> changed.withJson(pointer, json), (a, _) -> a);
    }

    @ParameterizedTest
    @CsvSource({
      "sso.amazonaws.com, Logout",
      "sso.amazonaws.com, ListAccounts",
      "sso.amazonaws.com, ListApplications",
      "sso.amazonaws.com, UserAuthentication",
      "sso.amazonaws.com, federate",
      "sso.amazonaws.com.example.com, Federate",
      "sso-oauth.amazonaws.com, CreateTokenWithIAM",
      "sso-oauth.amazonaws.com, Federate",
      "signin.amazonaws.com, Authenticate",
      "signin.amazonaws.com, ConsoleLogin",
      "sso-directory.amazonaws.com, StartEmailVerification",
      "sso-directory.amazonaws.com, StartVirtualMfaDeviceRegistration",
      "sso-directory.amazonaws.com, PutUser",
      "identitystore.amazonaws.com, DisableUser",
      "identitystore.amazonaws.com, UpdatePassword",
      "identitystore-scim.amazonaws.com, GetUser",
      "identitystore-scim.amazonaws.com, DisableUser",
      "iam.amazonaws.com, CreateUser",
      "iam.amazonaws.com, DeleteUser",
      "sts.amazonaws.com, AssumeRole",
    })
    void any_other_call_is_ignored_although_it_names_a_user(String eventSource, String eventName) {
      CloudTrailRecords records =
          byTheUser(eventSource, eventName)
              .with("/requestParameters/userId", MARA.value())
              .with("/requestParameters/id", MARA.value())
              .with("/serviceEventDetails/UserAuthentication", "Success");

      assertIgnored(Reason.OTHER_CALL, records);
    }

    @ParameterizedTest
    @ValueSource(strings = {"CredentialChallenge", "CredentialVerification"})
    void one_factor_is_no_sign_in(String eventName) {
      assertIgnored(
          Reason.FACTOR_ONLY,
          byTheUser("signin.amazonaws.com", eventName)
              .with("/serviceEventDetails/" + eventName, "Success")
              .with("/serviceEventDetails/UserAuthentication", "Success"));
    }

    @Test
    void the_proof_keeps_the_call_the_id_and_the_time() {
      Fact fact = fact(signIn().eventId("an-id").at("2026-06-01T08:14:27.123456Z"));

      assertEquals(
          new Proof(
              Instant.parse("2026-06-01T08:14:27.123Z"),
              "an-id",
              "signin.amazonaws.com UserAuthentication"),
          fact.proof());
    }
  }

  @Nested
  class Failure {

    @ParameterizedTest
    @ValueSource(strings = {"\"AccessDenied\"", "\" \"", "403", "{}", "[\"x\"]", "false"})
    void anything_in_the_error_code_means_that_nothing_happened(String errorCode) {
      assertIgnored(Reason.CALL_FAILED, signIn().withJson("/errorCode", errorCode));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "null"})
    void an_empty_error_code_means_nothing(String errorCode) {
      assertInstanceOf(Observed.class, read(signIn().withJson("/errorCode", errorCode)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"Failure\"", "\"success\"", "\"\"", "true", "null", "{}"})
    void a_sign_in_that_does_not_say_success_is_none(String outcome) {
      assertIgnored(
          Reason.NOT_SUCCESSFUL,
          signIn().withJson("/serviceEventDetails/UserAuthentication", outcome));
    }

    @Test
    void a_sign_in_without_details_is_none() {
      assertIgnored(Reason.NOT_SUCCESSFUL, signIn().without("/serviceEventDetails"));
    }
  }

  @Nested
  class WorkSpaces {

    @ParameterizedTest
    @ValueSource(
        strings = {
          "https://clients.amazonaws.com/workspaces",
          "https://clients.amazonaws.com/workspaces/x?y=z",
          "HTTPS://CLIENTS.AMAZONAWS.COM:443/WORKSPACES",
          "clients.amazonaws.com/workspaces",
          "https://skylight.local",
          "https://skylight.local/?a=b",
          "https://a.skylight.local:8443/",
          "https://clients.amazonworkspaces.com/",
        })
    void a_sign_in_to_workspaces_never_counts(String loginTo) {
      assertIgnored(
          Reason.WORKSPACES, signIn().byName("mara").with("/additionalEventData/LoginTo", loginTo));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "{}", "7", "\"7c11c05d\""})
    void a_broken_user_id_does_not_make_it_a_sign_in_to_the_store(String userId) {
      assertIgnored(
          Reason.WORKSPACES,
          signIn()
              .byName("mara")
              .withJson("/userIdentity/onBehalfOf", "{\"userId\":" + userId + "}")
              .with("/additionalEventData/LoginTo", "https://skylight.local"));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "https://workspaces.awsapps.com/start/",
          "https://d-1234567890.awsapps.com/start/?to=https://clients.amazonaws.com/workspaces",
          "https://d-1234567890.awsapps.com/start/#https://skylight.local",
          "https://notskylight.local/",
          "https://clients.amazonaws.com/",
        })
    void a_portal_that_only_mentions_workspaces_counts(String loginTo) {
      assertInstanceOf(
          Observed.class,
          read(signIn().byName("mara").with("/additionalEventData/LoginTo", loginTo)));
    }

    @Test
    void workspaces_that_name_a_user_of_the_store_count() {
      assertEquals(
          by(MARA),
          subject(signIn().with("/additionalEventData/LoginTo", "https://skylight.local")));
    }
  }

  @Nested
  class Kinds {

    @ParameterizedTest
    @CsvSource({
      "true, false, UserEnabled",
      "false, true, UserDisabled",
      "null, false, UserDisabled",
      "null, true, UserEnabled",
      "\"False\", true, UserDisabled",
      "\"no\", true, UserEnabled",
      "null, \"false\", UserDisabled",
      "null, null, UserUpdated",
      "0, 1, UserUpdated",
    })
    void scim_enables_and_disables_by_response_first_and_request_next(
        String response, String request, String kind) {
      assertEquals(
          kind,
          kind(putByScim()
                  .withJson("/responseElements/active", response)
                  .withJson("/requestParameters/httpBody/active", request))
              .getClass()
              .getSimpleName());
    }

    @Test
    void a_created_user_is_disabled_only_where_the_call_says_so() {
      CloudTrailRecords silent =
          created().without("/responseElements/user/active").without("/requestParameters/active");

      assertAll(
          () -> assertEquals(new Kind.UserCreated(true, Kind.PasswordMode.ONE_TIME), kind(silent)),
          () ->
              assertEquals(
                  new Kind.UserCreated(false, Kind.PasswordMode.ONE_TIME),
                  kind(silent.with("/requestParameters/active", false))),
          () ->
              assertEquals(
                  new Kind.UserCreated(false, Kind.PasswordMode.ONE_TIME),
                  kind(created().with("/responseElements/user/active", false))),
          () ->
              assertEquals(
                  new Kind.UserCreated(true, Kind.PasswordMode.ONE_TIME),
                  kind(
                      created()
                          .with("/responseElements/user/active", true)
                          .with("/requestParameters/active", false))),
          () ->
              assertEquals(
                  new Kind.UserCreated(false, Kind.PasswordMode.UNKNOWN),
                  kind(createdByScim().with("/responseElements/active", false))),
          () ->
              assertEquals(
                  new Kind.UserCreated(false, Kind.PasswordMode.UNKNOWN),
                  kind(
                      createdByScim()
                          .without("/responseElements/active")
                          .with("/requestParameters/httpBody/active", false))));
    }

    @ParameterizedTest
    @CsvSource({
      "\"EMAIL\", EMAIL",
      "\"OTP\", ONE_TIME",
      "\"ONE_TIME_PASSWORD\", ONE_TIME",
      "\"HIDDEN_DUE_TO_SECURITY_REASONS\", UNKNOWN",
      "\"SMS\", UNKNOWN",
      "\"\", UNKNOWN",
      "null, UNKNOWN",
      "{}, UNKNOWN"
    })
    void a_password_mode_means_what_it_says_and_no_more(String mode, Kind.PasswordMode expected) {
      assertEquals(
          new Kind.UserCreated(true, expected),
          kind(created().withJson("/requestParameters/passwordMode", mode)));
    }

    @Test
    void the_credentials_of_a_sign_in_are_kept() {
      assertEquals(
          new Kind.SignIn(Credentials.parse("TOTP,PASSWORD")),
          kind(signIn().credentials("PASSWORD, TOTP")));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"null", "{}", "[\"PASSWORD\"]", "\"\"", "\"HIDDEN_DUE_TO_SECURITY_REASONS\""})
    void credentials_that_cannot_be_read_are_unknown(String credentials) {
      assertEquals(
          new Kind.SignIn(Credentials.UNKNOWN),
          kind(signIn().withJson("/additionalEventData/CredentialType", credentials)));
    }

    @Test
    void credentials_that_cannot_be_printed_are_unknown() {
      assertEquals(
          new Kind.SignIn(Credentials.UNKNOWN), kind(signIn().credentials("PASSWORD\u001b[31m")));
    }
  }
}
