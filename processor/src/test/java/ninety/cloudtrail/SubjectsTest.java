package ninety.cloudtrail;

import static ninety.cloudtrail.CloudTrailRecords.DANA;
import static ninety.cloudtrail.CloudTrailRecords.MARA;
import static ninety.cloudtrail.CloudTrailRecords.OMAR;
import static ninety.cloudtrail.CloudTrailRecords.OTHER_STORE;
import static ninety.cloudtrail.CloudTrailRecords.STORE;
import static ninety.cloudtrail.CloudTrailRecords.byTheUser;
import static ninety.cloudtrail.CloudTrailRecords.created;
import static ninety.cloudtrail.CloudTrailRecords.createdByScim;
import static ninety.cloudtrail.CloudTrailRecords.deleted;
import static ninety.cloudtrail.CloudTrailRecords.deletedByScim;
import static ninety.cloudtrail.CloudTrailRecords.disabled;
import static ninety.cloudtrail.CloudTrailRecords.enabled;
import static ninety.cloudtrail.CloudTrailRecords.passwordReset;
import static ninety.cloudtrail.CloudTrailRecords.portalActivity;
import static ninety.cloudtrail.CloudTrailRecords.putByScim;
import static ninety.cloudtrail.CloudTrailRecords.signIn;
import static ninety.cloudtrail.CloudTrailRecords.updated;
import static ninety.cloudtrail.ReadRecords.NOW;
import static ninety.cloudtrail.ReadRecords.assertRejected;
import static ninety.cloudtrail.ReadRecords.by;
import static ninety.cloudtrail.ReadRecords.fact;
import static ninety.cloudtrail.ReadRecords.read;
import static ninety.cloudtrail.ReadRecords.subject;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import ninety.cloudtrail.Decoded.Fault;
import ninety.cloudtrail.Decoded.Ignored;
import ninety.cloudtrail.Decoded.Observed;
import ninety.cloudtrail.Decoded.Reason;
import ninety.user.IdentityStoreId;
import ninety.user.Subject;
import ninety.user.UserId;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom a record is about, and in which identity store. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SubjectsTest {

  private static final String NOT_AN_ID = "7c11c05d-ff91";

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

    /** Names are unique within a store only, and old sign-ins name theirs nowhere else. */
    @Test
    void a_name_that_signed_in_to_the_portal_of_another_store_is_of_that_store() {
      for (String portal :
          List.of(
              "https://%s.awsapps.com/start/?state=x&organization=%s",
              "https://%s.awsapps.com/start", "HTTPS://%s.AWSAPPS.COM", "https://%s.awsapps.com")) {
        assertEquals(
            Reason.OTHER_STORE,
            assertInstanceOf(
                    Ignored.class,
                    watch(
                        signIn()
                            .byName("mara")
                            .with(
                                "/additionalEventData/LoginTo",
                                portal.formatted(OTHER_STORE, STORE))))
                .reason());
      }
      for (String portal :
          List.of(
              "https://%s.awsapps.com/start/".formatted(STORE),
              "https://example-corp.awsapps.com/start/",
              "https://example.com/?back=https://%s.awsapps.com/start/".formatted(OTHER_STORE))) {
        assertInstanceOf(
            Observed.class,
            watch(signIn().byName("mara").with("/additionalEventData/LoginTo", portal)));
      }
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
}
