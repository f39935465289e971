package ninety.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import ninety.Seeds;
import org.junit.jupiter.api.Test;

final class TurnsTest {

  private static final Duration APART = Duration.ofMillis(100);

  @Test
  void who_comes_alone_does_not_wait() {
    Turns turns = new Turns(APART);

    assertEquals(Duration.ZERO, turns.take(Duration.ofMillis(500)));
    assertEquals(Duration.ZERO, turns.take(Duration.ofMillis(600)));
  }

  @Test
  void turns_are_apart_whenever_they_are_taken_and_none_is_given_away() {
    Seeds.each(
        200,
        random -> {
          Turns turns = new Turns(APART);
          List<Duration> taken = new ArrayList<>();
          Duration now = Duration.ZERO;
          for (int caller = 0; caller < 100; caller++) {
            now = now.plusMillis(random.nextLong(150));
            Duration earliest = taken.isEmpty() ? Duration.ZERO : taken.getLast().plus(APART);
            Duration turn = now.plus(turns.take(now));

            assertTrue(turn.compareTo(earliest) >= 0);
            assertEquals(now.compareTo(earliest) > 0 ? now : earliest, turn);
            taken.add(turn);
          }
        });
  }
}
