package ninety.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.SplittableRandom;
import ninety.Seeds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BackoffTest {

  private static final Duration FIRST = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofSeconds(20);

  @ParameterizedTest
  @CsvSource({
    "1, 50, 100",
    "2, 100, 200",
    "3, 200, 400",
    "8, 6400, 12800",
    "9, 10000, 20000",
    "10, 10000, 20000",
    "31, 10000, 20000",
    "64, 10000, 20000",
    "2147483647, 10000, 20000",
    // Nothing has failed yet: as before the first retry.
    "0, 50, 100",
    "-5, 50, 100",
  })
  void a_pause_doubles_up_to_the_longest_and_is_at_least_half_of_it(
      int retry, long least, long most) {
    Seeds.each(
        200,
        random -> {
          long pause = new Backoff(FIRST, LONGEST, random).before(retry).toMillis();

          assertTrue(pause >= least && pause <= most, () -> "a pause of " + pause + " ms");
        });
  }

  @Test
  void workers_that_failed_at_one_time_do_not_come_back_at_one_time() {
    Backoff backoff = new Backoff(FIRST, LONGEST, new SplittableRandom(1));

    long different =
        java.util.stream.IntStream.range(0, 100)
            .mapToObj(_ -> backoff.before(9))
            .distinct()
            .count();

    assertTrue(different > 50);
  }

  @Test
  void one_seed_gives_one_course() {
    Backoff one = new Backoff(FIRST, LONGEST, new SplittableRandom(7));
    Backoff same = new Backoff(FIRST, LONGEST, new SplittableRandom(7));

    for (int retry = 1; retry < 20; retry++) {
      assertEquals(one.before(retry), same.before(retry));
    }
  }
}
