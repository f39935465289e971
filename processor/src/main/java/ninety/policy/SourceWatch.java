package ninety.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import ninety.coverage.Horizon;
import ninety.coverage.Span;
import ninety.policy.SourceTransition.Step;

/**
 * What is kept about the source: whether its horizon is too far behind, which gaps were reported,
 * and what is to be sent about that. A finding a silence and control: it is over when the source is
 * heard again and no user is left of whom the silence hides too much.
 *
 * @param episodes how many silences were reported so far
 * @param open silences whose findings are not over, in the order of their opening
 * @param reported the gaps that were reported; empty where a version before kept none, and then the
 *     gaps of that time count as reported
 * @param census how many users were not checked at the latest count
 * @param outbox alerts that were decided on and are not yet known to have arrived
 * @param version of what is stored; 0 where nothing is
 */
public record SourceWatch(
    int episodes,
    List<Gap> open,
    Optional<List<Span>> reported,
    Optional<Census> census,
    List<Alert> outbox,
    long version) {

  public static final SourceWatch QUIET =
      new SourceWatch(0, List.of(), Optional.of(List.of()), Optional.empty(), List.of(), 0);

  public SourceWatch {
    open = List.copyOf(open);
    reported = reported.map(List::copyOf);
    outbox = List.copyOf(outbox);
  }

  /**
   * A time for which nothing can be said.
   *
   * @param since the horizon when it was noticed; of a gap that was over by then, its beginning
   * @param holder what held the horizon back; empty for a gap that was over by then
   * @param until when it was over; empty while it lasts
   * @param sequence the number of its latest step
   * @param findings the ids of its findings that are not over
   */
  public record Gap(
      Instant since,
      Optional<Horizon.Holder> holder,
      Instant openedAt,
      Optional<Instant> until,
      int sequence,
      Map<Control, UUID> findings) {

    public Gap {
      findings = Collections.unmodifiableMap(sorted(findings));
    }

    private static Map<Control, UUID> sorted(Map<Control, UUID> findings) {
      Map<Control, UUID> sorted = new EnumMap<>(Control.class);
      sorted.putAll(findings);
      return sorted;
    }

    boolean over() {
      return until.isPresent();
    }

    private Gap overAt(Instant end) {
      return new Gap(since, holder, openedAt, Optional.of(end), sequence, findings);
    }

    /** At its next step. */
    private Gap next() {
      return new Gap(since, holder, openedAt, until, sequence + 1, findings);
    }

    private Gap with(Map<Control, UUID> left) {
      return new Gap(since, holder, openedAt, until, sequence, left);
    }
  }

  /**
   * Users of whom too much lies in gaps, under one control.
   *
   * @param until when enough will have been observed of the last of them; empty where that of some
   *     never is, unless the gap is mended
   */
  public record Unchecked(int users, Optional<Instant> until) {
    public static final Unchecked NOBODY = new Unchecked(0, Optional.empty());
  }

  /**
   * A count of them.
   *
   * @param asOf the instant for which it was made
   * @param terms the fingerprint of the terms that it was made under
   */
  public record Census(Instant asOf, UUID terms, Map<Control, Unchecked> unchecked) {

    /** How long a count stands under the same terms. */
    private static final Duration FOR = Duration.ofHours(1);

    public Census {
      unchecked = Map.copyOf(unchecked);
    }

    public Unchecked of(Control control) {
      return unchecked.getOrDefault(control, Unchecked.NOBODY);
    }

    /** Whether it still stands. */
    public boolean stands(Terms now) {
      return terms.equals(now.fingerprint()) && now.asOf().isBefore(asOf.plus(FOR));
    }
  }

  /**
   * A look at the source.
   *
   * @param limit by how much the horizon may trail the clock
   * @param gaps in which the source was not listened to, and which are over
   * @param store the identity store that is watched
   */
  public record Look(
      Horizon horizon, Duration limit, List<Span> gaps, Optional<String> store, Instant now) {
    boolean late() {
      return horizon.lag(now).compareTo(limit) > 0;
    }
  }

  /** What a look at the source comes to. */
  public record Judgement(SourceWatch watch, List<SourceTransition> transitions) {}

  /** Before users are judged: a horizon that is too far behind is reported. */
  public Judgement before(Look look) {
    if (!look.late() || open.stream().anyMatch(gap -> !gap.over())) {
      return new Judgement(this, List.of());
    }
    List<SourceTransition> transitions = new ArrayList<>();
    Course course = new Course(look, NOBODY, transitions);
    List<Gap> all = new ArrayList<>(open);
    all.add(
        course.opened(
            look.horizon().at(),
            Optional.of(look.horizon().holder()),
            Optional.empty(),
            episodes + 1));
    return new Judgement(with(episodes + 1, all, reported, census), transitions);
  }

  /**
   * After users were judged: gaps that nobody saw as such are reported, and silences that are over
   * and of which no user is left are resolved.
   *
   * @param counted of whom too much lies in gaps
   */
  public Judgement after(Look look, Census counted) {
    if (look.late()) {
      return new Judgement(this, List.of());
    }
    List<SourceTransition> transitions = new ArrayList<>();
    Course course = new Course(look, counted, transitions);
    List<Gap> all = new ArrayList<>();
    open.forEach(gap -> all.add(gap.over() ? gap : course.heardAgain(gap)));
    int number = episodes;
    for (Span gap : unreported(look.gaps())) {
      number++;
      all.add(course.opened(gap.from(), Optional.empty(), Optional.of(gap.to()), number));
    }
    List<Gap> left = all.stream().map(course::resolved).flatMap(Optional::stream).toList();
    return new Judgement(
        with(number, left, Optional.of(look.gaps()), Optional.of(counted)), transitions);
  }

  private static final Census NOBODY = new Census(Instant.EPOCH, new UUID(0, 0), Map.of());

  /**
   * A gap that grew at an end is known by the part that was reported; one that a silence left which
   * was reported while it lasted, by that.
   */
  private List<Span> unreported(List<Span> gaps) {
    return gaps.stream()
        .filter(gap ->
            reported.stream()
                .flatMap(List::stream)
                .noneMatch(
                    known -> !known.from().isAfter(gap.to()) && !known.to().isBefore(gap.from())))
        .filter(gap ->
            open.stream().noneMatch(late -> !late.over() && !gap.to().isBefore(late.since())))
        .filter(_ -> reported.isPresent())
        .toList();
  }

  /** With these alerts to be sent, and none of those that were. */
  public SourceWatch withOutbox(List<Alert> alerts) {
    return new SourceWatch(episodes, open, reported, census, alerts, version);
  }

  public SourceWatch withVersion(long stored) {
    return new SourceWatch(episodes, open, reported, census, outbox, stored);
  }

  private SourceWatch with(
      int number, List<Gap> gaps, Optional<List<Span>> known, Optional<Census> count) {
    return new SourceWatch(number, gaps, known, count, outbox, version);
  }

  /** The steps of one look. */
  private record Course(Look look, Census counted, List<SourceTransition> transitions) {

    Gap opened(
        Instant since, Optional<Horizon.Holder> holder, Optional<Instant> until, int number) {
      Map<Control, UUID> findings = new EnumMap<>(Control.class);
      for (Control control : Control.values()) {
        findings.put(control, Ids.silence(control, look.store(), since, number));
      }
      Gap gap = new Gap(since, holder, look.now(), until, 1, findings);
      gap.findings().forEach((control, _) -> step(gap, control, Step.NOT_CHECKED));
      return gap;
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
        transitions.add(
            new SourceTransition(finding, control, step, gap, look, counted.of(control)));
      }
    }
  }
}
