package ninety.cloudtrail;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import ninety.user.Credentials;
import ninety.user.IdentityStoreId;
import ninety.user.Kind;
import ninety.user.UserId;

/**
 * One call as CloudTrail reports it. Its fields are read with suspicion: a value of another JSON
 * type than the expected one, a blank and a masked one all count as absent.
 *
 * @param tree the record, without its envelope
 */
record CloudTrailRecord(JsonNode tree) {

  private static final int LONGEST_TIME = 64;
  private static final int LONGEST_ID = 128;
  private static final int LONGEST_NAME = 256;
  private static final int LONGEST_QUOTE = 64;

  static final String MASK = "HIDDEN_DUE_TO_SECURITY_REASONS";

  /** Where the sign-in page sends those who sign in to Amazon WorkSpaces; public records. */
  private static final Pattern WORKSPACES =
      Pattern.compile(
          "(?is)(?:[a-z]+://)?"
              + "(?:(?:[^/?#]*\\.)?(?:skylight\\.local|amazonworkspaces\\.com)(?:[:/?#].*)?"
              + "|clients\\.amazonaws\\.com(?::[0-9]+)?/workspaces.*)");

  private static final Pattern PORTAL =
      Pattern.compile("(?is)https://(d-[0-9a-f]{10})\\.awsapps\\.com(?:[:/?#].*)?");

  /** CloudTrail user guide, {@code userIdentity.type}: principals that no identity store knows. */
  private static final Set<String> NOT_OF_A_STORE =
      Set.of(
          "Root",
          "IAMUser",
          "AssumedRole",
          "Role",
          "FederatedUser",
          "AWSAccount",
          "AWSService",
          "SAMLUser",
          "WebIdentityUser");

  Optional<String> text(String... path) {
    return string(at(path)).filter(text -> !text.equals(MASK));
  }

  Optional<Boolean> flag(String... path) {
    return flag(at(path));
  }

