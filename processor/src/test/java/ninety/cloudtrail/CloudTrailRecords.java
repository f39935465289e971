package ninety.cloudtrail;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import ninety.user.UserId;

/**
 * CloudTrail records in today's shape, of which a test says what matters to it: {@code
 * CloudTrailRecords.signIn().by(MARA).at("2026-06-01T08:14:27Z").envelope()}.
 *
 * <p>Immutable: every step gives another record, so that one can be the start of many. Without an
 * event id of its own a record gets one that follows from all the rest: the same record twice is a
 * repeat, and different records have different ids.
 */
public final class CloudTrailRecords {

  public static final UserId MARA = new UserId("7c11c05d-ff91-70b9-c8f9-a4cbd787f6c8");
  public static final UserId OMAR = new UserId("1234567890-0911d316-90a8-4ff6-86eb-0ecc1be9f51f");

  /** An administrator, who makes the calls about others. */
  public static final UserId DANA = new UserId("57972beb-75d1-7068-5e94-7ceafb20ee13");

  public static final String STORE = "d-1234567890";
  public static final String OTHER_STORE = "d-0a1b2c3d4e";

  private static final JsonMapper JSON = new JsonMapper();

  private static final String BY_THE_USER =
      """
      {"eventVersion": "1.11",
       "userIdentity": {"type": "IdentityCenterUser", "arn": "", "accountId": "111122223333",
         "onBehalfOf": {"userId": "%s",
           "identityStoreArn": "arn:aws:identitystore::111122223333:identitystore/d-1234567890"},
         "credentialId": "356fb820-764d-4282-baa5-3ebc64f3e0dd"},
       "eventTime": "2026-06-01T08:14:27Z", "eventSource": "", "eventName": "",
       "awsRegion": "us-east-1", "sourceIPAddress": "192.0.2.10",
       "requestParameters": null, "responseElements": null,
       "readOnly": false, "eventType": "AwsServiceEvent", "managementEvent": true,
       "recipientAccountId": "111122223333", "eventCategory": "Management"}
      """;

  private static final String ABOUT_A_USER =
      """
      {"eventVersion": "1.11",
       "userIdentity": {"type": "AssumedRole",
         "principalId": "AROAEXAMPLEADMIN00001:dana.admin@example.com",
         "arn": "arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_Admin/dana.admin@example.com",
         "accountId": "111122223333", "userName": "dana.admin@example.com",
         "onBehalfOf": {"userId": "%s",
           "identityStoreArn": "arn:aws:identitystore::111122223333:identitystore/d-1234567890"}},
       "eventTime": "2026-06-01T08:14:27Z", "eventSource": "", "eventName": "",
       "awsRegion": "us-east-1", "sourceIPAddress": "192.0.2.10",
       "requestParameters": {}, "responseElements": null,
       "readOnly": false, "eventType": "AwsApiCall", "managementEvent": true,
       "recipientAccountId": "111122223333", "eventCategory": "Management"}
      """;

  private static final String DIRECTORY = "sso-directory.amazonaws.com";
  private static final String SCIM = "identitystore-scim.amazonaws.com";

  private final ObjectNode record;
  private final String subjectAt;

  private CloudTrailRecords(ObjectNode record, String subjectAt) {
    this.record = record;
    this.subjectAt = subjectAt;
  }

  /** A person signs in with a password and a one-time code. */
  public static CloudTrailRecords signIn() {
    return byTheUser("signin.amazonaws.com", "UserAuthentication")
        .with("/serviceEventDetails/UserAuthentication", "Success")
        .with("/additionalEventData/LoginTo", "https://d-1234567890.awsapps.com/start/")
        .credentials("PASSWORD,TOTP");
  }

  /** The other call of a login, which does not say the credentials. */
  public static CloudTrailRecords authenticated() {
    return byTheUser("sso.amazonaws.com", "Authenticate");
  }

