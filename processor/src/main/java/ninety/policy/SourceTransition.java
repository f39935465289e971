package ninety.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import ninety.coverage.Horizon;

/**
 * One step of a finding about the source: for a control nothing can be said since the gap began, or
 * it can be said again.
 *
 * @param horizon as it was when the step was decided
 * @param limit by how much the horizon may trail the clock
 * @param store the identity store that is watched
 * @param time when the step was decided
 */
public record SourceTransition(
    UUID finding,
    Control control,
    Step step,
    SourceWatch.Gap gap,
    Horizon horizon,
    Duration limit,
    Optional<String> store,
    Instant time) {

  /** The steps of such a finding, in their order. */
  public enum Step {
    NOT_CHECKED("not-checked", 1),
    RESOLVED("resolved", 2);

    private final String label;
    private final int sequence;

    Step(String label, int sequence) {
      this.label = label;
      this.sequence = sequence;
    }

    public String label() {
      return label;
    }
  }

  /** The number of the step in its finding, from 1. */
  public int sequence() {
    return step.sequence;
  }

  /** The alert's id: always the same for the same step, so that a SIEM can drop repeats. */
  public UUID alertId() {
    return Ids.alert(finding, step.label());
  }
}
