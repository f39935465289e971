package ninety.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import ninety.coverage.Attestation;
import ninety.coverage.Attestation.Revocation;
import ninety.coverage.Attestation.What;
import ninety.coverage.Horizon;
import ninety.coverage.Horizon.Holder;
import ninety.coverage.Listening;
import ninety.coverage.Progress;
import ninety.coverage.Source;
import ninety.coverage.Source.Kind;
import ninety.coverage.Span;
import ninety.finding.FeedTransition;
import ninety.finding.FeedWatch;
import ninety.finding.FeedWatches;
import ninety.finding.KnownGaps;
import ninety.policy.Control;
import ninety.policy.Policy;
import ninety.user.Author;
import ninety.user.Facts;
import org.junit.jupiter.api.Test;

/**
 * S5 and S6: each gap is reported once, by itself, and a finding is open while users are not
 * checked.
 */
final class FeedFindingsTest {

  private static final Instant DAY_0 = Instant.parse("2026-01-01T08:00:00Z");
  private static final Source EAST = Scene.REGION;
  private static final Source TRAIL = EAST.as(Kind.CLOUDTRAIL);
  private static final Source WEST = new Source("111122223333", "us-west-2");

  private final Scene scene = Scene.since(DAY_0);

  /** Each silence that was reported as one that was over. */
  private final List<Span> reported = new ArrayList<>();

  private final List<FeedTransition> steps = new ArrayList<>();

  @Test
  void users_whom_a_gap_hides_long_after_it_open_a_finding_of_their_own() {
    News.arrive(scene.dossiers, Facts.about(Facts.user(1)).signedIn(day(10)));
    heard(EAST, DAY_0, day(11));
    heard(EAST, day(21), day(21));
    sweep(day(21), EAST);
    assertEquals(Set.of(Control.PASSWORD_AGE, Control.REVOKED_ACCESS), open());

    heard(EAST, day(21), day(97));
    sweep(day(97), EAST);

    assertEquals(Set.of(Control.values()), open());
    FeedTransition opened = steps.getLast();
    assertEquals(Control.INACTIVITY, opened.control());
    assertEquals(FeedTransition.Step.NOT_CHECKED, opened.step());
    assertEquals(List.of(new Span(day(11), day(21))), opened.gap().hiding());
    assertEquals(new FeedWatch.Unchecked(1, Optional.of(day(107))), opened.unchecked());
    assertEquals(
        5, steps.stream().map(FeedTransition::alertId).distinct().count(), steps::toString);

    heard(EAST, day(97), day(108));
    sweep(day(108), EAST);
    assertEquals(Set.of(Control.PASSWORD_AGE, Control.REVOKED_ACCESS), open());
    assertEquals(opened.findingUid(), steps.getLast().findingUid());
    assertEquals(FeedTransition.Step.RESOLVED, steps.getLast().step());
  }

  @Test
  void an_attestation_of_a_part_that_is_taken_back_opens_a_finding_again() {
    News.arrive(scene.dossiers, Facts.about(Facts.user(1)).signedIn(day(1)));
    heard(EAST, DAY_0, day(80));
    heard(EAST, day(90), day(96));
    sweep(day(96), EAST);
    assertEquals(Set.of(Control.values()), open());
    Attestation attestation = said(What.COMPLETE, day(81), day(90));
    scene.attestations.add(attestation);
    sweep(day(96), EAST);
    assertEquals(Set.of(), open());

    scene.attestations.revoke(
        new Attestation(
            attestation.id(),
            What.COMPLETE,
            attestation.span(),
            attestation.reason(),
            attestation.author(),
            Optional.of(new Revocation(attestation.author(), "wrong"))));
    sweep(day(96), EAST);

    assertEquals(Set.of(Control.values()), open());
    assertEquals(List.of(new Span(day(80), day(90)), new Span(day(81), day(90))), reported);
  }

