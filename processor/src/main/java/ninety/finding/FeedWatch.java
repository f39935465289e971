package ninety.finding;

import static java.util.stream.Collectors.toCollection;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import ninety.coverage.Gaps;
import ninety.coverage.Horizon;
import ninety.coverage.Span;
import ninety.policy.Control;
import ninety.policy.Terms;

/**
 * The state of the feed: whether its horizon is too far behind, which gaps were reported, and what
 * is to be sent about that. A finding a silence and control: it is over when the source is heard
 * again and no user is left of whom the silence hides too much. Where users are not checked and no
 * finding of their control is open, one is opened for that.
 *
 * @param episodes how many silences were reported so far
 * @param open silences whose findings are not over, in the order of their opening
 * @param reported which gaps were reported by themselves
 * @param census how many users were not checked at the latest count
 * @param reached the latest horizon that a look ever found
 * @param outbox alerts that were decided on and are not yet known to have arrived
 * @param version of what is stored; 0 where nothing is
 */
public record FeedWatch(
    int episodes,
    List<Gap> open,
    KnownGaps reported,
    Optional<Census> census,
    Optional<Instant> reached,
    List<Alert> outbox,
    long version) {

  public static final FeedWatch QUIET =
      new FeedWatch(
          0, List.of(), KnownGaps.NOTHING, Optional.empty(), Optional.empty(), List.of(), 0);

  public FeedWatch {
    open = List.copyOf(open);
    outbox = List.copyOf(outbox);
  }

  /**
   * Where the way is cut, as a finding says that is open.
   *
   * @param horizon as it was then
   * @param named when it was noticed
   */
  public record Cut(Horizon horizon, Instant named) {

    /** From the latest sign of life until it was noticed that no other came. */
    Span seen() {
      Instant last = horizon.asOf().plus(Horizon.ALLOWANCE);
      return new Span(last, named.isBefore(last) ? last : named);
    }

    /** Shards take turns in being the last; that is one cause. */
    private boolean same(Cut other) {
      return switch (horizon) {
        case Horizon.None none -> none.equals(other.horizon);
        case Horizon.Known(_, var holder) ->
            other.horizon instanceof Horizon.Known(_, var another)
                && (holder.equals(another)
                    || (holder instanceof Horizon.Holder.Shard
                        && another instanceof Horizon.Holder.Shard));
      };
    }
  }

  /**
   * A time for which nothing can be said.
   *
   * @param since the horizon when it was noticed; of a gap that was over by then, its beginning
   * @param cuts what held the horizon back, in the order in which it was named, each once; none for
   *     a gap that was over by then
   * @param until when it was over; empty while it lasts
   * @param sequence the number of its latest step
   * @param findings the ids of its findings that are not over
   * @param hiding the gaps because of which users are not checked; none where it is one silence
   */
  public record Gap(
      Instant since,
      List<Cut> cuts,
      Instant openedAt,
      Optional<Instant> until,
      int sequence,
      Map<Control, UUID> findings,
      List<Span> hiding) {

    /** Of more than these only the latest are named. */
    private static final int MOST_NAMED = 20;

    public Gap {
      cuts = List.copyOf(cuts);
      findings = Collections.unmodifiableMap(sorted(findings));
      hiding = List.copyOf(hiding);
    }

    /** One silence, which one thing caused, or which was over when it was noticed. */
    public Gap(
        Instant since,
        Optional<Horizon> horizon,
        Instant openedAt,
        Optional<Instant> until,
        int sequence,
        Map<Control, UUID> findings) {
      this(
          since,
          horizon.map(it -> new Cut(it, openedAt)).stream().toList(),
          openedAt,
          until,
          sequence,
          findings,
          List.of());
    }

    private static Map<Control, UUID> sorted(Map<Control, UUID> findings) {
      Map<Control, UUID> sorted = new EnumMap<>(Control.class);
      sorted.putAll(findings);
      return sorted;
    }

    /** The horizon as it was named last, with what holds it back; empty for one that was over. */
    public Optional<Horizon> horizon() {
      return cuts.isEmpty() ? Optional.empty() : Optional.of(cuts.getLast().horizon());
    }

    boolean over() {
      return until.isPresent();
    }

    Gap overAt(Instant end) {
      return new Gap(since, cuts, openedAt, Optional.of(end), sequence, findings, hiding);
    }

    /** At its next step. */
    Gap next() {
      return new Gap(since, cuts, openedAt, until, sequence + 1, findings, hiding);
    }

    Gap with(Map<Control, UUID> left) {
      return new Gap(since, cuts, openedAt, until, sequence, left, hiding);
    }

    boolean names(Cut cut) {
      return cuts.stream().anyMatch(cut::same);
    }

    Gap naming(Cut cut) {
      List<Cut> all = new ArrayList<>(cuts);
      all.add(cut);
      return new Gap(since, all, openedAt, until, sequence, findings, hiding);
    }

    static List<Span> named(List<Span> gaps) {
      return gaps.subList(Math.max(0, gaps.size() - MOST_NAMED), gaps.size());
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

    /** The time for which a count stands under the same terms. */
    private static final Duration FOR = Duration.ofHours(1);

    public Census {
      unchecked = Map.copyOf(unchecked);
    }

    public Unchecked of(Control control) {
      return unchecked.getOrDefault(control, Unchecked.NOBODY);
    }

    /** True if it still stands. */
    public boolean stands(Terms now) {
      return terms.equals(now.fingerprint()) && now.asOf().isBefore(asOf.plus(FOR));
    }
  }

  /**
   * A look at the feed.
   *
   * @param limit by how much the horizon may lag
   * @param gaps in which the feed was not listened to, and which are over
   * @param store the identity store that is watched
   */
  public record Look(
      Horizon horizon, Duration limit, Gaps gaps, Optional<String> store, Instant now) {
    boolean late() {
      return late(horizon.asOf());
    }

    private boolean late(Instant processed) {
      return Duration.between(processed, now).compareTo(limit) > 0;
    }

    Cut cut() {
      return new Cut(horizon, now);
    }
  }

  /** The outcome of a look at the feed. */
  public record Judgement(FeedWatch watch, List<FeedTransition> transitions) {}

  /**
   * Before users are judged: a horizon that is too far behind is reported, and each time that
   * something else holds it back, once.
   */
  public Judgement before(Look look) {
    FeedWatch seen = reaching(look);
    return seen.late(look) ? seen.tooLate(look) : new Judgement(seen, List.of());
  }

  /**
   * True if it is behind for longer than the limit. One that stepped back, as where the shards of a
   * stream are learned anew, is given the limit after the latest that a look found to come forward
   * again; meanwhile nobody is judged beyond it. A source that is silent for longer is not: what is
   * late with it is no reading of ours, but the feed.
   */
  private boolean late(Look look) {
    Instant at = look.horizon().asOf();
    boolean silent = look.horizon() instanceof Horizon.Known(Instant _, Horizon.Holder.Source _);
    return look.late(
        reached.filter(it -> !silent && it.isAfter(at) && !it.isAfter(look.now())).orElse(at));
  }

  /** Replaces what a clock that was ahead found as soon as that shows. */
  private FeedWatch reaching(Look look) {
    Instant at = look.horizon().asOf();
    boolean further = reached.filter(it -> !it.isBefore(at) && !it.isAfter(look.now())).isEmpty();
    return look.horizon() instanceof Horizon.Known && further
        ? new FeedWatch(episodes, open, reported, census, Optional.of(at), outbox, version)
        : this;
  }

  private Judgement tooLate(Look look) {
    FeedCourse course = new FeedCourse(look, NOBODY);
    List<Gap> all =
        open.stream()
            .map(gap -> gap.over() ? gap : course.named(gap))
            .collect(toCollection(ArrayList::new));
    if (all.stream().allMatch(Gap::over)) {
      all.add(course.late(episodes + 1));
      return new Judgement(with(episodes + 1, all, reported, census), course.transitions());
    }
    return new Judgement(with(episodes, all, reported, census), course.transitions());
  }

  /**
   * After users were judged: gaps that nobody saw as such are reported, and users who are not
   * checked where no finding says so; silences that are over and of which no user is left are
   * resolved.
   *
   * @param counted of whom too much lies in gaps
   */
  public Judgement after(Look look, Census counted) {
    if (look.late()) {
      return new Judgement(this, List.of());
    }
    FeedCourse course = new FeedCourse(look, counted);
    List<Gap> all = new ArrayList<>();
    open.forEach(gap -> all.add(gap.over() ? gap : course.heardAgain(gap)));
    List<Cut> named =
        open.stream().filter(gap -> !gap.over()).flatMap(gap -> gap.cuts().stream()).toList();
    int number = episodes;
    for (Span gap : reported.missing(look.gaps(), named)) {
      number++;
      all.add(course.past(gap, number));
    }
    if (!course.unsaid(all).isEmpty()) {
      number++;
      all.add(course.hiding(course.unsaid(all), number));
    }
    List<Gap> left = all.stream().map(course::resolved).flatMap(Optional::stream).toList();
    return new Judgement(
        with(number, left, reported.with(look.gaps()), Optional.of(counted)), course.transitions());
  }

  private static final Census NOBODY = new Census(Instant.EPOCH, new UUID(0, 0), Map.of());

  /** With these alerts to be sent, and none of those that were. */
  public FeedWatch withOutbox(List<Alert> alerts) {
    return new FeedWatch(episodes, open, reported, census, reached, alerts, version);
  }

  public FeedWatch withVersion(long stored) {
    return new FeedWatch(episodes, open, reported, census, reached, outbox, stored);
  }

  private FeedWatch with(int number, List<Gap> gaps, KnownGaps known, Optional<Census> count) {
    return new FeedWatch(number, gaps, known, count, reached, outbox, version);
  }
}
