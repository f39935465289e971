package ninety.finding;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import ninety.coverage.Observed;
import ninety.finding.UserTransition.Raised;
import ninety.policy.Policy;
import ninety.user.DirectoryWord;

/**
 * The latest step of each open finding about a user, to be reported again: for a new SIEM, or after
 * a queue was lost. It has the id and the times of the step that it repeats. What was known besides
 * is not kept once an alert is delivered, so the rest is said as it is known now, and nobody was
 * asked for it.
 */
public final class LatestSteps {

  private static final DirectoryWord UNASKED =
      new DirectoryWord.Unavailable(DirectoryWord.Reason.NOT_ASKED);

  private LatestSteps() {}

  /**
   * One for each control with an open finding.
   *
   * @param policy in force now
   * @param observed for which time the feed was listened to
   */
  public static List<UserTransition> of(Dossier dossier, Policy policy, Observed observed) {
    return dossier.states().values().stream()
        .map(ControlState::openFinding)
        .flatMap(Optional::stream)
        .map(finding -> again(finding, dossier, policy, observed))
        .toList();
  }

  private static UserTransition again(
      Finding finding, Dossier dossier, Policy policy, Observed observed) {
    boolean opening = finding.sequence() == 1;
    // When a later step was decided is not kept; as of when it was is.
    Instant decided = opening ? finding.openedAt() : finding.lastSeen();
    return new UserTransition(
        finding,
        new Raised(finding.level(), opening),
        dossier.user(),
        policy,
        UNASKED,
        observed,
        finding.lastSeen(),
        decided,
        false);
  }
}