  @Test
  void a_loss_that_goes_beyond_a_gap_that_was_reported_is_reported() {
    heard(EAST, DAY_0, day(80));
    heard(EAST, day(80).plus(Duration.ofMinutes(65)), day(95));
    sweep(day(95), EAST);

    scene.attestations.add(said(What.LOST, day(80), day(90)));
    sweep(day(95), EAST);
    sweep(day(95), EAST);

    assertEquals(
        List.of(
            new Span(day(80), day(80).plus(Duration.ofMinutes(65))), new Span(day(80), day(90))),
        reported);
  }

  @Test
  void a_gap_that_begins_with_the_sign_of_life_that_ended_another_is_another() {
    heard(EAST, DAY_0, minute(0));
    heard(EAST, minute(72), minute(72));
    sweep(minute(78), EAST);
    heard(EAST, minute(1440), minute(1518));
    sweep(minute(1518), EAST);
    sweep(minute(1518), EAST);

    assertEquals(
        List.of(new Span(minute(0), minute(72)), new Span(minute(72), minute(1440))), reported);
  }

  @Test
  void a_gap_of_one_place_that_overlaps_a_reported_one_of_another_is_another() {
    heard(EAST, DAY_0, minute(0));
    heard(WEST, DAY_0, minute(55));
    heard(EAST, minute(65), minute(68));
    sweep(minute(68), EAST, WEST);
    heard(EAST, minute(68), minute(128));
    heard(WEST, minute(121), minute(128));
    sweep(minute(128), EAST, WEST);
    sweep(minute(128), EAST, WEST);

    assertEquals(
        List.of(new Span(minute(0), minute(65)), new Span(minute(55), minute(121))), reported);
  }

  @Test
  void a_gap_of_one_place_that_ends_while_another_place_is_silent_is_reported_by_itself() {
    heard(EAST, DAY_0, day(1));
    heard(WEST, DAY_0, day(1).plus(Duration.ofHours(1)));
    sweep(day(1).plus(Duration.ofMinutes(90)), EAST, WEST);
    assertEquals(Optional.of(new Holder.Source(EAST)), holder());
    heard(WEST, day(3), day(4));
    heard(EAST, day(4), day(4));
    sweep(day(4), EAST, WEST);
    sweep(day(4), EAST, WEST);

    assertEquals(List.of(new Span(day(1).plus(Duration.ofHours(1)), day(3))), reported);
  }

  @Test
  void a_gap_and_a_loss_are_reported_though_a_consumer_that_lagged_was() {
    heard(EAST, DAY_0, day(1));
    sweep(day(1), EAST);
    look(day(1).plus(Duration.ofHours(2)), EAST);
    assertEquals(Optional.of(new Holder.Shard(Scene.SHARD)), holder());

    heard(EAST, day(1), day(2));
    heard(EAST, day(3), day(5));
    scene.coverage.lost(new Span(day(4), day(4).plusSeconds(60)));
    sweep(day(5), EAST);
    sweep(day(5), EAST);

    assertEquals(
        List.of(new Span(day(2), day(3)), new Span(day(4), day(4).plusSeconds(60))), reported);
  }

  @Test
  void both_signs_of_life_of_a_place_that_are_missed_at_once_are_one_gap() {
    heard(EAST, DAY_0, minute(5));
    heard(TRAIL, DAY_0, minute(0));
    heard(EAST, minute(95), minute(110));
    heard(TRAIL, minute(105), minute(110));
    sweep(minute(110), EAST, TRAIL);

    assertEquals(List.of(new Span(minute(0), minute(105))), reported);

    // The same while a sweep sees it.
    heard(EAST, minute(110), minute(205));
    heard(TRAIL, minute(110), minute(200));
    sweep(minute(290), EAST, TRAIL);
    assertEquals(Optional.of(new Holder.Source(TRAIL)), holder());
    heard(EAST, minute(295), minute(320));
    heard(TRAIL, minute(305), minute(320));
    sweep(minute(320), EAST, TRAIL);

    assertEquals(1, reported.size(), reported::toString);
    assertEquals(Set.of(), open());
  }

