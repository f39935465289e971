package ninety.cloudtrail;

import static ninety.cloudtrail.CloudTrailRecords.patchByScim;
import static ninety.cloudtrail.CloudTrailRecords.putByScim;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.Instant;
import ninety.cloudtrail.Decoded.Observed;
import ninety.user.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** F7: what SCIM says of the status, in both forms of RFC 7644, legible or not. */
class ScimStatusTest {

  private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");
  private static final String MASK = "\"HIDDEN_DUE_TO_SECURITY_REASONS\"";
  private static final String USER = "urn:ietf:params:scim:schemas:core:2.0:User";

  private static final Kind ENABLED = new Kind.UserEnabled();
  private static final Kind DISABLED = new Kind.UserDisabled();
  private static final Kind SEEN = new Kind.UserUpdated(false);
  private static final Kind IN_DOUBT = new Kind.UserUpdated(true);

  private static Kind kind(CloudTrailRecords records) {
    return assertInstanceOf(
            Observed.class, new RecordReader(Watched.stream()).read(records.bytes(), NOW).decoded())
        .fact()
        .kind();
  }

  private static CloudTrailRecords body(CloudTrailRecords records, String json) {
    return records.withJson("/requestParameters/httpBody", json);
  }

  /** A PATCH of these operations, given without their braces. */
  private static Kind patch(String... operations) {
    return kind(body(patchByScim(), "{\"operations\":[{" + String.join("},{", operations) + "}]}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"false", "\"false\"", "\"False\"", "\" FALSE \""})
  void false_in_any_spelling_disables(String value) {
    assertEquals(DISABLED, patch("\"op\":\"replace\",\"path\":\"active\",\"value\":" + value));
    assertEquals(DISABLED, patch("\"op\":\"Replace\",\"value\":{\"active\":" + value + "}"));
    assertEquals(DISABLED, kind(body(putByScim(), "{\"active\":" + value + "}")));
    assertEquals(DISABLED, kind(putByScim().withJson("/responseElements/active", value)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"true", "\"true\"", "\"True\""})
  void true_in_any_spelling_enables(String value) {
    assertEquals(ENABLED, patch("\"op\":\"add\",\"path\":\"active\",\"value\":" + value));
    assertEquals(ENABLED, patch("\"op\":\"add\",\"value\":{\"userName\":\"x\",\"active\":true}"));
    assertEquals(ENABLED, kind(body(putByScim(), "{\"active\":" + value + "}")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "active",
        "Active",
        " ACTIVE ",
        USER + ":active",
        "URN:ietf:params:scim:schemas:core:2.0:user:Active"
      })
  void a_path_to_active_is_one_in_any_case_and_with_its_schema(String path) {
    assertEquals(DISABLED, patch("\"op\":\"replace\",\"path\":\"" + path + "\",\"value\":false"));
  }

  @Test
  void an_object_names_active_in_any_case_and_with_its_schema() {
    assertEquals(DISABLED, patch("\"value\":{\"Active\":false}"));
    assertEquals(DISABLED, patch("\"value\":{\"" + USER + ":active\":false}"));
    assertEquals(DISABLED, patch("\"value\":{\"" + USER + "\":{\"active\":false}}"));
    assertEquals(DISABLED, patch("\"path\":\"" + USER + "\",\"value\":{\"active\":false}"));
    assertEquals(IN_DOUBT, patch("\"value\":{\"active\":false,\"" + USER + ":active\":true}"));
    assertEquals(IN_DOUBT, patch("\"value\":{\"active\":false,\"ACTIVE\":true}"));
  }

  /** As under the path of the schema: what is hidden as a whole may hold it. */
  @ParameterizedTest
  @ValueSource(strings = {MASK, "{}", "null", "true", "[]"})
  void an_object_of_the_schema_that_is_hidden_as_a_whole_casts_doubt(String hidden) {
    String user = "{\"displayName\":\"x\",\"" + USER + "\":" + hidden + "}";

    assertEquals(IN_DOUBT, patch("\"op\":\"replace\",\"value\":" + user));
    assertEquals(
        IN_DOUBT, patch("\"op\":\"replace\",\"path\":\"" + USER + "\",\"value\":" + hidden));
    assertEquals(IN_DOUBT, patch("\"path\":" + MASK + ",\"value\":" + user));
    assertEquals(IN_DOUBT, kind(body(putByScim(), user)));
    assertEquals(IN_DOUBT, kind(body(patchByScim(), user)));
    assertEquals(
        SEEN, kind(body(putByScim(), "{\"" + USER + "\":{\"displayName\":" + MASK + "}}")));
  }

  @Test
  void the_names_of_the_message_are_read_in_any_case() {
    assertEquals(
        DISABLED,
        kind(
            body(
                patchByScim(),
                "{\"Operations\":[{\"Op\":\"Replace\",\"Path\":\"active\",\"Value\":\"False\"}]}")));
    assertEquals(
        IN_DOUBT,
        kind(
            body(
                patchByScim(),
                "{\"operations\":[{\"path\":\"active\",\"value\":false}],"
                    + "\"Operations\":[{\"path\":\"active\",\"value\":true}]}")));
    assertEquals(IN_DOUBT, patch("\"path\":\"emails\",\"Path\":\"active\",\"value\":false"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"op\":\"REPLACE\",\"path\":\"active\",\"value\":" + MASK,
        "\"op\":\"REPLACE\",\"path\":\"active\",\"value\":{}",
        "\"op\":\"REPLACE\",\"path\":\"active\",\"value\":null",
        "\"op\":\"REPLACE\",\"path\":\"active\",\"value\":\"no\"",
        "\"op\":\"REPLACE\",\"path\":\"active\",\"value\":0",
        "\"op\":\"REPLACE\",\"path\":\"active\",\"value\":[false]",
        "\"op\":\"REPLACE\",\"path\":\"active\"",
        "\"op\":\"remove\",\"path\":\"active\"",
        "\"op\":\"REMOVE\",\"path\":\"active\",\"value\":true",
        "\"op\":\"remove\"",
        "\"op\":\"REPLACE\",\"value\":" + MASK,
        "\"op\":\"REPLACE\",\"value\":{}",
        "\"op\":\"REPLACE\",\"value\":\"x\"",
        "\"op\":\"REPLACE\",\"path\":null,\"value\":[]",
        "\"op\":\"REPLACE\",\"value\":{\"active\":" + MASK + "}",
        "\"op\":\"REPLACE\",\"value\":{\"active\":{}}",
        "\"op\":\"REPLACE\"",
        "\"op\":\"REPLACE\",\"path\":" + MASK + ",\"value\":" + MASK,
        "\"op\":\"REPLACE\",\"path\":" + MASK + ",\"value\":false",
        "\"op\":\"REPLACE\",\"path\":" + MASK,
        "\"op\":\"REPLACE\",\"path\":{},\"value\":false",
        "\"op\":\"REPLACE\",\"path\":7,\"value\":false",
        ""
      })
  void an_operation_that_may_be_about_the_status_and_is_not_legible_casts_doubt(String operation) {
    assertEquals(IN_DOUBT, patch(operation));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"op\":\"REPLACE\",\"path\":\"emails\",\"value\":" + MASK,
        "\"op\":\"REPLACE\",\"path\":\"emails[type eq \\\"work\\\"].value\",\"value\":{}",
        "\"op\":\"REMOVE\",\"path\":\"displayName\"",
        "\"op\":\"REPLACE\",\"path\":\"inactive\",\"value\":false",
        "\"op\":\"REPLACE\",\"path\":\"" + USER + ":displayName\",\"value\":" + MASK,
        "\"op\":\"REPLACE\",\"value\":{\"displayName\":" + MASK + "}",
        "\"op\":\"REPLACE\",\"path\":" + MASK + ",\"value\":{\"givenName\":" + MASK + "}",
      })
  void an_operation_that_is_legible_and_about_something_else_casts_none(String operation) {
    assertEquals(SEEN, patch(operation));
  }

  @Test
  void operations_apply_in_their_order() {
    String off = "\"path\":\"active\",\"value\":false";
    String on = "\"value\":{\"active\":true}";
    String hidden = "\"value\":" + MASK;
    String other = "\"path\":\"title\",\"value\":" + MASK;

    assertEquals(ENABLED, patch(off, on));
    assertEquals(DISABLED, patch(on, off));
    assertEquals(IN_DOUBT, patch(off, hidden));
    assertEquals(DISABLED, patch(hidden, off));
    assertEquals(DISABLED, patch(off, other));
    assertEquals(IN_DOUBT, patch(hidden, other));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "{}",
        MASK,
        "7",
        "[]",
        "{\"schemas\":[\"x\"]}",
        "{\"operations\":[]}",
        "{\"operations\":{}}",
        "{\"operations\":" + MASK + "}",
        "{\"operations\":" + MASK + ",\"active\":true}",
        "{\"operations\":[" + MASK + "]}",
        "{\"operations\":[null]}",
        "{\"operations\":[[{\"path\":\"active\",\"value\":false}]]}"
      })
  void a_patch_of_which_nothing_is_legible_casts_doubt(String body) {
    assertEquals(IN_DOUBT, kind(body(patchByScim(), body)));
  }

  @Test
  void a_patch_without_a_body_or_request_casts_doubt() {
    assertEquals(IN_DOUBT, kind(patchByScim().without("/requestParameters/httpBody")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "{}",
        MASK,
        "7",
        "[]",
        "{\"active\":" + MASK + "}",
        "{\"active\":{}}",
        "{\"active\":null}",
        "{\"active\":1}",
        "{\"active\":\"\"}",
        "{\"active\":true,\"Active\":false}"
      })
  void a_put_whose_active_is_not_legible_casts_doubt(String body) {
    assertEquals(IN_DOUBT, kind(body(putByScim(), body)));
  }

  @Test
  void a_put_that_is_legible_and_names_no_active_casts_none() {
    assertEquals(SEEN, kind(body(putByScim(), "{\"displayName\":" + MASK + "}")));
  }

  @Test
  void what_the_response_says_outdoes_the_request() {
    String off = "{\"operations\":[{\"path\":\"active\",\"value\":false}],\"active\":false}";
    for (CloudTrailRecords records : new CloudTrailRecords[] {patchByScim(), putByScim()}) {
      assertEquals(ENABLED, kind(body(records, off).withJson("/responseElements/active", "true")));
      assertEquals(ENABLED, kind(body(records, MASK).withJson("/responseElements/active", "true")));
      assertEquals(DISABLED, kind(body(records, off).withJson("/responseElements/active", MASK)));
      assertEquals(
          IN_DOUBT,
          kind(body(records, MASK).withJson("/responseElements", "{\"displayName\":\"x\"}")));
    }
  }
}
