package ninety.cloudtrail;

import static io.vavr.API.For;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vavr.control.Either;
import io.vavr.control.Option;
import io.vavr.control.Try;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Function;
import ninety.cloudtrail.Decoded.DirectoryChanged;
import ninety.cloudtrail.Decoded.Fault;
import ninety.cloudtrail.Decoded.Ignored;
import ninety.cloudtrail.Decoded.Observed;
import ninety.cloudtrail.Decoded.Reason;
import ninety.cloudtrail.Decoded.Rejected;
import ninety.user.Fact;
import ninety.user.Kind;
import ninety.user.Proof;
import ninety.user.Subject;
import ninety.user.UserId;

/**
 * The reader of CloudTrail records: says what one proves about a user. Takes the record in its
 * EventBridge envelope or bare; {@code eventSource} and {@code eventName} decide what it is, and
 * the envelope whether it is trusted. Pure and safe for any number of threads.
 */
public final class RecordReader {

  /** In bytes. EventBridge delivers no event above 1 MiB; CloudTrail's are 1 to 3 KB. */
  public static final int LARGEST_RECORD = 1 << 20;

  /** The time by which a record may be ahead of our clock before it is held to be wrong. */
  public static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(5);

  /** The day CloudTrail began. An earlier time is a default or a typing error. */
  private static final Instant FIRST_RECORD = Instant.parse("2013-11-13T00:00:00Z");

  /** Far above what an instant with offset and nanoseconds needs. */
  private static final int LONGEST_TIME = 64;

  private static final ObjectReader JSON =
      JsonMapper.builder()
          // A key that stands twice would leave it to the parser whom the record is about.
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build()
          .readerFor(JsonNode.class);

  private final Watched watched;

  public RecordReader(Watched watched) {
    this.watched = watched;
  }

  /** True if an envelope of whatever account counts. */
  public boolean trustsEveryAccount() {
    return watched.accounts().isEmpty();
  }

  /**
   * Reads one envelope or one bare record in UTF-8. Never throws, whatever the bytes are.
   *
   * @param now what is later than this and {@link #CLOCK_TOLERANCE} is rejected
   */
  public Reading read(byte[] data, Instant now) {
    return tree(data).fold(Reading::faceless, tree -> read(tree, now));
  }

  Reading read(JsonNode tree, Instant now) {
    Optional<Decoded> distrust = watched.distrust(tree);
    if (distrust.isPresent()) {
      return Reading.faceless(distrust.get());
    }
    if (Heartbeats.isScheduled(tree)) {
      return Reading.faceless(Heartbeats.scheduled(tree, now));
    }
    return record(tree)
        .fold(
            Reading::faceless,
            record -> record.read(decoded(record, now).fold(Function.identity(), it -> it)));
  }

  private static Either<Decoded, JsonNode> tree(byte[] data) {
    return data.length > LARGEST_RECORD ? Either.left(tooLarge(data.length)) : parsed(data);
  }

  static Decoded tooLarge(int bytes) {
    return new Rejected(
        Fault.TOO_LARGE,
        "It has %d bytes, more than the %d that EventBridge delivers."
            .formatted(bytes, LARGEST_RECORD));
  }

  static Either<Decoded, JsonNode> parsed(byte[] data) {
    return Try.of(() -> JSON.readTree(data))
        .toEither()
        .<Decoded>mapLeft(thrown -> new Rejected(Fault.NOT_JSON, whereBroken(thrown)))
        .filterOrElse(
            tree -> !tree.isMissingNode(), _ -> new Rejected(Fault.NOT_JSON, "It is empty."));
  }

  /** Never the parser's own message, since that quotes the input. */
  static String whereBroken(Throwable thrown) {
    return Optional.of(thrown)
        .filter(JsonProcessingException.class::isInstance)
        .map(JsonProcessingException.class::cast)
        .map(JsonProcessingException::getLocation)
        .filter(location -> location.getLineNr() > 0 && location.getColumnNr() > 0)
        .map(location ->
            "It is not one whole JSON value in UTF-8 without repeated keys: line %d, column %d."
                .formatted(location.getLineNr(), location.getColumnNr()))
        .orElse("It is not one whole JSON value in UTF-8 without repeated keys.");
  }