  @Test
  void a_gap_that_was_reported_stays_so_when_a_sweep_expects_other_sources_meanwhile() {
    heard(EAST, DAY_0, day(3));
    heard(WEST, DAY_0, day(1));
    heard(WEST, day(1).plus(Duration.ofHours(2)), day(3));
    sweep(day(3), EAST, WEST);
    sweep(day(3), EAST);
    sweep(day(3), EAST, WEST);

    assertEquals(List.of(new Span(day(1), day(1).plus(Duration.ofHours(2)))), reported);
  }

  @Test
  void what_an_earlier_version_reported_is_not_reported_again() {
    Span gap = new Span(day(1), day(2));
    scene.feedWatches.store(
        new FeedWatch(
            1,
            List.of(),
            new KnownGaps(Map.of(), List.of(), List.of(gap)),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            0));
    heard(EAST, DAY_0, day(1));
    heard(EAST, day(2), day(3));
    heard(EAST, day(4), day(5));
    sweep(day(5), EAST);
    sweep(day(5), EAST);

    assertEquals(List.of(new Span(day(3), day(4))), reported);
  }

  @Test
  void an_open_finding_says_once_each_where_the_way_is_cut_now() {
    heard(EAST, DAY_0, day(1));
    heard(TRAIL, DAY_0, day(1));
    look(day(1).plus(Duration.ofHours(1)), EAST, TRAIL);
    assertEquals(Optional.of(new Holder.Shard(Scene.SHARD)), holder());
    steps.clear();

    heard(EAST, day(1), day(3));
    sweep(day(3), EAST, TRAIL);

    assertEquals(Optional.of(new Holder.Source(TRAIL, true)), holder());
    assertEquals(
        List.of("still-not-checked", "still-not-checked", "still-not-checked"),
        steps.stream().map(step -> step.step().label()).toList());
    assertEquals(Set.of(2), Set.copyOf(steps.stream().map(FeedTransition::sequence).toList()));
    steps.clear();
    // Back and forth it goes on, and nothing of it is new.
    look(day(4), EAST, TRAIL);
    heard(EAST, day(3), day(5));
    sweep(day(5), EAST, TRAIL);
    assertEquals(List.of(), steps);

    heard(EAST, day(5), day(6));
    heard(TRAIL, day(6), day(6));
    sweep(day(6), EAST, TRAIL);
    assertEquals(
        List.of("resolved", "resolved", "resolved"),
        steps.stream().map(step -> step.step().label()).toList());
    assertEquals(List.of(), reported);
  }

  /** A mistake of ours floods nobody. */
  @Test
  void a_sweep_that_decides_the_same_again_and_again_ends() {
    heard(EAST, DAY_0, day(1));
    heard(EAST, day(2), day(3));
    scene.coverage.progressed(Scene.SHARD, new Progress(day(3), false));
    Places places = scene.places();
    FeedWatches forgetful =
        new FeedWatches() {
          @Override
          public FeedWatch read() {
            return places.feedWatches().read();
          }

          @Override
          public Stored store(FeedWatch changed) {
            return new Stored.Written(
                new FeedWatch(
                    changed.episodes(),
                    List.of(),
                    KnownGaps.NOTHING,
                    changed.census(),
                    changed.reached(),
                    changed.outbox(),
                    changed.version() + 1));
          }
        };
    FeedWatch.Look look =
        new FeedWatch.Look(
            scene.coverage.read().horizon(Set.of(EAST), day(3)),
            Scene.LIMIT,
            scene.coverage.read().gapsByCause(Set.of(EAST)),
            Optional.empty(),
            day(3));

    FeedPass pass = new FeedPass(OtherPlaces.with(places, FeedWatches.class, forgetful), look);

    assertThrows(
        IllegalStateException.class,
        () -> pass.after(new FeedWatch.Census(day(3), new UUID(0, 0), Map.of())));
  }

