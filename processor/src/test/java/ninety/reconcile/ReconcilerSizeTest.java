package ninety.reconcile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import ninety.finding.AllDossiers;
import ninety.finding.Dossier;
import ninety.finding.MemoryDossiers;
import ninety.finding.UnreadableItem;
import ninety.user.Facts;
import ninety.user.Kind.Presence;
import ninety.user.MemoryDirectoryChanges;
import ninety.user.MemoryReconciliations;
import ninety.user.Reconciliation.Difference;
import ninety.user.Roster;
import ninety.user.UserId;
import org.junit.jupiter.api.Test;

/**
 * Issue 12: 100,000 users ({@code -Dninety.users=100000}), of which every build does a hundredth.
 */
final class ReconcilerSizeTest {

  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
  private static final int USERS = Integer.getInteger("ninety.users", 1_000);

  @Test
  void everybody_is_created_and_the_next_list_writes_nothing() {
    MemoryDossiers table = new MemoryDossiers();
    Reconciler reconciler =
        new Reconciler(
            all(table),
            new MemoryReconciliations(),
            new MemoryDirectoryChanges(),
            32,
            Executors::newVirtualThreadPerTaskExecutor);

    Plan first = timed("compared, first", () -> compare(reconciler, NOON));
    Reconciler.Ended ended = timed("written", () -> reconciler.write(first, _ -> {}));
    Plan second = timed("compared, next", () -> compare(reconciler, NOON.plus(Duration.ofDays(1))));

    assertEquals(USERS, first.what().count(Difference.CREATED));
    assertEquals(USERS, ended.written());
    assertTrue(second.news().isEmpty());
  }

  private static Plan compare(Reconciler reconciler, Instant at) {
    return reconciler.compare(_ -> roster(at), Limits.DEFAULT, _ -> {});
  }

  private static Roster roster(Instant at) {
    return Directories.whole(
        at,
        IntStream.range(0, USERS)
            .mapToObj(i -> Directories.entry(Facts.user(i), "user-" + i, Presence.ENABLED, at))
            .toArray(Roster.Entry[]::new));
  }

  private static <T> T timed(String what, java.util.function.Supplier<T> work) {
    long begun = System.nanoTime();
    T done = work.get();
    Runtime runtime = Runtime.getRuntime();
    System.out.printf(
        "import: %d users %s in %d ms; %d MB of heap in use, the table of the test among it%n",
        USERS,
        what,
        (System.nanoTime() - begun) / 1_000_000,
        (runtime.totalMemory() - runtime.freeMemory()) >> 20);
    return done;
  }

  private static AllDossiers all(MemoryDossiers table) {
    return new AllDossiers() {
      @Override
      public Stream<Dossier> all(Consumer<UnreadableItem> unreadable) {
        return table.all().stream();
      }

      @Override
      public Optional<Dossier> read(UserId id) {
        return table.read(id);
      }

      @Override
      public Stored store(Dossier changed) {
        return table.store(changed);
      }
    };
  }
}
