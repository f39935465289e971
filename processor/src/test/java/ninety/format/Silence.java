package ninety.format;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import ninety.coverage.Gaps;
import ninety.coverage.Horizon;
import ninety.coverage.Span;
import ninety.finding.FeedTransition;
import ninety.finding.FeedWatch;
import ninety.policy.Control;

/**
 * A made-up gap in what is heard from the source, from 2026-08-29T23:41:12Z to the next morning,
 * judged by the real {@link FeedWatch}.
 */
public record Silence(Horizon horizon, Optional<String> store) {

  private static final Instant SINCE = Instant.parse("2026-08-29T23:41:12Z");
  private static final Instant NOTICED = Instant.parse("2026-08-30T00:45:02.640Z");
  private static final Instant BACK = Instant.parse("2026-08-30T06:20:03.114Z");
  private static final Duration LIMIT = Duration.ofHours(1);
  private static final Span GAP = new Span(SINCE, BACK.minusSeconds(60));
  private static final Gaps LOST = new Gaps(Map.of(), List.of(GAP), List.of());
  static final FeedWatch.Census LEFT =
      new FeedWatch.Census(
          BACK,
          new UUID(0, 0),
          Map.of(
              Control.INACTIVITY,
              new FeedWatch.Unchecked(2, Optional.of(Instant.parse("2026-11-24T06:05:03Z"))),
              Control.PASSWORD_AGE,
              new FeedWatch.Unchecked(1, Optional.empty())));
  static final FeedWatch.Census NOBODY = new FeedWatch.Census(BACK, new UUID(0, 0), Map.of());

  public static Silence of(Horizon.Holder holder) {
    return of(new Horizon.Known(SINCE, holder));
  }

  public static Silence of(Horizon horizon) {
    return new Silence(horizon, Optional.of("d-9067f2a1c4"));
  }

  Silence store(Optional<String> other) {
    return new Silence(horizon, other);
  }

  /** One step for each control. */
  public List<FeedTransition> begin() {
    return noticed().transitions();
  }

  /** One step for each control. */
  List<FeedTransition> end() {
    return noticed().watch().after(look(Gaps.NONE), NOBODY).transitions();
  }

  /** The same, where two users are left of whom too much lies in the gap. */
  List<FeedTransition> left() {
    return noticed().watch().after(look(Gaps.NONE), LEFT).transitions();
  }

  /** A gap that was over when it was found. */
  static List<FeedTransition> past(FeedWatch.Census census) {
    return FeedWatch.QUIET
        .after(of(new Horizon.Holder.Allowance()).look(LOST), census)
        .transitions();
  }

  /** The way is cut elsewhere while it lasts. */
  List<FeedTransition> elsewhere(Horizon.Holder other) {
    return noticed()
        .watch()
        .before(
            new FeedWatch.Look(
                new Horizon.Known(SINCE, other),
                LIMIT,
                Gaps.NONE,
                store,
                NOTICED.plusSeconds(1800)))
        .transitions();
  }

  /** Users are not checked later because of a gap that was reported and is resolved. */
  static List<FeedTransition> hiding() {
    FeedWatch.Look look = of(new Horizon.Holder.Allowance()).look(LOST);
    return FeedWatch.QUIET.after(look, NOBODY).watch().after(look, LEFT).transitions();
  }

  private FeedWatch.Look look(Gaps gaps) {
    Horizon again =
        new Horizon.Known(BACK.minus(Horizon.ALLOWANCE), new Horizon.Holder.Allowance());
    return new FeedWatch.Look(again, LIMIT, gaps, store, BACK);
  }

  private FeedWatch.Judgement noticed() {
    return FeedWatch.QUIET.before(new FeedWatch.Look(horizon, LIMIT, Gaps.NONE, store, NOTICED));
  }
}