  @Test
  void a_horizon_that_steps_back_is_given_the_limit_to_come_forward_again() {
    heard(EAST, DAY_0, minute(0));
    sweep(minute(0), EAST);

    scene.coverage.shardsDeleted();
    look(minute(20), EAST);
    scene.coverage.shards(Map.of(Scene.SHARD, new Progress(day(0).plusSeconds(3600), false)));
    heard(EAST, minute(0), minute(30));
    look(minute(30), EAST);
    sweep(minute(35), EAST);

    assertEquals(List.of(), steps);
    assertEquals(Set.of(), open());
  }

  @Test
  void one_that_does_not_come_forward_is_reported_a_limit_after_the_latest_that_there_was() {
    heard(EAST, DAY_0, minute(0));
    sweep(minute(0), EAST);
    scene.coverage.shardsDeleted();

    look(minute(45), EAST);
    assertEquals(List.of(), steps);
    look(minute(46), EAST);

    assertEquals(Set.of(Control.values()), open());
    assertEquals(
        Optional.of(new Horizon.None()), scene.feedWatches.read().open().getFirst().horizon());
  }

  /** As in act 6 of the demo: a trail that was stopped two hours ago is expected from now on. */
  @Test
  void a_source_that_is_silent_for_longer_is_reported_at_once_though_the_horizon_was_later() {
    sweep(minute(120));
    assertEquals(List.of(), steps);

    heard(EAST, minute(0), minute(0));
    sweep(minute(125), EAST);

    assertEquals(Set.of(Control.values()), open());
  }

  /** What it found is not what was processed. */
  @Test
  void a_look_by_a_clock_that_is_ahead_hides_no_silence() {
    heard(EAST, DAY_0, minute(0));
    sweep(minute(0), EAST);
    FeedWatch watch = scene.feedWatches.read();
    scene.feedWatches.store(
        new FeedWatch(
            watch.episodes(),
            watch.open(),
            watch.reported(),
            watch.census(),
            Optional.of(day(2)),
            watch.outbox(),
            watch.version()));

    look(minute(61), EAST);
    look(day(2), EAST);

    assertEquals(Set.of(Control.values()), open());
  }

  private void heard(Source source, Instant from, Instant to) {
    scene.coverage.heard(source, new Listening(List.of(new Span(from, to))));
  }

  /** Everything is processed until then. */
  private void sweep(Instant now, Source... expected) {
    scene.coverage.progressed(Scene.SHARD, new Progress(now, false));
    look(now, expected);
  }

  private void look(Instant now, Source... expected) {
    Set<UUID> before = new HashSet<>();
    scene.siem.ofSource().forEach(step -> before.add(step.alertId()));
    new Sweep(
            scene.places(),
            new Rules(Policy.STANDARD, Set.of(expected), Scene.LIMIT, Optional.of("d-9067f2a1c4")),
            4,
            Executors::newVirtualThreadPerTaskExecutor,
            _ -> {})
        .run(now, _ -> {});
    for (FeedTransition step : scene.siem.ofSource()) {
      if (before.add(step.alertId())) {
        steps.add(step);
        if (step.step() == FeedTransition.Step.NOT_CHECKED
            && step.control() == Control.REVOKED_ACCESS
            && step.gap().cuts().isEmpty()
            && step.gap().hiding().isEmpty()) {
          reported.add(new Span(step.gap().since(), step.gap().until().orElseThrow()));
        }
      }
    }
  }

  private Optional<Holder> holder() {
    return scene
        .feedWatches
        .read()
        .open()
        .getFirst()
        .horizon()
        .map(it -> ((Horizon.Known) it).holder());
  }

  /** Under which controls a finding is open. */
  private Set<Control> open() {
    Set<Control> open = new HashSet<>();
    scene.feedWatches.read().open().forEach(gap -> open.addAll(gap.findings().keySet()));
    return open;
  }

  private static Attestation said(What what, Instant from, Instant to) {
    return new Attestation(
        "a",
        what,
        new Span(from, to),
        "checked",
        new Author("anna", to, Optional.empty()),
        Optional.empty());
  }

  private static Instant day(long days) {
    return DAY_0.plus(Duration.ofDays(days));
  }

  private static Instant minute(long minutes) {
    return day(1).plus(Duration.ofMinutes(minutes));
  }
}
