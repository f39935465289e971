package ninety.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import ninety.Seeds;
import org.junit.jupiter.api.Test;

final class PatienceTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final Patience patience = new Patience(MINUTE);

  @Test
  void a_minute_can_be_lost_and_no_more() {
    assertTrue(patience.isThere(seconds(0)));
    assertFalse(patience.grant(seconds(0), seconds(61)));
    assertTrue(patience.grant(seconds(0), seconds(60)));

    assertFalse(patience.isThere(seconds(0)));
    assertFalse(patience.grant(seconds(60), seconds(7)));
  }

  @Test
  void what_was_lost_comes_back_in_ten_times_the_time() {
    patience.lose(seconds(0), seconds(60));

    assertFalse(patience.isThere(seconds(60)));
    assertTrue(patience.isThere(seconds(61)));
    assertFalse(patience.grant(seconds(100), seconds(5)));
    assertTrue(patience.grant(seconds(100), seconds(4)));
  }

  @Test
  void it_does_not_grow_beyond_the_whole() {
    assertFalse(patience.grant(seconds(1_000_000), seconds(61)));
    assertTrue(patience.grant(seconds(1_000_000), seconds(60)));
  }

  @Test
  void a_loss_that_is_larger_than_what_is_left_has_to_come_back_first() {
    patience.lose(seconds(0), seconds(100));

    // 40 s more than there were, so 400 s more.
    assertFalse(patience.isThere(seconds(500)));
    assertTrue(patience.isThere(seconds(501)));
  }

  @Test
  void what_several_lose_at_one_time_is_lost_once() {
    for (int caller = 0; caller < 10; caller++) {
      patience.lose(seconds(0), seconds(5));
      assertTrue(patience.grant(seconds(5), seconds(30)));
    }

    assertTrue(patience.grant(seconds(35), seconds(25)));
  }

  @Test
  void of_any_stretch_no_more_is_lost_than_the_whole_and_a_tenth_of_it() {
    Seeds.each(
        300,
        random -> {
          Patience patience = new Patience(MINUTE);
          Duration longestAttempt = seconds(10);
          List<Duration[]> losses = new ArrayList<>();
          Duration now = Duration.ZERO;
          for (int step = 0; step < 300; step++) {
            now = now.plusMillis(random.nextLong(random.nextBoolean() ? 100 : 60_000));
            if (!patience.isThere(now)) {
              continue;
            }
            Duration failed = now.plusMillis(random.nextLong(longestAttempt.toMillis() + 1));
            patience.lose(now, failed);
            Duration pause = Duration.ofMillis(random.nextLong(8_000));
            Duration until = patience.grant(failed, pause) ? failed.plus(pause) : failed;
            losses.add(new Duration[] {now, until});
            now = until;
          }

          for (int first = 0; first < losses.size(); first++) {
            Duration lost = Duration.ZERO;
            for (int last = first; last < losses.size(); last++) {
              lost = lost.plus(losses.get(last)[1]).minus(losses.get(last)[0]);
              Duration stretch = losses.get(last)[1].minus(losses.get(first)[0]);
              Duration most = MINUTE.plus(stretch.dividedBy(10)).plus(longestAttempt);
              Duration really = lost;
              assertTrue(lost.compareTo(most) <= 0, () -> really + " of " + stretch);
            }
          }
        });
  }

  @Test
  void saying_the_same_twice_changes_nothing() {
    Seeds.each(
        300,
        random -> {
          Patience once = new Patience(MINUTE);
          Patience twice = new Patience(MINUTE);
          Duration now = Duration.ZERO;
          for (int step = 0; step < 100; step++) {
            Duration from = now;
            now = now.plusMillis(random.nextLong(5_000));
            once.lose(from, now);
            twice.lose(from, now);
            twice.lose(from.plus(now.minus(from).dividedBy(2)), now);
            Duration pause = Duration.ofMillis(random.nextLong(20_000));

            assertEquals(once.isThere(now), twice.isThere(now));
            assertEquals(once.grant(now, pause), twice.grant(now, pause));
            now = now.plusMillis(random.nextLong(40_000));
          }
        });
  }

  private static Duration seconds(long seconds) {
    return Duration.ofSeconds(seconds);
  }
}
