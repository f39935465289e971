package ninety.finding;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import ninety.coverage.Span;
import ninety.finding.FeedTransition.Step;
import ninety.finding.FeedWatch.Census;
import ninety.finding.FeedWatch.Gap;
import ninety.finding.FeedWatch.Look;
import ninety.policy.Control;

/** The steps of the findings about the feed that one look decides on. */
final class FeedCourse {

  private final Look look;
  private final Census counted;
  private final List<FeedTransition> transitions = new ArrayList<>();

  /**
   * @param counted of whom too much lies in gaps
   */
  FeedCourse(Look look, Census counted) {
    this.look = look;
    this.counted = counted;
  }

  /** The steps so far, in their order. */
  List<FeedTransition> transitions() {
    return List.copyOf(transitions);
  }

  /** One that lasts. */
  Gap late(int number) {
    Instant since = look.horizon().asOf();
    return begun(
        new Gap(
            since,
            List.of(look.cut()),
            look.now(),
            Optional.empty(),
            1,
            findings(List.of(Control.values()), since, number),
            List.of()));
  }

  /** One that was over before it was noticed. */
  Gap past(Span gap, int number) {
    return begun(
        new Gap(
            gap.from(),
            List.of(),
            look.now(),
            Optional.of(gap.to()),
            1,
            findings(List.of(Control.values()), gap.from(), number),
            List.of()));
  }

  /** Under which controls users are not checked, and no finding says so. */
  List<Control> unsaid(List<Gap> all) {
    return Stream.of(Control.values())
        .filter(control -> counted.of(control).users() > 0)
        .filter(control -> all.stream().noneMatch(gap -> gap.findings().containsKey(control)))
        .toList();
  }

  /** Gaps that hide too much of some users. */
  Gap hiding(List<Control> controls, int number) {
    List<Span> gaps = Gap.named(look.gaps().joined());
    Instant since = gaps.isEmpty() ? look.horizon().asOf() : gaps.getFirst().from();
    Instant until = gaps.isEmpty() ? since : gaps.getLast().to();
    return begun(
        new Gap(
            since,
            List.of(),
            look.now(),
            Optional.of(until),
            1,
            findings(controls, since, number),
            gaps));
  }

  private Map<Control, UUID> findings(List<Control> controls, Instant since, int number) {
    Map<Control, UUID> findings = new EnumMap<>(Control.class);
    controls.forEach(
        control -> findings.put(control, Ids.silence(control, look.store(), since, number)));
    return findings;
  }

  private Gap begun(Gap gap) {
    gap.findings().forEach((control, _) -> step(gap, control, Step.NOT_CHECKED));
    return gap;
  }

  /** Where the way is cut elsewhere now, the findings say that. */
  Gap named(Gap gap) {
    if (gap.names(look.cut())) {
      return gap;
    }
    Gap next = gap.naming(look.cut()).next();
    next.findings().forEach((control, _) -> step(next, control, Step.STILL_NOT_CHECKED));
    return next;
  }

  /** Of the users who are left the findings say how many there are. */
  Gap heardAgain(Gap gap) {
    Gap over = gap.overAt(look.now());
    List<Control> left =
        over.findings().keySet().stream()
            .filter(control -> counted.of(control).users() > 0)
            .toList();
    if (left.isEmpty()) {
      return over;
    }
    Gap next = over.next();
    left.forEach(control -> step(next, control, Step.STILL_NOT_CHECKED));
    return next;
  }

  Optional<Gap> resolved(Gap gap) {
    Map<Control, UUID> left = new EnumMap<>(Control.class);
    gap.findings()
        .forEach((control, finding) -> {
          if (counted.of(control).users() > 0) {
            left.put(control, finding);
          } else {
            step(gap.next(), control, Step.RESOLVED);
          }
        });
    return left.isEmpty() ? Optional.empty() : Optional.of(gap.with(left));
  }

  private void step(Gap gap, Control control, Step step) {
    UUID finding = gap.findings().get(control);
    if (finding != null) {
      transitions.add(new FeedTransition(finding, control, step, gap, look, counted.of(control)));
    }
  }
}
