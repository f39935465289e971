package ninety.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import ninety.Seeds;
import ninety.user.MemoryQuota;
import org.junit.jupiter.api.Test;

/** One budget for all sweeps (S17). */
final class TurnsTest {

  private static final Duration APART = Duration.ofMillis(100);
  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

  private final MemoryQuota quota = new MemoryQuota();
  private final Turns turns = new Turns(quota, APART);

  @Test
  void who_comes_alone_does_not_wait() {
    assertEquals(Duration.ZERO, turns.take(NOON.plusMillis(500)));
    assertEquals(Duration.ZERO, turns.take(NOON.plusMillis(600)));
    assertEquals(Duration.ZERO, turns.take(NOON.plusMillis(7_000)));
  }

  @Test
  void ten_calls_a_second_are_had_by_one_sweep_alone() {
    List<Duration> waits = IntStream.range(0, 31).mapToObj(_ -> turns.take(NOON)).toList();

    assertEquals(Duration.ZERO, waits.getFirst());
    assertEquals(Duration.ofSeconds(3), waits.getLast());
  }

  @Test
  void turns_of_all_sweeps_are_apart_whenever_they_are_taken() {
    Seeds.each(
        200,
        random -> {
          MemoryQuota shared = new MemoryQuota();
          List<Turns> sweeps =
              IntStream.range(0, 1 + random.nextInt(4))
                  .mapToObj(_ -> new Turns(shared, APART))
                  .toList();
          TreeSet<Instant> taken = new TreeSet<>();
          Instant now = NOON;
          int calls = 100;
          for (int call = 0; call < calls; call++) {
            now = now.plusMillis(random.nextLong(150));
            taken.add(now.plus(sweeps.get(random.nextInt(sweeps.size())).take(now)));
          }

          assertEquals(calls, taken.size());
          List<Instant> all = new ArrayList<>(taken);
          for (int call = 1; call < calls; call++) {
            Duration gap = Duration.between(all.get(call - 1), all.get(call));
            assertTrue(gap.compareTo(APART) >= 0, gap.toString());
          }
        });
  }

  @Test
  void a_sweep_that_is_killed_with_its_turns_unused_holds_up_the_next_for_a_share_at_most() {
    turns.take(NOON);

    assertEquals(Turns.SHARE, new Turns(quota, APART).take(NOON));
  }

  @Test
  void turns_that_passed_unused_are_not_made_up_for() {
    turns.take(NOON);
    Turns other = new Turns(quota, APART);
    other.take(NOON.plusMillis(900));

    // Our share was over at one second, and until two it is the other's.
    assertEquals(Duration.ofMillis(800), turns.take(NOON.plusMillis(1_200)));
  }

  @Test
  void a_clock_that_steps_back_holds_up_nobody() {
    turns.take(NOON);

    assertEquals(Duration.ZERO, turns.take(NOON.minusSeconds(3_600)));
  }
}
