package ninety.sweep;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import ninety.coverage.Horizon;
import ninety.policy.Control;
import ninety.policy.Notice;
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
 * @param usersExempt how many users the exemptions in force cover, as counted when they were added
 * @param noticeSteps what it decided to report besides, reported or not
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
    long failed,
    long usersExempt,
    List<NoticeStep> noticeSteps) {

  /** Without what is reported besides. */
  public Summary(
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
    this(
        asOf,
        horizon,
        since,
        exemptions,
        looked,
        rearmed,
        steps,
        sourceSteps,
        resent,
        untold,
        parked,
        goneInDoubt,
        failed,
        0,
        List.of());
  }

  /** The same with what is reported besides, of which so many alerts wait. */
  Summary noticing(
      long usersExempt, List<NoticeStep> noticeSteps, long pending, long refused) {
    return new Summary(
        asOf,
        horizon,
        since,
        exemptions,
        looked,
        rearmed,
        steps,
        sourceSteps,
        resent,
        untold + pending,
        parked + refused,
        goneInDoubt,
        failed,
        usersExempt,
        noticeSteps);
  }

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

  /**
   * One decision to report something besides.
   *
   * @param exemption the id of the one that it is about; whom that covers may be a name
   */
  public record NoticeStep(String exemption, String step, UUID finding, UUID alert, boolean told) {

    static NoticeStep of(Notice notice, boolean told) {
      return new NoticeStep(
          switch (notice) {
            case Notice.OfExemption of -> of.exemption().id();
          },
          notice.step(),
          notice.finding(),
          notice.alertId(),
          told);
    }
  }

  /** Whether all that was due is done. */
  public boolean complete() {
    return untold == 0 && parked == 0 && goneInDoubt == 0 && failed == 0;
  }
}
