package ninety.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import ninety.coverage.Observed;
import ninety.coverage.Undelivered;
import ninety.exemption.ExemptionLog;
import ninety.exemption.Exemptions;
import ninety.exemption.MemoryExemptions;
import ninety.finding.Dossier;
import ninety.finding.Dossiers;
import ninety.finding.DueUsers;
import ninety.finding.MemoryDossiers;
import ninety.finding.NewerFormat;
import ninety.finding.UnreadableItem;
import ninety.policy.Control;
import ninety.user.Directory;
import ninety.user.Fact;
import ninety.user.Facts;
import ninety.user.UserId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SweepTest {

  private static final Instant START = Instant.parse("2026-01-01T08:14:27Z");

  private final Scene scene = newScene();
  private final MemoryDossiers dossiers = scene.dossiers;
  private final Siem siem = scene.siem;

  @Test
  void a_level_that_is_reached_is_told_and_the_next_one_armed() {
    learn(mara().signedIn(day(0)));

    Summary summary = sweep(day(86));

    assertEquals(List.of("warning"), labels(summary));
    assertEquals(summary.steps().stream().map(Summary.Step::alert).toList(), ids());
    assertTrue(summary.complete());
    assertEquals(Optional.of(day(90)), dossier(1).due());
    assertEquals(List.of(), dossier(1).outbox());
    EveryCrossingTold.check(siem, dossiers);
  }

  @Test
  void a_user_who_came_back_in_time_is_put_off_and_nothing_told() {
    learn(mara().signedIn(day(0)));
    sweep(day(1));
    learn(mara().signedIn(day(50)));

    Summary summary = sweep(day(86));

    assertEquals(List.of(), summary.steps());
    assertEquals(1, summary.count(Count.REARMED));
    assertEquals(List.of(), siem.calls());
    assertEquals(Optional.of(day(136)), dossier(1).due());
  }

  /** Promise 8. */
  @Test
  void who_is_not_due_is_not_looked_at() {
    learn(mara().signedIn(day(0)));
    sweep(day(1));
    long writes = dossiers.writes();
    Dossiers unread =
        new Dossiers() {
          @Override
          public Optional<Dossier> read(UserId id) {
            throw new AssertionError("read");
          }

          @Override
          public Stored store(Dossier changed) {
            throw new AssertionError("stored");
          }
        };

    Summary summary = sweep(unread, day(85));

    assertEquals(nothing(day(85), 0), summary);
    assertEquals(writes, dossiers.writes());
  }

  @Test
  void an_index_that_is_a_moment_old_does_no_harm() {
    learn(mara().signedIn(day(0)));
    sweep(day(1));
    long writes = dossiers.writes();
    DueUsers stale =
        new DueUsers() {
          @Override
          public int shards() {
            return 1;
          }

          @Override
          public Stream<UserId> due(int shard, Instant asOf, Consumer<UnreadableItem> unreadable) {
            return Stream.of(Facts.user(1), Facts.user(404));
          }
        };

    Summary summary =
        scene
            .sweep(
                new Places(
                    dossiers,
                    stale,
                    dossiers,
                    scene.coverage,
                    scene.sourceWatches,
                    scene.exemptions,
                    scene.attestations,
                    Undelivered.NONE,
                    scene.notices,
                    scene.policyLog,
                    scene.directoryChanges,
                    scene.tamperings,
                    Directory.NONE,
                    siem),
                4)
            .run(day(2), day(2), SweepTest::unwatched);

    assertEquals(nothing(day(2), 2), summary);
    assertEquals(writes, dossiers.writes());
  }

  /** F17: what the queue refuses for good is parked, and its user is judged on. */
  @Test
  void an_alert_that_is_refused_for_good_is_parked_and_its_user_is_judged_on() {
    learn(mara().signedIn(day(0)));
    siem.refuseForGood(alert -> alert.body().equals("warning"));

    Summary first = sweep(day(86));

    assertEquals(1, first.count(Count.PARKED));
    assertEquals(0, first.count(Count.PENDING));
    assertEquals(List.of(), dossier(1).outbox());
    assertEquals(
        List.of("InvalidMessageContents"),
        dossier(1).parked().stream().map(Dossier.Parked::reason).toList());
    assertEquals(first.steps().getFirst().alert(), dossier(1).parked().getFirst().alert().id());
    assertFalse(first.complete());
    assertEquals(Optional.of(day(90)), dossier(1).due());

    Summary second = sweep(day(90));

    assertEquals(List.of("breach"), labels(second));
    assertTrue(second.steps().getFirst().told());
    assertEquals(0, second.count(Count.PARKED));
    assertEquals(1, dossier(1).parked().size());
  }

  /** Intent first: what is sent stands in the table before. */
  @Test
  void an_alert_is_stored_before_it_is_sent() {
    learn(mara().createdWithPassword(day(0)));
    List<Dossier> seen = new ArrayList<>();
    siem.meanwhile(() -> seen.add(dossier(1)));

    sweep(day(86));

    assertEquals(1, seen.size());
    assertEquals(siem.calls().getFirst(), seen.getFirst().outbox());
    assertTrue(seen.getFirst().isDue(Instant.EPOCH));
    assertEquals(2, seen.getFirst().outbox().size());
  }

  /** Promises 4 and 5: wherever it is killed, the next sweep makes up for it. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void a_sweep_killed_at_any_step_is_made_up_for_by_the_next(boolean afterEffect) {
    Scene undisturbed = manyStories(newScene());
    undisturbed.sweepAt(day(100));
    int kills = 0;

    boolean killed = true;
    for (int steps = 0; killed; steps++) {
      Scene disturbed = manyStories(newScene());
      Fuse fuse = new Fuse(steps, afterEffect);
      try {
        disturbed
            .sweep(disturbed.places(fuse.on(disturbed.dossiers), fuse.on(disturbed.siem)), 1)
            .run(day(100), day(100), SweepTest::unwatched);
      } catch (Fuse.Killed end) {
        kills++;
      }
      killed = fuse.blown();

      Summary next = disturbed.sweepAt(day(100));

      assertTrue(next.complete());
      assertEquals(undisturbed.siem.ids().size(), disturbed.siem.ids().size());
      assertEquals(new HashSet<>(undisturbed.siem.ids()), new HashSet<>(disturbed.siem.ids()));
      assertEquals(contents(undisturbed.dossiers), contents(disturbed.dossiers));
      EveryCrossingTold.check(disturbed.siem, disturbed.dossiers);
    }

    assertTrue(kills > 0);
  }

  @Test
  void an_alert_that_is_not_taken_waits_for_the_next_sweep_under_the_same_id() {
    learn(mara().signedIn(day(0)));
    siem.refuse(_ -> true);

    Summary first = sweep(day(90));

    assertEquals(1, first.count(Count.PENDING));
    assertFalse(first.complete());
    assertEquals(List.of(false), first.steps().stream().map(Summary.Step::told).toList());
    assertEquals(List.of(), siem.arrivals());
    assertTrue(dossier(1).isDue(Instant.EPOCH));

    siem.refuse(_ -> false);
    Summary second = sweep(day(91));

    assertTrue(second.complete());
    assertEquals(1, second.count(Count.RESENT));
    assertEquals(0, second.count(Count.REARMED));
    assertEquals(first.steps().stream().map(Summary.Step::alert).toList(), ids());
    assertEquals(List.of(), dossier(1).outbox());
    EveryCrossingTold.check(siem, dossiers);
  }

  @Test
  void of_two_alerts_of_a_user_one_may_arrive_and_the_other_not() {
    learn(mara().createdWithPassword(day(0)));
    AtomicInteger number = new AtomicInteger();
    siem.refuse(_ -> number.getAndIncrement() > 0);

    Summary first = sweep(day(90));

    assertEquals(1, first.count(Count.PENDING));
    assertEquals(
        Set.of(true, false),
        new HashSet<>(first.steps().stream().map(Summary.Step::told).toList()));
    assertEquals(1, dossier(1).outbox().size());

    siem.refuse(_ -> false);
    sweep(day(90));

    assertEquals(2, siem.arrivals().size());
    EveryCrossingTold.check(siem, dossiers);
  }

  @Test
  void one_alert_that_is_never_taken_does_not_keep_others_back() {
    for (int i = 1; i <= 30; i++) {
      learn(Facts.about(Facts.user(i)).signedIn(day(0)));
    }
    AtomicInteger number = new AtomicInteger();
    Set<UUID> unwanted = new HashSet<>();
    siem.refuse(alert ->
        unwanted.contains(alert.finding())
            || (number.getAndIncrement() == 3 && unwanted.add(alert.finding())));

    Summary summary = sweep(day(90));

    assertEquals(1, summary.count(Count.PENDING));
    assertEquals(29, siem.ids().size());
    assertEquals(30, summary.steps().size());
  }

  @Test
  void a_queue_that_refuses_us_ends_the_sweep_and_nothing_is_lost() {
    learn(mara().signedIn(day(0)));
    IllegalStateException refusal = new IllegalStateException("no such queue");
    siem.meanwhile(() -> {
      throw refusal;
    });

    assertSame(refusal, assertThrows(IllegalStateException.class, () -> sweep(day(90))));
    assertEquals(1, dossier(1).outbox().size());

    siem.meanwhile(() -> {});
    Summary second = sweep(day(90));

    assertTrue(second.complete());
    assertEquals(1, siem.ids().size());
    EveryCrossingTold.check(siem, dossiers);
  }

  /** Promise 5: both may tell the same alert; a SIEM that drops repeats sees one sweep. */
  @Test
  void two_sweeps_at_one_time_tell_what_one_would() throws Exception {
    Scene undisturbed = manyStories(newScene());
    Summary alone = undisturbed.sweepAt(day(100));
    manyStories(scene);
    CyclicBarrier start = new CyclicBarrier(2);

    List<Summary> both = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Summary>> running = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        running.add(
            threads.submit(() -> {
              start.await();
              return sweep(day(100));
            }));
      }
      for (Future<Summary> each : running) {
        both.add(each.get());
      }
    }

    assertEquals(new HashSet<>(undisturbed.siem.ids()), new HashSet<>(siem.ids()));
    assertEquals(contents(undisturbed.dossiers), contents(dossiers));
    // Each step is decided, and so reported, by one of them.
    assertEquals(
        sorted(alone.steps()),
        sorted(both.stream().flatMap(summary -> summary.steps().stream()).toList()));
    assertTrue(both.stream().allMatch(Summary::complete));
    EveryCrossingTold.check(siem, dossiers);
  }

  @Test
  void who_signs_in_while_the_alert_is_on_its_way_ends_resolved() {
    learn(mara().signedIn(day(0)));
    AtomicInteger calls = new AtomicInteger();
    siem.meanwhile(() -> {
      if (calls.getAndIncrement() == 0) {
        learn(mara().signedIn(day(90)));
      }
    });

    Summary summary = sweep(day(90));

    assertEquals(List.of("breach", "resolved"), labels(summary));
    assertEquals(2, siem.arrivals().size());
    assertEquals(Optional.empty(), dossier(1).watch(Control.INACTIVITY).open());
    assertEquals(Optional.of(day(176)), dossier(1).due());
    EveryCrossingTold.check(siem, dossiers);
  }

  @Test
  void who_signs_in_before_the_alert_was_taken_is_told_of_both_in_order() {
    learn(mara().signedIn(day(0)));
    siem.refuse(_ -> true);
    sweep(day(90));
    learn(mara().signedIn(day(91)));
    siem.refuse(_ -> false);

    Summary summary = sweep(day(91));

    assertTrue(summary.complete());
    assertEquals(
        List.of("breach", "resolved"),
        siem.arrivals().stream().map(alert -> alert.body()).toList());
    EveryCrossingTold.check(siem, dossiers);
  }

  @Test
  void a_dry_run_says_the_same_and_does_nothing() {
    manyStories(scene);
    Map<UserId, Dossier> before = contents(dossiers);
    long writes = dossiers.writes();
    int calls = siem.calls().size();

    Summary dry = sweep().dryRun(Optional.of(day(100)), day(100), SweepTest::unwatched);

    assertEquals(writes, dossiers.writes());
    assertEquals(before, contents(dossiers));
    assertEquals(calls, siem.calls().size());
    assertTrue(dry.steps().stream().noneMatch(Summary.Step::told));
    Summary real = sweep(day(100));
    assertEquals(untold(real.steps()), untold(dry.steps()));
    assertEquals(real.count(Count.LOOKED), dry.count(Count.LOOKED));
    assertEquals(real.count(Count.REARMED), dry.count(Count.REARMED));
  }

  @Test
  void a_dossier_that_cannot_be_read_does_not_stop_the_others() {
    UserId broken = Facts.user(3);
    for (int i = 1; i <= 5; i++) {
      learn(Facts.about(Facts.user(i)).signedIn(day(0)));
    }

    Summary first = sweep(failingFor(broken, "read"), day(90));

    assertEquals(1, first.count(Count.FAILED));
    assertFalse(first.complete());
    assertEquals(4, siem.ids().size());
    assertEquals(5, first.count(Count.LOOKED));

    Summary second = sweep(day(90));

    assertTrue(second.complete());
    assertEquals(5, siem.ids().size());
  }

  @Test
  void a_dossier_that_cannot_be_stored_does_not_stop_the_others() {
    UserId broken = Facts.user(3);
    for (int i = 1; i <= 5; i++) {
      learn(Facts.about(Facts.user(i)).signedIn(day(0)));
    }

    Summary first = sweep(failingFor(broken, "store"), day(90));

    assertEquals(1, first.count(Count.FAILED));
    assertEquals(4, siem.ids().size());
    assertEquals(4, first.steps().size());

    sweep(day(90));

    assertEquals(5, siem.ids().size());
    EveryCrossingTold.check(siem, dossiers);
  }

  @Test
  void a_single_user_who_fails_is_counted() {
    learn(mara().signedIn(day(0)));

    Summary summary = sweep(failingFor(Facts.user(1), "read"), day(90));

    assertEquals(1, summary.count(Count.FAILED));
    assertEquals(1, summary.count(Count.LOOKED));
  }

  /** S15: two of them, or all of a page, once passed for a failure of the table and ended it. */
  @Test
  void items_that_cannot_be_read_are_named_and_counted_and_keep_nobody_from_being_judged() {
    for (int user = 1; user <= 3; user++) {
      learn(Facts.about(Facts.user(user)).signedIn(day(0)));
    }
    List<UserId> broken = new ArrayList<>(List.of(Facts.user(2), Facts.user(3)));
    Dossiers some =
        new Dossiers() {
          @Override
          public Optional<Dossier> read(UserId id) {
            if (id.equals(Facts.user(2)) && broken.contains(id)) {
              throw new NewerFormat("user " + id, 2, 1);
            }
            if (broken.contains(id)) {
              throw new UnreadableItem("user " + id, "created");
            }
            return dossiers.read(id);
          }

          @Override
          public Stored store(Dossier changed) {
            return dossiers.store(changed);
          }
        };

    Summary first = sweep(some, day(90));
    broken.add(Facts.user(1));
    Summary second = sweep(some, day(97));
    broken.clear();
    Summary third = sweep(some, day(97));

    assertEquals(List.of("breach"), labels(first));
    assertEquals(2, first.count(Count.FAILED));
    assertEquals(2, first.unreadable().size());
    assertFalse(first.complete());
    assertEquals(3, second.count(Count.FAILED));
    assertTrue(
        second.unreadable().stream()
            .anyMatch(each -> each.contains("user %s, attribute created".formatted(Facts.user(3)))),
        () -> second.unreadable().toString());
    assertEquals(List.of("escalated", "escalated", "escalated"), labels(third));
    assertTrue(third.complete());
  }

  /**
   * S15: a false alarm, rather than a silence, until it is mended; what was reported is not again.
   */
  @Test
  void an_exemption_that_cannot_be_read_exempts_nobody_and_is_named() {
    List<String> unreadable = List.of("row #exemption#x, attribute until");
    ExemptionLog log =
        new MemoryExemptions() {
          @Override
          public synchronized Exemptions read() {
            return new Exemptions(super.read().all(), unreadable);
          }
        };
    learn(mara().signedIn(day(0)));

    Summary summary =
        scene
            .sweep(
                new Places(
                    dossiers,
                    dossiers,
                    dossiers,
                    scene.coverage,
                    scene.sourceWatches,
                    log,
                    scene.attestations,
                    scene.undelivered,
                    scene.notices,
                    scene.policyLog,
                    scene.directoryChanges,
                    scene.tamperings,
                    Directory.NONE,
                    siem),
                4)
            .run(day(90), day(90), SweepTest::unwatched);

    assertEquals(List.of("breach"), labels(summary));
    assertEquals(unreadable, summary.unreadable());
    assertEquals(0, summary.count(Count.FAILED));
    assertFalse(summary.complete());
  }

  @Test
  void what_fails_for_all_ends_the_sweep_with_that_failure() {
    for (int i = 1; i <= 5; i++) {
      learn(Facts.about(Facts.user(i)).signedIn(day(0)));
    }
    IllegalStateException failure = new IllegalStateException("no such table");
    Dossiers unreachable =
        new Dossiers() {
          @Override
          public Optional<Dossier> read(UserId id) {
            throw failure;
          }

          @Override
          public Stored store(Dossier changed) {
            throw failure;
          }
        };

    assertSame(
        failure, assertThrows(IllegalStateException.class, () -> sweep(unreachable, day(90))));
  }

  @Test
  void a_thousand_users_are_told_page_by_page() {
    IntStream.rangeClosed(1, 1000)
        .forEach(i -> learn(Facts.about(Facts.user(i)).signedIn(day(0).plusSeconds(i))));
    ConcurrentLinkedQueue<Long> progress = new ConcurrentLinkedQueue<>();

    Summary summary = scene.sweep(scene.places(), 7).run(day(91), day(91), progress::add);

    assertEquals(1000, summary.count(Count.LOOKED));
    assertEquals(1000, summary.steps().size());
    assertEquals(1000, siem.arrivals().size());
    assertEquals(1000, siem.ids().size());
    assertTrue(siem.calls().stream().allMatch(call -> call.size() <= 100));
    List<Long> told = List.copyOf(progress);
    assertEquals(told.stream().sorted().toList(), told);
    assertEquals(1000, told.getLast());
    assertEquals(nothing(day(91), 0), sweep(day(91)));
    EveryCrossingTold.check(siem, dossiers);
  }

  /** Every way that a user can be found: to be opened, raised, ended, ended and opened, put off. */
  private static Scene manyStories(Scene place) {
    MemoryDossiers table = place.dossiers;
    for (int i = 1; i <= 4; i++) {
      Facts facts = Facts.about(Facts.user(10 + i));
      News.tell(table, facts.createdWithPassword(day(12)));
      News.tell(table, Facts.about(Facts.user(20 + i)).signedIn(day(3)));
      News.tell(table, Facts.about(Facts.user(30 + i)).createdWithPassword(day(3)));
      News.tell(table, Facts.about(Facts.user(40 + i)).signedIn(day(0)));
      News.tell(table, Facts.about(Facts.user(50 + i)).signedIn(day(14)));
    }
    place.sweepAt(day(92));
    for (int i = 1; i <= 4; i++) {
      News.tell(table, Facts.about(Facts.user(30 + i)).signedIn(day(93)));
      News.tell(table, Facts.about(Facts.user(40 + i)).usedPortal(day(13)));
      News.tell(table, Facts.about(Facts.user(50 + i)).usedPortal(day(60)));
      News.tell(table, Facts.about(Facts.user(60 + i)).signedIn(day(99)));
    }
    return place;
  }

  private static Scene newScene() {
    return Scene.since(START.minus(Duration.ofDays(1)));
  }

  private static Summary nothing(Instant asOf, long looked) {
    return new Summary(
        asOf,
        Optional.empty(),
        Optional.of(Observed.since(START.minus(Duration.ofDays(1)))),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        new Counts(Map.of(Count.LOOKED, looked)));
  }

  private static Map<UserId, Dossier> contents(MemoryDossiers table) {
    Map<UserId, Dossier> contents = new TreeMap<>();
    table.all().forEach(dossier -> contents.put(dossier.user().id(), dossier.withVersion(1)));
    return contents;
  }

  private static List<Summary.Step> sorted(List<Summary.Step> steps) {
    return steps.stream().sorted(Comparator.comparing(Summary.Step::alert)).toList();
  }

  private static List<Summary.Step> untold(List<Summary.Step> steps) {
    return sorted(
        steps.stream()
            .map(step ->
                new Summary.Step(
                    step.user(), step.control(), step.step(), step.finding(), step.alert(), false))
            .toList());
  }

  private static List<String> labels(Summary summary) {
    return summary.steps().stream().map(Summary.Step::step).toList();
  }

  private List<UUID> ids() {
    return siem.arrivals().stream().map(alert -> alert.id()).toList();
  }

  private Sweep sweep() {
    return scene.sweep();
  }

  private Summary sweep(Instant at) {
    return sweep().run(at, at, SweepTest::unwatched);
  }

  private Summary sweep(Dossiers through, Instant at) {
    return scene.sweep(scene.places(through, siem), 4).run(at, at, SweepTest::unwatched);
  }

  private static void unwatched(long looked) {}

  private void learn(Fact... facts) {
    News.tell(dossiers, facts);
  }

  private Dossier dossier(int user) {
    return dossiers.read(Facts.user(user)).orElseThrow();
  }

  private Dossiers failingFor(UserId broken, String call) {
    return new Dossiers() {
      @Override
      public Optional<Dossier> read(UserId id) {
        if (id.equals(broken) && call.equals("read")) {
          throw new IllegalStateException("an item that was changed by hand");
        }
        return dossiers.read(id);
      }

      @Override
      public Stored store(Dossier changed) {
        if (changed.user().id().equals(broken) && call.equals("store")) {
          throw new IllegalStateException("an item that is too large");
        }
        return dossiers.store(changed);
      }
    };
  }

  private static Facts mara() {
    return Facts.about(Facts.user(1));
  }

  private static Instant day(int day) {
    return START.plus(Duration.ofDays(day));
  }
}
