package ninety.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import ninety.exemption.Exemption;
import ninety.exemption.Exemptions;
import ninety.user.Proof;
import ninety.user.RevokedUse;
import ninety.user.UserRecord;

/** The standing of a user under one control at one instant. */
public sealed interface Standing {

  /** When the user stands otherwise, if nothing happens before; empty where that is never. */
  default Optional<Instant> changesAt() {
    return switch (this) {
      case Counting counting -> counting.next();
      case NotDeterminable(var soFar) -> soFar.flatMap(Counting::next);
      case BeyondHorizon(_, var next) -> Optional.of(next);
      case NotChecked(_, var next) -> next;
      case Exempt(var exemption) -> Optional.of(exemption.until());
      case NotApplicable(_, _, var until) -> until;
      case Used _ -> Optional.empty();
    };
  }

  /**
   * The control applies.
   *
   * @param baseline where it counts from: the latest of what is known, but never before coverage
   * @param known what is known about the user, whatever the coverage
   * @param idle how much time was observed since the baseline
   * @param level the highest level reached; empty below the first
   * @param next when the next level is reached, if nothing happens before
   */
  record Counting(
      Baseline baseline,
      Optional<Baseline> known,
      Duration idle,
      Optional<Level> level,
      Optional<Instant> next)
      implements Standing {

    /** The same where the level is not known before another instant. */
    Counting unknownUntil(Optional<Instant> later) {
      return new Counting(baseline, known, idle, Optional.empty(), later);
    }
  }

  /**
   * A use beyond the horizon: what allowed it may be among the records to come.
   *
   * @param next when it is judged
   */
  record BeyondHorizon(Baseline baseline, Instant next) implements Standing {}

  /**
   * A revoked access was used, which is a breach whatever day it is.
   *
   * @param baseline the use
   * @param use with what forbade it, and what ended it
   * @param exemption made after the use, in knowledge of it
   * @param settled whether it was reported, and that is over
   */
  record Used(Baseline baseline, RevokedUse use, Optional<Exemption> exemption, boolean settled)
      implements Standing {

    Used(Baseline baseline, RevokedUse use, Optional<Exemption> exemption) {
      this(baseline, use, exemption, false);
    }

    /** True if it is a breach now: not exempt, and not over. */
    public boolean breached() {
      return exemption.isEmpty() && use.over().isEmpty() && !settled;
    }

    /** The same for whoever knows whether it was reported, and that is over. */
    public Used settled(boolean over) {
      return new Used(baseline, use, exemption, over);
    }

    /**
     * As it is to be read where nobody was alerted to it: that the user was enabled since does not
     * end it, and what an exemption suppressed stays so after its end.
     */
    public Used unreported(UserRecord user, Exemptions exemptions) {
      return new Used(
          baseline,
          use.unlessEnabled(user),
          exemption,
          exemptions.anyMadeAfter(use.use().time(), user));
    }
  }

  /** The user is exempt. */
  record Exempt(Exemption exemption) implements Standing {}

  /**
   * The control does not apply to the user.
   *
   * @param until when it applies again, if nothing happens before
   */
  record NotApplicable(Because because, Optional<Proof> proof, Optional<Instant> until)
      implements Standing {
    NotApplicable(Because because, Optional<Proof> proof) {
      this(because, proof, Optional.empty());
    }
  }

  /**
   * Too little is known. Never to be read as "compliant".
   *
   * @param soFar what was observed: nothing, where coverage began too late for the first level;
   *     empty where nothing is known that one could count from
   */
  record NotDeterminable(Optional<Counting> soFar) implements Standing {}

  /**
   * The source was not listened to: never, or so much of the time since lies in gaps that nothing
   * is concluded. Never to be read as "compliant".
   *
   * @param soFar what was counted; empty where nothing counts
   * @param next when enough will have been observed since the gap; empty where only mending it
   *     helps
   */
  record NotChecked(Optional<Counting> soFar, Optional<Instant> next) implements Standing {
    /** Only mending the gap helps. */
    public static final NotChecked UNTIL_MENDED =
        new NotChecked(Optional.empty(), Optional.empty());
  }

  /** Why a control does not apply to a user. */
  enum Because {
    DISABLED("disabled", Cause.DISABLED),
    DELETED("deleted", Cause.DELETED),
    ENABLED("enabled", Cause.ENABLED),
    /** The user was disabled and is enabled again; the person had no time to sign in yet. */
    ENABLED_GRACE("enabled-grace", Cause.ENABLED_GRACE),
    EXTERNAL_IDP("external-idp", Cause.NOT_APPLICABLE),
    SECOND_FACTOR("second-factor", Cause.SECOND_FACTOR),
    NO_PASSWORD("no-password", Cause.NO_PASSWORD);

    private final String label;
    private final Cause cause;

    Because(String label, Cause cause) {
      this.label = label;
      this.cause = cause;
    }

    /** The name under which people and machines read it, such as {@code second-factor}. */
    public String label() {
      return label;
    }

    /** The cause by which an open finding is over. */
    public Cause cause() {
      return cause;
    }
  }
}
