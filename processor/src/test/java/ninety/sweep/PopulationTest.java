package ninety.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.Stream;
import ninety.finding.Alert;
import ninety.finding.AlertFormat;
import ninety.finding.AllDossiers;
import ninety.finding.Dossier;
import ninety.finding.Dossiers;
import ninety.finding.Notice;
import ninety.finding.Notices;
import ninety.finding.Reported;
import ninety.finding.UnreadableItem;
import ninety.format.LegacyFormat;
import ninety.reconcile.Limits;
import ninety.reconcile.Reconciler;
import ninety.user.Facts;
import ninety.user.IdentityStoreId;
import ninety.user.Kind;
import ninety.user.MemoryReconciliations;
import ninety.user.Proof;
import ninety.user.Reconciliation;
import ninety.user.Roster;
import ninety.user.UserId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Issue 12: until the first import ran, a finding says that the population is not known. */
final class PopulationTest {

  private static final Instant DAY_0 = Instant.parse("2026-01-01T08:00:00Z");
  private static final String OTHER_STORE = "d-1111111111";

  private final Scene scene = unlisted();

  @Test
  void the_first_sweep_says_that_nobody_was_ever_listed_and_later_ones_do_not_repeat_it() {
    Summary first = sweep(day(1));
    Summary second = sweep(day(2));

    assertEquals(List.of("population population-unknown"), steps(first));
    assertTrue(first.complete());
    assertEquals(List.of(), steps(second));
    assertEquals(1, scene.siem.arrivals().size());
  }

  @Test
  void the_first_sweep_after_an_import_that_was_written_to_its_end_closes_the_same_finding() {
    sweep(day(1));
    scene.reconciliations.done(listed(Scene.STORE, day(1)));

    assertEquals(List.of("population population-known"), steps(sweep(day(2))));
    assertEquals(List.of(), steps(sweep(day(3))));

    assertEquals(List.of("population-unknown", "population-known"), said());
    List<Notice> notices = scene.siem.notices();
    assertEquals(notices.getFirst().findingUid(), notices.getLast().findingUid());
    assertEquals(List.of(1, 2), notices.stream().map(Notice::sequence).toList());
    assertEquals(Optional.empty(), scene.notices.read().population());
  }

  /** Promise 10: the longest of all to be silent is whom no event ever names. */
  @Test
  void who_never_did_anything_is_found_by_the_import_warned_and_in_breach() {
    sweep(day(1));
    Reconciler reconciler =
        new Reconciler(
            everybody(),
            scene.reconciliations,
            scene.directoryChanges,
            4,
            Executors::newVirtualThreadPerTaskExecutor);

    reconciler.write(reconciler.compare(_ -> quietUser(day(2)), Limits.DEFAULT, _ -> {}), _ -> {});

    assertEquals(List.of("population population-known"), steps(sweep(day(2))));
    // Nobody listened before day 0, so nothing is said of the years before.
    assertEquals(List.of(), levels(sweep(day(85))));
    assertEquals(List.of("warning"), levels(sweep(day(86).plus(LAG))));
    assertEquals(List.of("breach"), levels(sweep(day(90).plus(LAG))));
  }

  private AllDossiers everybody() {
    return new AllDossiers() {
      @Override
      public Stream<Dossier> all(Consumer<UnreadableItem> unreadable) {
        return scene.dossiers.all().stream();
      }

      @Override
      public Optional<Dossier> read(UserId id) {
        return scene.dossiers.read(id);
      }

      @Override
      public Dossiers.Stored store(Dossier changed) {
        return scene.dossiers.store(changed);
      }
    };
  }

  private static Roster quietUser(Instant at) {
    Proof proof =
        new Proof(at, "r-1", "identitystore.amazonaws.com ListUsers", Proof.Source.DIRECTORY);
    return new Roster(
        new IdentityStoreId(Scene.STORE),
        at,
        true,
        proof,
        Map.of(
            Facts.user(9),
            new Roster.Entry(
                Facts.user(9),
                Optional.of("noa"),
                Kind.Presence.ENABLED,
                Optional.of(DAY_0.minus(Duration.ofDays(400))),
                Optional.empty(),
                Optional.empty(),
                proof)));
  }

  private static List<String> levels(Summary summary) {
    return summary.steps().stream().map(Summary.Step::step).toList();
  }

  @Test
  void where_an_import_ran_before_the_first_sweep_nothing_is_said() {
    scene.reconciliations.done(listed(Scene.STORE, day(0)));

    assertEquals(List.of(), steps(sweep(day(1))));
    assertEquals(List.of(), scene.siem.arrivals());
  }