  /** Takes the record out of its envelope, if it is in one. */
  private static Either<Decoded, CloudTrailRecord> record(JsonNode tree) {
    if (!tree.isObject()) {
      return rejected(Fault.NOT_A_RECORD, "It is JSON, but no object.");
    }
    boolean enveloped = tree.has("detail");
    JsonNode inner = enveloped ? tree.get("detail") : tree;
    if (!inner.isObject()) {
      return rejected(Fault.NOT_A_RECORD, "The envelope's detail is not an object.");
    }
    if (inner.hasNonNull("eventSource")
        || inner.hasNonNull("eventName")
        || inner.hasNonNull("eventVersion")) {
      return Either.right(new CloudTrailRecord(inner));
    }
    if (inner.has("digestStartTime") && inner.has("digestEndTime")) {
      return ignored(Reason.DIGEST, Reason.DIGEST.explanation());
    }
    if (enveloped) {
      return ignored(
          Reason.NOT_CLOUDTRAIL,
          "The envelope's detail has no eventSource, eventName or eventVersion:"
              + " the event is not from CloudTrail.");
    }
    if (tree.path("Records").isArray()) {
      return rejected(
          Fault.NOT_A_RECORD,
          "It is a whole CloudTrail log file and not one record: read it as a file.");
    }
    return rejected(Fault.NOT_A_RECORD, Fault.NOT_A_RECORD.explanation());
  }

  private Either<Decoded, Decoded> decoded(CloudTrailRecord record, Instant now) {
    if (watched.isSign(record)) {
      return Heartbeats.called(record, now);
    }
    if (OwnWay.isChangedBy(record)) {
      return happened(record)
          .flatMap(_ -> proof(record, now))
          .map(it -> OwnWay.changed(record, it));
    }
    return record.changesDirectory()
        ? happened(record)
            .filterOrElse(_ -> watched.isStore(record.storeOfRequest()), _ -> otherStore())
            .flatMap(_ -> proof(record, now))
            .map(DirectoryChanged::new)
        : fact(record, now).map(Observed::new);
  }

  private Either<Decoded, Fact> fact(CloudTrailRecord record, Instant now) {
    return call(record)
        .flatMap(call -> happened(record).map(_ -> call))
        .flatMap(call -> call == Call.USER_AUTHENTICATION ? signedIn(record) : Either.right(call))
        .flatMap(call -> fact(record, call, now));
  }

  private Either<Decoded, Fact> fact(CloudTrailRecord record, Call call, Instant now) {
    Optional<String> store =
        call.madeByTheUser() ? record.storeOfCaller() : record.storeOfRequest();
    return subject(record, call)
        .filterOrElse(subject -> isWatched(record, subject, store), _ -> otherStore())
        .flatMap(subject ->
            proof(record, now).map(proof -> new Fact(subject, store, kind(record, call), proof)));
  }

  /** A name says nothing of its store; the portal may. */
  private boolean isWatched(CloudTrailRecord record, Subject subject, Optional<String> named) {
    return watched.mayHold(
        subject, subject instanceof Subject.ByName ? named.or(record::storeOfPortal) : named);
  }

  private static Either<Decoded, CloudTrailRecord> happened(CloudTrailRecord record) {
    return record.failed()
        ? ignored(
            Reason.CALL_FAILED,
            "errorCode is %s: the call failed, nothing happened."
                .formatted(record.quote("errorCode")))
        : Either.right(record);
  }

