package ninety.sweep;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import ninety.policy.Control;
import ninety.policy.Transition;
import ninety.user.UserId;

/**
 * What a sweep did. Names no user but by id, since a task's output is a log.
 *
 * @param asOf the instant for which it judged
 * @param looked users that were due
 * @param rearmed users of whom there was nothing to tell and who got a new date, or none
 * @param steps what it decided on, told or not
 * @param resent alerts that an earlier sweep decided on and left behind, told by this one
 * @param untold alerts that did not get into the queue and wait for the next sweep
 * @param failed users that could not be dealt with and wait for the next sweep
 */
public record Summary(
    Instant asOf,
    long looked,
    long rearmed,
    List<Step> steps,
    long resent,
    long untold,
    long failed) {

  /**
   * One decision.
   *
   * @param step the level reached, or {@code resolved}
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

  /** Whether all that was due is done. */
  public boolean complete() {
    return untold == 0 && failed == 0;
  }
}
