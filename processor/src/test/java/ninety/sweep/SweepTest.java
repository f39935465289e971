package ninety.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import ninety.coverage.Undelivered;
import ninety.finding.Dossier;
import ninety.finding.Dossiers;
import ninety.finding.Due;
import ninety.finding.DueUsers;
import ninety.finding.UnreadableItem;
import ninety.user.Directory;
import ninety.user.Facts;
import ninety.user.UserId;
import org.junit.jupiter.api.Test;

final class SweepTest extends SweptUsers {

  @Test
  void a_level_that_is_reached_is_reported_and_the_next_one_armed() {
    learn(mara().signedIn(day(0)));

    Summary summary = sweep(day(86));

    assertEquals(List.of("warning"), labels(summary));
    assertEquals(summary.steps().stream().map(Summary.Step::alert).toList(), ids());
    assertTrue(summary.complete());
    assertEquals(new Due.At(day(90)), dossier(1).due());
    assertEquals(List.of(), dossier(1).outbox());
    EveryCrossingReported.check(siem, dossiers);
  }

  @Test
  void a_user_who_came_back_in_time_is_rescheduled_and_nothing_reported() {
    learn(mara().signedIn(day(0)));
    sweep(day(1));
    learn(mara().signedIn(day(50)));

    Summary summary = sweep(day(86));

    assertEquals(List.of(), summary.steps());
    assertEquals(1, summary.count(Count.REARMED));
    assertEquals(List.of(), siem.calls());
    assertEquals(new Due.At(day(136)), dossier(1).due());
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
                    scene.feedWatches,
                    scene.exemptions,
                    scene.attestations,
                    Undelivered.NONE,
                    scene.notices,
                    scene.policyLog,
                    scene.directoryChanges,
                    scene.tamperings,
                    scene.reconciliations,
                    Directory.NONE,
                    siem,
                    siem),
                4)
            .run(day(2), day(2), SweptUsers::unwatched);

    assertEquals(nothing(day(2), 2), summary);
    assertEquals(writes, dossiers.writes());
  }

  @Test
  void a_dry_run_says_the_same_and_does_nothing() {
    manyStories(scene);
    Map<UserId, Dossier> before = contents(dossiers);
    long writes = dossiers.writes();
    int calls = siem.calls().size();

    Summary dry = sweep().dryRun(Optional.of(day(100)), day(100), SweptUsers::unwatched);

    assertEquals(writes, dossiers.writes());
    assertEquals(before, contents(dossiers));
    assertEquals(calls, siem.calls().size());
    assertTrue(dry.steps().stream().noneMatch(Summary.Step::delivered));
    Summary real = sweep(day(100));
    assertEquals(pending(real.steps()), pending(dry.steps()));
    assertEquals(real.count(Count.LOOKED), dry.count(Count.LOOKED));
    assertEquals(real.count(Count.REARMED), dry.count(Count.REARMED));
  }

  @Test
  void a_thousand_users_are_reported_page_by_page() {
    IntStream.rangeClosed(1, 1000)
        .forEach(i -> learn(Facts.about(Facts.user(i)).signedIn(day(0).plusSeconds(i))));
    ConcurrentLinkedQueue<Long> progress = new ConcurrentLinkedQueue<>();

    Summary summary = scene.sweep(scene.places(), 7).run(day(91), day(91), progress::add);

    assertEquals(1000, summary.count(Count.LOOKED));
    assertEquals(1000, summary.steps().size());
    assertEquals(1000, siem.arrivals().size());
    assertEquals(1000, siem.ids().size());
    assertTrue(siem.calls().stream().allMatch(call -> call.size() <= 100));
    List<Long> delivered = List.copyOf(progress);
    assertEquals(delivered.stream().sorted().toList(), delivered);
    assertEquals(1000, delivered.getLast());
    assertEquals(nothing(day(91), 0), sweep(day(91)));
    EveryCrossingReported.check(siem, dossiers);
  }
}