  private static Either<Decoded, Call> call(CloudTrailRecord record) {
    if (record.isInsight()) {
      return ignored(
          Reason.OTHER_CALL, "A record of CloudTrail Insights: it counts calls and is none.");
    }
    return For(
            required(record, "eventSource", "which call this was"),
            required(record, "eventName", "which call this was"))
        .yield((source, name) -> call(record, source, name))
        .flatMap(Function.identity());
  }

  private static Either<Decoded, Call> call(
      CloudTrailRecord record, String eventSource, String eventName) {
    if (Call.concernsOneFactor(eventSource, eventName)) {
      return ignored(
          Reason.FACTOR_ONLY,
          "%s concerns one factor, which is not yet a sign-in."
              .formatted(record.quote("eventName")));
    }
    return Option.ofOptional(Call.of(eventSource, eventName))
        .toEither(() ->
            new Ignored(
                Reason.OTHER_CALL,
                "%s of %s is not about a user of the identity store."
                    .formatted(record.quote("eventName"), record.quote("eventSource"))));
  }

  private static Either<Decoded, Call> signedIn(CloudTrailRecord record) {
    boolean success =
        record
            .text("serviceEventDetails", "UserAuthentication")
            .filter("Success"::equals)
            .isPresent();
    if (!success) {
      return ignored(
          Reason.NOT_SUCCESSFUL,
          "serviceEventDetails.UserAuthentication is not Success: nobody signed in.");
    }
    // WorkSpaces that authenticate with Identity Center would name the user, and would count.
    boolean userOfStore = record.userId("userIdentity", "onBehalfOf", "userId").isPresent();
    if (!userOfStore && record.signsInToWorkSpaces()) {
      return ignored(
          Reason.WORKSPACES,
          "additionalEventData.LoginTo is Amazon WorkSpaces and no user of the store is named.");
    }
    return Either.right(Call.USER_AUTHENTICATION);
  }

  /**
   * Whom the call is about: the caller, or whom the caller acted upon, and never the one for the
   * other.
   */
  private static Either<Decoded, Subject> subject(CloudTrailRecord record, Call call) {
    return switch (call) {
      case USER_AUTHENTICATION, AUTHENTICATE, PORTAL_USE -> caller(record);
      case UPDATE_PASSWORD, DELETE_USER, DISABLE_USER, ENABLE_USER, UPDATE_USER ->
          named(record.userId("requestParameters", "userId"), "requestParameters.userId");
      case SCIM_DELETE_USER, SCIM_PUT_USER, SCIM_PATCH_USER ->
          named(record.userId("requestParameters", "id"), "requestParameters.id");
      case CREATE_USER ->
          named(
              record
                  .userId("responseElements", "user", "userId")
                  .or(() -> record.userId("responseElements", "userId")),
              "responseElements.user.userId or responseElements.userId");
      case SCIM_CREATE_USER ->
          named(record.userId("responseElements", "id"), "responseElements.id");
    };
  }

  private static Either<Decoded, Subject> caller(CloudTrailRecord record) {
    if (record.madeByIamPrincipal()) {
      // A role's session may act on behalf of a user, who need not be there: not keyed on alone.
      return rejected(
          Fault.SUBJECT_MISSING,
          "userIdentity.type is that of an IAM principal and not of a user of the identity store.");
    }
    Optional<String> name = record.userName();
    Optional<Subject> subject =
        record
            .userId("userIdentity", "onBehalfOf", "userId")
            .or(() -> record.userId("userIdentity", "principalId"))
            .<Subject>map(id -> new Subject.ById(id, name))
            .or(() -> name.map(Subject.ByName::new));
    return Option.ofOptional(subject)
        .toEither(() ->
            new Rejected(
                Fault.SUBJECT_MISSING,
                "userIdentity has neither a user id (onBehalfOf.userId, principalId) nor a"
                    + " userName."));
  }

  private static Either<Decoded, Subject> named(Optional<UserId> id, String field) {
    return Option.ofOptional(id)
        .<Decoded>toEither(() ->
            new Rejected(
                Fault.SUBJECT_MISSING,
                "%s holds no user id: it is not known whom the call was about.".formatted(field)))
        .map(found -> new Subject.ById(found, Optional.empty()));
  }