  /** It is no finding that an import is late. */
  @Test
  void an_import_of_long_ago_keeps_it_closed() {
    scene.reconciliations.done(listed(Scene.STORE, day(0)));

    assertEquals(List.of(), steps(sweep(day(85))));
  }

  @Test
  void a_list_that_was_refused_does_not_count() {
    sweep(day(1));
    scene.reconciliations.refused(
        new Reconciliation.Refused(listed(Scene.STORE, day(1)), "The list is empty."));

    assertEquals(List.of(), steps(sweep(day(2))));
    assertTrue(scene.notices.read().population().isPresent());
  }

  @Test
  void a_list_of_another_store_does_not_count() {
    scene.reconciliations.done(listed(OTHER_STORE, day(0)));

    assertEquals(List.of("population population-unknown"), steps(sweep(day(1))));

    scene.reconciliations.done(listed(Scene.STORE, day(1)));
    assertEquals(List.of("population population-known"), steps(sweep(day(2))));
  }

  @Test
  void where_another_store_is_listed_over_it_another_finding_is_opened() {
    sweep(day(1));
    scene.reconciliations.done(listed(Scene.STORE, day(1)));
    sweep(day(2));
    scene.reconciliations.done(listed(OTHER_STORE, day(2)));

    assertEquals(List.of("population population-unknown"), steps(sweep(day(3))));

    List<Notice> notices = scene.siem.notices();
    assertNotEquals(notices.getFirst().findingUid(), notices.getLast().findingUid());
    assertNotEquals(notices.getFirst().alertId(), notices.getLast().alertId());
  }

  /** Whose events came is not forgiven anything because others are not known. */
  @Test
  void users_who_are_known_are_judged_as_ever() {
    News.arrive(scene.dossiers, Facts.about(Facts.user(1)).signedIn(DAY_0));

    Summary summary = sweep(day(91));

    assertEquals(List.of("breach"), summary.steps().stream().map(Summary.Step::step).toList());
    assertEquals(
        "population-unknown at " + summary.asOf().plus(LAG), scene.siem.arrivals().get(0).body());
  }

  @Test
  void it_is_said_where_no_consumer_ever_ran_too() {
    Scene empty = new Scene();
    empty.reconciliations = new MemoryReconciliations();

    assertEquals(
        List.of("population population-unknown"), steps(empty.sweep().run(day(1), _ -> {})));
  }

  @Test
  void a_dry_run_says_it_and_stores_and_sends_nothing() {
    Summary summary = scene.sweep().dryRun(Optional.empty(), day(1), _ -> {});

    assertEquals(List.of("population population-unknown"), steps(summary));
    assertEquals(Reported.NOTHING, scene.notices.read());
    assertEquals(List.of(), scene.siem.arrivals());
  }

  /** Else the trial's alert, which proves nothing, would be the only one. */
  @Test
  void a_sweep_for_another_instant_says_nothing_of_it() {
    assertEquals(List.of(), steps(scene.sweepAt(day(1))));
    assertEquals(List.of(), steps(scene.sweep().dryRun(Optional.of(day(1)), day(1), _ -> {})));
    assertEquals(Reported.NOTHING, scene.notices.read());

    assertEquals(List.of("population population-unknown"), steps(sweep(day(1))));
  }

  @Test
  void what_the_queue_does_not_take_now_is_sent_by_the_next_sweep_to_the_byte() {
    scene.siem.refuse(_ -> true);
    assertEquals(1, sweep(day(1)).count(Count.PENDING));
    List<Alert> waiting = scene.notices.read().outbox();
    scene.siem.refuse(_ -> false);
    scene.reconciliations.done(listed(Scene.STORE, day(1)));

    sweep(day(2));

    assertEquals(List.of("population-unknown", "population-known"), said());
    assertEquals(waiting.getFirst(), scene.siem.arrivals().getFirst());
  }

  /** In a full outbox there is no room; the finding is opened once there is. */
  @Test
  void a_full_outbox_puts_it_off_and_loses_nothing() {
    scene.siem.refuse(_ -> true);
    List<Alert> others =
        java.util.stream.IntStream.range(0, NoticePass.MOST)
            .mapToObj(i -> new Alert(new java.util.UUID(1, i), new java.util.UUID(2, i), "other"))
            .toList();
    scene.notices.store(new Reported(Set.of(), others, 0));

    assertEquals(List.of(), steps(sweep(day(1))));
    assertEquals(Optional.empty(), scene.notices.read().population());
    scene.siem.refuse(_ -> false);

    assertEquals(List.of("population population-unknown"), steps(sweep(day(2))));
  }