  /** A boolean as JSON writes it or as a text in any case; Entra ID sends {@code "False"}. */
  static Optional<Boolean> flag(JsonNode node) {
    if (node.isBoolean()) {
      return Optional.of(node.booleanValue());
    }
    return string(node)
        .map(String::strip)
        .filter(text -> text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false"))
        .map(Boolean::valueOf);
  }

  Optional<UserId> userId(String... path) {
    return text(path).flatMap(UserId::parse);
  }

  /** Who answered and what was called; empty words where the record does not say. */
  String call() {
    return text("eventSource").orElse("") + " " + text("eventName").orElse("");
  }

  boolean changesDirectory() {
    return Call.changesDirectory(text("eventSource").orElse(""), text("eventName").orElse(""));
  }

  /** True if this is a record of CloudTrail Insights, which is about many calls and is none. */
  boolean isInsight() {
    return at("insightDetails").isObject()
        && text("eventSource").isEmpty()
        && text("eventName").isEmpty();
  }

  /** True if CloudTrail's error field says anything at all; CloudTrail also writes it empty. */
  boolean failed() {
    JsonNode errorCode = at("errorCode");
    boolean empty =
        errorCode.isMissingNode()
            || errorCode.isNull()
            || (errorCode.isTextual() && errorCode.textValue().isEmpty());
    return !empty;
  }

  /** True if a principal of IAM made the call, whose names mean nothing in an identity store. */
  boolean madeByIamPrincipal() {
    return text("userIdentity", "type").filter(NOT_OF_A_STORE::contains).isPresent();
  }

  /** True if it is the call that needs no right: who am I? */
  boolean asksWhoCalls() {
    return call().equals("sts.amazonaws.com GetCallerIdentity");
  }

  /** The role under which the call was made, by its ARN. */
  Optional<String> role() {
    return text("userIdentity", "sessionContext", "sessionIssuer", "arn");
  }

  /** {@code arn:aws:iam::111122223333:role/name}. */
  Optional<String> accountOfRole() {
    return role().map(arn -> arn.split(":", -1)).filter(it -> it.length > 4).map(it -> it[4]);
  }

  /** The name in the store of the user who made the call. */
  Optional<String> userName() {
    return text("userIdentity", "userName")
        .filter(name -> name.length() <= LONGEST_NAME)
        .filter(name -> name.codePoints().allMatch(CloudTrailRecord::isPrintable));
  }

  /** The store that the user who made the call belongs to. */
  Optional<String> storeOfCaller() {
    return text("userIdentity", "onBehalfOf", "identityStoreArn")
        .flatMap(CloudTrailRecord::storeId)
        .or(() -> resources("IdentityStoreId").findFirst());
  }

  /**
   * The store to whose portal the user signed in, where the portal has its first address (IAM
   * Identity Center User Guide, access portal URL: it begins with the id of the store).
   */
  Optional<String> storeOfPortal() {
    return text("additionalEventData", "LoginTo")
        .map(PORTAL::matcher)
        .filter(Matcher::matches)
        .flatMap(url -> storeId(url.group(1)));
  }

  /** The store that the call was made upon. */
  Optional<String> storeOfRequest() {
    return text("requestParameters", "identityStoreId").flatMap(CloudTrailRecord::storeId);
  }

  private Stream<String> resources(String type) {
    return StreamSupport.stream(at("resources").spliterator(), false)
        .map(CloudTrailRecord::new)
        .filter(resource -> resource.text("type").filter(type::equals).isPresent())
        .flatMap(resource -> resource.text("ARN").flatMap(CloudTrailRecord::storeId).stream());
  }

  /** Reads the id of a store, or its ARN, in one spelling; empty for anything else. */
  private static Optional<String> storeId(String text) {
    return IdentityStoreId.parse(text).map(IdentityStoreId::value);
  }

  Credentials credentials() {
    return text("additionalEventData", "CredentialType")
        .filter(list -> list.codePoints().allMatch(CloudTrailRecord::isPrintable))
        .map(Credentials::parse)
        .orElse(Credentials.UNKNOWN);
  }

  /**
   * True if the user had to register a second factor, and proved it, before the sign-in was
   * finalized (IAM Identity Center User Guide, sign-in events, {@code DeviceEnrollmentRequired}).
   */
  boolean enrolsFactor() {
    return flag("additionalEventData", "DeviceEnrollmentRequired").orElse(false);
  }

  /** Service authorization reference of sso-directory; the API says the longer word. */
  Kind.PasswordMode passwordMode() {
    return text("requestParameters", "passwordMode")
        .map(mode ->
            switch (mode) {
              case "OTP", "ONE_TIME_PASSWORD" -> Kind.PasswordMode.ONE_TIME;
              case "EMAIL" -> Kind.PasswordMode.EMAIL;
              default -> Kind.PasswordMode.UNKNOWN;
            })
        .orElse(Kind.PasswordMode.UNKNOWN);
  }

  /**
   * True if the user signed in to Amazon WorkSpaces. Host and path decide: the query belongs to
   * whatever the user was on the way to, and a portal's alias may be any word.
   */
  boolean signsInToWorkSpaces() {
    return text("additionalEventData", "LoginTo")
        .filter(url -> WORKSPACES.matcher(url).matches())
        .isPresent();
  }

  /**
   * The id of the record. What is longer than the longest or cannot be printed is none: it would
   * have to be changed to be kept, and two ids could become one.
   */
  Optional<String> eventId() {
    return text("eventID")
        .filter(id -> id.length() <= LONGEST_ID)
        .filter(id -> id.codePoints().allMatch(CloudTrailRecord::isPrintable));
  }

  Reading read(Decoded decoded) {
    return new Reading(decoded, face(LONGEST_TIME, "eventTime"), face(LONGEST_ID, "eventID"));
  }

  /** A value to be shown to people in a sentence, harmless to a terminal. */
  String quote(String field) {
    return face(LONGEST_QUOTE, field).orElse("not legible");
  }

  /** The same for a field of an envelope. */
  static String quote(JsonNode envelope, String field) {
    return new CloudTrailRecord(envelope).quote(field);
  }

  /** A value as it is shown to people: bounded, and without what moves a terminal's cursor. */
  Optional<String> face(int longest, String... path) {
    return string(at(path))
        .map(text ->
            text.codePoints()
                .filter(CloudTrailRecord::isPrintable)
                .limit(longest)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString())
        .filter(text -> !text.isBlank());
  }

  /** Control characters move a terminal's cursor; format characters turn the text around. */
  private static boolean isPrintable(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }

  private JsonNode at(String... path) {
    JsonNode node = tree;
    for (String name : path) {
      node = node.path(name);
    }
    return node;
  }

  private static Optional<String> string(JsonNode node) {
    return node.isTextual()
        ? Optional.of(node.textValue()).filter(text -> !text.isBlank())
        : Optional.empty();
  }
}