  private static Decoded otherStore() {
    return new Ignored(Reason.OTHER_STORE, Reason.OTHER_STORE.explanation());
  }

  private static Either<Decoded, Proof> proof(CloudTrailRecord record, Instant now) {
    return For(
            Option.ofOptional(record.eventId())
                .<Decoded>toEither(() ->
                    new Rejected(
                        Fault.FIELD_MISSING,
                        "eventID is missing or no id: a repeat could not be recognized.")),
            required(record, "eventTime", "when this was").flatMap(text -> time(text, now)))
        .yield((eventId, time) -> new Proof(time, eventId, record.call()));
  }

  static Either<Decoded, String> required(CloudTrailRecord record, String field, String what) {
    return Option.ofOptional(record.text(field))
        .toEither(() ->
            new Rejected(
                Fault.FIELD_MISSING,
                "%s is missing or no text: it is not known %s.".formatted(field, what)));
  }

  static Either<Decoded, Instant> time(String text, Instant now) {
    if (text.length() > LONGEST_TIME) {
      return rejected(Fault.TIME_UNREADABLE, "eventTime is too long to be a time.");
    }
    return Try.of(() -> Instant.parse(text))
        .toEither()
        .<Decoded>mapLeft(_ ->
            new Rejected(
                Fault.TIME_UNREADABLE,
                "eventTime is not an ISO 8601 instant such as 2026-06-01T08:14:27Z."))
        .filterOrElse(
            time -> !time.isBefore(FIRST_RECORD),
            _ ->
                new Rejected(
                    Fault.TIME_UNREADABLE,
                    "eventTime is before 2013-11-13, when CloudTrail began."))
        // Subtracted here and not added there, since now may be the last of all instants.
        .filterOrElse(
            time -> !time.minus(CLOCK_TOLERANCE).isAfter(now),
            _ ->
                new Rejected(
                    Fault.TIME_IN_FUTURE,
                    "eventTime is more than %d minutes ahead of this machine's clock: check the"
                            .formatted(CLOCK_TOLERANCE.toMinutes())
                        + " clock, then bring the record back with ninety redrive dead-letters."))
        .map(time -> time.truncatedTo(ChronoUnit.MILLIS));
  }

  private static Kind kind(CloudTrailRecord record, Call call) {
    return switch (call) {
      case USER_AUTHENTICATION ->
          new Kind.SignIn(Optional.of(record.credentials()), record.enrolsFactor());
      case AUTHENTICATE -> new Kind.SignIn(Optional.empty());
      case PORTAL_USE -> new Kind.PortalActivity();
      case UPDATE_PASSWORD -> new Kind.PasswordReset(record.passwordMode());
      case CREATE_USER, SCIM_CREATE_USER ->
          new Kind.UserCreated(
              record
                  .flag("responseElements", "active")
                  .or(() -> record.flag("responseElements", "user", "active"))
                  .or(() -> record.flag("requestParameters", "active"))
                  .or(() -> record.flag("requestParameters", "httpBody", "active"))
                  .orElse(true),
              record.passwordMode());
      case DELETE_USER, SCIM_DELETE_USER -> new Kind.UserDeleted();
      case DISABLE_USER -> new Kind.UserDisabled();
      case ENABLE_USER -> new Kind.UserEnabled();
      case UPDATE_USER -> new Kind.UserUpdated(false);
      case SCIM_PUT_USER -> ScimStatus.ofPut(record).kind();
      case SCIM_PATCH_USER -> ScimStatus.ofPatch(record).kind();
    };
  }

  private static <T> Either<Decoded, T> ignored(Reason reason, String detail) {
    return Either.left(new Ignored(reason, detail));
  }

  private static <T> Either<Decoded, T> rejected(Fault fault, String detail) {
    return Either.left(new Rejected(fault, detail));
  }
}
