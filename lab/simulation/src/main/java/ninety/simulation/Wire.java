package ninety.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import ninety.cloudtrail.CloudTrailRecords;
import ninety.coverage.Source;
import ninety.stream.SimulatedWorker;
import ninety.sweep.Rules;
import ninety.user.UserId;

/** The bytes that travel: what CloudTrail and EventBridge make of a deed or of a heartbeat. */
final class Wire {

  private static final UserId SOMEBODY = new UserId("7c11c05d-ff91-70b9-c8f9-0a0a0a0a0a0a");
  private static final String SOME_TIME = "2021-01-01T00:00:01Z";
  private static final String SOME_ID = "00000000-aaaa-bbbb-cccc-000000000000";
  private static final String SOME_CREDENTIALS = "SOME-CREDENTIALS";
  private static final String SOME_NAME = "some-name";
  private static final String MODE = "/requestParameters/passwordMode";
  static final String ACCOUNT_ID = "111122223333";
  private static final String SIGNS_ROLE = SimulatedWorker.SIGNS_ROLE;
  static final String SOURCE = "\"source\":\"aws.";
  static final String FORGED_SOURCE = "\"source\":\"test.";
  static final String ACCOUNT = "\"account\":\"111122223333\"";
  static final String FORGED_ACCOUNT = "\"account\":\"999988887777\"";
  private static final String DETAIL = "\"detail\":";

  private static final Map<Deed.What, String> NAMELESS = new EnumMap<>(Deed.What.class);
  private static final Map<Deed.What, String> NAMED = new EnumMap<>(Deed.What.class);
  private static final Map<Integer, UserId> USERS = new HashMap<>();

  static {
    for (Deed.What what : Deed.What.values()) {
      CloudTrailRecords record = template(what).by(SOMEBODY).at(SOME_TIME).eventId(SOME_ID);
      NAMELESS.put(what, record.envelope());
      NAMED.put(what, record.with("/userIdentity/userName", SOME_NAME).envelope());
    }
    for (int user = 0; user < 100; user++) {
      USERS.put(
          user,
          new UserId(
              user % 2 == 0
                  ? "1234567890-3f1c2b7e-5a90-4d61-8b1f-%012x".formatted(user)
                  : "7c11c05d-ff91-70b9-c8f9-%012x".formatted(user)));
    }
  }

  private Wire() {}

  static UserId user(int number) {
    return USERS.get(number);
  }

  static int number(UserId user) {
    return Integer.parseInt(user.value().substring(user.value().length() - 12), 16);
  }

  private static CloudTrailRecords template(Deed.What what) {
    return switch (what) {
      case SIGNED_IN -> CloudTrailRecords.signIn().credentials(SOME_CREDENTIALS);
      case ENROLLED ->
          CloudTrailRecords.signIn()
              .credentials(SOME_CREDENTIALS)
              .with("/additionalEventData/DeviceEnrollmentRequired", "true");
      case AUTHENTICATED -> CloudTrailRecords.authenticated();
      case USED_PORTAL -> CloudTrailRecords.portalActivity();
      case NEW_PASSWORD -> CloudTrailRecords.passwordReset().with(MODE, "OTP");
      case LINK_SENT -> CloudTrailRecords.passwordReset().with(MODE, "EMAIL");
      case CREATED_WITH_PASSWORD -> CloudTrailRecords.created().with(MODE, "OTP");
      case CREATED_WITH_PASSWORD_DISABLED ->
          disabled(CloudTrailRecords.created().with(MODE, "OTP"));
      case INVITED -> CloudTrailRecords.created().with(MODE, "EMAIL");
      case INVITED_DISABLED -> disabled(CloudTrailRecords.created().with(MODE, "EMAIL"));
      case CREATED_BY_SCIM -> CloudTrailRecords.createdByScim();
      case CREATED_DISABLED ->
          CloudTrailRecords.createdByScim().with("/responseElements/active", false);
      case DELETED -> CloudTrailRecords.deleted();
      case DISABLED -> CloudTrailRecords.disabled();
      case DISABLED_BY_SCIM ->
          CloudTrailRecords.putByScim().with("/requestParameters/httpBody/active", false);
      case ENABLED -> CloudTrailRecords.enabled();
      case ENABLED_BY_SCIM ->
          CloudTrailRecords.putByScim().with("/requestParameters/httpBody/active", true);
      // As Okta sends it, and as CloudTrail writes a body that it hides.
      case PATCHED_ON ->
          patch()
              .withJson(
                  "/requestParameters/httpBody/operations",
                  "[{\"op\":\"replace\",\"value\":\"HIDDEN_DUE_TO_SECURITY_REASONS\"}]");
      case PATCHED_OFF ->
          patch()
              .withJson(
                  "/requestParameters/httpBody/operations",
                  "[{\"op\":\"replace\",\"path\":\"active\",\"value\":\"HIDDEN_DUE_TO_SECURITY_REASONS\"}]");
      case CHANGED -> CloudTrailRecords.updated();
    };
  }

  private static CloudTrailRecords patch() {
    return CloudTrailRecords.aboutAUser(
        "identitystore-scim.amazonaws.com", "PatchUser", "/requestParameters/id");
  }

  private static CloudTrailRecords disabled(CloudTrailRecords created) {
    return created
        .with("/requestParameters/active", false)
        .with("/responseElements/user/active", false);
  }

