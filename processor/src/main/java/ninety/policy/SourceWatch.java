package ninety.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import ninety.coverage.Horizon;

/**
 * What is kept about the source: whether its horizon is too far behind, and what is to be told of
 * that. One finding a gap and control; its end closes it.
 *
 * @param episodes how many gaps were told so far
 * @param outbox alerts that were decided on and are not yet known to have arrived
 * @param version of what is stored; 0 where nothing is
 */
public record SourceWatch(int episodes, Optional<Gap> open, List<Alert> outbox, long version) {

  public static final SourceWatch QUIET = new SourceWatch(0, Optional.empty(), List.of(), 0);

  public SourceWatch {
    outbox = List.copyOf(outbox);
  }

  /**
   * A time for which nothing can be said.
   *
   * @param since the horizon when it was noticed
   * @param findings the ids of its findings
   */
  public record Gap(
      Instant since, Horizon.Holder holder, Instant openedAt, Map<Control, UUID> findings) {

    public Gap {
      findings = Map.copyOf(new EnumMap<>(findings));
    }
  }

  /** What a look at the source comes to. */
  public record Judgement(SourceWatch watch, List<SourceTransition> transitions) {}

  /**
   * Judges how far behind the horizon is.
   *
   * @param store the identity store that is watched
   * @param limit by how much the horizon may trail the clock
   */
  public Judgement judge(Horizon horizon, Duration limit, Optional<String> store, Instant now) {
    boolean late = horizon.lag(now).compareTo(limit) > 0;
    if (late == open.isPresent()) {
      return new Judgement(this, List.of());
    }
    if (late) {
      Map<Control, UUID> findings = new EnumMap<>(Control.class);
      for (Control control : Control.values()) {
        findings.put(control, Ids.silence(control, store, horizon.at(), episodes + 1));
      }
      Gap gap = new Gap(horizon.at(), horizon.holder(), now, findings);
      return new Judgement(
          new SourceWatch(episodes + 1, Optional.of(gap), outbox, version),
          transitions(gap, SourceTransition.Step.NOT_CHECKED, horizon, limit, store, now));
    }
    return new Judgement(
        new SourceWatch(episodes, Optional.empty(), outbox, version),
        transitions(
            open.orElseThrow(), SourceTransition.Step.RESOLVED, horizon, limit, store, now));
  }

  /** With these alerts to be told, and none of those that were. */
  public SourceWatch withOutbox(List<Alert> alerts) {
    return new SourceWatch(episodes, open, alerts, version);
  }

  public SourceWatch withVersion(long stored) {
    return new SourceWatch(episodes, open, outbox, stored);
  }

  private static List<SourceTransition> transitions(
      Gap gap,
      SourceTransition.Step step,
      Horizon horizon,
      Duration limit,
      Optional<String> store,
      Instant now) {
    List<SourceTransition> transitions = new ArrayList<>();
    for (Control control : Control.values()) {
      UUID finding = gap.findings().get(control);
      if (finding != null) {
        transitions.add(
            new SourceTransition(finding, control, step, gap, horizon, limit, store, now));
      }
    }
    return transitions;
  }
}
