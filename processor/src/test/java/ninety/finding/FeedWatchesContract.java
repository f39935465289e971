package ninety.finding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import ninety.coverage.Horizon;
import ninety.coverage.Horizon.Holder;
import ninety.coverage.Source;
import ninety.coverage.Span;
import ninety.finding.FeedWatch.Census;
import ninety.finding.FeedWatch.Cut;
import ninety.finding.FeedWatch.Gap;
import ninety.finding.FeedWatch.Unchecked;
import ninety.finding.FeedWatches.Stored.Overtaken;
import ninety.finding.FeedWatches.Stored.Written;
import ninety.policy.Control;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every place where the watch over the feed is kept must do. */
public abstract class FeedWatchesContract {

  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00.123Z");

  /** What is tested: the same for all calls of one test, and empty before the first. */
  protected abstract FeedWatches watches();

  @Test
  void at_first_nothing_was_noticed() {
    assertEquals(FeedWatch.QUIET, watches().read());
  }

  @ParameterizedTest
  @MethodSource("horizons")
  void a_watch_comes_back_as_it_was_stored(Horizon horizon) {
    FeedWatch watch = watch(horizon);

    assertEquals(new Written(watch.withVersion(1)), watches().store(watch));

    assertEquals(watch.withVersion(1), watches().read());
  }

  static Stream<Horizon> horizons() {
    return Stream.concat(
        Stream.of(new Horizon.None()), holders().map(holder -> new Horizon.Known(NOON, holder)));
  }

  private static Stream<Holder> holders() {
    return Stream.of(
        new Holder.Allowance(),
        new Holder.Shard("shardId-000000000007"),
        new Holder.Source(Source.ofRegion("eu-central-1")),
        new Holder.Source(new Source("111122223333", "eu-central-1")),
        new Holder.Source(
            new Source("111122223333", "eu-central-1").as(Source.Kind.CLOUDTRAIL), true),
        new Holder.Source(new Source(Optional.empty(), "eu-west-1", Source.Kind.REPLICA), false));
  }

  @Test
  void what_a_watch_has_no_more_is_there_no_more() {
    FeedWatch stored = written(watch(new Horizon.None()));
    FeedWatch over =
        new FeedWatch(
            3,
            List.of(),
            KnownGaps.NOTHING,
            Optional.empty(),
            Optional.empty(),
            List.of(),
            stored.version());

    written(over);

    assertEquals(over.withVersion(2), watches().read());
  }

  @Test
  void a_gap_may_have_a_finding_for_some_controls_only() {
    Gap gap =
        new Gap(
            NOON,
            Optional.empty(),
            NOON,
            Optional.of(NOON.plusSeconds(1)),
            2,
            Map.of(Control.PASSWORD_AGE, UUID.randomUUID()));
    FeedWatch watch =
        new FeedWatch(
            1,
            List.of(gap),
            new KnownGaps(
                Map.of(
                    new Source("111122223333", "eu-central-1").as(Source.Kind.CLOUDTRAIL),
                    List.of(new Span(NOON, NOON.plusSeconds(1)))),
                List.of(new Span(NOON, NOON.plusSeconds(2))),
                List.of(new Span(NOON, NOON.plusSeconds(3)))),
            Optional.of(
                new Census(
                    NOON,
                    UUID.randomUUID(),
                    Map.of(
                        Control.PASSWORD_AGE,
                        new Unchecked(7, Optional.of(NOON.plusSeconds(2))),
                        Control.INACTIVITY,
                        new Unchecked(1, Optional.empty())))),
            Optional.of(NOON.plusNanos(5)),
            List.of(),
            0);

    written(watch);

    assertEquals(watch.withVersion(1), watches().read());
  }

  @Test
  void a_finding_keeps_all_that_it_named() {
    Gap moved =
        new Gap(
            NOON,
            List.of(
                new Cut(
                    new Horizon.Known(NOON, new Holder.Shard("shardId-000000000007")),
                    NOON.plusSeconds(1)),
                new Cut(
                    new Horizon.Known(
                        NOON.plusSeconds(2),
                        new Holder.Source(new Source("111122223333", "eu-central-1"), true)),
                    NOON.plusSeconds(3))),
            NOON,
            Optional.empty(),
            2,
            Map.of(Control.INACTIVITY, UUID.randomUUID()),
            List.of());
    Gap hiding =
        new Gap(
            NOON,
            List.of(),
            NOON,
            Optional.of(NOON.plusSeconds(9)),
            1,
            Map.of(Control.PASSWORD_AGE, UUID.randomUUID()),
            List.of(new Span(NOON, NOON.plusSeconds(1)), new Span(NOON, NOON.plusSeconds(9))));
    FeedWatch watch =
        new FeedWatch(
            2,
            List.of(moved, hiding),
            KnownGaps.NOTHING,
            Optional.empty(),
            Optional.of(NOON),
            List.of(),
            0);

    written(watch);

    assertEquals(watch.withVersion(1), watches().read());
  }

  @Test
  void who_read_an_older_version_is_overtaken_and_reported_what_is_there() {
    FeedWatch first = written(watch(new Horizon.None()));
    FeedWatch second = written(first.withOutbox(List.of()));

    assertEquals(new Overtaken(second), watches().store(first.withOutbox(List.of())));
    assertEquals(
        new Overtaken(second),
        watches().store(watch(new Horizon.Known(NOON, new Holder.Allowance()))));

    assertEquals(second, watches().read());
  }

  @Test
  void who_changes_what_was_never_there_is_overtaken_by_nothing() {
    assertEquals(new Overtaken(FeedWatch.QUIET), watches().store(FeedWatch.QUIET.withVersion(7)));

    assertEquals(FeedWatch.QUIET, watches().read());
  }

  private FeedWatch written(FeedWatch changed) {
    return assertInstanceOf(Written.class, watches().store(changed)).watch();
  }

  private static FeedWatch watch(Horizon horizon) {
    UUID inactivity = UUID.randomUUID();
    Gap gap =
        new Gap(
            horizon.asOf(),
            Optional.of(horizon),
            NOON.plusNanos(1),
            Optional.empty(),
            1,
            Map.of(
                Control.INACTIVITY,
                inactivity,
                Control.PASSWORD_AGE,
                UUID.randomUUID(),
                Control.REVOKED_ACCESS,
                UUID.randomUUID()));
    return new FeedWatch(
        3,
        List.of(gap),
        KnownGaps.NOTHING,
        Optional.empty(),
        Optional.empty(),
        List.of(
            new Alert(UUID.randomUUID(), inactivity, "{\"first\":\"ä\\n\"}\n"),
            new Alert(UUID.randomUUID(), inactivity, "{}")),
        0);
  }
}
