package ninety.stream;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** The wait before a retry: doubling up to a limit, the latter half of it by chance. */
record Backoff(Duration first, Duration longest, RandomGenerator random) {

  Duration before(int retry) {
    long ceiling =
        Math.min(longest.toMillis(), first.toMillis() << Math.min(Math.max(retry - 1, 0), 30));
    return Duration.ofMillis(random.nextLong(ceiling / 2, ceiling + 1));
  }
}
