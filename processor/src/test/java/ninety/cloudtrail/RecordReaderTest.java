package ninety.cloudtrail;

import static java.nio.charset.StandardCharsets.UTF_8;
import static ninety.cloudtrail.CloudTrailRecords.DANA;
import static ninety.cloudtrail.CloudTrailRecords.MARA;
import static ninety.cloudtrail.CloudTrailRecords.OMAR;
import static ninety.cloudtrail.CloudTrailRecords.OTHER_STORE;
import static ninety.cloudtrail.CloudTrailRecords.STORE;
import static ninety.cloudtrail.CloudTrailRecords.aboutAUser;
import static ninety.cloudtrail.CloudTrailRecords.byTheUser;
import static ninety.cloudtrail.CloudTrailRecords.created;
import static ninety.cloudtrail.CloudTrailRecords.createdByScim;
import static ninety.cloudtrail.CloudTrailRecords.deleted;
import static ninety.cloudtrail.CloudTrailRecords.deletedByScim;
import static ninety.cloudtrail.CloudTrailRecords.directoryChange;
import static ninety.cloudtrail.CloudTrailRecords.disabled;
import static ninety.cloudtrail.CloudTrailRecords.enabled;
import static ninety.cloudtrail.CloudTrailRecords.passwordReset;
import static ninety.cloudtrail.CloudTrailRecords.patchByScim;
import static ninety.cloudtrail.CloudTrailRecords.portalActivity;
import static ninety.cloudtrail.CloudTrailRecords.putByScim;
import static ninety.cloudtrail.CloudTrailRecords.signIn;
import static ninety.cloudtrail.CloudTrailRecords.updated;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import ninety.cloudtrail.Decoded.DirectoryChanged;
import ninety.cloudtrail.Decoded.Fault;
import ninety.cloudtrail.Decoded.Heartbeat;
import ninety.cloudtrail.Decoded.Ignored;
import ninety.cloudtrail.Decoded.Observed;
import ninety.cloudtrail.Decoded.Reason;
import ninety.cloudtrail.Decoded.Rejected;
import ninety.coverage.Source;
import ninety.user.Credentials;
import ninety.user.Fact;
import ninety.user.IdentityStoreId;
import ninety.user.Kind;
import ninety.user.Proof;
import ninety.user.Subject;
import ninety.user.UserId;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RecordReaderTest {

  private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");
  private static final String MASK = "HIDDEN_DUE_TO_SECURITY_REASONS";
  private static final String NOT_AN_ID = "7c11c05d-ff91";

  private final RecordReader reader = new RecordReader(Watched.files());

  private Decoded read(CloudTrailRecords records) {
    return reader.read(records.bytes(), NOW).decoded();
  }

  private Decoded read(String text) {
    return reader.read(text.getBytes(UTF_8), NOW).decoded();
  }

  private Fact fact(CloudTrailRecords records) {
    return assertInstanceOf(Observed.class, read(records)).fact();
  }

  private Kind kind(CloudTrailRecords records) {
    return fact(records).kind();
  }

  private Subject subject(CloudTrailRecords records) {
    return fact(records).subject();
  }

  private static Subject by(UserId id) {
    return new Subject.ById(id, Optional.empty());
  }

  private void assertIgnored(Reason reason, CloudTrailRecords records) {
    assertEquals(reason, assertInstanceOf(Ignored.class, read(records)).reason());
  }

  private void assertRejected(Fault fault, CloudTrailRecords records) {
    assertEquals(fault, assertInstanceOf(Rejected.class, read(records)).fault());
  }

  private void assertRejected(Fault fault, String text) {
    assertEquals(fault, assertInstanceOf(Rejected.class, read(text)).fault());
  }

  private static String detail(Decoded decoded) {
    return switch (decoded) {
      case Observed(var fact) -> throw new AssertionError("observed: " + fact);
      case Heartbeat heartbeat -> throw new AssertionError(heartbeat.toString());
      case DirectoryChanged changed -> throw new AssertionError(changed.toString());
      case Decoded.Tampered tampered -> throw new AssertionError(tampered.toString());
      case Ignored(_, var detail) -> detail;
      case Rejected(_, var detail) -> detail;
    };
  }

  @Nested
  class Heartbeats {

    @Test
    void an_event_of_a_schedule_whose_rule_is_a_heartbeat_is_one() {
      assertEquals(
          new Heartbeat(
              new Source("111122223333", "eu-central-1"), Instant.parse("2026-06-01T08:14:27Z")),
          read(heartbeat("ninety-heartbeat", "aws.events", "2026-06-01T08:14:27Z")));
    }

    @Test
    void any_other_schedule_is_none() {
      assertEquals(
          Reason.NOT_CLOUDTRAIL,
          assertInstanceOf(
                  Ignored.class, read(heartbeat("nightly", "aws.events", "2026-06-01T08:14:27Z")))
              .reason());
    }

    /** F1. Nobody but EventBridge can claim to be aws.events. */
    @Test
    void an_event_of_somebodys_own_is_none_and_untrusted() {
      assertRejected(
          Fault.UNTRUSTED_SOURCE,
          heartbeat("ninety-heartbeat", "com.example", "2026-06-01T08:14:27Z"));
      assertInstanceOf(
          Ignored.class, read(heartbeat("ninety-heartbeat", "aws.s3", "2026-06-01T08:14:27Z")));
    }

    @Test
    void a_heartbeat_from_the_future_or_of_no_time_is_rejected() {
      assertRejected(
          Fault.TIME_IN_FUTURE,
          heartbeat("ninety-heartbeat", "aws.events", NOW.plusSeconds(301).toString()));
      assertRejected(
          Fault.TIME_UNREADABLE, heartbeat("ninety-heartbeat", "aws.events", "yesterday"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"us-gov-west-1", "us-iso-east-1", "ap-southeast-7", "eusc-de-east-1"})
    void a_heartbeat_comes_from_any_region(String region) {
      String there =
          heartbeat("ninety-heartbeat", "aws.events", "2026-06-01T08:14:27Z")
              .replace("eu-central-1", region);

      assertEquals(
          new Heartbeat(new Source("111122223333", region), Instant.parse("2026-06-01T08:14:27Z")),
          read(there));
    }

    private static String heartbeat(String rule, String source, String time) {
      return """
      {"version": "0", "id": "a9549888-43d0-43f3-b266-df68cddc1f42",
       "detail-type": "Scheduled Event", "source": "%s", "account": "111122223333",
       "time": "%s", "region": "eu-central-1", "detail": {},
       "resources": ["arn:aws:events:eu-central-1:111122223333:rule/%s"]}\
      """
          .formatted(source, time, rule);
    }
  }

  @Nested
  class Input {

    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          " \n",
          "{",
          "nul",
          "{\"detail\":{}} x",
          "{\"detail\":{}}{}",
          "{\"detail\":{},}",
          "{'detail':{}}",
          "{\"a\":NaN}",
          "{\"a\":01}",
          "{\"a\":\"\u0001\"}",
          "\u0000"
        })
    void what_is_not_one_json_value_is_rejected(String text) {
      assertRejected(Fault.NOT_JSON, text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "true", "5", "1e999999", "\"text\"", "[]", "[{}]", "{}"})
    void json_that_is_no_envelope_and_no_record_is_rejected(String text) {
      assertRejected(Fault.NOT_A_RECORD, text);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"null", "[]", "\"{}\"", "5", "[{\"eventSource\":\"a\",\"eventName\":\"b\"}]"})
    void an_envelope_whose_detail_is_no_object_is_rejected(String detail) {
      assertRejected(
          Fault.NOT_A_RECORD, "{\"source\":\"aws.signin\",\"detail\":%s}".formatted(detail));
    }

    @Test
    void a_whole_log_file_is_rejected_saying_so() {
      Decoded decoded = read("{\"Records\":[%s]}".formatted(signIn().bare()));

      assertEquals(Fault.NOT_A_RECORD, assertInstanceOf(Rejected.class, decoded).fault());
      assertTrue(detail(decoded).contains("log file"), detail(decoded));
    }

    @Test
    void invalid_utf_8_is_rejected() {
      byte[] bytes = signIn().bytes();
      bytes[20] = (byte) 0xFF;

      assertEquals(
          Fault.NOT_JSON,
          assertInstanceOf(Rejected.class, reader.read(bytes, NOW).decoded()).fault());
    }

    @Test
    void deep_nesting_is_rejected() {
      assertRejected(Fault.NOT_JSON, "[".repeat(500_000));
      assertRejected(Fault.NOT_JSON, "{\"detail\":".repeat(50_000));
      assertRejected(
          Fault.NOT_JSON, signIn().bare().replace("null", "[".repeat(5000) + "]".repeat(5000)));
    }

    @Test
    void a_huge_number_is_rejected_or_does_not_matter() {
      assertRejected(Fault.NOT_JSON, "{\"detail\":{\"a\":" + "9".repeat(500_000) + "}}");
      assertEquals(
          MARA.value(), id(subject(signIn().withJson("/tlsDetails", "[1e999999, -1E-999999]"))));
    }

    @Test
    void a_key_that_stands_twice_is_rejected() {
      String twice =
          passwordReset()
              .of(MARA)
              .bare()
              .replace("\"userId\":\"" + MARA, "\"userId\":\"" + OMAR + "\",\"userId\":\"" + MARA);

      assertTrue(twice.contains(OMAR.value()));
      assertRejected(Fault.NOT_JSON, twice);
    }

    @Test
    void an_envelope_above_the_limit_is_rejected_and_one_at_the_limit_is_not() {
      String envelope = signIn().envelope();
      String padding = " ".repeat(RecordReader.LARGEST_RECORD - envelope.length());

      assertInstanceOf(Observed.class, read(envelope + padding));
      assertRejected(Fault.TOO_LARGE, envelope + padding + " ");
    }

    @Test
    void the_place_of_a_broken_record_is_reported_and_its_content_is_not() {
      String detail = detail(read("{\"userName\": \"mara\",\n \"x\": mara.secret}"));

      assertTrue(detail.contains("line 2, column"), detail);
      assertFalse(detail.contains("mara"), detail);
    }

    @Test
    void a_byte_order_mark_does_not_matter() {
      assertInstanceOf(Observed.class, read("\uFEFF" + signIn().envelope()));
    }

    @Test
    void fields_that_nobody_knows_do_not_matter() {
      assertEquals(
          fact(signIn().eventId("one")),
          fact(signIn().eventId("one").withJson("/userIdentity/somethingNew", "{\"a\":[1,null]}")));
    }

    @Test
    void of_a_trusted_envelope_nothing_decides() {
      String envelope =
          signIn()
              .envelope()
              .replace("AWS API Call via CloudTrail", "Scheduled Event")
              .replace("\"source\":\"aws.signin\"", "\"source\":\"aws.health\"");

      assertInstanceOf(Observed.class, read(envelope));
    }

    @Test
    void a_bare_record_is_read_like_one_in_an_envelope() {
      assertEquals(
          reader.read(signIn().bytes(), NOW), reader.read(signIn().bare().getBytes(UTF_8), NOW));
    }

    @Test
    void a_digest_is_ignored_with_and_without_an_envelope() {
      String digest =
          "{\"digestStartTime\":\"2026-01-01T00:00:00Z\",\"digestEndTime\":\"x\",\"logFiles\":[]}";

      assertEquals(Reason.DIGEST, assertInstanceOf(Ignored.class, read(digest)).reason());
      assertEquals(
          Reason.DIGEST,
          assertInstanceOf(
                  Ignored.class, read("{\"source\":\"aws.s3\",\"detail\":%s}".formatted(digest)))
              .reason());
    }

    @Test
    void an_insights_record_is_ignored() {
      String insights =
          "{\"source\":\"aws.cloudtrail\",\"detail\":{\"eventVersion\":\"1.07\",\"eventType\":\"AwsCloudTrailInsight\","
              + "\"insightDetails\":{\"eventSource\":\"signin.amazonaws.com\"}}}";

      assertEquals(Reason.OTHER_CALL, assertInstanceOf(Ignored.class, read(insights)).reason());
    }

    @ParameterizedTest
    @ValueSource(strings = {"eventSource", "eventName"})
    void a_record_without_half_of_its_call_is_rejected_naming_the_field(String field) {
      for (CloudTrailRecords broken :
          List.of(
              signIn().without("/" + field),
              signIn().withJson("/" + field, "null"),
              signIn().withJson("/" + field, "7"),
              signIn().with("/" + field, " "))) {
        assertRejected(Fault.FIELD_MISSING, broken);
        assertTrue(detail(read(broken)).contains(field), detail(read(broken)));
      }
    }

    @Test
    void a_record_of_another_call_needs_no_event_id_and_no_time() {
      assertIgnored(
          Reason.OTHER_CALL,
          byTheUser("s3.amazonaws.com", "GetObject").withJson("/eventID", "5").at("never"));
    }

    @Test
    void a_relevant_record_without_an_event_id_is_rejected_naming_the_field() {
      for (CloudTrailRecords broken :
          List.of(
              signIn().withJson("/eventID", "null"),
              signIn().withJson("/eventID", "{}"),
              signIn().eventId(""),
              signIn().eventId("a\u001b[31mb"),
              signIn().eventId("x".repeat(129)))) {
        assertRejected(Fault.FIELD_MISSING, broken);
        assertTrue(detail(read(broken)).contains("eventID"));
      }
    }
  }

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
  class WhoItWas {

    private final CloudTrailRecords hybrid =
        byTheUser("sso.amazonaws.com", "Authenticate")
            .by(MARA)
            .with("/userIdentity/type", "Unknown")
            .with("/userIdentity/principalId", OMAR.value())
            .with("/userIdentity/userName", "omar");

    @Test
    void the_user_of_a_sign_in_is_the_one_on_whose_behalf_it_was() {
      assertEquals(new Subject.ById(MARA, Optional.of("omar")), subject(hybrid));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "7", "{}", "\"7c11c05d\"", "\"111122223333\""})
    void a_broken_user_id_falls_through_to_the_principal_id(String userId) {
      assertEquals(
          new Subject.ById(OMAR, Optional.of("omar")),
          subject(hybrid.withJson("/userIdentity/onBehalfOf/userId", userId)));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "null",
          "111122223333",
          "\"111122223333\"",
          "\"corp.example.com//S-1-5-21-2-3\""
        })
    void a_principal_id_of_another_form_falls_through_to_the_name(String principalId) {
      assertEquals(
          new Subject.ByName("omar"),
          subject(
              hybrid
                  .without("/userIdentity/onBehalfOf")
                  .withJson("/userIdentity/principalId", principalId)));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "\"HIDDEN_DUE_TO_SECURITY_REASONS\"",
          "{}",
          "\"\"",
          "\" \"",
          "null",
          "5",
          "[\"a\"]"
        })
    void a_masked_or_empty_name_is_no_name(String name) {
      assertEquals(by(MARA), subject(hybrid.withJson("/userIdentity/userName", name)));
      assertRejected(
          Fault.SUBJECT_MISSING, signIn().byName("x").withJson("/userIdentity/userName", name));
    }

    @Test
    void a_name_that_is_too_long_or_cannot_be_printed_is_no_name() {
      assertEquals(new Subject.ByName("x".repeat(256)), subject(signIn().byName("x".repeat(256))));
      for (String name : List.of("x".repeat(257), "mara\u001b[2J", "mara\n", "\u202Eoram")) {
        assertRejected(Fault.SUBJECT_MISSING, signIn().byName(name));
      }
    }

    @Test
    void half_a_character_is_no_name() {
      assertRejected(
          Fault.SUBJECT_MISSING, signIn().byName("mara@").envelope().replace("mara@", "\\ud83d"));
    }

    @Test
    void a_name_of_any_script_is_a_name() {
      assertEquals(new Subject.ByName("мара@例え.jp"), subject(signIn().byName("мара@例え.jp")));
    }

    @Test
    void what_was_typed_is_never_the_user() {
      assertRejected(
          Fault.SUBJECT_MISSING,
          signIn()
              .byName("x")
              .without("/userIdentity/userName")
              .with("/additionalEventData/UserName", "omar"));
      assertEquals(by(MARA), subject(signIn().with("/additionalEventData/UserName", "omar")));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"IAMUser", "AssumedRole", "Root", "FederatedUser", "SAMLUser", "AWSService"})
    void a_principal_of_iam_is_no_user_of_the_store(String type) {
      assertRejected(
          Fault.SUBJECT_MISSING,
          byTheUser("sso.amazonaws.com", "CreateToken")
              .byName("mara")
              .with("/userIdentity/type", type));
      assertRejected(
          Fault.SUBJECT_MISSING,
          byTheUser("sso.amazonaws.com", "CreateToken").with("/userIdentity/type", type));
    }

    static Stream<CloudTrailRecords> callsAboutUsers() {
      return Stream.of(
          passwordReset(),
          created(),
          createdByScim(),
          deleted(),
          deletedByScim(),
          disabled(),
          enabled(),
          updated(),
          putByScim());
    }

    @ParameterizedTest
    @MethodSource("callsAboutUsers")
    void a_call_about_a_user_is_never_about_the_administrator(CloudTrailRecords records) {
      assertTrue(records.has("/userIdentity/onBehalfOf/userId", DANA.value()));
      assertEquals(by(MARA), subject(records.of(MARA)));
      assertRejected(
          Fault.SUBJECT_MISSING,
          records.without("/requestParameters").without("/responseElements"));
    }

    @Test
    void a_creation_is_never_about_the_user_id_in_its_request() {
      assertRejected(
          Fault.SUBJECT_MISSING,
          created().without("/responseElements").with("/requestParameters/userId", OMAR.value()));
    }

    @Test
    void scim_is_asked_by_id_and_the_others_by_user_id() {
      assertRejected(
          Fault.SUBJECT_MISSING,
          deletedByScim()
              .without("/requestParameters/id")
              .with("/requestParameters/userId", OMAR.value()));
      assertRejected(
          Fault.SUBJECT_MISSING,
          deleted()
              .without("/requestParameters/userId")
              .with("/requestParameters/id", OMAR.value()));
    }

    @Test
    void a_user_id_may_come_as_an_arn() {
      assertEquals(
          by(OMAR),
          subject(
              deleted().with("/requestParameters/userId", "arn:aws:identitystore:::user/" + OMAR)));
    }

    @Test
    void a_user_id_of_almost_the_form_is_none() {
      for (String almost :
          List.of(NOT_AN_ID, MARA + " ", MARA + "\n", "g" + MARA.value().substring(1))) {
        assertRejected(Fault.SUBJECT_MISSING, deleted().with("/requestParameters/userId", almost));
      }
    }
  }

  @Nested
  class Stores {

    private final RecordReader watching =
        new RecordReader(Watched.files().ofStore(new IdentityStoreId(STORE)));

    private Decoded watch(CloudTrailRecords records) {
      return watching.read(records.bytes(), NOW).decoded();
    }

    @Test
    void the_watched_store_counts_and_another_one_is_ignored() {
      for (CloudTrailRecords records : List.of(signIn(), portalActivity(), deleted(), created())) {
        assertInstanceOf(Observed.class, watch(records.inStore(STORE)));
        assertEquals(
            Reason.OTHER_STORE,
            assertInstanceOf(Ignored.class, watch(records.inStore(OTHER_STORE))).reason());
        assertInstanceOf(Observed.class, read(records.inStore(OTHER_STORE)));
      }
    }

    @Test
    void a_record_that_names_no_store_counts() {
      for (CloudTrailRecords records :
          List.of(
              passwordReset(),
              createdByScim(),
              signIn().without("/userIdentity/onBehalfOf/identityStoreArn"),
              signIn().byName("mara"))) {
        assertEquals(
            Optional.empty(),
            assertInstanceOf(Observed.class, watch(records)).fact().identityStoreId());
      }
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "5", "{}", "\"\"", "\"d-12345\"", "\"x\""})
    void a_store_that_cannot_be_read_is_not_named(String store) {
      assertEquals(
          Optional.empty(),
          fact(deleted().withJson("/requestParameters/identityStoreId", store)).identityStoreId());
    }

    @Test
    void a_store_may_come_as_an_arn_everywhere() {
      String arn = "arn:aws:identitystore::111122223333:identitystore/" + STORE;

      assertEquals(Optional.of(STORE), fact(deleted().inStore(arn)).identityStoreId());
      assertInstanceOf(Observed.class, watch(deleted().inStore(arn)));
    }

    @Test
    void the_resources_name_the_store_where_the_caller_does_not() {
      CloudTrailRecords records =
          byTheUser("sso.amazonaws.com", "CreateToken")
              .byName("mara")
              .withJson(
                  "/resources",
                  """
                  [7, null, {"type": "AWS::S3::Bucket", "ARN": "d-ffffffffff"},
                   {"type": "IdentityStoreId"}, {"type": "IdentityStoreId", "ARN": "%s"}]
                  """
                      .formatted(OTHER_STORE));

      assertEquals(Optional.of(OTHER_STORE), fact(records).identityStoreId());
      assertInstanceOf(Ignored.class, watch(records));
      assertEquals(Optional.empty(), fact(records.withJson("/resources", "{}")).identityStoreId());
      assertEquals(
          Optional.empty(), fact(records.withJson("/resources", "\"x\"")).identityStoreId());
    }

    @Test
    void the_store_of_the_administrator_is_not_that_of_the_user() {
      assertEquals(Optional.empty(), fact(passwordReset()).identityStoreId());
      assertInstanceOf(
          Observed.class,
          watch(
              passwordReset()
                  .with(
                      "/userIdentity/onBehalfOf/identityStoreArn",
                      "arn:aws:identitystore::111122223333:identitystore/" + OTHER_STORE)));
    }

    /** F18. */
    @Test
    void a_user_id_that_begins_with_another_store_is_of_that_store() {
      for (CloudTrailRecords records :
          List.of(
              passwordReset(),
              deletedByScim(),
              signIn().without("/userIdentity/onBehalfOf/identityStoreArn"),
              // Whatever is named beside it: the id is the store.
              signIn().inStore(STORE))) {
        assertEquals(
            Reason.OTHER_STORE,
            assertInstanceOf(
                    Ignored.class, watch(records.of(new UserId("9f8e7d6c5b-" + MARA.value()))))
                .reason());
        assertInstanceOf(Observed.class, watch(records.of(OMAR)));
      }
    }

    /** F18. */
    @Test
    void stores_are_compared_in_any_case() {
      RecordReader hexadecimal =
          new RecordReader(Watched.files().ofStore(new IdentityStoreId("d-9067F2A1C4")));
      for (String spelled : List.of("9067f2a1c4", "9067F2A1C4")) {
        UserId user = new UserId(spelled + "-" + MARA.value());

        assertInstanceOf(
            Observed.class, hexadecimal.read(deletedByScim().of(user).bytes(), NOW).decoded());
        assertInstanceOf(
            Observed.class,
            hexadecimal.read(deleted().inStore("d-" + spelled).bytes(), NOW).decoded());
      }
    }

    @Test
    void a_name_alone_is_of_the_store_that_is_named() {
      CloudTrailRecords byName =
          byTheUser("sso.amazonaws.com", "CreateToken")
              .byName("mara")
              .withJson(
                  "/resources",
                  "[{\"type\": \"IdentityStoreId\", \"ARN\": \"%s\"}]".formatted(OTHER_STORE));

      assertInstanceOf(Ignored.class, watch(byName));
    }

    @Test
    void what_is_of_another_store_is_ignored_although_its_time_is_broken() {
      assertInstanceOf(Ignored.class, watch(deleted().inStore(OTHER_STORE).at("never")));
    }

    @Test
    void a_typing_error_in_the_watched_store_is_refused() {
      assertThrows(IllegalArgumentException.class, () -> new IdentityStoreId("d-12345678901"));
    }
  }

  /** F9. */
  @Nested
  class DirectoryChanges {

    @ParameterizedTest
    @CsvSource({
      "sso.amazonaws.com, AssociateDirectory",
      "sso.amazonaws.com, DisassociateDirectory",
      "sso-directory.amazonaws.com, CreateExternalIdPConfigurationForDirectory",
      "sso-directory.amazonaws.com, UpdateExternalIdPConfigurationForDirectory",
      "sso-directory.amazonaws.com, DeleteExternalIdPConfigurationForDirectory",
      "sso-directory.amazonaws.com, EnableExternalIdPConfigurationForDirectory",
      "sso-directory.amazonaws.com, DisableExternalIdPConfigurationForDirectory",
      "sso.amazonaws.com, EnableExternalIdPConfigurationForDirectory",
    })
    void a_change_of_the_users_source_is_one(String eventSource, String eventName) {
      assertEquals(
          new DirectoryChanged(
              new Proof(
                  Instant.parse("2026-06-01T08:14:27Z"), "c1", eventSource + " " + eventName)),
          read(
              directoryChange()
                  .with("/eventSource", eventSource)
                  .with("/eventName", eventName)
                  .eventId("c1")));
    }

    @Test
    void one_that_failed_is_none() {
      assertIgnored(Reason.CALL_FAILED, directoryChange().failed("AccessDeniedException"));
    }

    @Test
    void one_that_cannot_be_dated_or_known_again_is_rejected() {
      assertRejected(Fault.TIME_UNREADABLE, directoryChange().at("never"));
      assertRejected(Fault.FIELD_MISSING, directoryChange().withJson("/eventID", "null"));
      assertRejected(Fault.TIME_IN_FUTURE, directoryChange().at("2099-01-01T00:00:00Z"));
    }

    @Test
    void one_of_another_store_is_ignored() {
      RecordReader watching = new RecordReader(Watched.files().ofStore(new IdentityStoreId(STORE)));

      assertInstanceOf(
          Ignored.class,
          watching.read(directoryChange().inStore(OTHER_STORE).bytes(), NOW).decoded());
      assertInstanceOf(
          DirectoryChanged.class,
          watching.read(directoryChange().inStore(STORE).bytes(), NOW).decoded());
      assertInstanceOf(
          DirectoryChanged.class, watching.read(directoryChange().bytes(), NOW).decoded());
    }
  }

  /** S3. */
  @Nested
  class OwnWays {

    @Test
    void a_change_of_our_own_way_names_call_actor_target_and_place() {
      assertEquals(
          new Decoded.Tampered(
              new Proof(
                  Instant.parse("2026-06-01T08:11:27Z"),
                  "5f0c7f7e-0f5c-4b0c-9a55-000000000001",
                  "cloudtrail.amazonaws.com StopLogging"),
              "arn:aws:sts::111122223333:assumed-role/Administrator/kim",
              Optional.of("arn:aws:cloudtrail:eu-central-1:111122223333:trail/organization"),
              Optional.of("111122223333"),
              Optional.of("eu-central-1")),
          reader.read(Samples.resource("way/stop-logging.json"), NOW).decoded());
    }

    @Test
    void one_that_says_little_is_one_all_the_same() {
      assertEquals(
          new Decoded.Tampered(
              new Proof(
                  Instant.parse("2026-06-01T08:14:27Z"),
                  "c1",
                  "kinesis.amazonaws.com DeleteStream"),
              "unknown",
              Optional.empty(),
              Optional.empty(),
              Optional.empty()),
          read(
              """
              {"eventVersion": "1.11", "eventSource": "kinesis.amazonaws.com",
               "eventName": "DeleteStream", "eventTime": "2026-06-01T08:14:27Z", "eventID": "c1",
               "recipientAccountId": "12", "awsRegion": "Frankfurt"}
              """));
    }

    @Test
    void what_it_says_is_bounded_and_harmless_to_a_terminal() {
      Decoded.Tampered tampered =
          assertInstanceOf(
              Decoded.Tampered.class,
              read(
                  """
                  {"eventVersion": "1.11", "eventSource": "events.amazonaws.com",
                   "eventName": "DisableRule", "eventTime": "2026-06-01T08:14:27Z",
                   "eventID": "c1", "userIdentity": {"arn": "\\u001b[2Jarn%s"},
                   "requestParameters": {"name": "%s"}}
                  """
                      .formatted("a".repeat(5_000), "n".repeat(5_000))));

      assertEquals(512, tampered.actor().length());
      assertFalse(tampered.actor().contains("\u001b"));
      assertEquals(256, tampered.target().orElseThrow().length());
    }

    @Test
    void one_that_cannot_be_known_again_is_rejected() {
      assertRejected(
          Fault.FIELD_MISSING,
          """
          {"eventVersion": "1.11", "eventSource": "kinesis.amazonaws.com",
           "eventName": "DeleteStream", "eventTime": "2026-06-01T08:14:27Z"}
          """);
    }
  }

  /** F1, promise 9. */
  @Nested
  class Trust {

    private final RecordReader stream = new RecordReader(Watched.stream());
    private final RecordReader ours =
        new RecordReader(
            new Watched(Optional.empty(), Set.of("111122223333", "444455556666"), false));

    private static Decoded by(RecordReader reader, String text) {
      return reader.read(text.getBytes(UTF_8), NOW).decoded();
    }

    private static String untrusted(Decoded decoded) {
      Rejected rejected = assertInstanceOf(Rejected.class, decoded);
      assertEquals(Fault.UNTRUSTED_SOURCE, rejected.fault());
      assertTrue(rejected.detail().endsWith("."), rejected.detail());
      return rejected.detail();
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "\"com.bank.payments\"",
          "\"aws\"",
          "\"AWS.signin\"",
          "\" aws.signin\"",
          "\"x.aws.signin\"",
          "\"\"",
          "null",
          "7",
          "{}",
          "[\"aws.signin\"]"
        })
    void a_source_that_does_not_begin_with_aws_is_untrusted_everywhere(String source) {
      String forged = deleted().envelope().replace("\"aws.sso-directory\"", source);

      assertEquals(-1, forged.indexOf("\"aws.sso-directory\""));
      untrusted(by(stream, forged));
      untrusted(by(reader, forged));
    }

    @Test
    void an_envelope_without_a_source_is_untrusted() {
      untrusted(by(reader, "{\"detail\":%s}".formatted(signIn().bare())));
    }

    @Test
    void an_untrusted_envelope_shows_no_face_and_no_more_than_its_source() {
      String forged =
          signIn()
              .byName("mara.secret")
              .envelope()
              .replace("\"aws.signin\"", "\"com.\\u001b[2J" + "x".repeat(5000) + "\"");
      Reading reading = stream.read(forged.getBytes(UTF_8), NOW);

      String detail = untrusted(reading.decoded());
      assertEquals(Optional.empty(), reading.eventTime());
      assertTrue(detail.contains("(com.[2Jxxx"), detail);
      assertTrue(detail.length() < 300, detail);
      assertFalse(detail.contains("mara"), detail);
    }

    @Test
    void without_accounts_any_account_is_trusted() {
      assertInstanceOf(
          Observed.class, by(stream, signIn().envelope().replace("111122223333", "999988887777")));
    }

    @Test
    void with_accounts_only_theirs_are_trusted() {
      String envelope = signIn().envelope();

      assertInstanceOf(Observed.class, by(ours, envelope));
      String elsewhere =
          untrusted(
              by(
                  ours,
                  envelope.replace(
                      "\"account\":\"111122223333\"", "\"account\":\"999988887777\"")));
      assertTrue(elsewhere.contains("999988887777"), elsewhere);
      untrusted(by(ours, envelope.replace("\"account\":\"111122223333\",", "")));
      // What the record says of its account was written by whoever wrote the record.
      untrusted(by(ours, envelope.replace("\"account\":\"111122223333\"", "\"account\":null")));
    }

    @Test
    void a_heartbeat_of_another_account_is_untrusted() {
      String heartbeat =
          Heartbeats.heartbeat("ninety-heartbeat", "aws.events", "2026-06-01T08:14:27Z");

      assertInstanceOf(Heartbeat.class, by(ours, heartbeat));
      untrusted(by(ours, heartbeat.replace("\"111122223333\"", "\"999988887777\"")));
    }

    @Test
    void a_record_without_an_envelope_is_untrusted_unless_bare_ones_are_accepted() {
      untrusted(by(stream, signIn().bare()));
      untrusted(by(ours, directoryChange().bare()));
      assertInstanceOf(Observed.class, by(reader, signIn().bare()));
      assertInstanceOf(
          Observed.class,
          by(
              new RecordReader(new Watched(Optional.empty(), Set.of("444455556666"), true)),
              signIn().bare()));
    }

    /** An envelope of a trusted look inside an untrusted one is a detail like any other. */
    @Test
    void an_envelope_in_an_envelope_is_not_trusted_for_the_inner_one() {
      untrusted(by(stream, "{\"source\":\"x\",\"detail\":%s}".formatted(signIn().envelope())));
    }

    @Test
    void what_is_no_json_object_is_what_it_was() {
      assertEquals(Fault.NOT_A_RECORD, assertInstanceOf(Rejected.class, by(stream, "[]")).fault());
      assertEquals(Fault.NOT_JSON, assertInstanceOf(Rejected.class, by(stream, "{")).fault());
    }
  }

  @Nested
  class Time {

    @ParameterizedTest
    @CsvSource({
      "2026-06-01T08:14:27Z, 2026-06-01T08:14:27Z",
      "2026-06-01T08:14:27.999999999Z, 2026-06-01T08:14:27.999Z",
      "2026-06-01T10:14:27+02:00, 2026-06-01T08:14:27Z",
      "2013-11-13T00:00:00Z, 2013-11-13T00:00:00Z",
      "2026-11-01T00:05:00Z, 2026-11-01T00:05:00Z",
    })
    void a_time_is_an_iso_instant_in_milliseconds(String eventTime, Instant time) {
      assertEquals(time, fact(signIn().at(eventTime)).proof().time());
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "yesterday",
          "2026-06-01",
          "2026-06-01T08:14:27",
          "2026-02-30T08:14:27Z",
          "1780301667",
          "Feb 3, 2026, 9:15:00 AM",
          "2013-11-12T23:59:59.999Z",
          "1970-01-01T00:00:00Z",
          "0001-01-01T00:00:00Z",
          "-999999999-01-01T00:00:00Z",
          "2026-06-01T08:14:27.0000000000000000000000000000000000000000000000000Z",
        })
    void what_is_no_time_since_cloudtrail_began_is_rejected(String eventTime) {
      assertRejected(Fault.TIME_UNREADABLE, signIn().at(eventTime));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "2026-11-01T00:05:00.001Z",
          "2027-01-01T00:00:00Z",
          "+999999999-12-31T23:59:59Z"
        })
    void the_future_is_rejected(String eventTime) {
      assertRejected(Fault.TIME_IN_FUTURE, signIn().at(eventTime));
    }

    @Test
    void the_last_of_all_instants_is_a_now_like_any_other() {
      assertInstanceOf(Observed.class, reader.read(signIn().bytes(), Instant.MAX).decoded());
      assertInstanceOf(Rejected.class, reader.read(signIn().bytes(), Instant.MIN).decoded());
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "1780301667", "{}", "\"\""})
    void a_time_that_is_no_text_is_missing(String eventTime) {
      CloudTrailRecords broken = signIn().withJson("/eventTime", eventTime);

      assertRejected(Fault.FIELD_MISSING, broken);
      assertTrue(detail(read(broken)).contains("eventTime"));
    }

    @Test
    void an_ignored_record_may_have_any_time() {
      assertIgnored(Reason.CALL_FAILED, signIn().failed("Denied").at("2099-01-01T00:00:00Z"));
      assertIgnored(Reason.NOT_SUCCESSFUL, signIn().without("/serviceEventDetails").at("never"));
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

  @Nested
  class WhatIsSaid {

    @Test
    void the_face_of_a_record_is_reported_whatever_was_made_of_it() {
      for (CloudTrailRecords records :
          List.of(
              signIn(),
              signIn().failed("Denied"),
              byTheUser("s3.amazonaws.com", "GetObject"),
              signIn().without("/userIdentity"))) {
        Reading reading =
            reader.read(records.eventId("an-id").at("2026-06-01T08:14:27Z").bytes(), NOW);

        assertEquals(Optional.of("2026-06-01T08:14:27Z"), reading.eventTime());
        assertEquals(Optional.of("an-id"), reading.eventId());
      }
    }

    @Test
    void the_face_is_bounded_and_harmless_to_a_terminal() {
      Reading reading =
          reader.read(
              signIn()
                  .at("\u001b]0;x\u0007" + "9".repeat(1000))
                  .eventId("\u202E" + "\uD83D\uDE00".repeat(1000))
                  .bytes(),
              NOW);

      assertEquals(Optional.of("]0;x" + "9".repeat(60)), reading.eventTime());
      assertEquals(Optional.of("\uD83D\uDE00".repeat(128)), reading.eventId());
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "5", "{}", "\"\"", "\"\\u0007\""})
    void a_face_that_is_not_legible_is_empty(String json) {
      Reading reading =
          reader.read(
              signIn().withJson("/eventTime", json).withJson("/eventID", json).bytes(), NOW);

      assertEquals(Optional.empty(), reading.eventTime());
      assertEquals(Optional.empty(), reading.eventId());
    }

    @Test
    void a_quoted_value_is_bounded_and_harmless_to_a_terminal() {
      String failed = detail(read(signIn().failed("\u001b[2J\n" + "x".repeat(10_000))));
      String other =
          detail(read(byTheUser("a\u001b[31m" + "b".repeat(10_000), "c\r\n" + "d".repeat(10_000))));

      assertEquals(
          "errorCode is [2J" + "x".repeat(61) + ": the call failed, nothing happened.", failed);
      assertTrue(other.length() < 250, other);
      assertTrue(other.chars().noneMatch(Character::isISOControl), other);
    }

    @Test
    void no_sentence_names_a_person() {
      String name = "mara.secret@example.com";
      for (CloudTrailRecords records :
          List.of(
              signIn().byName(name).failed("Denied"),
              signIn().byName(name).without("/serviceEventDetails"),
              signIn().byName(name).with("/additionalEventData/LoginTo", "https://skylight.local"),
              signIn().byName(name).with("/userIdentity/type", "IAMUser"),
              signIn().byName(name).at(name),
              signIn().byName(name).withJson("/eventID", "7"),
              deleted().with("/requestParameters/userId", name),
              byTheUser("s3.amazonaws.com", "GetObject").byName(name),
              signIn().byName(name).at("2099-01-01T00:00:00Z"))) {
        String detail = detail(read(records));

        assertFalse(detail.contains("mara"), detail);
        assertFalse(detail.contains(MARA.value()), detail);
        assertTrue(detail.endsWith("."), detail);
      }
    }

    @Test
    void reasons_and_faults_have_labels_and_explanations() {
      assertEquals("call-failed", Reason.CALL_FAILED.label());
      assertEquals("not-a-record", Fault.NOT_A_RECORD.label());
      Stream.concat(
              Stream.of(Reason.values()).map(Reason::explanation),
              Stream.of(Fault.values()).map(Fault::explanation))
          .forEach(sentence -> assertTrue(sentence.endsWith("."), sentence));
    }
  }

  private static String id(Subject subject) {
    return assertInstanceOf(Subject.ById.class, subject).id().value();
  }
}
