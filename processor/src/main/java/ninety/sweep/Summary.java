package ninety.sweep;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import ninety.coverage.Horizon;
import ninety.coverage.Observed;
import ninety.finding.FeedTransition;
import ninety.finding.Notice;
import ninety.finding.UserTransition;
import ninety.policy.Control;
import ninety.user.UserId;

/**
 * The outcome of a sweep. Names no user but by id, since a task's output is a log.
 *
 * @param asOf the instant for which it judged
 * @param horizon what {@code asOf} comes from; empty where it was given
 * @param observed for which time the feed was listened to; empty where it never was, and then
 *     nobody could be judged
 * @param steps what it decided on, delivered or not
 * @param feedSteps what it decided on about the feed, delivered or not
 * @param noticeSteps what it decided to report besides, delivered or not
 * @param unreadable the items of users, exemptions and attestations that it could not read, and
 *     what to do
 */
public record Summary(
    Instant asOf,
    Optional<Horizon> horizon,
    Optional<Observed> observed,
    List<Step> steps,
    List<FeedStep> feedSteps,
    List<NoticeStep> noticeSteps,
    List<String> unreadable,
    Counts counts) {

  public long count(Count count) {
    return counts.get(count);
  }

  /**
   * One decision about a user.
   *
   * @param step the level reached, or what ended it
   * @param delivered whether the queue has the alert
   */
  public record Step(
      UserId user, Control control, String step, UUID finding, UUID alert, boolean delivered) {

    static Step of(UserTransition transition, boolean delivered) {
      return new Step(
          transition.user().id(),
          transition.finding().control(),
          transition.step().label(),
          transition.finding().uid(),
          transition.alertId(),
          delivered);
    }
  }

  /** One decision about the feed. */
  public record FeedStep(
      Control control, String step, UUID finding, UUID alert, boolean delivered) {

    static FeedStep of(FeedTransition transition, boolean delivered) {
      return new FeedStep(
          transition.control(),
          transition.step().label(),
          transition.findingUid(),
          transition.alertId(),
          delivered);
    }
  }

  /**
   * One decision to report something besides.
   *
   * @param about what: an exemption by its id, since whom that covers may be a name
   */
  public record NoticeStep(String about, String step, UUID finding, UUID alert, boolean delivered) {

    static NoticeStep of(Notice notice, boolean delivered) {
      return new NoticeStep(
          switch (notice) {
            case Notice.OfExemption of -> "exemption " + of.exemption().id();
            case Notice.OfAttestation of -> "attestation " + of.attestation().id();
            case Notice.OfDoubt _ -> "undelivered events";
            case Notice.IdentitySourceChanged _ -> "identity source";
            case Notice.OfTampering _ -> "tampering";
            case Notice.OfPopulation _ -> "population";
          },
          notice.stepLabel(),
          notice.findingUid(),
          notice.alertId(),
          delivered);
    }
  }

  /** With what else was counted. */
  Summary plus(Counts further) {
    return new Summary(
        asOf, horizon, observed, steps, feedSteps, noticeSteps, unreadable, counts.plus(further));
  }

  /** The counts that keep a sweep from having done all that was due. */
  private static final Set<Count> LEFT =
      Set.of(Count.PENDING, Count.PARKED, Count.GONE_IN_DOUBT, Count.HELD_BACK, Count.FAILED);

  /** True if all that was due is done. */
  public boolean complete() {
    return unreadable.isEmpty() && LEFT.stream().allMatch(count -> count(count) == 0);
  }
}
