package ninety.cloudtrail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import ninety.user.Kind;

/**
 * The user's status by a call of SCIM: its {@code active} (RFC 7643, 4.1.1). Names and paths are
 * read in any case (RFC 7643, 2.1), and values as JSON writes them or as texts, which is how
 * Microsoft Entra ID sends them.
 */
enum ScimStatus {
  ENABLED,
  DISABLED,
  /** The call is legible and leaves the status alone. */
  UNSAID,
  /** The call may have changed the status, and the record hides to what. */
  IN_DOUBT;

  private static final String ACTIVE = "active";
  private static final String USER = "urn:ietf:params:scim:schemas:core:2.0:user";

  Kind kind() {
    return switch (this) {
      case ENABLED -> new Kind.UserEnabled();
      case DISABLED -> new Kind.UserDisabled();
      case UNSAID -> new Kind.UserUpdated(false);
      case IN_DOUBT -> new Kind.UserUpdated(true);
    };
  }

  /** Of a PUT: the response is the effect, and so outdoes the request. */
  static ScimStatus ofPut(CloudTrailRecord record) {
    return answered(record)
        .orElseGet(() -> {
          JsonNode body = record.tree().path("requestParameters").path("httpBody");
          return isLegible(body) ? ofObject(body) : IN_DOUBT;
        });
  }

  /** Of a PATCH, whose operations apply in their order (RFC 7644, 3.5.2). */
  static ScimStatus ofPatch(CloudTrailRecord record) {
    return answered(record)
        .orElseGet(() -> {
          JsonNode body = record.tree().path("requestParameters").path("httpBody");
          if (members(body, "operations").findAny().isPresent()) {
            return ofOperations(only(body, "operations"));
          }
          ScimStatus said = ofObject(body);
          return said == UNSAID ? IN_DOUBT : said;
        });
  }

  private static Optional<ScimStatus> answered(CloudTrailRecord record) {
    ScimStatus answer = ofObject(record.tree().path("responseElements"));
    return answer == ENABLED || answer == DISABLED ? Optional.of(answer) : Optional.empty();
  }

  private static ScimStatus ofOperations(JsonNode operations) {
    if (!operations.isArray() || operations.isEmpty()) {
      return IN_DOUBT;
    }
    ScimStatus status = UNSAID;
    for (JsonNode operation : operations) {
      ScimStatus said = ofOperation(operation);
      status = said == UNSAID ? status : said;
    }
    return status;
  }

  private static ScimStatus ofOperation(JsonNode operation) {
    JsonNode value = only(operation, "value");
    boolean removes = only(operation, "op").asText().strip().equalsIgnoreCase("remove");
    JsonNode path = only(operation, "path");
    if (isAbsent(path)) {
      return removes ? IN_DOUBT : withoutPath(value);
    }
    if (!path.isTextual() || isMask(path)) {
      // What is hidden may be active, but no object is a value of it.
      return isLegible(value) && ofObject(value) == UNSAID ? UNSAID : IN_DOUBT;
    }
    String name = path.asText().strip().toLowerCase(Locale.ROOT);
    if (name.equals(USER)) {
      return removes ? IN_DOUBT : withoutPath(value);
    }
    if (!name.equals(ACTIVE) && !name.equals(USER + ":" + ACTIVE)) {
      return UNSAID;
    }
    return removes ? IN_DOUBT : of(CloudTrailRecord.flag(value));
  }

  private static ScimStatus withoutPath(JsonNode value) {
    return isLegible(value) ? ofObject(value) : IN_DOUBT;
  }

  /** The status by an object that is or changes a user; what it says twice must be the same. */
  private static ScimStatus ofObject(JsonNode object) {
    List<ScimStatus> said =
        Stream.of(
                members(object, ACTIVE),
                members(object, USER + ":" + ACTIVE),
                members(object, USER).flatMap(ScimStatus::activeOf))
            .flatMap(found -> found)
            .map(value -> of(CloudTrailRecord.flag(value)))
            .distinct()
            .toList();
    return switch (said.size()) {
      case 0 -> UNSAID;
      case 1 -> said.getFirst();
      default -> IN_DOUBT;
    };
  }

  /** Of the schema's own object; what is hidden as a whole may hold it. */
  private static Stream<JsonNode> activeOf(JsonNode user) {
    return isLegible(user) ? members(user, ACTIVE) : Stream.of(MissingNode.getInstance());
  }

  private static ScimStatus of(Optional<Boolean> active) {
    return active.map(it -> it ? ENABLED : DISABLED).orElse(IN_DOUBT);
  }

  private static Stream<JsonNode> members(JsonNode object, String name) {
    return object.properties().stream()
        .filter(member -> member.getKey().equalsIgnoreCase(name))
        .map(Map.Entry::getValue);
  }

  /** The member of that name; of several, something that is not legible. */
  private static JsonNode only(JsonNode object, String name) {
    List<JsonNode> found = members(object, name).toList();
    return switch (found.size()) {
      case 0 -> MissingNode.getInstance();
      case 1 -> found.getFirst();
      default -> TextNode.valueOf(CloudTrailRecord.MASK);
    };
  }

  private static boolean isAbsent(JsonNode node) {
    return node.isMissingNode()
        || node.isNull()
        || (node.isTextual() && node.textValue().isBlank());
  }

  private static boolean isMask(JsonNode node) {
    return node.isTextual() && node.textValue().equals(CloudTrailRecord.MASK);
  }

  /** An object without members is what CloudTrail writes for one that it hides. */
  private static boolean isLegible(JsonNode object) {
    return object.isObject() && !object.isEmpty();
  }
}
