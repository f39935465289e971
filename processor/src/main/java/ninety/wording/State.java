package ninety.wording;

import ninety.coverage.Doubt;
import ninety.coverage.Tampering;
import ninety.exemption.Exemption;
import ninety.finding.FeedTransition;
import ninety.finding.Notice;
import ninety.finding.Notice.AttestationRevoked;
import ninety.finding.Notice.Attested;
import ninety.finding.Notice.DoubtOver;
import ninety.finding.Notice.Exempted;
import ninety.finding.Notice.ExemptionEnded;
import ninety.finding.Notice.ExemptionRemoved;
import ninety.finding.Notice.InDoubt;
import ninety.finding.Notice.PopulationKnown;
import ninety.finding.Notice.PopulationUnknown;
import ninety.finding.Notice.Tampered;
import ninety.finding.Notice.TamperingOver;
import ninety.finding.UserTransition.Raised;
import ninety.finding.UserTransition.Resolved;
import ninety.finding.UserTransition.Step;
import ninety.finding.UserTransition.Suppressed;

/**
 * A step in the enums of OCSF. Ids and captions are those of OCSF 1.8.0, Compliance Finding; with
 * id 99 ("Other") the caption is our own, as OCSF asks.
 */
public enum State {
  /**
   * Neither of OCSF's own words fits a user who is about to become inactive: "Pass" is true but
   * SIEM rules drop passes, and "Warning" means that the check had no result.
   */
  WARNING(3, "Medium", 1, "New", 99, "Approaching Limit"),
  BREACH(4, "High", 1, "New", 3, "Fail"),
  ESCALATED(5, "Critical", 1, "New", 3, "Fail"),
  RESOLVED(1, "Informational", 4, "Resolved", 1, "Pass"),
  SUPPRESSED(1, "Informational", 3, "Suppressed", 99, "Exempt"),
  /** OCSF's "Warning", word for word: the check "did not yield a result". */
  NOT_CHECKED(4, "High", 1, "New", 2, "Warning"),
  /** No verdict on anybody: a person has to look whether the users are still the same. */
  IDENTITY_SOURCE_CHANGED(3, "Medium", 1, "New", 2, "Warning"),
  /** That the feed is back passes nobody: the users are judged again, each for themselves. */
  CHECKED_AGAIN(1, "Informational", 4, "Resolved", 99, "Checked Again"),
  /** No verdict on anybody: events may be missing since, until the opposite is shown. */
  TAMPERING(4, "High", 1, "New", 2, "Warning"),
  /** Events come again; whether some are missing is for the gaps to say. */
  TAMPERING_OVER(1, "Informational", 4, "Resolved", 99, "Feed Heard Again"),
  /** Somebody answers for it. */
  TAMPERING_PLANNED(1, "Informational", 4, "Resolved", 99, "Attested"),
  /** One user is taken out of the checks: no result, and none to be had. */
  EXEMPTED(2, "Low", 1, "New", 99, "Exempt"),
  /** The same of many, or of whoever fits a pattern. */
  MANY_EXEMPTED(3, "Medium", 1, "New", 99, "Exempt"),
  /** The end of an exemption passes nobody: the users are judged again, each for themselves. */
  HELD_AGAIN(1, "Informational", 4, "Resolved", 99, "Exemption Over"),
  /** A time that nobody checked counts as checked by somebody's word. */
  ATTESTED(3, "Medium", 1, "New", 99, "Attested"),
  /** A time that was thought to be checked was not. */
  LOSS_RECORDED(3, "Medium", 1, "New", 2, "Warning"),
  REVOKED(1, "Informational", 4, "Resolved", 99, "Attestation Over"),
  /** No verdict on those whom nobody knows, and they are the ones whom the rules are about. */
  POPULATION_UNKNOWN(4, "High", 1, "New", 2, "Warning"),
  /** That all are known passes nobody: they are judged now, each for themselves. */
  POPULATION_KNOWN(1, "Informational", 4, "Resolved", 99, "Population Known"),
  /** No verdict on anybody: events may be missing. */
  IN_DOUBT(4, "High", 1, "New", 2, "Warning"),
  DOUBT_OVER(1, "Informational", 4, "Resolved", 99, "Doubt Over"),
  /** The doubt is over, and the loss is certain. */
  DOUBT_LOST(4, "High", 4, "Resolved", 2, "Warning");

