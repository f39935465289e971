package ninety.redrive;

import ninety.cloudtrail.Decoded;
import ninety.ingest.DeadLetter;
import ninety.user.Subject;

/** The words for what the consumer makes of a record. */
final class Meaning {

  private Meaning() {}

  /** As a message's way would end if nothing but the record counted. */
  static Outcome of(Decoded decoded) {
    return switch (decoded) {
      case Decoded.Observed(var fact) ->
          fact.subject() instanceof Subject.ByName
              ? new Outcome.Failed(
                  DeadLetter.USER_ID_UNKNOWN, "The record names its user and has no user id.")
              : observed(fact.kind().label());
      case Decoded.Heartbeat _ -> observed("heartbeat");
      case Decoded.DirectoryChanged _ -> observed(Decoded.DirectoryChanged.LABEL);
      case Decoded.Tampered _ -> observed(Decoded.Tampered.LABEL);
      case Decoded.Ignored(var reason, _) -> new Outcome.Arrived("ignored " + reason.label());
      case Decoded.Rejected(var fault, var detail) -> new Outcome.Failed(fault.label(), detail);
    };
  }

  private static Outcome observed(String what) {
    return new Outcome.Arrived("observed " + what);
  }

  /** The words for a list. */
  static String words(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Arrived(var as) -> as;
      case Outcome.Failed(var reason, _) -> "rejected " + reason;
      case Outcome.Unfit(var reason, _) -> reason;
      case Outcome.Later(var fault) -> fault;
    };
  }
}