  static byte[] of(Deed deed) {
    return (deed.name().isPresent() ? NAMED : NAMELESS)
        .get(deed.what())
        .replace(SOMEBODY.value(), user(deed.user()).value())
        .replace(SOME_TIME, deed.time().toString())
        .replace(SOME_ID, deed.id())
        .replace(SOME_CREDENTIALS, deed.credentials())
        .replace(SOME_NAME, deed.name().orElse(""))
        .getBytes(UTF_8);
  }

  static byte[] heartbeat(Source source, Instant time, long number) {
    String account = source.account().orElseThrow();
    return """
    {"version":"0","id":"%08x-3f00-0000-0000-000000000000","detail-type":"Scheduled Event",\
    "source":"aws.events","account":"%s","time":"%s","region":"%s",\
    "resources":["arn:aws:events:%s:%s:rule/ninety-heartbeat"],"detail":{}}\
    """
        .formatted(number, account, time, source.region(), source.region(), account)
        .getBytes(UTF_8);
  }

  /** CloudTrail's record of the call that a sweep makes for this. */
  static byte[] sign(String region, Instant time, long number) {
    return """
    {"version":"0","id":"%08x-3f01-0000-0000-000000000000",\
    "detail-type":"AWS API Call via CloudTrail","source":"aws.sts","account":"%s","time":"%s",\
    "region":"%s","resources":[],"detail":{"eventVersion":"1.11","userIdentity":{"type":"AssumedRole",\
    "arn":"arn:aws:sts::%s:assumed-role/ninety-sign-of-life/ninety-sign-of-life","accountId":"%s",\
    "sessionContext":{"sessionIssuer":{"type":"Role","arn":"%s","accountId":"%s"}}},\
    "eventTime":"%s","eventSource":"sts.amazonaws.com","eventName":"GetCallerIdentity",\
    "awsRegion":"%s","readOnly":true,"eventID":"%08x-3f02-0000-0000-000000000000"}}\
    """
        .formatted(
            number,
            ACCOUNT_ID,
            time,
            region,
            ACCOUNT_ID,
            ACCOUNT_ID,
            SIGNS_ROLE,
            ACCOUNT_ID,
            time,
            region,
            number)
        .getBytes(UTF_8);
  }

  /** A call that reports nothing about a user. */
  static byte[] noise(Instant time) {
    return """
    {"version":"0","detail-type":"AWS API Call via CloudTrail","source":"aws.s3","account":"111122223333","detail":\
    {"eventVersion":"1.08","eventSource":"s3.amazonaws.com","eventName":"ListBuckets",\
    "eventTime":"%s","eventID":"11111111-aaaa-bbbb-cccc-000000000000"}}\
    """
        .formatted(time)
        .getBytes(UTF_8);
  }

  /** Cut off on the way. */
  static byte[] poison(Deed deed) {
    byte[] whole = of(deed);
    return java.util.Arrays.copyOf(whole, whole.length / 2);
  }

  /** As true as it can be made by whoever may put events on the bus, or records into the stream. */
  static byte[] forged(Deed deed, Said.Forged.How how) {
    String whole = new String(of(deed), UTF_8);
    String forged =
        switch (how) {
          case OTHER_SOURCE -> whole.replace(SOURCE, FORGED_SOURCE);
          case OTHER_ACCOUNT -> whole.replace(ACCOUNT, FORGED_ACCOUNT);
          case NO_ENVELOPE ->
              whole.substring(whole.indexOf(DETAIL) + DETAIL.length(), whole.length() - 1);
        };
    return forged.getBytes(UTF_8);
  }

  /** Of the data, in {@link #HOME}; the samples are about it, and about the rule of events. */
  static final String DATA_KEY_ID = "1234abcd-12ab-34cd-56ef-1234567890ab";

  /** Where the stream, its key and the table are. */
  static final String HOME = "eu-central-1";

  private static final String EVENTS_RULE = "ninety-events";

  static Rules knowingTheDataKey(Rules rules) {
    return new Rules(
        rules.policy(),
        rules.sources(),
        rules.claim(),
        rules.horizonLimit(),
        rules.store(),
        rules.acceptGone(),
        rules.firstSweepLimit(),
        Optional.of("arn:aws:kms:%s:%s:key/%s".formatted(HOME, ACCOUNT_ID, DATA_KEY_ID)));
  }

  private static final Map<String, String> CALLS = new java.util.concurrent.ConcurrentHashMap<>();

  /** The record of a sample, at another time and place. */
  static byte[] tampers(Said.Tampers tampers) {
    return CALLS
        .computeIfAbsent(tampers.call(), Wire::sample)
        .replaceAll("2026-06-01T08:[0-9:]{5}Z", tampers.time().toString())
        .replaceAll("5f0c7f7e-0f5c-4b0c-9a55-[0-9a-f]{12}", tampers.id())
        .replace(HOME, tampers.region())
        .replace(EVENTS_RULE, tampers.on().orElse(EVENTS_RULE))
        .replace(DATA_KEY_ID, tampers.on().orElse(DATA_KEY_ID))
        .getBytes(UTF_8);
  }

  private static String sample(String call) {
    try (var in = Wire.class.getResourceAsStream("/events/way/" + call + ".json")) {
      return new String(java.util.Objects.requireNonNull(in, call).readAllBytes(), UTF_8);
    } catch (java.io.IOException failed) {
      throw new java.io.UncheckedIOException(failed);
    }
  }
}