  public final int severityId;
  public final String severity;
  public final int statusId;
  public final String status;
  public final int complianceId;
  public final String compliance;

  State(
      int severityId,
      String severity,
      int statusId,
      String status,
      int complianceId,
      String compliance) {
    this.severityId = severityId;
    this.severity = severity;
    this.statusId = statusId;
    this.status = status;
    this.complianceId = complianceId;
    this.compliance = compliance;
  }

  public static State of(Step step) {
    return switch (step) {
      case Raised(var level, _) ->
          switch (level) {
            case WARNING -> WARNING;
            case BREACH -> BREACH;
            case ESCALATED -> ESCALATED;
          };
      case Resolved _ -> RESOLVED;
      case Suppressed _ -> SUPPRESSED;
    };
  }

  public static State of(FeedTransition.Step step) {
    return switch (step) {
      case NOT_CHECKED, STILL_NOT_CHECKED -> NOT_CHECKED;
      case RESOLVED -> CHECKED_AGAIN;
    };
  }

  public static State of(Notice.OfExemption step) {
    return switch (step) {
      case Exempted(var exemption, _) -> broad(exemption) ? MANY_EXEMPTED : EXEMPTED;
      case ExemptionRemoved _, ExemptionEnded _ -> HELD_AGAIN;
    };
  }

  public static State of(Notice.OfTampering step) {
    return switch (step) {
      case Tampered _ -> TAMPERING;
      case TamperingOver(_, var end, _) ->
          switch (end) {
            case Tampering.End.Heard _ -> TAMPERING_OVER;
            case Tampering.End.Attested _ -> TAMPERING_PLANNED;
          };
    };
  }

  public static State of(Notice.OfAttestation step) {
    return switch (step) {
      case Attested(var attestation, _, _) ->
          switch (attestation.what()) {
            case COMPLETE -> ATTESTED;
            case LOST -> LOSS_RECORDED;
          };
      case AttestationRevoked _ -> REVOKED;
    };
  }

  public static State of(Notice.OfDoubt step) {
    return switch (step) {
      case InDoubt _ -> IN_DOUBT;
      case DoubtOver(_, var how, _, _) -> how == Doubt.How.LOST ? DOUBT_LOST : DOUBT_OVER;
    };
  }

  public static State of(Notice.OfPopulation step) {
    return switch (step) {
      case PopulationUnknown _ -> POPULATION_UNKNOWN;
      case PopulationKnown _ -> POPULATION_KNOWN;
    };
  }

  private static boolean broad(Exemption exemption) {
    return exemption.who().open()
        || exemption.covered().filter(covered -> covered.users() > 1).isPresent();
  }

  /** The effect of the step on the finding at the SIEM's side. */
  public enum Activity {
    CREATE(1, "Create"),
    UPDATE(2, "Update"),
    CLOSE(3, "Close");

    public final int id;
    public final String caption;

    Activity(int id, String caption) {
      this.id = id;
      this.caption = caption;
    }

    public static Activity of(Step step) {
      return switch (step) {
        case Raised(_, var opening) -> opening ? CREATE : UPDATE;
        case Resolved _, Suppressed _ -> CLOSE;
      };
    }

    public static Activity of(FeedTransition.Step step) {
      return switch (step) {
        case NOT_CHECKED -> CREATE;
        case STILL_NOT_CHECKED -> UPDATE;
        case RESOLVED -> CLOSE;
      };
    }

    public static Activity of(Notice.OfTampering step) {
      return switch (step) {
        case Tampered _ -> CREATE;
        case TamperingOver _ -> CLOSE;
      };
    }

    public static Activity of(Notice.OfExemption step) {
      return switch (step) {
        case Exempted _ -> CREATE;
        case ExemptionRemoved _, ExemptionEnded _ -> CLOSE;
      };
    }

    public static Activity of(Notice.OfAttestation step) {
      return switch (step) {
        case Attested _ -> CREATE;
        case AttestationRevoked _ -> CLOSE;
      };
    }

    public static Activity of(Notice.OfDoubt step) {
      return switch (step) {
        case InDoubt _ -> CREATE;
        case DoubtOver _ -> CLOSE;
      };
    }

    public static Activity of(Notice.OfPopulation step) {
      return switch (step) {
        case PopulationUnknown _ -> CREATE;
        case PopulationKnown _ -> CLOSE;
      };
    }
  }
}