  /** Somebody's session fetches the credentials of a role. */
  public static CloudTrailRecords portalActivity() {
    return byTheUser("sso.amazonaws.com", "GetRoleCredentials").with("/readOnly", true);
  }

  /** An administrator sets a one-time password; the console names no store. */
  public static CloudTrailRecords passwordReset() {
    return aboutAUser(DIRECTORY, "UpdatePassword", "/requestParameters/userId")
        .with("/requestParameters/passwordMode", "OTP");
  }

  /** An administrator creates a user in the console, with a password. */
  public static CloudTrailRecords created() {
    return aboutAUser(DIRECTORY, "CreateUser", "/responseElements/user/userId")
        .inStore(STORE)
        .with("/requestParameters/passwordMode", "OTP")
        .with("/requestParameters/active", true)
        .with("/responseElements/user/active", true);
  }

  public static CloudTrailRecords deleted() {
    return aboutAUser(DIRECTORY, "DeleteUser", "/requestParameters/userId").inStore(STORE);
  }

  public static CloudTrailRecords disabled() {
    return aboutAUser(DIRECTORY, "DisableUser", "/requestParameters/userId").inStore(STORE);
  }

  public static CloudTrailRecords enabled() {
    return aboutAUser(DIRECTORY, "EnableUser", "/requestParameters/userId").inStore(STORE);
  }

  /** An administrator changes a user's profile. */
  public static CloudTrailRecords updated() {
    return aboutAUser(DIRECTORY, "UpdateUser", "/requestParameters/userId").inStore(STORE);
  }

  /** An identity provider creates a user over SCIM, without a password; SCIM names no store. */
  public static CloudTrailRecords createdByScim() {
    return aboutAUser(SCIM, "CreateUser", "/responseElements/id")
        .with("/requestParameters/httpBody/active", true)
        .with("/responseElements/active", true);
  }

  /** An identity provider replaces a user over SCIM; {@link #with} says {@code active}. */
  public static CloudTrailRecords putByScim() {
    return aboutAUser(SCIM, "PutUser", "/requestParameters/id");
  }

  /** An identity provider changes parts of a user over SCIM; {@link #withJson} says which. */
  public static CloudTrailRecords patchByScim() {
    return aboutAUser(SCIM, "PatchUser", "/requestParameters/id");
  }

  /** Somebody changes where the directory's users come from. */
  public static CloudTrailRecords directoryChange() {
    return aboutAUser(
        DIRECTORY, "EnableExternalIdPConfigurationForDirectory", "/requestParameters/userId");
  }

  public static CloudTrailRecords deletedByScim() {
    return aboutAUser(SCIM, "DeleteUser", "/requestParameters/id");
  }

  /** Any call that a user makes. */
  public static CloudTrailRecords byTheUser(String eventSource, String eventName) {
    return start(BY_THE_USER, eventSource, eventName, "/userIdentity/onBehalfOf/userId").by(MARA);
  }

  /** Any call that Dana makes about a user, with the place where it says about whom. */
  public static CloudTrailRecords aboutAUser(
      String eventSource, String eventName, String subjectAt) {
    return start(ABOUT_A_USER, eventSource, eventName, subjectAt).of(MARA);
  }

  /** The user who does it. */
  public CloudTrailRecords by(UserId user) {
    return with(subjectAt, user.value());
  }

  /** The user to whom it is done; the same as {@link #by}, for sentences that read better so. */
  public CloudTrailRecords of(UserId user) {
    return by(user);
  }

  /** The shape of before 2025-11-26, in which a sign-in had the user's name and nothing else. */
  public CloudTrailRecords byName(String userName) {
    return without("/userIdentity/onBehalfOf")
        .with("/userIdentity/type", "Unknown")
        .with("/userIdentity/principalId", "111122223333")
        .with("/userIdentity/userName", userName);
  }

  public CloudTrailRecords at(String eventTime) {
    return with("/eventTime", eventTime);
  }

