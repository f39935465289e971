package ninety.finding;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import ninety.coverage.Horizon;
import ninety.policy.Control;

/**
 * One step of a finding about the feed: for a control nothing can be said since the gap began, or
 * it can be said again.
 *
 * @param gap as it is after the step
 * @param look at which the step was decided
 * @param unchecked users of whom too much lies in gaps
 */
public record FeedTransition(
    UUID findingUid,
    Control control,
    Step step,
    FeedWatch.Gap gap,
    FeedWatch.Look look,
    FeedWatch.Unchecked unchecked)
    implements Transition {

  /** The steps of such a finding, in their order. */
  public enum Step {
    NOT_CHECKED("not-checked"),
    /**
     * The source is heard again, and of some users too much lies in the gap; or it is not, and the
     * way is cut elsewhere now.
     */
    STILL_NOT_CHECKED("still-not-checked"),
    RESOLVED("resolved");

    private final String label;

    Step(String label) {
      this.label = label;
    }

    public String label() {
      return label;
    }
  }

  @Override
  public String stepLabel() {
    return step.label();
  }

  @Override
  public int sequence() {
    return gap.sequence();
  }

  @Override
  public Instant time() {
    return look.now();
  }

  /** As it was when the step was decided. */
  public Horizon horizon() {
    return look.horizon();
  }

  /** The identity store that is watched. */
  public Optional<String> store() {
    return look.store();
  }

  @Override
  public UUID alertId() {
    return Ids.alert(findingUid, cutElsewhere() ? step.label() + "|" + sequence() : step.label());
  }

  /** True if it says that the way is cut elsewhere now. */
  public boolean cutElsewhere() {
    return step == Step.STILL_NOT_CHECKED && !gap.over();
  }
}
