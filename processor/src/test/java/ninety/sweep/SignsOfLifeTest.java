package ninety.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import ninety.coverage.Coverage;
import ninety.coverage.Horizon;
import ninety.coverage.Horizon.Holder;
import ninety.coverage.InstanceRegions.Answer;
import ninety.coverage.Listening;
import ninety.coverage.MemoryReplication;
import ninety.coverage.Progress;
import ninety.coverage.Replication;
import ninety.coverage.Source;
import ninety.coverage.Source.Kind;
import ninety.coverage.Span;
import ninety.policy.Policy;
import org.junit.jupiter.api.Test;

/** S1: a sweep gives signs of life at the far end, and misses what does not come back. */
final class SignsOfLifeTest {

  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
  private static final Source TRAIL = Scene.REGION.as(Kind.CLOUDTRAIL);

  private final Scene scene = Scene.since(NOON.minus(Duration.ofDays(100)));
  private final List<Source> given = new ArrayList<>();
  private final MemoryReplication replication = new MemoryReplication();
  private Answer answer = new Answer.Failed();
  private long failing;
  private int asked;

  @Test
  void one_is_given_in_each_place_of_which_a_record_is_expected() {
    sweep(Set.of(Scene.REGION, TRAIL)).run(NOON, _ -> {});

    assertEquals(List.of(TRAIL), given);
  }

  @Test
  void none_is_given_where_none_is_expected() {
    sweep(Set.of(Scene.REGION)).run(NOON, _ -> {});

    assertEquals(List.of(), given);
  }

  @Test
  void a_dry_run_makes_no_call() {
    sweep(Set.of(Scene.REGION, TRAIL)).dryRun(Optional.empty(), NOON, _ -> {});
    sweep(Set.of(Scene.REGION, TRAIL)).dryRun(Optional.of(NOON), NOON, _ -> {});

    assertEquals(List.of(), given);
  }

  @Test
  void what_cannot_be_given_is_counted_and_the_sweep_goes_on() {
    failing = 1;

    Summary summary = sweep(Set.of(Scene.REGION, TRAIL)).run(NOON, _ -> {});

    assertEquals(1, summary.count(Count.SIGNS_FAILED));
    assertTrue(summary.complete());
  }

  @Test
  void a_trail_that_is_expected_for_the_first_time_is_given_an_hour() {
    heard(Scene.REGION, NOON.plus(Duration.ofHours(2)));
    sweep(Set.of(Scene.REGION, TRAIL)).run(NOON, _ -> {});

    assertEquals(List.of(), steps(NOON.plus(Duration.ofMinutes(44))));
    assertEquals(
        List.of("not-checked", "not-checked", "not-checked"),
        steps(NOON.plus(Duration.ofMinutes(46))));
  }

  /** The trail is stopped, or its rule disabled, and the schedule goes on. */
  @Test
  void a_trail_that_stops_while_heartbeats_come_is_not_checked_and_says_where() {
    Instant stopped = NOON.minus(Duration.ofMinutes(50));
    heard(Scene.REGION, NOON);
    heard(TRAIL, stopped);

    assertEquals(List.of("not-checked", "not-checked", "not-checked"), steps(NOON));
    assertEquals(
        Optional.of(
            new Horizon.Known(stopped.minus(Horizon.ALLOWANCE), new Holder.Source(TRAIL, true))),
        scene.feedWatches.read().open().getFirst().horizon());

    heard(Scene.REGION, NOON.plus(Duration.ofMinutes(30)));
    scene.coverage.heard(TRAIL, Listening.at(NOON.plus(Duration.ofMinutes(30))));

    assertEquals(
        List.of("resolved", "resolved", "resolved"), steps(NOON.plus(Duration.ofMinutes(30))));
    assertEquals(
        List.of(new Span(stopped, NOON.plus(Duration.ofMinutes(30)))),
        scene.coverage.read().gaps(Set.of(Scene.REGION, TRAIL)));
  }

  @Test
  void nobody_is_judged_for_a_time_of_which_no_record_of_a_trail_came() {
    Instant stopped = NOON.minus(Duration.ofHours(9));
    heard(Scene.REGION, NOON);
    heard(TRAIL, stopped);

    Summary summary = sweep(Set.of(Scene.REGION, TRAIL)).run(NOON, _ -> {});

    assertEquals(stopped.minus(Horizon.ALLOWANCE), summary.asOf());
  }