  public CloudTrailRecords at(Instant eventTime) {
    return at(eventTime.toString());
  }

  public CloudTrailRecords eventId(String eventId) {
    return with("/eventID", eventId);
  }

  public CloudTrailRecords inStore(String store) {
    return record.at("/userIdentity/type").asText().equals("IdentityCenterUser")
        ? with(
            "/userIdentity/onBehalfOf/identityStoreArn",
            "arn:aws:identitystore::111122223333:identitystore/" + store)
        : with("/requestParameters/identityStoreId", store);
  }

  public CloudTrailRecords credentials(String list) {
    return with("/additionalEventData/CredentialType", list);
  }

  public CloudTrailRecords failed(String errorCode) {
    return with("/errorCode", errorCode);
  }

  /**
   * The same with one field set.
   *
   * @param pointer a JSON pointer into the record; objects on the way are made
   * @param value anything that Jackson can turn into JSON
   */
  public CloudTrailRecords with(String pointer, Object value) {
    return withNode(pointer, JSON.valueToTree(value));
  }

  /** The same with one field set to JSON text. */
  public CloudTrailRecords withJson(String pointer, String json) {
    return withNode(pointer, tree(json));
  }

  private CloudTrailRecords withNode(String pointer, JsonNode value) {
    ObjectNode copy = record.deepCopy();
    parent(copy, pointer).set(name(pointer), value);
    return new CloudTrailRecords(copy, subjectAt);
  }

  public CloudTrailRecords without(String pointer) {
    ObjectNode copy = record.deepCopy();
    parent(copy, pointer).remove(name(pointer));
    return new CloudTrailRecords(copy, subjectAt);
  }

  boolean has(String pointer, String text) {
    return record.at(pointer).asText().equals(text);
  }

  /** The record on one line, as CloudTrail's log files have it. */
  public String bare() {
    return identified().toString();
  }

  /** The record in an EventBridge envelope, on one line, as the stream has it. */
  public String envelope() {
    ObjectNode identified = identified();
    String eventSource = identified.path("eventSource").asText();
    ObjectNode envelope = JSON.createObjectNode();
    envelope.put("version", "0");
    envelope.put("id", idFrom("envelope of " + identified));
    envelope.put("detail-type", "AWS API Call via CloudTrail");
    envelope.put("source", "aws." + eventSource.replace(".amazonaws.com", ""));
    envelope.put("account", "111122223333");
    envelope.put("time", identified.path("eventTime").asText());
    envelope.put("region", "us-east-1");
    envelope.putArray("resources");
    envelope.set("detail", identified);
    return envelope.toString();
  }

  /** The envelope in UTF-8. */
  public byte[] bytes() {
    return envelope().getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return record.path("eventSource").asText() + " " + record.path("eventName").asText();
  }

  private ObjectNode identified() {
    ObjectNode copy = record.deepCopy();
    if (!copy.has("eventID")) {
      copy.put("eventID", idFrom(record.toString()));
    }
    return copy;
  }

  private static String idFrom(String text) {
    return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)).toString();
  }

  private static CloudTrailRecords start(
      String template, String eventSource, String eventName, String subjectAt) {
    return new CloudTrailRecords((ObjectNode) tree(template.formatted(DANA)), subjectAt)
        .with("/eventSource", eventSource)
        .with("/eventName", eventName);
  }

  private static ObjectNode parent(ObjectNode root, String pointer) {
    ObjectNode node = root;
    String[] names = pointer.substring(1).split("/", -1);
    for (int i = 0; i < names.length - 1; i++) {
      node = node.path(names[i]) instanceof ObjectNode inner ? inner : node.putObject(names[i]);
    }
    return node;
  }

  private static String name(String pointer) {
    return pointer.substring(pointer.lastIndexOf('/') + 1);
  }

  private static JsonNode tree(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException thrown) {
      throw new IllegalArgumentException(json, thrown);
    }
  }
}