  /** Promise 5: wherever it is killed, both steps come, each under one id, and once decided. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void a_sweep_killed_at_any_step_is_made_up_for_by_the_next(boolean afterEffect) {
    boolean killed = true;
    for (int steps = 0; killed; steps++) {
      Scene place = unlisted();
      Fuse fuse = new Fuse(steps, afterEffect);
      try {
        Places doomed = fuse.onNotices(place.places());
        place.sweep(doomed, 1).run(day(1), _ -> {});
        place.reconciliations.done(listed(Scene.STORE, day(1)));
        place.sweep(doomed, 1).run(day(2), _ -> {});
      } catch (Fuse.Killed end) {
        // The process is gone.
      }
      killed = fuse.blown();

      place.sweep().run(day(3), _ -> {});
      place.reconciliations.done(listed(Scene.STORE, day(3)));
      place.sweep().run(day(4), _ -> {});

      assertEquals(
          List.of("population-unknown", "population-known"),
          place.siem.notices().stream().map(Notice::stepLabel).toList(),
          "killed at step " + steps);
      assertEquals(Optional.empty(), place.notices.read().population());
    }
  }

  @Test
  void of_two_sweeps_at_one_time_one_decides() {
    Sweep other = scene.sweep();
    boolean[] ran = {false};
    Notices overtaken =
        new Notices() {
          @Override
          public Reported read() {
            return scene.notices.read();
          }

          @Override
          public Notices.Stored store(Reported changed) {
            if (!ran[0]) {
              ran[0] = true;
              other.run(day(1).plusSeconds(1), _ -> {});
            }
            return scene.notices.store(changed);
          }
        };

    Summary summary =
        scene
            .sweep(OtherPlaces.with(scene.places(), Notices.class, overtaken), 4)
            .run(day(1), _ -> {});

    assertEquals(List.of(), steps(summary));
    assertEquals(List.of("population-unknown"), said());
  }

  /** The predecessor's form has no word for it; that it is open is remembered all the same. */
  @Test
  void a_format_without_a_word_for_it_settles_nothing_twice() {
    Places places = OtherPlaces.with(scene.places(), AlertFormat.class, new LegacyFormat());
    scene.sweep(places, 4).run(day(1), _ -> {});
    Reported stored = scene.notices.read();

    scene.sweep(places, 4).run(day(2), _ -> {});

    assertTrue(stored.population().isPresent());
    assertEquals(stored, scene.notices.read());
    assertEquals(List.of(), scene.siem.arrivals());
  }

  @Test
  void resend_sends_it_again_under_its_id_while_it_is_open_and_not_afterwards() {
    sweep(day(1));
    OpenFindings open = scene.sweep().open(day(2), _ -> {});

    assertEquals(open, scene.sweep().resend(day(2), _ -> {}));
    assertEquals(OpenFindings.NONE, scene.sweep().resend(day(2), _ -> {}));
    sweep(day(2));

    assertEquals(Map.of("population population-unknown", 1L), open.steps());
    assertEquals(1, open.alerts());
    assertEquals(2, scene.siem.arrivals().size());
    assertEquals(scene.siem.arrivals().get(0), scene.siem.arrivals().get(1));

    scene.reconciliations.done(listed(Scene.STORE, day(2)));
    sweep(day(3));
    assertEquals(OpenFindings.NONE, scene.sweep().open(day(3), _ -> {}));
    assertEquals(OpenFindings.NONE, scene.sweep().resend(day(3), _ -> {}));
  }

  /** Else a new SIEM would learn that it is not known after it became known. */
  @Test
  void no_repeat_comes_after_the_end() {
    sweep(day(1));
    scene.sweep().resend(day(2), _ -> {});
    scene.reconciliations.done(listed(Scene.STORE, day(2)));

    sweep(day(2));

    assertEquals(
        List.of("population-unknown", "population-unknown", "population-known"),
        scene.siem.arrivals().stream()
            .map(it -> it.body().substring(0, it.body().indexOf(' ')))
            .toList());
  }

  private static final Duration LAG = Duration.ofMinutes(16);

  private Summary sweep(Instant now) {
    scene.heard(DAY_0, now);
    return scene.sweep().run(now.plusSeconds(60), _ -> {});
  }

  private static Scene unlisted() {
    Scene scene = Scene.since(DAY_0);
    scene.reconciliations = new MemoryReconciliations();
    return scene;
  }

  private static Reconciliation listed(String store, Instant at) {
    return new Reconciliation(
        at, new IdentityStoreId(store), 7, Map.of(Reconciliation.Difference.CREATED, 3L), 0);
  }

  private List<String> said() {
    return scene.siem.notices().stream().map(Notice::stepLabel).toList();
  }

  private static List<String> steps(Summary summary) {
    return summary.noticeSteps().stream().map(step -> step.about() + " " + step.step()).toList();
  }

  private static Instant day(int day) {
    return DAY_0.plus(Duration.ofDays(day));
  }
}
