package ninety.finding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import ninety.coverage.Gaps;
import ninety.coverage.Horizon;
import ninety.coverage.Horizon.Holder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A horizon that steps back hides a silence for no longer than the limit, whoever's clock it is.
 */
final class HorizonStepsBackTest {

  private static final Instant START = Instant.parse("2026-03-01T08:00:00Z");
  private static final Duration LIMIT = Duration.ofHours(1);

  private final List<Instant> found = new ArrayList<>();
  private FeedWatch watch = FeedWatch.QUIET;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void it_is_reported_unless_one_was_found_within_the_limit(int clocks) {
    for (long seed = 0; seed < 400; seed++) {
      Random random = new Random(seed * 4 + clocks);
      found.clear();
      watch = FeedWatch.QUIET;
      Instant time = START;
      Instant processed = START;
      for (int step = 0; step < 60; step++) {
        time = time.plus(Duration.ofMinutes(random.nextInt(25)));
        processed = random.nextInt(4) == 0 ? time : processed;
        Instant back = time.minus(Duration.ofHours(random.nextInt(200)));
        Instant at = random.nextInt(4) == 0 && back.isBefore(processed) ? back : processed;
        long off = clocks == 0 || random.nextInt(3) > 0 ? 0 : random.nextInt(-240, 240);
        Instant now = time.plus(Duration.ofMinutes(off));
        look(random.nextInt(6) == 0 ? Optional.empty() : Optional.of(at), now, "seed " + seed);
      }
    }
  }

  private void look(Optional<Instant> processed, Instant now, String seed) {
    Horizon horizon =
        processed
            .map(it -> (it.isBefore(now) ? it : now).minus(Horizon.ALLOWANCE))
            .<Horizon>map(it -> new Horizon.Known(it, new Holder.Shard("s")))
            .orElse(new Horizon.None());
    FeedWatch.Look look =
        new FeedWatch.Look(
            horizon, LIMIT, new Gaps(Map.of(), List.of(), List.of()), Optional.empty(), now);
    boolean openBefore = lasting();
    FeedWatch.Judgement before = watch.before(look);
    watch = before.watch();
    if (horizon instanceof Horizon.Known(var at, _)) {
      found.add(at);
    }
    boolean near = found.stream().anyMatch(it -> !it.isAfter(now) && !it.plus(LIMIT).isBefore(now));
    assertTrue(lasting() || near, () -> seed + ": hidden at " + now + " by " + horizon);
    if (!late(horizon, now)) {
      assertEquals(openBefore, lasting(), seed);
      watch = watch.after(look, new FeedWatch.Census(now, new UUID(0, 0), Map.of())).watch();
      assertEquals(List.of(), watch.open(), seed);
    }
  }

  private boolean lasting() {
    return watch.open().stream().anyMatch(gap -> gap.until().isEmpty());
  }

  private static boolean late(Horizon horizon, Instant now) {
    return horizon.lag(now).compareTo(LIMIT) > 0;
  }
}
