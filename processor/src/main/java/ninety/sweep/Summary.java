package ninety.sweep;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import ninety.coverage.Horizon;
import ninety.policy.Control;
import ninety.policy.SourceTransition;
import ninety.policy.Transition;
import ninety.user.UserId;

/**
 * What a sweep did. Names no user but by id, since a task's output is a log.
 *
 * @param asOf the instant for which it judged
 * @param horizon what {@code asOf} comes from; empty where it was given
 * @param since since when the source was listened to without a gap; empty where it never was, and
 *     then nobody could be judged
 * @param exemptions how many were in force
 * @param looked users that were due
 * @param rearmed users of whom there was nothing to tell and who got a new date, or none
 * @param steps what it decided on, told or not
 * @param sourceSteps what it decided on about the source, told or not
 * @param resent alerts that an earlier sweep decided on and left behind, told by this one
 * @param untold alerts that did not get into the queue and wait for the next sweep
 * @param parked alerts that the queue refuses for good
 * @param goneInDoubt users whom the directory does not have, which was not believed of so many
 * @param failed users that could not be dealt with and wait for the next sweep
 */
public record Summary(
    Instant asOf,
    Optional<Horizon> horizon,
    Optional<Instant> since,
    int exemptions,
    long looked,
    long rearmed,
    List<Step> steps,
    List<SourceStep> sourceSteps,
    long resent,
    long untold,
    long parked,
    long goneInDoubt,
    long failed) {

  /**
   * One decision about a user.
   *
   * @param step the level reached, or what ended it
   * @param told whether the queue has the alert
   */
  public record Step(
      UserId user, Control control, String step, UUID finding, UUID alert, boolean told) {

    static Step of(Transition transition, boolean told) {
      return new Step(
          transition.user().id(),
          transition.finding().control(),
          transition.step().label(),
          transition.finding().uid(),
          transition.alertId(),
          told);
    }
  }

  /** One decision about the source. */
  public record SourceStep(Control control, String step, UUID finding, UUID alert, boolean told) {

    static SourceStep of(SourceTransition transition, boolean told) {
      return new SourceStep(
          transition.control(),
          transition.step().label(),
          transition.finding(),
          transition.alertId(),
          told);
    }
  }

  /** Whether all that was due is done. */
  public boolean complete() {
    return untold == 0 && parked == 0 && goneInDoubt == 0 && failed == 0;
  }
}
