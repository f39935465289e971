package ninety.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import ninety.finding.Dossier;
import ninety.finding.Due;
import ninety.policy.Control;
import ninety.user.Facts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Promises 4 and 5, where a sweep is killed, refused, or not alone. */
final class InterruptedSweepTest extends SweptUsers {

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
    assertEquals(new Due.At(day(90)), dossier(1).due());

    Summary second = sweep(day(90));

    assertEquals(List.of("breach"), labels(second));
    assertTrue(second.steps().getFirst().delivered());
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
            .run(day(100), day(100), SweptUsers::unwatched);
      } catch (Fuse.Killed end) {
        kills++;
      }
      killed = fuse.blown();

      Summary next = disturbed.sweepAt(day(100));

      assertTrue(next.complete());
      assertEquals(undisturbed.siem.ids().size(), disturbed.siem.ids().size());
      assertEquals(new HashSet<>(undisturbed.siem.ids()), new HashSet<>(disturbed.siem.ids()));
      assertEquals(contents(undisturbed.dossiers), contents(disturbed.dossiers));
      EveryCrossingReported.check(disturbed.siem, disturbed.dossiers);
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
    assertEquals(List.of(false), first.steps().stream().map(Summary.Step::delivered).toList());
    assertEquals(List.of(), siem.arrivals());
    assertTrue(dossier(1).isDue(Instant.EPOCH));

    siem.refuse(_ -> false);
    Summary second = sweep(day(91));

    assertTrue(second.complete());
    assertEquals(1, second.count(Count.RESENT));
    assertEquals(0, second.count(Count.REARMED));
    assertEquals(first.steps().stream().map(Summary.Step::alert).toList(), ids());
    assertEquals(List.of(), dossier(1).outbox());
    EveryCrossingReported.check(siem, dossiers);
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
        new HashSet<>(first.steps().stream().map(Summary.Step::delivered).toList()));
    assertEquals(1, dossier(1).outbox().size());

    siem.refuse(_ -> false);
    sweep(day(90));

    assertEquals(2, siem.arrivals().size());
    EveryCrossingReported.check(siem, dossiers);
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
    EveryCrossingReported.check(siem, dossiers);
  }

  /** Promise 5: both may report the same alert; a SIEM that drops repeats sees one sweep. */
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
    EveryCrossingReported.check(siem, dossiers);
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
    assertEquals(Optional.empty(), dossier(1).state(Control.INACTIVITY).openFinding());
    assertEquals(new Due.At(day(176)), dossier(1).due());
    EveryCrossingReported.check(siem, dossiers);
  }

  @Test
  void who_signs_in_before_the_alert_was_taken_is_reported_of_both_in_order() {
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
    EveryCrossingReported.check(siem, dossiers);
  }
}
