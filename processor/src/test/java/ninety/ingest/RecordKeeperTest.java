package ninety.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import ninety.finding.Dossier;
import ninety.finding.Dossiers;
import ninety.finding.Due;
import ninety.finding.MemoryDossiers;
import ninety.ingest.RecordKeeper.Outcome;
import ninety.stream.Table;
import ninety.user.Facts;
import ninety.user.UserId;
import ninety.user.UserRecord;
import org.junit.jupiter.api.Test;

final class RecordKeeperTest {

  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
  private static final UserId MARA = Facts.user(1);
  private static final UserId JON = Facts.user(2);

  private final MemoryDossiers users = new MemoryDossiers();
  private final Table table = new Table(users);
  private final RecordKeeper keeper = keeper(table, 8);

  @Test
  void each_user_has_an_outcome_of_its_own() {
    UserId throttled = Facts.user(3);
    UserId broken = Facts.user(4);
    table.beforeStore(id -> {
      if (id.equals(JON)) {
        return Optional.of(Table.refused());
      }
      return id.equals(throttled) ? Optional.of(Table.throttled()) : Optional.empty();
    });
    table.beforeRead(id ->
        id.equals(broken)
            ? Optional.of(new IllegalStateException("changed by hand"))
            : Optional.empty());

    Map<UserId, Outcome> outcomes = keeper.keep(seen(MARA, JON, throttled, broken));

    assertEquals(
        Map.of(
            MARA,
            new Outcome.Kept(),
            JON,
            new Outcome.Refused(
                "record-refused", "DynamoDB refused the item: ValidationException (HTTP 400)"),
            throttled,
            new Outcome.Later("ProvisionedThroughputExceededException (HTTP 400)"),
            broken,
            new Outcome.Refused(
                "internal-error", "java.lang.IllegalStateException: changed by hand")),
        outcomes);
  }

  @Test
  void what_only_a_person_can_mend_is_thrown_when_the_others_are_kept() {
    RuntimeException denied = Table.denied();
    table.beforeStore(id -> id.equals(JON) ? Optional.of(denied) : Optional.empty());

    assertSame(denied, assertThrows(RuntimeException.class, () -> keeper.keep(seen(MARA, JON))));

    assertEquals(true, users.read(MARA).isPresent());
  }

  @Test
  void a_user_is_read_once_and_remembered() {
    keeper.keep(seen(MARA));
    keeper.keep(Map.of(MARA, record(MARA, NOON.plusSeconds(9))));
    keeper.keep(Map.of(MARA, record(MARA, NOON.plusSeconds(5))));

    assertEquals(1, table.reads());
    assertEquals(2, users.writes());
  }

  @Test
  void an_old_memory_costs_one_more_turn_and_loses_nothing() {
    keeper.keep(seen(MARA));
    UserRecord others = UserRecord.of(MARA, Facts.about(MARA).disabled(NOON));
    keeper(users, 1).keep(Map.of(MARA, others));
    UserRecord mine = UserRecord.of(MARA, Facts.about(MARA).signedIn(NOON));

    keeper.keep(Map.of(MARA, mine));

    assertEquals(
        Optional.of(record(MARA, NOON).join(others).join(mine)),
        users.read(MARA).map(Dossier::user));
  }

  /** The sweep may have opened a finding since: who comes back then is due at once. */
  @Test
  void an_old_memory_of_the_date_is_not_written_back() {
    keeper.keep(Map.of(MARA, UserRecord.of(MARA, Facts.about(MARA).signedIn(NOON))));
    Dossier stored = users.read(MARA).orElseThrow();
    users.store(
        new Dossier(
            stored.user(),
            stored.states(),
            stored.outbox(),
            new Due.At(NOON.plus(Duration.ofDays(86))),
            stored.version()));

    keeper.keep(
        Map.of(MARA, UserRecord.of(MARA, Facts.about(MARA).signedIn(NOON.plusSeconds(60)))));

    assertEquals(new Due.At(NOON.plus(Duration.ofDays(86))), users.read(MARA).orElseThrow().due());
  }

  @Test
  void as_many_calls_run_at_one_time_as_are_allowed_and_no_more() {
    int allowed = 3;
    AtomicInteger running = new AtomicInteger();
    Set<Integer> seenAtOneTime = ConcurrentHashMap.newKeySet();
    CyclicBarrier together = new CyclicBarrier(allowed);
    Dossiers crowded =
        new Dossiers() {
          @Override
          public Optional<Dossier> read(UserId id) {
            seenAtOneTime.add(running.incrementAndGet());
            try {
              together.await(1, TimeUnit.MINUTES);
            } catch (InterruptedException | BrokenBarrierException | TimeoutException alone) {
              throw new IllegalStateException("fewer than allowed", alone);
            }
            return users.read(id);
          }

          @Override
          public Stored store(Dossier changed) {
            running.decrementAndGet();
            return users.store(changed);
          }
        };
    UserId[] many = new UserId[99];
    for (int i = 0; i < many.length; i++) {
      many[i] = Facts.user(i);
    }

    keeper(crowded, allowed).keep(seen(many));

    assertEquals(99, users.writes());
    assertEquals(Set.of(1, 2, 3), seenAtOneTime);
  }

  private static RecordKeeper keeper(Dossiers dossiers, int atMost) {
    return new RecordKeeper(
        dossiers, Duration.ZERO, atMost, Executors::newVirtualThreadPerTaskExecutor, new Counts());
  }

  private static Map<UserId, UserRecord> seen(UserId... users) {
    Map<UserId, UserRecord> news = new HashMap<>();
    for (UserId user : List.of(users)) {
      news.put(user, record(user, NOON));
    }
    return news;
  }

  private static UserRecord record(UserId user, Instant at) {
    return UserRecord.of(user, Facts.about(user).seen(at));
  }
}
