package ninety.cloudtrail;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import ninety.coverage.Source;
import ninety.user.Fact;
import ninety.user.Proof;

/**
 * The meaning of one envelope or CloudTrail record: observed, a heartbeat, ignored or rejected.
 * Every one becomes exactly one of these, and each is counted.
 */
public sealed interface Decoded {

  /** A proof of something about a user of the identity store. */
  record Observed(Fact fact) implements Decoded {}

  /**
   * A sign of life of a source: an event of a schedule, or CloudTrail's record of a call that the
   * sweep makes for this; it travels the way of the others.
   *
   * @param time when it was sent, or called
   */
  record Heartbeat(Source source, Instant time) implements Decoded {}

  /**
   * Somebody changed where the directory's users come from. It is about no user and concerns all of
   * them: those of the source before may vanish without a deletion.
   */
  record DirectoryChanged(Proof proof) implements Decoded {

    /** The name under which it is counted. */
    public static final String LABEL = "directory-change";
  }

  /**
   * Somebody changed the way on which events come to ninety. It is about no user.
   *
   * @param actor who called, mostly an ARN, harmless to a terminal; {@code unknown} where the
   *     record does not say
   * @param target what was changed, as the call names it
   * @param account in which it was, of twelve digits
   */
  record Tampered(
      Proof proof,
      String actor,
      Optional<String> target,
      Optional<String> account,
      Optional<String> region)
      implements Decoded {

    /** The name under which it is counted. */
    public static final String LABEL = "tampering";
  }

  /**
   * Well-formed, and it says nothing about a user.
   *
   * @param detail one sentence for people; never names a person
   */
  record Ignored(Reason reason, String detail) implements Decoded {}

  /**
   * Not understood, although it may have said something: to be kept as a dead letter.
   *
   * @param detail one sentence for people: what was wrong, and where; never names a person
   */
  record Rejected(Fault fault, String detail) implements Decoded {}

  /** Why a well-formed record says nothing about a user. */
  enum Reason {
    NOT_CLOUDTRAIL("An event of another kind than CloudTrail's."),
    DIGEST("A digest of CloudTrail's log files: it holds hashes and no calls."),
    OTHER_CALL("A call that is not about a user of the identity store."),
    FACTOR_ONLY("One factor was asked for or checked, which is not yet a sign-in."),
    NOT_SUCCESSFUL("The sign-in did not succeed."),
    CALL_FAILED("The call failed, so nothing happened."),
    WORKSPACES("A sign-in to Amazon WorkSpaces, whose users are not those of the identity store."),
    OTHER_STORE("The user belongs to another identity store than the one that is watched.");

    private final String explanation;

    Reason(String explanation) {
      this.explanation = explanation;
    }

    /** The name under which it is counted, such as {@code call-failed}. */
    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** One sentence on what the reason means in general. */
    public String explanation() {
      return explanation;
    }
  }

  /** Why a record could not be understood. */
  enum Fault {
    TOO_LARGE("Larger than any CloudTrail record."),
    NOT_JSON("Not one whole JSON value."),
    NOT_A_RECORD("JSON, but neither an EventBridge envelope nor a CloudTrail record."),
    UNTRUSTED_SOURCE("Nothing shows that AWS sent it, or it is from an account not watched."),
    FIELD_MISSING("A field is missing that every such record has."),
    SUBJECT_MISSING("The record does not say whom it is about."),
    TIME_UNREADABLE("The record does not say when it happened."),
    TIME_IN_FUTURE("The record claims to be from the future.");

    private final String explanation;

    Fault(String explanation) {
      this.explanation = explanation;
    }

    /** The name under which it is counted, such as {@code not-json}. */
    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** One sentence on what the fault means in general. */
    public String explanation() {
      return explanation;
    }
  }
}