  @Test
  void what_an_earlier_version_stored_for_the_region_alone_is_not_forgotten() {
    Source alone = Source.ofRegion(Scene.REGION.region());
    scene.coverage.heard(alone, until(NOON));

    Coverage coverage = scene.coverage.read();

    assertEquals(Optional.of(NOON), coverage.heardLast(Set.of(alone)));
  }

  /** S4: its users look inactive, for nobody hears of them. */
  @Test
  void a_region_that_the_instance_gets_and_that_nobody_listens_to_is_not_checked_and_named() {
    answer = new Answer.Regions(Set.of(Scene.REGION.region(), "eu-west-1"));
    Source region = new Source("111122223333", "eu-west-1").as(Kind.REPLICA);
    Instant later = NOON.plus(Duration.ofMinutes(50));
    for (Source source : Set.of(Scene.REGION, TRAIL)) {
      heard(source, later);
    }
    scene.coverage.progressed(Scene.SHARD, new Progress(NOON, false));
    sweep(Set.of(Scene.REGION, TRAIL)).run(NOON, _ -> {});

    assertEquals(
        List.of("not-checked", "not-checked", "not-checked"),
        steps(NOON.plus(Duration.ofMinutes(110))));
    assertEquals(
        region,
        scene
            .feedWatches
            .read()
            .open()
            .getFirst()
            .horizon()
            .map(it -> ((Holder.Source) ((Horizon.Known) it).holder()).source())
            .orElseThrow());
    assertEquals(1, asked);

    // It is forwarded now: its heartbeat comes, whether it is expected by name or not.
    Instant end = NOON.plus(Duration.ofHours(2));
    heard(Scene.REGION, end);
    heard(TRAIL, end);
    scene.coverage.heard(new Source("111122223333", "eu-west-1"), Listening.at(end));
    assertEquals(List.of("resolved", "resolved", "resolved"), steps(end));
  }

  @Test
  void the_instance_is_asked_once_a_day_and_a_refusal_is_an_answer() {
    answer = new Answer.Refused();
    sweep(Set.of(Scene.REGION)).run(NOON, _ -> {});
    sweep(Set.of(Scene.REGION)).run(NOON.plus(Duration.ofHours(23)), _ -> {});
    assertEquals(1, asked);
    assertEquals(Optional.of(new Replication(NOON, Optional.empty())), replication.read());

    sweep(Set.of(Scene.REGION)).run(NOON.plus(Duration.ofHours(24)), _ -> {});
    assertEquals(2, asked);
  }

  @Test
  void what_failed_is_asked_again_by_the_next_sweep_and_what_was_known_stands() {
    replication.asked(
        new Replication(NOON.minus(Duration.ofDays(2)), Optional.of(Set.of("eu-west-1"))));
    heard(Scene.REGION, NOON);
    sweep(Set.of(Scene.REGION)).run(NOON, _ -> {});
    sweep(Set.of(Scene.REGION)).run(NOON, _ -> {});

    assertEquals(2, asked);
    assertTrue(
        scene.coverage.read().knows(new Source(Optional.empty(), "eu-west-1", Kind.REPLICA)));
  }

  @Test
  void a_dry_run_asks_no_instance() {
    sweep(Set.of(Scene.REGION)).dryRun(Optional.empty(), NOON, _ -> {});

    assertEquals(0, asked);
  }

  private List<String> steps(Instant now) {
    scene.coverage.progressed(Scene.SHARD, new Progress(now, false));
    return sweep(Set.of(Scene.REGION, TRAIL)).run(now, _ -> {}).feedSteps().stream()
        .map(Summary.FeedStep::step)
        .toList();
  }

  private void heard(Source source, Instant to) {
    scene.coverage.heard(source, until(to));
    scene.coverage.progressed(Scene.SHARD, new Progress(to, false));
  }

  private static Listening until(Instant to) {
    return new Listening(List.of(new Span(NOON.minus(Duration.ofDays(100)), to)));
  }

  private Sweep sweep(Set<Source> sources) {
    return new Sweep(
        scene.places(),
        new Rules(Policy.STANDARD, sources, Scene.LIMIT, Optional.of("d-9067f2a1c4")),
        4,
        Executors::newVirtualThreadPerTaskExecutor,
        _ -> {},
        new FarEnd(
            places -> {
              given.addAll(places);
              return failing;
            },
            () -> {
              asked++;
              return answer;
            },
            replication,
            Scene.REGION.account()));
  }
}
